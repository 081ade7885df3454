"""Noark 4 ``OFFJOURNAL`` (also OEP's), streamed, as the same records as Noark 5.

Noark 4 has no systemID. Case and entry get stable ones from year and number; the archive is told by the
organisation in ``PRODINFO`` where that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plugins.importers.delivery import NO_ARCHIVE, Delivered, Role, case_id, creator_key, entry_id
from plugins.importers.node import Node
from plugins.importers.unread import Part, Plans, Texts, Unread

CASE, ENTRY, PRODUCER = "noarksakoj", "journpostoj", "prodinfo"
"""The terms of NOARKSAK.OJ, JOURNPOST.OJ and PRODINFO."""

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
_PARTY_FIELDS = {
    "amnavn": "korrespondansepartnavn", "amadmkort": "administrativenhet",
    "amavskm": "avskrivningsmaate", "amavskdato": "avskrivningsdato",
}  # fmt: skip
_CLASS_FIELDS = {"klordnver": "klasseid", "klordnverdi": "klasseid", "klovbesk": "tittel"}
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
    """Gives the records as they become whole, entries before their case."""

    watched = kept = frozenset({CASE, ENTRY, PRODUCER})
    record, frame = ENTRY, CASE

    def __init__(self) -> None:
        self._plans = Plans(_entry)
        self._arkiv = NO_ARCHIVE
        self._count = 0
        self._case: Node | None = None
        self._number = ""
        self._waiting: list[Node | Unread] = []

    def begin(self, name: str, node: Node) -> None:
        """A record begins: its place in the file is known, and which case it lies in."""
        if name in {CASE, ENTRY}:
            self._count += 1
            node.place = self._count
        if name == CASE:
            self._case, self._number = node, ""

    def end(self, name: str, node: Node) -> Iterator[Delivered]:
        """A record is whole."""
        if name == PRODUCER:
            self._arkiv = creator_key(_producer(node))
        elif name == ENTRY:
            yield from self._place(_entry(node))
        elif name == CASE:
            yield from self._end_of_case(node)

    def take(self, part: Part, texts: Texts) -> Iterator[Delivered]:
        """An entry that is whole at once."""
        self._count += 1
        yield from self._place(Unread(self._plans[part], texts, self._count))

    def _place(self, entry: Node | Unread) -> Iterator[Delivered]:
        """An entry in its case; when it is not known yet, the entry waits."""
        if self._case is None:
            yield Delivered(Role.ENTRY, entry, self._arkiv)
            return
        if not self._number:  # the first that is said is the one that counts
            self._number = _case_number(self._case)
        if self._number:
            yield self._placed(entry, self._number)
        else:
            self._waiting.append(entry)

    def _placed(self, node: Node | Unread, number: str) -> Delivered:
        return Delivered(Role.ENTRY, node, self._arkiv, number)

    def _end_of_case(self, case: Node) -> Iterator[Delivered]:
        number = _case_number(case)
        for node in self._waiting:
            yield self._placed(node, number)
        case.kind = "saksmappe"
        _move(case, "klasseringoj", "klasse", _class)
        _rename(case, _CASE_FIELDS)
        _gather_shielding(case)
        case.values |= {"systemid": number, "_nummerert": "sak"}
        yield Delivered(Role.CASE, case, self._arkiv)
        self._case, self._waiting = None, []


def _case_number(case: Node) -> str:
    """The id of a case from what has been read of it; empty until both year and number are there."""
    return case_id(case.get("sasaar"), case.get("saseknr"))


def _producer(head: Node) -> str:
    """The organisation that the file comes from, by what is called so; file names and dates change."""
    for part in head.walk():
        for name in part.values:
            if _ORGANISATION.fullmatch(name.removeprefix("pi")) and (said := part.get(name)):
                return said
    return ""


def _entry(node: Node) -> Node:
    node.kind = "journalpost"
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


def _class(node: Node) -> Node:
    _rename(node, _CLASS_FIELDS)
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
