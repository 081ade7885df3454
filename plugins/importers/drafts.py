"""Rows of ordinary entries made column by column: one field of all those laid out alike at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple, TypeVar

from plugins.importers import gate, records, values
from plugins.importers.case_drafts import unit_of
from plugins.importers.delivery import entry_id
from plugins.importers.glance import APART, is_clear
from plugins.importers.ordinary import UNSURE, Layout, Party, iso
from plugins.importers.unread import Columns, Texts
from plugins.model.file_words import words_of_files
from plugins.model.names import find_person_names, is_person
from plugins.store import rows
from plugins.store.rows import Row

T = TypeVar("T")

_TITLE, _UNIT, _NAMES, _HOW = 7, 13, 14, 16
"""Where a row has the title, the unit, the names, and how it was dealt with."""

Stored = tuple[str, str, bool]
"""A party as it is stored, the name that is shown, and whether it is a person's."""


class Placed(NamedTuple):
    """An entry by its place among the records."""

    place: int
    texts: Texts
    arkiv: str
    case_id: str


class _Head(NamedTuple):
    """What stands in each entry itself, column by column."""

    ids: Sequence[str]
    titles: Sequence[str]
    units: Sequence[str]
    years: Sequence[int]
    sequences: Sequence[int]
    numbers: Sequence[int]
    days: Sequence[str | None]
    written: Sequence[str | None]
    settled: Sequence[str | None]
    hows: Sequence[str]


class _Paper(NamedTuple):
    """One of the documents of each entry, column by column."""

    ids: Sequence[str]
    titles: Sequence[str]
    is_main: bool
    files: Sequence[str]
    forms: Sequence[str]
    sizes: Sequence[int]
    numbers: Sequence[int]


@dataclass(slots=True)
class Drafts:
    """The rows of some entries, and what of each must be harmless for its row to stand."""

    layout: Layout
    entries: Sequence[Placed]
    rows: list[Row]
    parties: list[tuple[Stored, ...]]
    papers: list[list[Row]]
    words: dict[str, str]
    """The names of files as words, those that have any."""
    beside: Columns
    """Columns of what stands beside the names."""
    alone: Columns
    """Columns of what stands for itself, but for ids that machines have made."""

    def telling(self, beside: frozenset[str], alone: frozenset[str]) -> dict[int, bool | None]:
        """Which entries are not harmless, and what ``Layout.tells`` of them; ``beside`` and ``alone`` are the
        texts that may have a word of a special category.
        """
        columns = [*zip(self.beside, repeat(beside)), *zip(self.alone, repeat(alone))]
        seen = {
            at
            for column, suspicious in columns
            if not suspicious.isdisjoint(column)
            for at, text in enumerate(column)
            if text in suspicious
        }
        return {at: self._tells(at) for at in seen}

    def _tells(self, at: int) -> bool | None:
        row = self.rows[at]
        said = _said(row[_TITLE], self.papers[at], self.words)
        parties = [name for _, name, _ in self.parties[at]]
        papers = [text for paper in self.papers[at] for text in (paper[0], paper[4])]
        alone = (row[1], row[_UNIT], row[_HOW], *papers, *self.layout.shield_texts, *parties)
        return self.layout.tells(said, parties, alone, names=row[_NAMES] != rows.NO_LIST)


def drafts(layout: Layout, entries: Sequence[Placed]) -> Drafts | None:
    """The rows of entries that are laid out so; None when there may be something unusual in one.

    The texts must be tidy, and have nothing for the gate.
    """
    _, texts, arkiver, cases = zip(*entries, strict=True)
    count = len(entries)
    columns = (*zip(*texts, strict=True), ("",) * count)
    head = _head(layout, columns)
    if head is None:
        return None
    parties = [_parties(party, columns, head.units) for party in layout.parties]
    papers = [
        _paper(fields(columns), is_main, place, head)
        for place, (fields, is_main) in enumerate(layout.papers, start=1)
    ]
    words = words_of_files([file for paper in papers for file in paper.files])
    beside = [head.titles, *[paper.titles for paper in papers]]
    if words:
        beside += [[words.get(file, "") for file in paper.files] for paper in papers]
    of_entries, papers_of_entries = _rows_of(parties, count), _in_rows(papers, count)
    made = zip(
        arkiver, head.ids, cases, head.years, head.sequences, head.numbers, repeat(layout.kind), head.titles,
        head.days, head.written, map(_party_text, of_entries), repeat(layout.shield),
        rows.list_texts(papers_of_entries), head.units, _names(beside, of_entries, papers_of_entries, words),
        head.settled, head.hows, strict=False,
    )  # fmt: skip
    said_ids = (() if layout.is_numbered else head.ids, *[paper.ids for paper in papers])
    ids = [some for some in said_ids if gate.without_uuids(some)]
    alone = [head.units, head.hows, *ids, *[paper.forms for paper in papers]]
    alone += [[name for _, name, _ in column] for column in parties]
    alone += [[text] * count for text in layout.shield_texts]
    return Drafts(layout, entries, list(made), of_entries, papers_of_entries, words, beside, alone)


def _head(layout: Layout, columns: Columns) -> _Head | None:
    """What stands in the entries themselves; None when there may be something unusual in one."""
    own_ids, titles, units, said_years, sequences, numbers, said_days, said_written = layout.head(columns)
    ids = own_ids
    if layout.is_numbered:
        ids = tuple(map(entry_id, said_years, sequences))
        if not is_clear((), (APART.join(ids),)):
            return None
    years = list(map(values.known_year, said_years))
    days, written = list(map(iso, said_days)), list(map(iso, said_written))
    settled, hows = zip(*layout.settled(columns), strict=True)
    if (
        not (all(titles) and all(ids) and all(years) and values.are_numbers((*sequences, *numbers)))
        or UNSURE in days or UNSURE in written or UNSURE in settled
        or not all(map(all, layout.needed(columns)))
    ):  # fmt: skip
        return None
    return _Head(
        ids, titles, list(map(unit_of, units)), years, list(map(int, sequences)), list(map(int, numbers)),
        days, written, settled, hows,
    )  # fmt: skip


def _rows_of(columns: Sequence[Sequence[T]], count: int) -> list[tuple[T, ...]]:
    """What stands beside each other in so many rows."""
    return list(zip(*columns, strict=True)) if columns else [()] * count


def _paper(fields: Columns, is_main: bool, place: int, head: _Head) -> _Paper:
    """One of the documents, the one that stands at this place among those of an entry."""
    own_ids, numbers, public, others, files, forms, sizes = fields
    instead = head.titles if is_main else repeat(f"Vedlegg {place}")
    return _Paper(
        ids=own_ids
        if all(own_ids)
        else [own or f"{one}-{place}" for own, one in zip(own_ids, head.ids, strict=True)],
        titles=[one or other or title for one, other, title in zip(public, others, instead, strict=False)],
        is_main=is_main,
        files=[file.replace("\\", "/") for file in files],
        forms=forms,
        sizes=values.numbers_or_zero(sizes),
        numbers=[number or place for number in values.numbers_or_zero(numbers)],
    )


def _in_rows(papers: Sequence[_Paper], count: int) -> list[list[Row]]:
    """The documents of each of so many entries, in order."""
    columns = [
        list(zip(paper.ids, paper.titles, repeat(paper.is_main), paper.files, paper.forms, paper.sizes))
        for paper in papers
    ]
    found = list(map(list, _rows_of(columns, count)))
    if len(papers) > 1:
        order = zip(*[paper.numbers for paper in papers], strict=True)
        return [_in_order(*one) for one in zip(order, found, strict=True)]
    return found


def _in_order(numbers: Sequence[int], papers: Sequence[Row]) -> list[Row]:
    order = sorted(range(len(papers)), key=numbers.__getitem__)
    return [papers[at] for at in order]


def _said(title: str, papers: list[Row], words: dict[str, str]) -> list[str]:
    """What is said in the titles of an entry and its documents, and in the names of their files."""
    said = [title, *[paper[1] for paper in papers], *[words.get(paper[3], "") for paper in papers]]
    return list(filter(None, dict.fromkeys(said)))


def _parties(party: Party, columns: Columns, units: Sequence[str]) -> list[Stored]:
    """What one of the parties is in each entry."""
    if party.is_hidden:
        return [_hidden(party.kind)] * len(units)
    own_units = map(unit_of, columns[party.unit])
    return list(map(_party, columns[party.name], repeat(party.kind), units, own_units, repeat(party.marked)))


@lru_cache(maxsize=64)
def _hidden(kind: str) -> Stored:
    return rows.list_text(("", kind, True, True)), "", False


@lru_cache(maxsize=1 << 14)
def _party(name: str, kind: str, unit: str, own_unit: str, marked: str) -> Stored:
    if records.is_masked(name):
        return _hidden(kind)
    is_unit = name.casefold() in {unit.casefold(), own_unit.casefold()}
    person = not is_unit and (bool(marked) or is_person(name))
    return rows.list_text((name, kind, person, False)), name, person


def _party_text(parties: tuple[Stored, ...]) -> str:
    """The parties as ``rows.list_text`` would have them."""
    return f"[{','.join([text for text, _, _ in parties])}]"


def _names(
    beside: Columns, parties: list[tuple[Stored, ...]], papers: list[list[Row]], words: dict[str, str]
) -> Iterator[str]:
    """The persons named in each entry, by its parties or in what stands ``beside`` them."""
    naming = {text for text in set().union(*beside) if find_person_names(text)}
    for title, of_entry, own_papers in zip(beside[0], parties, papers, strict=True):
        people = [name for _, name, is_person in of_entry if is_person]
        if people or naming:
            said = _said(title, own_papers, words)
            if people or not naming.isdisjoint(said):
                yield rows.list_text(records.names_in(said, people))
                continue
        yield rows.NO_LIST
