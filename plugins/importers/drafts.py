"""Rows of ordinary entries made column by column: a field of all the entries is looked at at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice, repeat
from operator import itemgetter
from typing import NamedTuple

from plugins.importers import gate, records, values
from plugins.importers.delivery import entry_id
from plugins.importers.glance import APART, is_clear
from plugins.importers.node import Node
from plugins.importers.ordinary import PAPER_FIELDS, UNSURE, Layout, iso
from plugins.importers.unread import Texts
from plugins.model.file_words import words_of_file
from plugins.model.names import find_person_names, is_person
from plugins.store import rows

_UNIT, _NAMES, _HOW = 13, 14, 16
"""Where a row has the unit, the names, and how it was dealt with."""

_CASE_FIELDS = (
    "systemid", "saksaar", "sakssekvensnummer", "offentligtittel", "tittel", "saksdato", "administrativenhet",
    "saksansvarlig", "saksstatus",
)  # fmt: skip
_NOTHING = ("",) * len(_CASE_FIELDS)

Party = tuple[str, str, bool]
"""A party as it is stored, the name that is shown, and whether it is a person's."""


class Placed(NamedTuple):
    """An entry by its place among the records, and where things stand in its texts."""

    place: int
    texts: Texts
    arkiv: str
    case_id: str
    layout: Layout


class Drafts(NamedTuple):
    """The rows of some entries, and what of each must be harmless for its row to stand."""

    entries: Sequence[Placed]
    rows: list[rows.Row]
    said: list[list[str]]
    """What stands beside the names in each."""
    parties: list[list[str]]
    papers: list[list[rows.Row]]
    alone: set[str]
    """What stands for itself, in all of them, but for ids that machines have made."""

    def tells(self, at: int, beside: frozenset[str], alone: frozenset[str]) -> bool | None:
        """See ``Layout.tells``; ``beside`` and ``alone`` are the texts that may have a word of a special
        category.
        """
        said, layout = self.said[at], self.entries[at].layout
        if beside.isdisjoint(said) and (not alone or alone.isdisjoint(self._alone(at))):
            return False
        names = self.rows[at][_NAMES] != rows.NO_LIST
        return layout.tells(said, self.parties[at], self._alone(at), names=names)

    def _alone(self, at: int) -> list[str]:
        """What stands for itself in one entry."""
        row, layout = self.rows[at], self.entries[at].layout
        papers = [text for paper in self.papers[at] for text in (paper[0], paper[4])]
        return [row[1], row[_UNIT], row[_HOW], *papers, *layout.shield_texts, *self.parties[at]]


def drafts(entries: Sequence[Placed]) -> Drafts | None:
    """The rows of entries; None when there may be something unusual in one.

    The texts must be tidy, and have nothing for the gate.
    """
    _, delivered, arkiver, cases, layouts = zip(*entries, strict=True)
    texts = [(*own, "") for own in delivered]
    own_ids, titles, said_units, years, sequences, numbers, said_days, said_written = zip(
        *[layout.head(own) for layout, own in zip(layouts, texts, strict=True)], strict=True
    )
    ids = own_ids
    if any(layout.is_numbered for layout in layouts):
        ids = tuple(map(_made_id, layouts, own_ids, years, sequences))
        if not is_clear((), (APART.join(ids),)):
            return None
    known_years = list(map(values.known_year, years))
    days, written = list(map(iso, said_days)), list(map(iso, said_written))
    settled, hows = zip(
        *[layout.settled(own) for layout, own in zip(layouts, texts, strict=True)], strict=True
    )
    if (
        not (all(titles) and all(ids) and all(known_years) and values.are_numbers((*sequences, *numbers)))
        or UNSURE in days or UNSURE in written or UNSURE in settled
        or not all(all(layout.needed(own)) for layout, own in zip(layouts, texts, strict=True))
    ):  # fmt: skip
        return None
    units = list(map(_unit, said_units))
    parties = [_parties(*of_entry) for of_entry in zip(layouts, texts, units, strict=True)]
    named = [[name for _, name, _ in found] for found in parties]
    papers = _papers(layouts, texts, ids, titles)
    words = {file: words_of_file(file) for file in {paper[3] for found in papers for paper in found}}
    said = [_said(title, found, words) for title, found in zip(titles, papers, strict=True)]
    made = zip(
        arkiver, ids, cases, known_years, map(int, sequences), map(int, numbers),
        [layout.kind for layout in layouts], titles, days, written, map(_party_text, parties),
        [layout.shield for layout in layouts], rows.list_texts(papers), units,
        map(_names, said, parties), settled, hows, strict=True,
    )  # fmt: skip
    alone = {*units, *hows, *chain(*named), *chain(*{layout.shield_texts for layout in layouts})}
    alone.update(paper[4] for found in papers for paper in found)
    alone.update(
        gate.without_uuids(own_ids), gate.without_uuids([paper[0] for found in papers for paper in found])
    )
    return Drafts(entries, list(made), said, named, papers, alone)


def _made_id(layout: Layout, own_id: str, year: str, sequence: str) -> str:
    return entry_id(year, sequence) if layout.is_numbered else own_id


def _papers(
    layouts: Sequence[Layout], texts: Sequence[Texts], ids: Sequence[str], titles: Sequence[str]
) -> list[list[rows.Row]]:
    """The documents of each entry, in order."""
    counts = [len(layout.are_main) for layout in layouts]
    fields = list(
        chain.from_iterable([layout.papers(own) for layout, own in zip(layouts, texts, strict=True)])
    )
    own_ids, numbers, public, others, files, forms, sizes = [
        fields[at::PAPER_FIELDS] for at in range(PAPER_FIELDS)
    ]
    places = list(chain.from_iterable([range(1, count + 1) for count in counts]))
    are_main = list(chain.from_iterable([layout.are_main for layout in layouts]))
    owners = chain.from_iterable(map(repeat, zip(ids, titles, strict=True), counts))
    named = [
        (own or f"{system_id}-{place}", one or other or (title if is_main else f"Vedlegg {place}"))
        for own, one, other, place, is_main, (system_id, title) in zip(
            own_ids, public, others, places, are_main, owners, strict=True
        )
    ]
    shown = [file.replace("\\", "/") for file in files]
    found = [
        (system_id, title, is_main, file, form, size)
        for (system_id, title), is_main, file, form, size in zip(
            named, are_main, shown, forms, values.numbers_or_zero(sizes), strict=True
        )
    ]
    order = [number or place for number, place in zip(values.numbers_or_zero(numbers), places, strict=True)]
    left = zip(order, found, strict=True)
    return [_in_order(list(islice(left, count))) for count in counts]


def _in_order(papers: list[tuple[int, rows.Row]]) -> list[rows.Row]:
    if len(papers) > 1:
        papers.sort(key=itemgetter(0))
    return [paper for _, paper in papers]


def _said(title: str, papers: list[rows.Row], words: dict[str, str]) -> list[str]:
    """What is said in the titles of an entry and its documents, and in the names of their files."""
    said = [title, *[paper[1] for paper in papers], *[words[paper[3]] for paper in papers]]
    return list(filter(None, dict.fromkeys(said)))


def _parties(layout: Layout, texts: Texts, unit: str) -> list[Party]:
    return [
        _hidden(kind) if is_hidden else _party(texts[name], kind, unit, _unit(texts[own]), marked)
        for name, own, kind, is_hidden, marked in layout.parties
    ]


@lru_cache(maxsize=64)
def _hidden(kind: str) -> Party:
    return rows.list_text(("", kind, True, True)), "", False


@lru_cache(maxsize=1 << 14)
def _party(name: str, kind: str, unit: str, own_unit: str, marked: str) -> Party:
    if records.is_masked(name):
        return _hidden(kind)
    is_unit = name.casefold() in {unit.casefold(), own_unit.casefold()}
    person = not is_unit and (bool(marked) or is_person(name))
    return rows.list_text((name, kind, person, False)), name, person


def _party_text(parties: list[Party]) -> str:
    """The parties as ``rows.list_text`` would have them."""
    return f"[{','.join([text for text, _, _ in parties])}]"


def _names(said: list[str], parties: list[Party]) -> str:
    people = [name for _, name, is_person in parties if is_person]
    if people or any(map(find_person_names, said)):
        return rows.list_text(records.names_in(said, people))
    return rows.NO_LIST


_unit = lru_cache(maxsize=1 << 12)(records.unit_of)


def cases(nodes: Sequence[Node], arkiver: Sequence[str]) -> list[rows.Row] | None:
    """The rows of cases without parts; None when there may be something unusual in one."""
    told = [tuple(map(node.values.get, _CASE_FIELDS, _NOTHING)) for node in nodes]
    ids, years, sequences, public, other, said_days, units, officers, statuses = zip(*told, strict=True)
    titles = [one or another for one, another in zip(public, other, strict=True)]
    known_years, days = list(map(values.known_year, years)), list(map(iso, said_days))
    are_known = all(ids) and all(titles) and all(known_years) and values.are_numbers(sequences)
    if not are_known or UNSURE in days:
        return None
    made = zip(
        arkiver, ids, known_years, map(int, sequences), titles, days, map(_unit, units),
        map(records.unless_unknown, officers), map(values.words, statuses), repeat(""), strict=False,
    )  # fmt: skip
    return list(made)
