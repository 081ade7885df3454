"""Where things stand in ordinary entries, which ``drafts`` makes rows of from their texts alone.

It is found out once for each set of *codes* in the records of a plan, which are the values that come from
short lists: kinds, parts, restrictions. What the codes decide is decided then, by the
same functions as for any record. An entry that is ordinary has nothing for the gate, nothing for a human to
see, and no value that must be looked at twice; all others go the long way (``gate``, ``records``, ``Judge``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from plugins.importers import gate, records, values
from plugins.importers.node import Node, fold
from plugins.importers.special_categories import Judge, are_harmless
from plugins.importers.unread import Columns, Get, GetColumns, Part, Plan, Texts, getter, mark, mark_of
from plugins.importers.values import BadValueError
from plugins.model.archive import Journalposttype
from plugins.model.names import find_first_names, find_person_names
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
UNSURE = "?"
"""What ``iso`` says of a day that must be looked at more closely."""
_HEAD = (
    "offentligtittel", "administrativenhet", "journalaar", "journalsekvensnummer", "journalpostnummer",
    "journaldato", "dokumentetsdato",
)  # fmt: skip


class _NotOrdinaryError(Exception):
    """Records of this plan with these codes must go the long way."""


class Party(NamedTuple):
    """Where a party has its name and its unit, and what it is."""

    name: int
    unit: int
    kind: str
    is_hidden: bool
    marked: str
    """What its format says that it is, if that is a person."""


class Ordinary:
    """Makes rows of the entries of one plan."""

    def __init__(self, plan: Plan, judge: Judge) -> None:
        self._plan, self._judge, self.sieve = plan, judge, gate.Sieve(plan)
        self._code_places = sorted(set(_places_of_codes(plan.part)))
        self._codes: Get = getter(self._code_places)
        self._known: dict[Texts, Layout | None] = {}

    def layout(self, texts: Texts) -> Layout | None:
        """Where things stand in an entry; None when it must go the long way."""
        codes = self._codes(texts)
        return self._known[codes] if codes in self._known else self._learn(codes, texts)

    def _learn(self, codes: Texts, texts: Texts) -> Layout | None:
        if len(self._known) >= _MOST:
            return None
        marked = list(map(mark, range(len(texts))))
        for place in self._code_places:
            marked[place] = texts[place]
        try:
            layout = Layout(self._plan.node(tuple(marked)), self._judge)
        except (_NotOrdinaryError, BadValueError):
            layout = None
        self._known[codes] = layout
        return layout


def _places_of_codes(part: Part) -> Iterable[int]:
    yield from (place for name, place in zip(part.names, part.places, strict=True) if name in _CODES)
    for _, parts in part.parts:
        for inner in parts:
            yield from _places_of_codes(inner)


class Layout:
    """Where things stand in the entries of one plan that have the same codes, and what is the same in all of
    them. What stands in one place is a column, and after the columns of the entries comes one of empty texts.
    """

    def __init__(self, node: Node, judge: Judge) -> None:
        """``node`` is such an entry with marks for texts, but for the codes. Raises _NotOrdinaryError."""
        self._judge = judge
        kind, shield = values.entry_type(node), records.shielding(node)
        self.kind = kind.value
        self.shield = "" if shield is None else rows.shield_text(shield)
        self.shield_texts = () if shield is None else (shield.tilgangsrestriksjon, shield.skjermingshjemmel)
        self.is_numbered = node.values.get("_nummerert") == "post"
        self.head: GetColumns = getter(
            [
                _NOWHERE if self.is_numbered else _place(node, "systemid"),
                *(_place(node, name) for name in _HEAD),
            ]
        )
        hides = records.hides_parties(node)
        self.parties = [_party(part, kind, hides=hides) for part in node.all("korrespondansepart")]
        papers = node.all("dokumentbeskrivelse")
        shown = [_paper(paper, shielded=shield is not None) for paper in papers]
        self.papers: list[tuple[GetColumns, bool]] = [(getter(places), is_main) for places, is_main in shown]
        """What gives the fields of each document, and whether it is the main one."""
        self.needed: GetColumns = getter([place for paper in papers for place in _files_to_choose(paper)])
        self._settled = [
            (_place(part, "avskrivningsdato"), how, "" if find_person_names(how) else how)
            for part in records.settling(node)
            for how in [values.settled(part)]
        ]

    def settled(self, columns: Columns) -> list[tuple[str | None, str]]:
        """When and how each entry was dealt with."""
        if not self._settled:
            return [(None, "")] * len(columns[_NOWHERE])
        days = zip(*(map(iso, columns[place]) for place, _, _ in self._settled), strict=True)
        return list(map(self._first_settled, days))

    def _first_settled(self, days: Iterable[str | None]) -> tuple[str | None, str]:
        for day, (_, how, told) in zip(days, self._settled, strict=True):
            if day or how:
                return day, told
        return None, ""

    def tells(
        self, said: Sequence[str], parties: Sequence[str], alone: Iterable[str], *, names: bool
    ) -> bool | None:
        """Whether an entry that is not harmless has a word that must not stand in a case whose title names
        somebody; None when it must go the long way.

        ``said`` is what stands beside the names in it, if it ``names`` anybody; what is ``alone`` stands for
        itself.
        """
        # Units are often called by such a word («Barnevern»), which tells nothing of anybody by itself.
        if not self._judge.passes_each(alone):
            return None
        told = (*said, *parties, *self.shield_texts[1:])
        if not are_harmless(told) and (names or any(map(find_first_names, said))):
            return None
        return self._judge.tells(told)


def _place(node: Node, name: str) -> int:
    """Where the text of a field stands. Raises _NotOrdinaryError when it is no text of the record."""
    text = node.values.get(name, "")
    if not text:
        return _NOWHERE
    place = mark_of(text) if len(text) == 1 else -1
    if place < 0:
        raise _NotOrdinaryError(name)
    return place


def _party(node: Node, entry: Journalposttype, *, hides: bool) -> Party:
    kind = values.part_type(node, entry).value
    name, other = _place(node, "korrespondansepartnavn"), _place(node, "navn")
    if _NOWHERE not in (name, other):
        raise _NotOrdinaryError("navn")
    is_hidden = bool(node.get("_maskert")) or records.shielding(node) is not None
    return Party(
        name=max(name, other),
        unit=_place(node, "administrativenhet"),
        kind=kind,
        is_hidden=is_hidden or (hides and not kind.startswith("intern")),
        marked="person" if fold(node.kind).endswith("person") else "",
    )


def _paper(node: Node, *, shielded: bool) -> tuple[tuple[int, ...], bool]:
    """Where a document has its systemID, number, public title, other title and file, the format and size of
    that, and whether it is the main one.
    """
    shielded = shielded or records.shielding(node) is not None
    file = records.file_of(node.all("dokumentobjekt")) or Node("", 0)
    is_told = not shielded or bool(node.get("_offentlig"))
    places = (
        _place(node, "systemid"),
        _place(node, "dokumentnummer"),
        _place(node, "offentligtittel"),
        _place(node, "tittel") if is_told else _NOWHERE,
        _NOWHERE if shielded else _place(file, "referansedokumentfil"),
        _place(file, "format"),
        _place(file, "filstoerrelse"),
    )
    return places, fold(node.get("tilknyttetregistreringsom")) == "hoveddokument"


def _files_to_choose(paper: Node) -> list[int]:
    """Where the files of a document's versions stand, when which of them is shown rests on what they say."""
    versions = paper.all("dokumentobjekt")
    places = [_place(version, "referansedokumentfil") for version in versions] if len(versions) > 1 else []
    return [place for place in places if place != _NOWHERE]


@lru_cache(maxsize=1 << 14)
def iso(text: str) -> str | None:
    """A day as it is stored; None for none, ``UNSURE`` for what must be looked at more closely."""
    if not text:
        return None
    found = values.known_day(text)
    return UNSURE if found is None else found.isoformat()
