"""Small content made in code, for the tests of the views of what units write."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.model.clock import OSLO
from plugins.model.content import NewsItem, Page, Registers, Virksomhet
from plugins.source.types import Site, Source
from plugins.store import Store
from plugins.views.frame_builder import build_frame, frame_at
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


def inputs(*sources: Any, now: datetime = NOW, store: Store | None = None, **more: Any) -> BuildInputs:
    """Inputs of these sources; ``more`` are registers by their Norwegian file names, and ``settings``."""
    settings = SiteSettings(**more.pop("settings", {}))
    units = [s for s in sources if isinstance(s.item, Virksomhet)] or [unit()]
    site = Site(
        units={s.unit: s for s in units},
        pages=tuple(s for s in sources if isinstance(s.item, Page)),
        news=tuple(s for s in sources if isinstance(s.item, NewsItem)),
        registers=Registers.model_validate(more),
    )
    frame = build_frame(site, settings, {"style.css": "/static/style.css"}, now)
    empty = store or Store.open(Path("/finnes/ikke/lager.db"), read_only=True)
    return BuildInputs(
        site=site, store=empty, now=now, settings=settings, frame=frame_at(frame, now), published_frame=frame
    )


def _title(slug: str) -> str:
    """A title of the slug: «opptak» is «Opptak», «a» is «AA», since a title has at least two letters."""
    return slug.title() if len(slug) > 1 else slug.upper() * 2


def _source(place: str, of: str, item: Any, body: str = "") -> Any:
    path = Path("content") / place
    return Source(path, str(path), path.stem, of, item, body, 6, {"": 1})
