"""Small content made in code, for the tests of the views of what units write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.memo.query import PlainMemo
from plugins.model.clock import OSLO, Now
from plugins.model.content import NewsItem, Page, Registers, Virksomhet
from plugins.model.errors import Problem
from plugins.source.folder import kind_of
from plugins.source.registers import REGISTERS
from plugins.source.types import AnySource, Reading, Source
from plugins.store import Store
from plugins.views.inputs import BuildInputs
from plugins.views.settings import SiteSettings

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)


def unit(slug: str = "barnehage", **fields: Any) -> Source[Virksomhet]:
    values = {
        "tittel": _title(slug),
        "ingress": "Det virksomheten gjør.",
        "oppdatert": "2026-11-01",
        **fields,
    }
    return _source(f"{slug}/virksomhet.md", slug, Virksomhet.model_validate(values))


def page(slug: str = "opptak", of: str = "barnehage", body: str = "", **fields: Any) -> Source[Page]:
    values = {
        "tittel": _title(slug),
        "ingress": "Det viktigste på siden.",
        "oppdatert": "2026-11-02",
        **fields,
    }
    return _source(f"{of}/sider/{slug}.md", of, Page.model_validate(values), body)


def news(slug: str, day: str, of: str = "barnehage", **fields: Any) -> Source[NewsItem]:
    values = {"tittel": _title(slug), "ingress": "Det viktigste i nyheten.", "dato": day, **fields}
    return _source(f"{of}/nyheter/{slug}.md", of, NewsItem.model_validate(values))


@dataclass(frozen=True)
class GivenOrigin:
    """Content that the test has made: sources by their places, and the shared registers."""

    sources: Mapping[str, AnySource]
    registers: Registers

    @property
    def units(self) -> tuple[str, ...]:
        """The folders that have a unit's file."""
        return tuple(sorted(s.unit for place, s in self.sources.items() if kind_of(place) == "virksomhet"))

    def written_in(self, unit: str) -> tuple[str, ...]:
        """The unit's pages and news."""
        of_unit = (place for place in self.sources if place.startswith(f"{unit}/"))
        return tuple(sorted(place for place in of_unit if kind_of(place) != "virksomhet"))

    def published_files(self, unit: str) -> tuple[str, ...]:
        """None."""
        return ()

    def reading(self, place: str) -> Reading | None:
        """The source without its text."""
        found: Any = self.sources.get(place)
        return Reading(replace(found, body="")) if found else None

    def text(self, place: str) -> str:
        """The text of the source."""
        return self.sources[place].body

    def path(self, place: str) -> str:
        """Where the source says that it lies."""
        return str(self.sources[place].path)

    def register(self, name: str) -> tuple[Any, tuple[Problem, ...]]:
        """The register as it was given."""
        return getattr(self.registers, REGISTERS[name][0]), ()


def inputs(*sources: Any, now: datetime = NOW, store: Store | None = None, **more: Any) -> BuildInputs:
    """Inputs of these sources; ``more`` are registers by their fields in ``Registers``, and ``settings``.

    Without a unit among the sources there is the unit «barnehage».
    """
    settings = SiteSettings(**more.pop("settings", {}))
    units = () if any(isinstance(s.item, Virksomhet) for s in sources) else (unit(),)
    return BuildInputs(
        GivenOrigin({s.place: s for s in (*units, *sources)}, Registers.model_validate(more)),
        PlainMemo(Now(now)),
        settings=settings,
        open_store=lambda: store or Store.open(Path("/finnes/ikke/lager.db"), read_only=True),
        static=Path("/finnes/ikke/static"),
    )


def _title(slug: str) -> str:
    """A title of the slug: «opptak» is «Opptak», «a» is «AA», since a title has at least two letters."""
    return slug.title() if len(slug) > 1 else slug.upper() * 2


def _source(place: str, of: str, item: Any, body: str = "") -> Any:
    path = Path("content") / place
    return Source(path, str(path), path.stem, of, item, body, 6, {"": 1})
