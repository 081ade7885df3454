"""The post list in outline: which entries a list has, how wide each is on a page, and where pages part.

A list is divided from its oldest entry on, so that a new day only adds to its end. What is closed stays as it
is: the parts of a month are the same pages the day after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

import msgspec

from plugins.views.selections import NO_UNIT, Selection, month_selection, unit_slug

if TYPE_CHECKING:
    from datetime import date

    from plugins.store import Store
    from plugins.store.lists import DayCount, ListedEntry, Numbered
    from plugins.views.completeness import LeftOut
    from plugins.views.unit_directory import UnitDirectory

NO_UNIT_TITLE = "Uten oppgitt enhet"
OVERVIEW_MONTHS = 14
ROOM_WHOLE = 100_000
"""Bytes of HTML that the whole entries of one page may take: a page is never over 300 kB, and no more than
somebody may be thought to read to the end of."""
ROOM_LINES = 60_000
"""The same for the lines of one closed part. The newest page has up to two parts' worth."""
ROOM_DOCUMENTS = 60_000
"""The same for the documents of one entry: a page shows no more of them."""
_WHOLE, _SHIELDED, _LINE = 1500, 500, 520
"""Bytes of HTML that an entry takes besides the archive's own texts: as a whole, what its restriction adds,
and as a line."""
_IN_JSON = '\\"'
"""How a quotation mark in a text is written where the store keeps texts as JSON."""
_LINE_TEXTS = 900
"""Most bytes that a line shows of the texts, also when every sign in them must be escaped."""


class Listed(msgspec.Struct, frozen=True, array_like=True):
    """An entry in outline. ``unit`` is the last part of the unit's address, ``unit_name`` what the archive
    calls it: the entry's own, or its case's."""

    arkiv: str
    system_id: str
    unit: str
    unit_name: str
    type: str
    whole: int
    line: int


class Gap(msgspec.Struct, frozen=True, array_like=True):
    """Running numbers that are missing just before the entry that is ``at`` in its day's outline."""

    at: int
    year: int
    first: int
    last: int
    archive: str


class Placed(msgspec.Struct, frozen=True, array_like=True):
    """An entry in a list: its day (ISO 8601, «» for none), its place in that day's outline, and its line."""

    day: str
    at: int
    width: int


class Part(msgspec.Struct, frozen=True, array_like=True):
    """One page of a list. ``number`` is 0 for the page at the list's own address; older and newer are numbers
    too, None where the list ends."""

    number: int
    entries: tuple[Placed, ...]
    older: int | None
    newer: int | None


class Tally(msgspec.Struct, frozen=True, array_like=True):
    """How many entries a month has of each unit and each type; units by their part of an address."""

    units: dict[str, tuple[str, int]]
    types: dict[str, int]


class Outlines(Protocol):
    """What outlines are made of; a build answers each from what it remembers."""

    @property
    def store(self) -> Store: ...  # noqa: D102
    @property
    def units(self) -> UnitDirectory: ...  # noqa: D102
    def unit_of_case(self, archive: str, system_id: str) -> str: ...  # noqa: D102
    def outline(self, day: date | None) -> tuple[Listed, ...]: ...  # noqa: D102
    def days_between(self, first: date, last: date) -> tuple[DayCount, ...]: ...  # noqa: D102
    def listed(self, selection: Selection) -> tuple[Placed, ...]: ...  # noqa: D102
    def begins(self, selection: Selection) -> tuple[int, ...]: ...  # noqa: D102
    def gaps(self, day: date | None) -> tuple[Gap, ...]: ...  # noqa: D102
    def left_out(self, day: date | None) -> LeftOut: ...  # noqa: D102
    def tally(self, month: date) -> Tally: ...  # noqa: D102
    def newest_months(self) -> tuple[date, ...]: ...  # noqa: D102
    def part(self, selection: Selection, number: int) -> Part | None: ...  # noqa: D102


def outline_of(day: date | None, reader: Outlines) -> tuple[Listed, ...]:
    """The entries of a day by running number."""
    rows = reader.store.outline_on(day)
    names = [row.administrativ_enhet or reader.unit_of_case(row.arkiv, row.saksmappe_id) for row in rows]
    slugs = {name: unit_slug(reader.units.slug(name), name) for name in dict.fromkeys(names)}
    return tuple(_listed(row, slugs[name], name) for row, name in zip(rows, names, strict=True))


def _listed(row: ListedEntry, unit: str, unit_name: str) -> Listed:
    shown = _shown(row.tittel, row.parter)
    whole = _WHOLE + shown + _behind(row.dokumenter, row.skjerming)
    line = _LINE + min(shown, _LINE_TEXTS)
    return Listed(row.arkiv, row.system_id, unit, unit_name, row.type, whole, line)


def whole_width(title: str, parties: str, documents: str, restriction: str) -> int:
    """Bytes of HTML that a whole entry takes, by its texts as they lie in the store."""
    return _WHOLE + _shown(title, parties) + _behind(documents, restriction)


def _shown(title: str, parties: str) -> int:
    return bytes_of(title) + bytes_of(parties, _IN_JSON)


def _behind(documents: str, restriction: str) -> int:
    shown = min(bytes_of(documents, _IN_JSON), ROOM_DOCUMENTS)
    return shown + bytes_of(restriction, _IN_JSON) + (_SHIELDED if restriction else 0)


def bytes_of(text: str, quote: str = '"') -> int:
    """Bytes that a text takes in HTML: quotation marks and ``&`` are five signs, ``<`` and ``>`` four."""
    fives = text.count("&") + text.count("'") + text.count(quote)
    return len(text.encode()) + 4 * fives + 3 * (text.count("<") + text.count(">"))


def gaps_of(day: date | None, reader: Outlines) -> tuple[Gap, ...]:
    """The holes in the running numbers before a day's entries.

    Numbers begin at 1 each year: the first that we know has a hole before it when it is another. Numbers
    below one are not running numbers.
    """
    return tuple(_gaps(reader.store.numbers_on(day), reader.store))


def _gaps(rows: Iterable[Numbered], store: Store) -> Iterator[Gap]:
    last: Numbered | None = None
    for at, row in enumerate(rows):
        follows = last is not None and last == row._replace(journalsekvensnummer=row.journalsekvensnummer - 1)
        last = row
        if row.journalsekvensnummer <= 0 or follows:
            continue
        before = store.number_before(row) or 0
        if before + 1 < row.journalsekvensnummer:
            yield Gap(at, row.journalaar, before + 1, row.journalsekvensnummer - 1, row.arkiv)


def listed_in(selection: Selection, reader: Outlines) -> tuple[Placed, ...]:
    """The entries of a selection, oldest first."""
    days = [None] if selection.first is None else [day for day, _ in days_of(selection, reader)]
    unit, type_ = selection.unit, selection.type
    return tuple(
        Placed(day.isoformat() if day else "", at, entry.line)
        for day in days
        for at, entry in enumerate(reader.outline(day))
        if (not unit or entry.unit == unit) and (not type_ or entry.type == type_)
    )


def days_of(selection: Selection, reader: Outlines) -> tuple[DayCount, ...]:
    """The days of a selection that have entries, oldest first; none of the undated."""
    if selection.first is None or selection.last is None:
        return ()
    return reader.days_between(selection.first, selection.last)


def newest_months_of(store: Store) -> tuple[date, ...]:
    """The newest months that have entries, newest first: a year, and the months at its ends."""
    months = dict.fromkeys(day.replace(day=1) for day, _ in store.days() if day)
    return tuple(months)[:OVERVIEW_MONTHS]


def tally_of(month: date, reader: Outlines) -> Tally:
    """What a month has, in the order of the units' names and of the types' codes."""
    units: dict[str, tuple[str, int]] = {}
    types: dict[str, int] = {}
    for day, _ in days_of(month_selection(month), reader):
        for entry in reader.outline(day):
            title, count = units.get(entry.unit) or (unit_title(entry, reader), 0)
            units[entry.unit] = title, count + 1
            types[entry.type] = types.get(entry.type, 0) + 1
    return Tally(
        dict(sorted(units.items(), key=lambda unit: unit[1][0].casefold())), dict(sorted(types.items()))
    )


def unit_title(entry: Listed, reader: Outlines) -> str:
    """What the unit of an entry is called."""
    return NO_UNIT_TITLE if entry.unit == NO_UNIT else reader.units.title(entry.unit_name)


def starts(widths: Iterable[int], room: int) -> tuple[int, ...]:
    """Where each stretch begins when no stretch is wider than ``room``, unless one thing alone is.

    >>> starts([4, 4, 4, 9, 1], 10)
    (0, 2, 3)
    """
    found: list[int] = []
    filled = room
    for at, width in enumerate(widths):
        if filled + width > room:
            found.append(at)
            filled = 0
        filled += width
    return tuple(found)


def parts_of(selection: Selection, reader: Outlines, *, data: bool = False) -> tuple[int, ...]:
    """The numbers of a selection's pages besides the one at its own address, oldest first."""
    stretches = len(reader.begins(selection))
    if selection.span == "dag":
        return tuple(range(2, stretches + 1))
    return tuple(range(1, stretches if data else stretches - 1))


def part_of(selection: Selection, number: int, reader: Outlines, *, data: bool = False) -> Part | None:
    """One page of a selection; 0 is the one at its own address. None when there is no such page.

    A day is read from its first number on: its own address is the beginning. Other lists grow: their own
    address is the newest, with a whole part and what has come since, and the others are numbered from the
    oldest. As ``data``, which is larger and read by machines, the newest is what has come since alone.
    """
    begins, others = reader.begins(selection), parts_of(selection, reader, data=data)
    numbers = [0, *others] if selection.span == "dag" else [*others, 0]
    if not begins or number not in numbers:
        return None
    at = numbers.index(number)
    # The newest page of a list that grows has all that follows where it begins.
    after = at + 1 if selection.span == "dag" or number else len(begins)
    until = begins[after] if after < len(begins) else None
    older, newer = (numbers[n] if 0 <= n < len(numbers) else None for n in (at - 1, at + 1))
    return Part(number, reader.listed(selection)[begins[at] : until], older, newer)


def begins_of(selection: Selection, reader: Outlines) -> tuple[int, ...]:
    """Where in a selection each stretch that is one page's worth begins."""
    if selection.span == "dag":
        return starts((entry.whole for entry in reader.outline(selection.first)), ROOM_WHOLE)
    return starts((placed.width for placed in reader.listed(selection)), ROOM_LINES)
