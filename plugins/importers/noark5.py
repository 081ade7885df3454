"""Noark 5 ``arkivstruktur``, streamed: memory holds one registration at a time, whatever the file's size."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from plugins.importers.delivery import NO_ARCHIVE, Delivered, RefusedError, Role, archive_key
from plugins.importers.meetings import AGENDA_ITEM, MEETING_DOCUMENT
from plugins.importers.node import Node, fold, plain
from plugins.importers.xml_errors import REMEDY, code_of, explain, refusal

_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_UNDECLARED_PREFIX = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE
_WATCHED = ("mappe", "registrering")
_ENTRY, _CASE, _MEETING = "journalpost", "saksmappe", "moetemappe"
_DIVIDERS = frozenset({"mappe", "basismappe"})
"""Types of folders that only divide what lies in them; an entry in one belongs to the case around it."""
_NAME_MARKUP = "personnavn"
_PARSER: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "huge_tree": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip


class UndeclaredPrefixError(Exception):
    """The file uses a prefix that it does not declare; it can be read with ``tolerant``."""


@dataclass(slots=True)
class _Folder:
    """A ``mappe`` that has begun but not ended. Entries wait until its systemID is known, and its kind."""

    element: Any
    kind: str
    place: int
    system_id: str = ""
    waiting: list[Node] = field(default_factory=list)
    meeting_parts: list[Node] = field(default_factory=list)


def delivered(path: Path, encoding: str | None, *, tolerant: bool = False) -> Iterator[Delivered]:
    """The records of a delivery in the order they end, entries before their case.

    ``encoding`` overrules a declaration that is wrong. ``tolerant`` reads past prefixes that are not
    declared, and past nothing else. Raises RefusedError when the file is not well formed, has a document
    type (and so may have entities), or is another kind of XML.
    """
    reader = _Reader(tolerant=tolerant)
    watched = None if tolerant else [f"{{*}}{name}" for name in _WATCHED]
    events = etree.iterparse(
        os.fsencode(path),
        events=("start", "end"),
        tag=watched,
        encoding=encoding,
        recover=tolerant,
        **_PARSER,
    )
    try:
        for event, element in events:
            yield from reader.see(event, element)
    except etree.XMLSyntaxError as error:
        if code_of(error) == _UNDECLARED_PREFIX and not tolerant:
            raise UndeclaredPrefixError from error
        _refuse_other_errors(events.error_log)  # says more than the exception, and where
        raise explain(error) from error
    _refuse_other_errors(events.error_log)
    _check_root(events.root)
    _refuse_document_type(events.root)


def _refuse_other_errors(log: Any) -> None:
    for entry in log:
        if entry.type != _UNDECLARED_PREFIX and entry.level > etree.ErrorLevels.WARNING:
            raise refusal(entry.type, entry.message, entry.line, entry.column)


def _check_root(root: Any) -> None:
    """A well-formed file of another kind is refused by name, not read as an empty delivery."""
    name = "" if root is None else _local(root.tag)
    if name not in {"arkiv", "arkivdel", "arkivstruktur", *_WATCHED}:
        raise RefusedError(
            f"filen er XML, men ikke en Noark 5-leveranse (den begynner med <{name[:40]}>, ikke <arkiv>)",
            "Lever arkivstruktur (Noark 5) eller eInnsyn JSON-LD.",
        )


class _Reader:
    def __init__(self, *, tolerant: bool) -> None:
        self._tolerant = tolerant
        self._folders: list[_Folder] = []
        self._count = 0
        self._done: Any = None
        self._archives: dict[Any, str] = {}
        self._arkiv = NO_ARCHIVE

    def see(self, event: str, element: Any) -> Iterator[Delivered]:
        """Take one event of the parser; yields what became whole by it."""
        if self._count == 0 and event == "start":
            _refuse_document_type(element)
        name = _local(element.tag)
        if name not in _WATCHED:
            return
        if event == "start":
            self._count += 1
            self._find_archive(element)
            if name == "mappe":
                self._folders.append(_Folder(element, _type_of(element), self._count))
        elif name == "mappe":
            yield from self._end_of_folder(self._folders.pop())
            self._forget(element)
        else:
            yield from self._record(_node(element, _type_of(element), self._count))
            self._forget(element)

    def _forget(self, element: Any) -> None:
        """Free a record that is read; it leaves the tree when the next one ends: the parser stands on it."""
        element.clear()
        done, self._done = self._done, element
        if done is not None and (parent := done.getparent()) is not None:
            parent.remove(done)

    def _record(self, node: Node) -> Iterator[Delivered]:
        node.kind = node.kind or _guess(node)
        if node.kind in {AGENDA_ITEM, MEETING_DOCUMENT} and self._folders:
            self._folders[-1].meeting_parts.append(node)
        elif node.kind != _ENTRY:
            yield Delivered(Role.UNKNOWN, node, self._arkiv)
        else:
            yield from self._place(node)

    def _place(self, entry: Node) -> Iterator[Delivered]:
        """An entry in the nearest folder that can be its case; one without type tells when it ends."""
        folder = next((f for f in reversed(self._folders) if f.kind not in _DIVIDERS), None)
        if folder is None:
            yield Delivered(Role.ENTRY, entry, self._arkiv)
        elif folder.kind and (case_id := self._id_of(folder)):
            yield Delivered(Role.ENTRY, entry, self._arkiv, case_id)
        else:
            folder.waiting.append(entry)

    def _id_of(self, folder: _Folder) -> str:
        if not folder.system_id:
            folder.system_id = _child_text(folder.element, "systemid")
        return folder.system_id

    def _end_of_folder(self, folder: _Folder) -> Iterator[Delivered]:
        node = _node(folder.element, folder.kind, folder.place, skip=_WATCHED)
        kind = folder.kind or _guess_folder(node)
        case_id = self._id_of(folder)
        for waiting in folder.waiting:
            if kind in _DIVIDERS:
                yield from self._place(waiting)
            else:
                yield Delivered(Role.ENTRY, waiting, self._arkiv, case_id)
        if kind == _MEETING:
            for part in folder.meeting_parts:
                node.children.setdefault(part.kind, []).append(part)
            yield Delivered(Role.MEETING, node, self._arkiv)
            return
        for part in folder.meeting_parts:
            yield Delivered(Role.UNKNOWN, part, self._arkiv)
        if kind == _CASE:
            yield Delivered(Role.CASE, node, self._arkiv)
        elif kind not in _DIVIDERS:
            yield Delivered(Role.UNKNOWN, node, self._arkiv)

    def _find_archive(self, element: Any) -> None:
        """The key of the archive that an outermost record lies in, from the ``systemID`` before its folders.

        One file may hold several archives, and one may lie in another: the nearest with a key counts.
        """
        if self._folders:
            return
        around = [a for a in element.iterancestors() if _local(a.tag) == "arkiv"]
        for archive in around:
            if self._archives.get(archive, NO_ARCHIVE) == NO_ARCHIVE:
                self._archives[archive] = archive_key(_child_text(archive, "systemid"))
        keys = (self._archives[archive] for archive in around)
        self._arkiv = next((key for key in keys if key != NO_ARCHIVE), NO_ARCHIVE)


def _refuse_document_type(element: Any) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise RefusedError(
            "filen har en dokumenttype (DOCTYPE) og kan definere entiteter; slikt tas ikke imot",
            REMEDY,
            line=1,
            column=1,
        )


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    """An element's name without namespace or prefix."""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1] if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _key(tag: object) -> str:
    return fold(_local(tag))


def _type_of(element: Any) -> str:
    """``xsi:type`` without its prefix, which may be any, none, or not declared."""
    text = element.get(_XSI_TYPE) or element.get("xsi:type") or element.get("type") or ""
    return _key(text.strip())


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


def _child_text(element: Any, key: str) -> str:
    return next((plain("".join(c.itertext())) for c in element if _key(c.tag) == key), "")


def _node(element: Any, kind: str, place: int, skip: tuple[str, ...] = ()) -> Node:
    """An element as a record: leaves are values, the rest children. Every text of it is kept for the gate."""
    node = Node(kind, place)
    for name, text in element.attrib.items():
        if name != _XSI_TYPE:
            node.values[f"@{_key(name)}"] = text
    for child in element:
        key = _key(child.tag)
        if not key or (skip and _local(child.tag) in skip):
            continue
        if len(child) == 0:
            _put(node, key, child.text or "")
        elif all(_key(c.tag) == _NAME_MARKUP for c in child):
            node.names += [" ".join("".join(c.itertext()).split()) for c in child]
            _put(node, key, "".join(child.itertext()))
        else:
            if _has_own_text(child):
                _put(node, key, "".join(child.itertext()))
            node.children.setdefault(key, []).append(_node(child, _type_of(child), place))
        for name, text in child.attrib.items():
            node.values[f"{key}@{_key(name)}"] = text
    return node


def _has_own_text(element: Any) -> bool:
    """Whether there is text between the elements in it, as in a title with mark-up."""
    return any(text and not text.isspace() for text in (element.text, *(c.tail for c in element)))


def _put(node: Node, key: str, text: str) -> None:
    """The first of repeated values counts; the others are kept for the gate to see."""
    if key in node.values:
        key = f"{key} (gjentatt)"
        text = f"{node.values.get(key, '')} | {text}"
    node.values[key] = text
