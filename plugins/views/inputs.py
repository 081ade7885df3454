"""All that a build rests on, asked for piece by piece. Builders read nothing else, and no clock.

Each question is a query, so that what a page read is known: only pages that read something which changed are
made anew. A page's text, its fields and its card are told apart for that reason; a list asks for cards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.memo.query import Memo, query
from plugins.model.clock import Day, Moment
from plugins.model.errors import ContentError, Problem
from plugins.model.visibility import visible
from plugins.source.folder import UNIT_FILE, kind_of
from plugins.source.markdown import Rendered, nested_too_deep, render
from plugins.source.origin import Origin
from plugins.views.card import Card, Facts, card_of, facts_of
from plugins.views.contact import contact_card
from plugins.views.frame import ContactCard
from plugins.views.settings import SiteSettings

if TYPE_CHECKING:
    from plugins.model.content import Virksomhet
    from plugins.model.document import Shard
    from plugins.source.types import AnySource, Reading
    from plugins.store import Store
    from plugins.views.build_reader import BuildReader
    from plugins.views.noted_store import NotedStore

LEAF_FIELDS, LEAF_TEXT, LEAF_FILE = "felter", "tekst", "fil"
LEAF_UNITS, LEAF_FOLDER, LEAF_REGISTER = "virksomheter", "mappe", "register"
LEAF_SETTINGS, LEAF_STATIC, LEAF_TEMPLATE, LEAF_SHARDS = "innstillinger", "statisk", "mal", "arkivfiler"
"""Names of what comes from outside: «felter:barnehage/sider/opptak.md», «mal:side.html». Those of the archive
are in ``plugins.views.noted_store``."""


class BuildInputs:
    """The inputs of one build: content, store, clock, settings and theme."""

    def __init__(  # noqa: PLR0913 - where all of it comes from
        self,
        origin: Origin,
        memo: Memo,
        *,
        settings: SiteSettings,
        open_store: Callable[[], Store],
        static: Path,
        transcribe: Callable[[BuildInputs], tuple[Shard, ...]] = lambda inputs: (),
    ) -> None:
        """``open_store`` is called when the archive is first asked for; ``static`` is the theme's folder.

        ``transcribe`` brings the archive's search documents up to date and names their files.
        """
        self.transcribe = transcribe
        self.origin, self.memo, self.static = origin, memo, static
        self._settings, self._open_store = settings, open_store
        self._store: NotedStore | None = None

    @property
    def now(self) -> Moment:
        """The clock: it can be compared with, and whoever does depends on the answer."""
        return self.memo.now

    @property
    def today(self) -> Day:
        """The day it is, in Norway."""
        return self.memo.now.date()

    @property
    def settings(self) -> SiteSettings:
        """What the municipality has decided of the site as a whole."""
        self.memo.read(LEAF_SETTINGS)
        return self._settings

    @property
    def store(self) -> NotedStore:
        """The archive's deliveries; what is read of them is noted part by part."""
        if self._store is None:
            from plugins.views.noted_store import NotedStore  # noqa: PLC0415 - most edits need no archive

            self._store = NotedStore(self._open_store().connection, self.memo.read)
        return self._store

    def forked(self) -> None:
        """A connection to the store is not shared between processes."""
        if self._store is not None:
            self._store.connection = self._open_store().connection

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()

    @query()
    def unit_folders(self) -> tuple[str, ...]:
        """The folders that are units, also those that are not shown."""
        self.memo.read(LEAF_UNITS)
        return self.origin.units

    @query()
    def written_in(self, unit: str) -> tuple[str, ...]:
        """The files of a unit's pages and news, also those that are not shown."""
        self.memo.read(f"{LEAF_FOLDER}:{unit}")
        return self.origin.written_in(unit)

    @query("inlined")
    def reading(self, place: str) -> Reading | None:
        """What the fields of a file came to; None when there is no such file. The text is asked for apart."""
        self.memo.read(f"{LEAF_FIELDS}:{place}")
        return self.origin.reading(place)

    def text(self, place: str) -> str:
        """The Markdown of a file."""
        self.memo.read(f"{LEAF_TEXT}:{place}")
        return self.origin.text(place)

    @query("pickled")
    def read_register(self, name: str) -> tuple[Any, tuple[Problem, ...]]:
        """A shared register by its file's name («malgrupper»), and what is wrong with it."""
        self.memo.read(f"{LEAF_REGISTER}:{name}")
        return self.origin.register(name)

    def register(self, name: str) -> Any:
        """A shared register, as far as it can be read; empty, or None, when there is none."""
        return self.read_register(name)[0]

    def source(self, place: str) -> Any:
        """What was read of a file that is there and right."""
        reading = self.reading(place)
        assert reading is not None  # noqa: S101 - only files with cards are asked for
        source: AnySource | None = reading.source
        assert source is not None  # noqa: S101
        return source

    @query()
    def card(self, place: str) -> Card | None:
        """A file in brief; None when it is not there or cannot be used."""
        reading = self.reading(place)
        if reading is None or reading.source is None:
            return None
        return card_of(reading.source, kind_of(place))

    @query(held="while")
    def facts(self, place: str) -> Facts:
        """What the page of a file shows beside its card and its text; nothing when it cannot be used."""
        reading = self.reading(place)
        if reading is None or reading.source is None:
            return Facts()
        return facts_of(reading.source, kind_of(place))

    def cards(self, places: tuple[str, ...]) -> Iterator[Card]:
        """The cards of files that are there."""
        return (card for place in places if (card := self.card(place)))

    def shown(self, place: str) -> bool:
        """Whether a file is on the site now: visible itself, in a unit that is."""
        card = self.card(place)
        if card is None or not visible(card, self.now):
            return False
        return card.kind == "virksomhet" or self.shown(f"{card.unit}/{UNIT_FILE}")

    @query()
    def page_address(self, place: str) -> str:
        """The address that a file becomes; empty when there is no such file."""
        card = self.card(place)
        return card.address if card else ""

    @query(held="no")
    def rendered(self, place: str) -> Rendered:
        """The text of a file as HTML, its headings and its words. Markdown runs here, once a text."""
        folder = place.rpartition("/")[0]
        try:
            return render(self.text(place), folder=folder, known=_Known(self))
        except RecursionError:
            source: AnySource = self.source(place)
            raise ContentError([nested_too_deep(source.label, source.body_line)]) from None

    @query("opaque")
    def unit_item(self, slug: str) -> Virksomhet:
        """A unit's fields."""
        item: Virksomhet = self.source(f"{slug}/{UNIT_FILE}").item
        return item

    @query()
    def contact(self, unit: str, owner: str, language: str) -> ContactCard:
        """The contact card of a unit on a page in ``language`` that ``owner`` answers for."""
        return contact_card(unit, self.unit_item(unit), owner=owner, language=language)

    @query()
    def main_contact(self) -> ContactCard | None:
        """The card of the unit that answers where no other does; None on a site without it."""
        unit = self.settings.main_unit
        return self.contact(unit, "", "nb") if self.shown(f"{unit}/{UNIT_FILE}") else None

    def responsible(self, card: Card) -> str:
        """The unit that answers for a page: the one it names when that is shown, else its folder's."""
        named = card.named_unit
        return named if named and self.shown(f"{named}/{UNIT_FILE}") else card.unit

    def unit_card(self, slug: str) -> Card:
        """The card of a unit that is there."""
        card = self.card(f"{slug}/{UNIT_FILE}")
        assert card is not None  # noqa: S101
        return card

    @query("opaque")
    def archive(self) -> BuildReader:
        """The store, read as the archive's pages and the departure board need it."""
        from plugins.views.build_reader import BuildReader  # noqa: PLC0415 - most edits need no archive

        return BuildReader(self, self.store)


class _Known(Mapping[str, str]):
    """Files to addresses, for links between files; a text reads each one that it links to."""

    def __init__(self, inputs: BuildInputs) -> None:
        self._inputs = inputs

    def __getitem__(self, place: str) -> str:
        address = self._inputs.page_address(place) if place.endswith(".md") and "\x1f" not in place else ""
        if not address:
            raise KeyError(place)
        return address

    def __iter__(self) -> Iterator[str]:
        raise TypeError("links are looked up one by one")

    def __len__(self) -> int:
        raise TypeError("links are looked up one by one")
