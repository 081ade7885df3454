"""Noark 4 ``OFFJOURNAL`` (also OEP's), streamed, as the same records as Noark 5.

Noark 4 has no systemID. Case and entry get stable ones from year and number; the archive is told by the
organisation in ``PRODINFO`` where that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plugins.importers.delivery import NO_ARCHIVE, Delivered, Role, case_id, creator_key, entry_id
from plugins.importers.elements import key, local, to_node
from plugins.importers.node import Node, plain

CASE, ENTRY, PRODUCER = "NOARKSAK.OJ", "JOURNPOST.OJ", "PRODINFO"
WATCHED = (CASE, ENTRY, PRODUCER)

_CASE_FIELDS = {
    "sasaar": "saksaar", "saseknr": "sakssekvensnummer", "saofftittel": "offentligtittel",
    "satittel": "tittel", "sadato": "saksdato", "saadmkort": "administrativenhet",
    "saansvinit": "saksansvarlig", "sastatus": "saksstatus", "satgkode": "tilgangsrestriksjon",
    "sauoff": "skjermingshjemmel",
}  # fmt: skip
_ENTRY_FIELDS = {
    "jpjaar": "journalaar", "jpseknr": "journalsekvensnummer", "jppostnr": "journalpostnummer",
    "jpjdato": "journaldato", "jpdokdato": "dokumentetsdato", "jpndoktype": "journalposttype",
    "jpoffinnhold": "offentligtittel", "jpinnhold": "tittel", "jpansvavd": "administrativenhet",
    "jptgkode": "tilgangsrestriksjon", "jpuoff": "skjermingshjemmel",
}  # fmt: skip
_PARTY_FIELDS = {"amnavn": "korrespondansepartnavn", "amadmkort": "administrativenhet"}
_LINK_FIELDS = {"dltype": "tilknyttetregistreringsom", "dlrnr": "dokumentnummer"}
_PAPER_FIELDS = {"dbtittel": "tittel", "dbtgkode": "tilgangsrestriksjon", "dbuoff": "skjermingshjemmel"}
_FILE_FIELDS = {
    "vefilref": "referansedokumentfil", "vevariant": "variantformat", "vedokformat": "format",
}  # fmt: skip
_PARTS = {"0": "avsender", "1": "mottaker"}
_ROLES = {"h": "hoveddokument", "v": "vedlegg"}
_VARIANTS = {"o": "offentligvariant", "a": "arkivformat", "p": "produksjonsformat"}
_CODES = {"u": "Unntatt offentlighet", "uo": "Unntatt offentlighet", "b": "Begrenset", "f": "Fortrolig"}
_OPEN_CODES = frozenset({"", "å", "aa", "åpen", "o", "offentlig", "ugradert"})
_ORGANISATION = re.compile(r"(?:org\w*n\w*r|arkivskaper(?:id)?|arkivid|eier|organisasjon)")
_YES = frozenset({"1", "j", "ja", "true"})


class Reader:
    """Takes the parser's events and gives the records as they become whole, entries before their case."""

    def __init__(self) -> None:
        self._arkiv = NO_ARCHIVE
        self._count = 0
        self._case: Any = None
        self._place = 0
        self._waiting: list[Node] = []

    def see(self, event: str, element: Any) -> Iterator[Delivered]:
        """Take one event of the parser; yields what became whole by it."""
        name = local(element.tag)
        if event == "start":
            self._begin(name, element)
        elif name == PRODUCER:
            self._arkiv = creator_key(_producer(element))
        elif name == ENTRY:
            yield from self._entry(element)
        elif name == CASE:
            yield from self._end_of_case(element)

    def _begin(self, name: str, element: Any) -> None:
        if name in (CASE, ENTRY):
            self._count += 1
        if name == CASE:
            self._case, self._place = element, self._count

    def _entry(self, element: Any) -> Iterator[Delivered]:
        node = _entry(to_node(element, "journalpost", self._count))
        if self._case is None:
            yield Delivered(Role.ENTRY, node, self._arkiv)
        elif number := _case_number(self._case):
            yield self._placed(node, number)
        else:
            self._waiting.append(node)

    def _placed(self, node: Node, number: str) -> Delivered:
        return Delivered(Role.ENTRY, node, self._arkiv, number)

    def _end_of_case(self, element: Any) -> Iterator[Delivered]:
        number = _case_number(element)
        for node in self._waiting:
            yield self._placed(node, number)
        case = to_node(element, "saksmappe", self._place, skip=(ENTRY,))
        _rename(case, _CASE_FIELDS)
        _gather_shielding(case)
        case.values |= {"systemid": number, "_nummerert": "sak"}
        yield Delivered(Role.CASE, case, self._arkiv)
        self._case, self._waiting = None, []


def _case_number(element: Any) -> str:
    """The id of a case from what has been read of it; empty until both year and number are there."""
    found = {key(child.tag): child.text or "" for child in element if local(child.tag) != ENTRY}
    return case_id(plain(found.get("sasaar", "")), plain(found.get("saseknr", "")))


def _producer(element: Any) -> str:
    """The organisation that the file comes from, by what is called so; file names and dates change."""
    for part in element.iter():
        if not len(part) and _ORGANISATION.fullmatch(key(part.tag).removeprefix("pi")) and part.text:
            return plain(part.text)
    return ""


def _entry(node: Node) -> Node:
    _rename(node, _ENTRY_FIELDS)
    _gather_shielding(node)
    made = entry_id(node.get("journalaar"), node.get("journalsekvensnummer"))
    node.values |= {"systemid": made, "_nummerert": "post"}
    _move(node, "avsmotoj", "korrespondansepart", _party)
    _move(node, "doklinkoj", "dokumentbeskrivelse", _paper)
    return node


def _move(node: Node, old: str, new: str, change: Any) -> None:
    for part in node.children.pop(old, []):
        node.children.setdefault(new, []).append(change(part))


def _party(node: Node) -> Node:
    _rename(node, _PARTY_FIELDS)
    node.kind = "korrespondansepart"
    copy = node.get("amkopimot").casefold() in _YES
    kind = node.get("amihtype")
    node.values["korrespondanseparttype"] = "kopimottaker" if copy else _PARTS.get(kind, kind)
    if node.get("amu1").casefold() in _YES:
        node.values["_maskert"] = "ja"
    return node


def _paper(node: Node) -> Node:
    """A link to a document, what describes it, and its versions, as one document."""
    _rename(node, _LINK_FIELDS)
    node.kind = "dokumentbeskrivelse"
    node.values["tilknyttetregistreringsom"] = _translated(node, "tilknyttetregistreringsom", _ROLES)
    for description in node.children.get("dokbeskrivoj", []):
        _rename(description, _PAPER_FIELDS)
        for name in _PAPER_FIELDS.values():
            node.values.setdefault(name, description.get(name))
        for version in description.children.get("dokversjonoj", []):
            _rename(version, _FILE_FIELDS)
            version.values["variantformat"] = _translated(version, "variantformat", _VARIANTS)
            node.children.setdefault("dokumentobjekt", []).append(version)
    _gather_shielding(node)
    return node


def _translated(node: Node, name: str, codes: dict[str, str]) -> str:
    text = node.get(name)
    return codes.get(text.casefold(), text)


def _rename(node: Node, names: dict[str, str]) -> None:
    """Noark 4's names as Noark 5's; a date of noughts is no date."""
    for old, new in names.items():
        if old in node.values:
            text = node.values.pop(old)
            missing = new.endswith("dato") and not text.strip().strip("0")
            node.values[new] = "" if missing else text


def _gather_shielding(node: Node) -> None:
    """The code of access and the paragraph as a part of their own, in Noark 5's words."""
    code, paragraph = node.get("tilgangsrestriksjon"), node.get("skjermingshjemmel")
    if code.casefold() in _OPEN_CODES and not paragraph:
        return
    words = "" if code.casefold() in _OPEN_CODES else _CODES.get(code.casefold(), code)
    shield = {"tilgangsrestriksjon": words or "Unntatt offentlighet", "skjermingshjemmel": paragraph}
    node.children.setdefault("skjerming", []).append(Node("skjerming", node.place, shield))
