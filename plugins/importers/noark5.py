"""Noark 5 ``arkivstruktur``, streamed: memory holds one registration at a time, whatever the file's size.

The same elements around a ``trekkTilbake`` or ``slettemelding`` name what is withdrawn, as eInnsyn's exchange
uses them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.importers.delivery import NO_ARCHIVE, Delivered, Role, archive_key
from plugins.importers.elements import repeated
from plugins.importers.meetings import AGENDA_ITEM, MEETING_DOCUMENT
from plugins.importers.node import Node
from plugins.importers.unread import Part, Plans, Texts, Unread, as_it_is

ROOTS = frozenset({"arkiv", "arkivdel", "arkivstruktur", "mappe", "registrering"})
WITHDRAWALS = frozenset({"trekktilbake", "slettemelding"})
"""Folded names of what withdraws; «trekkTilbake» is eInnsyn's own."""

_ARCHIVE, _CLASS = "arkiv", "klasse"
_RECORDS = ("mappe", "registrering")
_ENTRY, _CASE, _MEETING = "journalpost", "saksmappe", "moetemappe"
_DIVIDERS = frozenset({"mappe", "basismappe"})
"""Types of folders that only divide what lies in them; an entry in one belongs to the case around it."""


@dataclass(slots=True)
class _Folder:
    """A ``mappe`` that has begun but not ended. Entries wait until its systemID is known, and its kind."""

    node: Node
    waiting: list[Node | Unread] = field(default_factory=list)
    meeting_parts: list[Node] = field(default_factory=list)
    withdrawn_inside: bool = False


class Reader:
    """Gives the records as they become whole, entries before their case."""

    watched = frozenset({_ARCHIVE, _CLASS, *_RECORDS, *WITHDRAWALS})
    kept = frozenset({*_RECORDS, *WITHDRAWALS})
    record, frame = "registrering", "mappe"

    def __init__(self) -> None:
        self._plans = Plans(as_it_is)
        self._archives: list[Node] = []
        self._classes: list[Node] = []
        self._folders: list[_Folder] = []
        self._count = 0
        self._withdrawing = 0
        self._arkiv = NO_ARCHIVE

    def begin(self, name: str, node: Node) -> None:
        """A record begins, or what lies around records."""
        if name == _ARCHIVE:
            self._archives.append(node)
        elif name == _CLASS:
            self._classes.append(node)
        elif name in WITHDRAWALS:
            self._withdrawing += 1
        else:
            self._count += 1
            node.place = self._count
            self._find_archive()
            if name == "mappe":
                self._folders.append(_Folder(node))

    def end(self, name: str, node: Node) -> Iterator[Delivered]:
        """A record is whole, or what lies around records."""
        if name == "registrering":
            yield from self._record(node)
        elif name == "mappe":
            yield from self._end_of_folder(self._folders.pop())
        elif name == _ARCHIVE:
            self._archives.pop()
        elif name == _CLASS:
            self._classes.pop()
        else:
            self._withdrawing -= 1
            yield from self._named_alone(node)

    def take(self, part: Part, texts: Texts) -> Iterator[Delivered]:
        """A registration that is whole at once."""
        if part.kind == _ENTRY and not self._withdrawing:
            self._count += 1
            self._find_archive()
            yield from self._place(Unread(self._plans[part], texts, self._count))
        else:
            node = part.node(texts)
            self.begin("registrering", node)
            yield from self._record(node)

    def _record(self, node: Node) -> Iterator[Delivered]:
        node.kind = node.kind or _guess(node)
        if self._withdrawing:
            for folder in self._folders:
                folder.withdrawn_inside = True
            yield self._withdrawn(node)
        elif node.kind in {AGENDA_ITEM, MEETING_DOCUMENT} and self._folders:
            self._folders[-1].meeting_parts.append(node)
        elif node.kind != _ENTRY:
            yield Delivered(Role.UNKNOWN, node, self._arkiv)
        else:
            yield from self._place(node)

    def _withdrawn(self, node: Node) -> Delivered:
        """What is withdrawn lies in a known archive, or in any when the message names none."""
        return Delivered(Role.WITHDRAWN, node, "" if self._arkiv == NO_ARCHIVE else self._arkiv)

    def _named_alone(self, message: Node) -> Iterator[Delivered]:
        """What a message names without ``mappe`` or ``registrering``: by its own element, or an id alone."""
        ids = (message.values.get("systemid"), *message.values.get(repeated("systemid"), "").split(" | "))
        alone = [Node("", 0, {"systemid": said}) for said in ids if said]
        named = [named for group in message.children.items() for named in _of_kind(*group)]
        for node in (*alone, *named):
            self._count += 1
            node.place = self._count
            yield self._withdrawn(node)

    def _place(self, entry: Node | Unread) -> Iterator[Delivered]:
        """An entry in the nearest folder that can be its case; one without type tells when it ends."""
        folder = None
        for around in reversed(self._folders):
            if around.node.kind not in _DIVIDERS:
                folder = around
                break
        if folder is None:
            yield Delivered(Role.ENTRY, entry, self._arkiv)
        elif folder.node.kind and (case_id := folder.node.get("systemid")):
            yield Delivered(Role.ENTRY, entry, self._arkiv, case_id)
        else:
            folder.waiting.append(entry)

    def _end_of_folder(self, folder: _Folder) -> Iterator[Delivered]:
        node = folder.node
        kind = node.kind or _guess_folder(node)
        if self._withdrawing:  # a folder around what is withdrawn only says where that lies
            if not folder.withdrawn_inside:
                node.kind = kind
                yield self._withdrawn(node)
            return
        case_id = node.get("systemid")
        for waiting in folder.waiting:
            if kind in _DIVIDERS:
                yield from self._place(waiting)
            else:
                yield Delivered(Role.ENTRY, waiting, self._arkiv, case_id)
        yield from self._whole_folder(kind, node, folder.meeting_parts)

    def _whole_folder(self, kind: str, node: Node, meeting_parts: list[Node]) -> Iterator[Delivered]:
        if kind == _MEETING:
            for part in meeting_parts:
                node.children.setdefault(part.kind, []).append(part)
            yield Delivered(Role.MEETING, node, self._arkiv)
            return
        for part in meeting_parts:
            yield Delivered(Role.UNKNOWN, part, self._arkiv)
        if kind == _CASE:
            if self._classes:
                node.children.setdefault(_CLASS, [Node(_CLASS, node.place, dict(self._classes[-1].values))])
            yield Delivered(Role.CASE, node, self._arkiv)
        elif kind not in _DIVIDERS:
            yield Delivered(Role.UNKNOWN, node, self._arkiv)

    def _find_archive(self) -> None:
        """The key of the archive that an outermost record lies in, from the ``systemID`` before its folders.

        One file may hold several archives, and one may lie in another: the nearest with a key counts.
        """
        if not self._folders:
            keys = (archive_key(archive.get("systemid")) for archive in reversed(self._archives))
            self._arkiv = next((found for found in keys if found != NO_ARCHIVE), NO_ARCHIVE)


def _of_kind(kind: str, nodes: list[Node]) -> list[Node]:
    for node in nodes:
        node.kind = kind
    return nodes


def _guess(node: Node) -> str:
    """What a registration without type is, by the fields that only one kind has."""
    if node.get("journalposttype", "journalpostnummer"):
        return _ENTRY
    if node.get("moetesaksaar", "moetesakstype", "moetesakssekvensnummer"):
        return AGENDA_ITEM
    return MEETING_DOCUMENT if node.get("moetedokumentregistreringstype") else ""


def _guess_folder(node: Node) -> str:
    if node.get("moetedato", "utvalg"):
        return _MEETING
    return _CASE if node.get("saksaar", "sakssekvensnummer") else "mappe"
