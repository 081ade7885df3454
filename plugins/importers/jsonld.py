"""eInnsyn JSON-LD, expanded or compacted, as the same records as Noark 5.

The graph is unordered: it is read, indexed by ``@id``, and joined through ``parent``. The twins ``_SENSITIV``
and ``_LIST`` hold what is not public; nothing of them is kept but the names that they mark in a public text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.importers.delivery import Delivered, RefusedError, Role, archive_key
from plugins.importers.jsonld_terms import Context
from plugins.importers.meetings import AGENDA_ITEM, MEETING_DOCUMENT
from plugins.importers.node import Node

_LARGEST = 100 * 1024 * 1024
_REMEDY = "Be arkivet lage filen på nytt; ingenting av den er tatt inn."
_SENSITIVE, _LIST = "_sensitiv", "_list"
_RECORDS = frozenset({"saksmappe", "moetemappe", "journalpost", AGENDA_ITEM, MEETING_DOCUMENT})
_OWNED = ("journalpost", "registrering", AGENDA_ITEM, MEETING_DOCUMENT, "moetesak", "moetedokument")
_DEEPEST = 12
_PARTS_PER_NODE = 50
"""Nodes that refer to each other in rings would be unfolded without end."""


def delivered(path: Path) -> Iterator[Delivered]:
    """The records of a JSON-LD delivery. Raises RefusedError when it is no JSON, or no delivery of ours."""
    graph = _Graph(_load(path))
    for node in graph.records():
        yield graph.delivered(node)


def _load(path: Path) -> Any:
    if path.stat().st_size > _LARGEST:
        raise RefusedError("JSON-LD-filen er større enn 100 MB", "Del leveransen i flere filer.")
    data = path.read_bytes()
    try:
        return json.loads(data.decode(json.detect_encoding(data)))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise RefusedError("tegnene er ikke UTF-8", _REMEDY, line=line, column=column) from error
    except json.JSONDecodeError as error:
        raise RefusedError(_cause(error), _REMEDY, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise RefusedError("filen har lister i altfor mange nivåer", _REMEDY) from error
    except ValueError as error:
        raise RefusedError("filen har et tall med altfor mange sifre", _REMEDY) from error


def _cause(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()) or "Unterminated" in error.msg:
        return "filen slutter midt i; den er avkortet"
    return "filen er ikke gyldig JSON (et tegn står der det ikke skal)"


class _Graph:
    def __init__(self, data: Any) -> None:
        top = data if isinstance(data, dict) else {}
        self._context = Context(top.get("@context"))
        self._by_id: dict[str, dict[str, Any]] = {}
        self._nodes: list[dict[str, Any]] = []
        self._owner: dict[str, str] = {}
        self._nameless: dict[int, str] = {}
        nodes = self._context.graph(data)
        self._collect(nodes, 0)
        if not any(self._kind(node) in _RECORDS for node in self._nodes):
            raise RefusedError(
                "filen er JSON, men ikke en eInnsyn-leveranse (ingen saker, journalposter eller møter)",
                "Lever eInnsyn JSON-LD, Noark 5 eller Noark 4.",
            )
        self.arkiv = archive_key(self._archive_id())
        self._parts_left = 1000 + _PARTS_PER_NODE * len(self._nodes)

    def _collect(self, value: Any, depth: int) -> None:
        """Index every record by ``@id``, also those that lie inside another."""
        if depth > 3 * _DEEPEST:
            raise RefusedError("filen har poster inni hverandre i altfor mange nivåer", _REMEDY)
        if isinstance(value, list):
            for item in value:
                self._collect(item, depth + 1)
        elif isinstance(value, dict) and "@value" not in value:
            self._index(value)
            for child in value.values():
                if isinstance(child, (dict, list)):
                    self._collect(child, depth + 1)

    def _index(self, node: dict[str, Any]) -> None:
        kind = self._kind(node)
        if not kind:
            return
        self._nodes.append(node)
        node_id = self._id(node)
        self._by_id.setdefault(node_id, node)
        for name in _OWNED:
            for child in _as_list(self._context.find(node, name)):
                if isinstance(child, dict):
                    self._owner.setdefault(self._id(child), node_id)

    def _id(self, node: dict[str, Any]) -> str:
        """The node's ``@id``; one of our own for a node that lies inside another and needs none."""
        return self._context.node_id(node) or self._nameless.setdefault(
            id(node), f"_:uten-id-{len(self._nameless)}"
        )

    def _kind(self, node: dict[str, Any]) -> str:
        kinds = self._context.kinds(node)
        return next((kind for kind in kinds if kind in _RECORDS), kinds[0] if kinds else "")

    def _archive_id(self) -> str:
        archive = next((node for node in self._nodes if self._kind(node) == "arkiv"), None)
        return "" if archive is None else self._system_id(archive)

    def _system_id(self, node: dict[str, Any]) -> str:
        """``systemID``, else the last part of ``@id``."""
        said = self._context.text(self._context.find(node, "systemid"))
        return said or self._context.local_id(node)

    def records(self) -> Iterator[Node]:
        """The cases, entries and meetings, these with their agenda. Parts of unknown meetings come alone."""
        nodes: dict[str, Node] = {}
        for place, raw in enumerate(self._nodes, start=1):
            if (kind := self._kind(raw)) in _RECORDS:
                node = self._node(raw, kind, place, 0)
                node_id = self._id(raw)
                nodes[node_id if node_id not in nodes else f"_:{place}"] = node
        parts = [node for node in nodes.values() if node.kind in {AGENDA_ITEM, MEETING_DOCUMENT}]
        alone = [node for node in parts if not _attach(node, nodes.get(node.parent_id))]
        yield from (node for node in nodes.values() if node.kind not in {AGENDA_ITEM, MEETING_DOCUMENT})
        yield from alone

    def delivered(self, node: Node) -> Delivered:
        """A record with its role, its archive and the case it lies in."""
        if node.kind == "journalpost":
            return Delivered(Role.ENTRY, node, self.arkiv, self._reference(node.parent_id))
        role = {"saksmappe": Role.CASE, "moetemappe": Role.MEETING}.get(node.kind, Role.UNKNOWN)
        return Delivered(role, node, self.arkiv)

    def _reference(self, node_id: str) -> str:
        """The systemID of what a reference points at; it may have come in an earlier delivery."""
        if not node_id:
            return ""
        known = self._by_id.get(node_id)
        return self._system_id(known) if known is not None else self._context.local(node_id)

    def _node(self, raw: dict[str, Any], kind: str, place: int, depth: int) -> Node:
        self._parts_left -= 1
        if self._parts_left < 0:
            raise RefusedError("poster i filen viser til hverandre i ring eller altfor mange ganger", _REMEDY)
        node = Node(kind, place)
        twins: dict[str, Any] = {}
        for key, value in raw.items():
            name = self._context.term(key)
            if name.endswith((_SENSITIVE, _LIST)):
                twins[name] = value
            elif name == "parent":
                node.parent_id = self._first_id(value)
            elif name and not name.startswith("@"):
                self._put(node, name, value, depth)
        node.parent_id = node.parent_id or self._owner.get(self._id(raw), "")
        if local := self._context.local_id(raw):
            node.values["@id"] = local  # for the gate: an identifier may hide in an address
        if kind in _RECORDS or "systemid" in node.values:
            node.values.setdefault("systemid", self._context.local_id(raw))
        self._note_twins(node, twins)
        return node

    def _note_twins(self, node: Node, twins: dict[str, Any]) -> None:
        """Which names a twin marks, and that a value is the public one of two. No text of a twin is kept."""
        for name, value in twins.items():
            if name.endswith(_LIST):
                node.names += self._context.names(value)
            elif name == "tittel_sensitiv":
                node.values["_offentlig"] = "ja"
            elif name == "korrespondansepartnavn_sensitiv" and re.fullmatch(
                r"[\W_]*", self._context.text(value) or "x"
            ):
                node.values["_maskert"] = "ja"

    def _first_id(self, value: Any) -> str:
        for item in _as_list(value):
            if isinstance(item, dict) and (found := self._context.node_id(item)):
                return found
            if isinstance(item, str):
                return self._context.absolute(item)
        return ""

    def _put(self, node: Node, name: str, value: Any, depth: int) -> None:
        """A property: text, code of the standard, reference to a record, or a part of this record."""
        if _is_list_object(value):
            node.names += self._context.names(value)
            node.values.setdefault(name, self._context.text(value))
            return
        for item in _as_list(value):
            target = self._target(item)
            if target is None:
                node.names += self._context.names(item)
                text = self._context.text(item)
                repeated = name in node.values
                key = f"{name} (gjentatt)" if repeated else name
                node.values[key] = f"{node.values[key]} | {text}" if key in node.values else text
            elif self._kind(target) in _RECORDS:
                node.values.setdefault(name, self._system_id(target))
            elif depth < _DEEPEST:
                node.children.setdefault(name, []).append(
                    self._node(target, self._kind(target), node.place, depth + 1)
                )

    def _target(self, item: Any) -> dict[str, Any] | None:
        """The record or part that an item is or points at; None when it is a plain value or a code."""
        if not isinstance(item, dict) or "@value" in item or "@list" in item:
            return None
        known = self._by_id.get(self._context.node_id(item))
        if known is not None:
            return known
        has_content = any(not self._context.term(key).startswith("@") for key in item)
        return item if has_content and not self._context.is_name(item) else None


def _attach(part: Node, meeting: Node | None) -> bool:
    if meeting is None or meeting.kind != "moetemappe":
        return False
    meeting.children.setdefault(part.kind, []).append(part)
    return True


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if isinstance(value, dict) and "@set" in value:
        value = value["@set"]
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is_list_object(value: Any) -> bool:
    """Whether a value is text in pieces: an ``@list`` of strings and marked names."""
    inner = value[0] if isinstance(value, list) and len(value) == 1 else value
    if not (isinstance(inner, dict) and isinstance(inner.get("@list"), list)):
        return False
    return all(
        isinstance(i, str) or (isinstance(i, dict) and ("@value" in i or len(i) == 1)) for i in inner["@list"]
    )
