"""Ordinary entries, from the texts of a record straight to a row of the store, as nearly all of them can be.

Where things stand in the records of a plan is found out once for each set of *codes* in them, which are the
values that come from short lists: kinds, parts, restrictions. What the codes decide is decided then, by the
same functions as for any record. An entry that is ordinary has nothing for the gate, nothing for a human to
see, and no value that must be looked at twice; all others go the long way (``gate``, ``records``, ``Judge``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from plugins.importers import records, values
from plugins.importers.delivery import entry_id
from plugins.importers.node import Node, fold
from plugins.importers.special_categories import Judge, are_harmless
from plugins.importers.unread import Get, Part, Plan, Texts, getter, mark, mark_of, new
from plugins.importers.values import BadValueError
from plugins.model.archive import Journalposttype
from plugins.model.file_words import words_of_file
from plugins.model.names import find_first_names, find_person_names, is_person
from plugins.store import rows

_CODES = frozenset(
    "journalposttype korrespondanseparttype tilgangsrestriksjon skjermingshjemmel skjermingmetadata "
    "tilknyttetregistreringsom variantformat avskrivningsmaate "
    "jpndoktype jptgkode jpuoff amihtype amkopimot amu1 amavskm dltype dbtgkode dbuoff vevariant".split()
)
"""Fields whose values come from short lists, in Noark 5 and Noark 4."""
_MOST = 2048
"""Sets of codes that are remembered for a plan; where there are more, they are no codes."""
_NOWHERE = -1
"""Where what a record does not have is looked up: an empty text comes after the others."""
_UNSURE = "?"


class _NotOrdinaryError(Exception):
    """Records of this plan with these codes must go the long way."""


class _Party(NamedTuple):
    name: int
    unit: int
    kind: str
    is_hidden: bool
    is_marked: bool


class _Paper(NamedTuple):
    system_id: int
    number: int
    title: int
    other_title: int
    is_main: bool
    file: int
    format: int
    size: int


class Draft(NamedTuple):
    """The row of an entry, and what of it must be harmless for the row to stand."""

    row: rows.Row
    said: list[str]
    """What stands beside the names in it."""
    alone: list[str]
    """What stands for itself."""
    names: tuple[str, ...]
    parties: list[str]
    layout: _Layout


class Ordinary:
    """Makes rows of the entries of one plan."""

    def __init__(self, plan: Plan, judge: Judge) -> None:
        self._plan, self._judge = plan, judge
        self._code_places = sorted(set(_places_of_codes(plan.part)))
        self._codes: Get = getter(self._code_places)
        self._known: dict[Texts, _Layout | None] = {}

    def draft(self, texts: Texts, arkiv: str, case_id: str) -> Draft | None:
        """The row of an entry in a case; None when it must go the long way.

        The texts must be tidy, and have nothing for the gate.
        """
        codes = self._codes(texts)
        layout = self._known[codes] if codes in self._known else self._learn(codes, texts)
        return None if layout is None else layout.draft(texts, arkiv, case_id)

    def _learn(self, codes: Texts, texts: Texts) -> _Layout | None:
        if len(self._known) >= _MOST:
            return None
        marked = list(map(mark, range(len(texts))))
        for place in self._code_places:
            marked[place] = texts[place]
        try:
            layout = _Layout(self._plan.node(tuple(marked)), self._judge)
        except (_NotOrdinaryError, BadValueError):
            layout = None
        self._known[codes] = layout
        return layout


def _places_of_codes(part: Part) -> Iterable[int]:
    yield from (place for name, place in zip(part.names, part.places, strict=True) if name in _CODES)
    for _, parts in part.parts:
        for inner in parts:
            yield from _places_of_codes(inner)


class _Layout:
    """Where things stand in the entries of one plan that have the same codes."""

    def __init__(self, node: Node, judge: Judge) -> None:
        """``node`` is such an entry with marks for texts, but for the codes. Raises _NotOrdinaryError."""
        self._judge = judge
        kind, shield = values.entry_type(node), records.shielding(node)
        self._kind = kind.value
        self._shield = "" if shield is None else rows.shield_text(shield)
        self._shield_texts = () if shield is None else (shield.tilgangsrestriksjon, shield.skjermingshjemmel)
        self._is_numbered = node.values.get("_nummerert") == "post"
        self._system_id = _NOWHERE if self._is_numbered else _place(node, "systemid")
        self._title, self._unit = _place(node, "offentligtittel"), _place(node, "administrativenhet")
        self._year, self._sequence, self._number = (
            _place(node, name) for name in ("journalaar", "journalsekvensnummer", "journalpostnummer")
        )
        self._day, self._written = _place(node, "journaldato"), _place(node, "dokumentetsdato")
        hides = records.hides_parties(node)
        self._parties = [_party(part, kind, hides=hides) for part in node.all("korrespondansepart")]
        papers = node.all("dokumentbeskrivelse")
        self._papers = [_paper(paper, shielded=shield is not None) for paper in papers]
        # An id that is made of numbers has no words, and would be a new text each time.
        self._alone: Get = getter(
            [self._system_id, *(place for paper in self._papers for place in (paper.system_id, paper.format))]
        )
        self._needed = [place for paper in papers for place in _files_to_choose(paper)]
        self._settled = [
            (_place(part, "avskrivningsdato"), how, "" if find_person_names(how) else how)
            for part in records.settling(node)
            for how in [values.settled(part)]
        ]

    def draft(self, texts: Texts, arkiv: str, case_id: str) -> Draft | None:
        """The row of an entry; None when it must go the long way."""
        texts = (*texts, "")
        title, year, sequence, number = (
            texts[self._title], texts[self._year], texts[self._sequence], texts[self._number]
        )  # fmt: skip
        system_id = entry_id(year, sequence) if self._is_numbered else texts[self._system_id]
        year_number, day, written = (
            values.known_year(year),
            _iso(texts[self._day]),
            _iso(texts[self._written]),
        )
        settled, how = self._how_settled(texts)
        if (
            not (title and system_id and year_number)
            or not (values.is_number(sequence) and values.is_number(number))
            or _UNSURE in (day, written, settled)
            or not all(map(texts.__getitem__, self._needed))
        ):  # fmt: skip
            return None
        unit = _unit(texts[self._unit])
        parties, people = self._parties_of(texts, unit)
        papers, said = self._papers_of(texts, system_id, title)
        names = records.names_in(said, people)
        named = [party[0] for party in parties]
        alone = [unit, how, *self._alone(texts), *self._shield_texts, *named]
        row = (
            arkiv, system_id, case_id, year_number, int(sequence), int(number), self._kind, title, day,
            written, rows.list_text(parties), self._shield, rows.list_text(papers), unit,
            rows.list_text(names), settled, how,
        )  # fmt: skip
        draft: Draft = new(Draft, (row, said, alone, names, named, self))
        return draft

    def tells(self, draft: Draft) -> bool | None:
        """Whether an entry that is not harmless has a word that must not stand in a case whose title names
        somebody; None when it must go the long way.
        """
        # Units are often called by such a word («Barnevern»), which tells nothing of anybody by itself.
        if not self._judge.passes_each(draft.alone):
            return None
        told = (*draft.said, *draft.parties, *self._shield_texts[1:])
        if not are_harmless(told) and (draft.names or any(map(find_first_names, draft.said))):
            return None
        return self._judge.tells(told)

    def _how_settled(self, texts: Texts) -> tuple[str | None, str]:
        for place, how, told in self._settled:
            day = _iso(texts[place])
            if day or how:
                return day, told
        return None, ""

    def _parties_of(self, texts: Texts, unit: str) -> tuple[list[rows.Row], list[str]]:
        """The parties, and the names of those who are persons."""
        parties: list[rows.Row] = []
        people: list[str] = []
        for name_at, unit_at, kind, is_hidden, is_marked in self._parties:
            name = texts[name_at]
            if is_hidden or records.is_masked(name):
                parties.append(("", kind, True, True))
                continue
            folded = name.casefold()
            is_unit = folded in {unit.casefold(), _unit(texts[unit_at]).casefold()}
            person = not is_unit and (is_marked or is_person(name))
            parties.append((name, kind, person, False))
            if person:
                people.append(name)
        return parties, people

    def _papers_of(self, texts: Texts, system_id: str, title: str) -> tuple[list[rows.Row], list[str]]:
        """The documents in order, and what is said in the titles of all and the names of their files."""
        found: list[tuple[int, rows.Row]] = []
        for place, (own_id, at, own_title, other_title, is_main, file, form, bytes_at) in enumerate(
            self._papers, start=1
        ):
            told = texts[own_title] or texts[other_title] or (title if is_main else f"Vedlegg {place}")
            size, number = texts[bytes_at], texts[at]
            row = (
                texts[own_id] or f"{system_id}-{place}", told, is_main, texts[file].replace("\\", "/"),
                texts[form], int(size) if values.is_number(size) else 0,
            )  # fmt: skip
            found.append(((int(number) if values.is_number(number) else 0) or place, row))
        if len(found) > 1:
            found.sort(key=itemgetter(0))
        papers = [row for _, row in found]
        files = [words_of_file(row[3]) for row in papers if row[3]]
        return papers, list(dict.fromkeys([title, *[row[1] for row in papers], *files]))


def _place(node: Node, name: str) -> int:
    """Where the text of a field stands. Raises _NotOrdinaryError when it is no text of the record."""
    text = node.values.get(name, "")
    if not text:
        return _NOWHERE
    place = mark_of(text) if len(text) == 1 else -1
    if place < 0:
        raise _NotOrdinaryError(name)
    return place


def _party(node: Node, entry: Journalposttype, *, hides: bool) -> _Party:
    kind = values.part_type(node, entry).value
    name, other = _place(node, "korrespondansepartnavn"), _place(node, "navn")
    if _NOWHERE not in (name, other):
        raise _NotOrdinaryError("navn")
    is_hidden = bool(node.get("_maskert")) or records.shielding(node) is not None
    return _Party(
        name=max(name, other),
        unit=_place(node, "administrativenhet"),
        kind=kind,
        is_hidden=is_hidden or (hides and not kind.startswith("intern")),
        is_marked=fold(node.kind).endswith("person"),
    )


def _paper(node: Node, *, shielded: bool) -> _Paper:
    shielded = shielded or records.shielding(node) is not None
    file = records.file_of(node.all("dokumentobjekt")) or Node("", 0)
    is_told = not shielded or bool(node.get("_offentlig"))
    return _Paper(
        system_id=_place(node, "systemid"),
        number=_place(node, "dokumentnummer"),
        title=_place(node, "offentligtittel"),
        other_title=_place(node, "tittel") if is_told else _NOWHERE,
        is_main=fold(node.get("tilknyttetregistreringsom")) == "hoveddokument",
        file=_NOWHERE if shielded else _place(file, "referansedokumentfil"),
        format=_place(file, "format"),
        size=_place(file, "filstoerrelse"),
    )


def _files_to_choose(paper: Node) -> list[int]:
    """Where the files of a document's versions stand, when which of them is shown rests on what they say."""
    versions = paper.all("dokumentobjekt")
    places = [_place(version, "referansedokumentfil") for version in versions] if len(versions) > 1 else []
    return [place for place in places if place != _NOWHERE]


@lru_cache(maxsize=1 << 14)
def _iso(text: str) -> str | None:
    """A day as it is stored; None for none."""
    if not text:
        return None
    found = values.known_day(text)
    return _UNSURE if found is None else found.isoformat()


@lru_cache(maxsize=1 << 12)
def _unit(text: str) -> str:
    return records.unit_of(text)
