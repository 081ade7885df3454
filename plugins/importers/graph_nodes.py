"""Nodes of JSON-LD as records: values as text, twins scrubbed, references kept as ids to be looked up."""

from __future__ import annotations

import re
from typing import Any

from plugins.importers.jsonld_terms import Context
from plugins.importers.node import Node

_SENSITIVE, _LIST = "_sensitiv", "_list"
_DEEPEST = 12
MASKED_TWIN = "korrespondansepartnavn_sensitiv"
MASKED = re.compile(r"[\W_]*")
"""What a party's twin says when the party is masked in it too."""


class Nodes:
    """Makes records of nodes. One that lies inside another and has no id gets one of ours."""

    def __init__(self, context: Context, records: frozenset[str]) -> None:
        self._context, self._records = context, records
        self._nameless: dict[int, str] = {}
        self._count = 0

    def id_of(self, raw: dict[str, Any]) -> str:
        """The node's ``@id``, or ours, which holds until the node is forgotten."""
        if found := self._context.node_id(raw):
            return found
        if id(raw) not in self._nameless:
            self._count += 1
            self._nameless[id(raw)] = f"_:uten-id-{self._count}"
        return self._nameless[id(raw)]

    def forget(self, raw: dict[str, Any]) -> None:
        """The node is staged with all that lies in it; another may be made at its address."""
        self._nameless.pop(id(raw), None)

    def kind_of(self, raw: dict[str, Any]) -> str:
        """The node's type, the one that makes it a record if it has several."""
        kinds = self._context.kinds(raw)
        return next((kind for kind in kinds if kind in self._records), kinds[0] if kinds else "")

    def system_id(self, raw: dict[str, Any]) -> str:
        """``systemID``, else the last part of ``@id``."""
        said = self._context.text(self._context.find(raw, "systemid"))
        return said or self._context.local_id(raw)

    def node(self, raw: dict[str, Any], place: int, depth: int = 0) -> Node:
        """The record of a node, without what it refers to and without the text of its twins."""
        kind = self.kind_of(raw)
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
        if local := self._context.local_id(raw):
            node.values["@id"] = local  # for the gate: an identifier may hide in an address
        if kind in self._records or "systemid" in node.values:
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
            elif name == MASKED_TWIN and MASKED.fullmatch(self._context.text(value) or "x"):
                node.values["_maskert"] = "ja"

    def _first_id(self, value: Any) -> str:
        for item in as_list(value):
            if isinstance(item, dict):
                return self.id_of(item)
            if isinstance(item, str):
                return self._context.absolute(item)
        return ""

    def _put(self, node: Node, name: str, value: Any, depth: int) -> None:
        """A property: text, code of the standard, reference to a record, or a part of this record."""
        if isinstance(value, dict):  # nearly all of them are one of these two, and need no closer look
            if reference := self._context.plain_reference(value):
                node.refs.append((name, reference))
                return
            if (text := self._context.plain_text(value)) is not None:
                self.put_text(node, name, text)
                return
        elif not isinstance(value, list):
            self.put_text(node, name, self._context.text(value))
            return
        if _is_list_object(value):
            node.names += self._context.names(value)
            node.values.setdefault(name, self._context.text(value))
            return
        for item in as_list(value):
            self._put_item(node, name, item, depth)

    def _put_item(self, node: Node, name: str, item: Any, depth: int) -> None:
        context = self._context
        if isinstance(item, dict) and (reference := context.plain_reference(item)):
            node.refs.append((name, reference))
            return
        if not isinstance(item, dict) or "@value" in item or "@list" in item or context.is_name(item):
            node.names += context.names(item)
            self.put_text(node, name, context.text(item))
        elif context.kinds(item) or context.is_reference(item):
            node.refs.append((name, self.id_of(item)))
        elif depth < _DEEPEST:
            node.children.setdefault(name, []).append(self.node(item, node.place, depth + 1))

    @staticmethod
    def put_text(node: Node, name: str, text: str) -> None:
        """The first of repeated values counts; the others are kept for the gate to see."""
        if name in node.values:
            name = f"{name} (gjentatt)"
            text = f"{node.values[name]} | {text}" if name in node.values else text
        node.values[name] = text


def as_list(value: Any) -> list[Any]:
    """The items of a value, in or out of ``@list`` and ``@set``."""
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
