"""Records of a graph put together: what each refers to in its place, and the case that an entry lies in."""

from __future__ import annotations

from typing import Protocol

from plugins.importers.delivery import RefusedError
from plugins.importers.graph_entries import Entries
from plugins.importers.graph_nodes import Nodes
from plugins.importers.graph_reading import RECORDS
from plugins.importers.graph_runs import Ran
from plugins.importers.graph_shapes import Shapes
from plugins.importers.graph_staging import Staged
from plugins.importers.json_stream import REMEDY
from plugins.importers.jsonld_terms import Context
from plugins.importers.node import Node
from plugins.importers.unread import Unread

_DEEPEST = 12
_MOST_CASES = 1 << 15
_PARTS_PER_NODE = 50
"""Nodes that refer to each other in rings would be unfolded without end."""


class Nearby(Protocol):
    """Where nodes are looked up; see ``Staging``."""

    def find(self, node_id: str) -> Staged | None:
        """The first node with an id."""
        ...

    def find_case(self, node_id: str) -> Staged | None:
        """The same, for what a record lies in."""
        ...

    def owner(self, node_id: str, said: str) -> str:
        """The id of the record that a node lies in, as ``said`` by itself or by that; empty for none."""
        ...


class Joiner:
    """Puts the records of a graph together of the nodes in ``nearby``."""

    def __init__(self, nearby: Nearby, shapes: Shapes, context: Context) -> None:
        self._nearby, self._shapes, self._context = nearby, shapes, context
        self._entries = Entries(nearby, shapes, RECORDS)
        self._cases: dict[str, str] = {}
        self._parts_left = 0

    def begin(self, nodes: int) -> None:
        """Nothing is remembered of other nodes; now there are so many."""
        self._cases.clear()
        self._parts_left = 1000 + _PARTS_PER_NODE * nodes

    def unread(self, staged: Staged) -> Node | Unread:
        """An entry or a case, not put together until it must be. Raises RefusedError as ``record``."""
        found, parts = self._entries.unread(staged)
        if found is None:
            return self.record(staged)
        self.spend(parts)
        return found

    def spend(self, parts: int) -> None:
        """So many nodes were put together. Raises RefusedError when they are more than there can be."""
        self._parts_left -= parts
        if self._parts_left < 0:
            raise RefusedError("poster i filen viser til hverandre i ring eller altfor mange ganger", REMEDY)

    def record(self, staged: Staged, depth: int = 0, place: int = 0) -> Node:
        """A node with what it refers to; ``place`` is that of the record it is a part of.

        Raises RefusedError when nodes refer to each other without end.
        """
        self.spend(1)
        node = staged.node(self._shapes)
        self._look_up(node, depth, place or node.place)
        return node

    def _look_up(self, node: Node, depth: int, place: int) -> None:
        """Put what a node refers to in its place, and what the parts inside it refer to."""
        node.place = place
        for group in node.children.values():
            for child in group:
                self._look_up(child, depth + 1, place)
        refs, node.refs = node.refs, []
        for name, target_id in refs:
            target = self._nearby.find(target_id)
            if target is None:
                Nodes.put_text(node, name, self._context.local(target_id))
            elif target.kind in RECORDS:
                node.values.setdefault(name, target.system_id)
            elif depth < _DEEPEST:
                node.children.setdefault(name, []).append(self.record(target, depth + 1, place))

    def case_of(self, entry: Staged | Ran) -> str:
        """The systemID of the case that an entry lies in; it may have come in an earlier delivery."""
        if (found := self._cases.get(entry.owner)) is not None:
            return found
        node_id = self._nearby.owner(entry.id, entry.owner)
        if not node_id:
            return ""
        if node_id not in self._cases:
            known = self._nearby.find_case(node_id)
            self.note_case(node_id, self._context.local(node_id) if known is None else known.system_id)
        return self._cases[node_id]

    def note_case(self, node_id: str, system_id: str) -> None:
        """Remember the systemID of a case, the first with this id."""
        if len(self._cases) >= _MOST_CASES:
            self._cases.clear()
        self._cases[node_id] = system_id
