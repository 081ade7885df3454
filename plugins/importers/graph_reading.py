"""A document of JSON-LD laid in the staging node by node: graphs, nodes inside others, and what withdraws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from plugins.importers.delivery import RefusedError
from plugins.importers.graph_nodes import Nodes, as_list
from plugins.importers.graph_places import Recorded
from plugins.importers.graph_shapes import Read, Shapes
from plugins.importers.json_stream import LARGEST, REMEDY, LargeList, LargeObject
from plugins.importers.jsonld_terms import Context
from plugins.importers.meetings import AGENDA_ITEM, MEETING_DOCUMENT
from plugins.importers.node import Node

RECORDS = frozenset({"saksmappe", "moetemappe", "journalpost", AGENDA_ITEM, MEETING_DOCUMENT})
_WITHDRAWING = frozenset({"trekketilbakegraf", "trekktilbakegraf", "trekktilbake", "slettemelding"})
_OWNED = frozenset(
    {"journalpost", "registrering", AGENDA_ITEM, MEETING_DOCUMENT, "moetesak", "moetedokument"}
)
_DEEPEST = 12
_LARGE = f"filen har en enkelt post på over {LARGEST // (1 << 20)} MB"


class ContextCameLateError(Exception):
    """The context stands after nodes that need it; ``context`` is what it says."""

    def __init__(self, context: Any) -> None:
        super().__init__()
        self.context = context


class Laid(Protocol):
    """Where nodes are laid; see ``Staging``."""

    count: int

    def add(self, node: Node, node_id: str, system_id: str, graph: int) -> None:
        """Lay a node."""
        ...

    def add_read(self, read: Read, graph: int) -> None:
        """Lay a node that was read by its shape."""
        ...

    def own(self, node_id: str, owner: str) -> None:
        """Say which record a node lies in."""
        ...


class GraphReader:
    """Lays the nodes of a document in the staging."""

    def __init__(
        self, staging: Laid, context: Context, *, is_given: bool = False, shapes: type[Shapes] = Shapes
    ) -> None:
        self.context, self.shapes = context, shapes(context, _recorded)
        self.withdrawn: set[int] = set()
        """Numbers of the graphs that withdraw what they name."""
        self._staging, self._context_is_given = staging, is_given
        self._nodes = Nodes(context, RECORDS)
        self._graphs = 0
        self._graph_ids: dict[str, int] = {}
        self._withdrawn_ids: set[str] = set()
        self._has_context = False

    @property
    def is_plain(self) -> bool:
        """Whether no node that was read has a graph or a context in it, or withdraws anything."""
        return not (self._graphs or self._has_context or self.withdrawn or self._withdrawn_ids)

    def end(self) -> None:
        """The document is read: what it says of its graphs is known."""
        self.withdrawn |= {n for i, n in self._graph_ids.items() if i in self._withdrawn_ids}

    def take(self, value: Any, graph: int, depth: int) -> None:
        """Stage a value of a graph, and what lies in it."""
        if depth > 3 * _DEEPEST:
            raise RefusedError("filen har poster inni hverandre i altfor mange nivåer", REMEDY)
        if isinstance(value, (list, LargeList)):
            for item in value.matched(self.shapes) if isinstance(value, LargeList) else value:
                if isinstance(item, Read):
                    self._staging.add_read(item, graph)
                else:
                    self.take(item, graph, depth + 1)
        elif isinstance(value, LargeObject):
            self._take_object(value.members(), graph, depth)
        elif isinstance(value, dict) and "@value" not in value:
            if value.keys().isdisjoint(self.context.enclosing):
                self.stage(value, graph, depth, inside=False)
            else:
                self._take_object(iter(value.items()), graph, depth)

    def _take_object(self, members: Iterator[tuple[str, Any]], graph: int, depth: int) -> None:
        """An object that may hold a graph; what else it holds is a node of the graph that it lies in."""
        own: dict[str, Any] = {}
        number, large = 0, False
        for name, value in members:
            if name == "@context":
                self._see_context(value)
            elif self.context.term(name) == "@graph":
                self._graphs += 1
                number = self._graphs
                self.take(value, number, depth + 1)
            elif isinstance(value, (LargeObject, LargeList)):
                large = True  # the name may be one for the graph, if the context comes after it
                self.take(value, graph, depth + 1)
            else:
                own[name] = value
        if large and RECORDS & set(self.context.kinds(own)):
            raise RefusedError(_LARGE, "Del leveransen i flere filer, eller lever nodene i en @graph.")
        if number:
            self._graph_ids.setdefault(self.context.node_id(own), number)
            if _WITHDRAWING & set(self.context.kinds(own)):
                self.withdrawn.add(number)
        if any(not name.startswith("@") or name == "@type" for name in own):
            self.stage(own, graph, depth, inside=False)

    def _see_context(self, said: Any) -> None:
        self._has_context = True
        if self._context_is_given:
            return
        if self._staging.count:
            raise ContextCameLateError(said)
        self.context.read(said)

    def stage(self, raw: dict[str, Any], graph: int, depth: int, *, inside: bool) -> None:
        """Stage a node and those inside it. One without type or content of its own is only a reference."""
        kinds = self.context.kinds(raw)
        refers = inside and graph not in self.withdrawn and self.context.is_reference(raw)
        if kinds and not refers:
            node_id = self._nodes.id_of(raw)
            if _WITHDRAWING & set(kinds):
                self._withdrawn_ids.add(node_id)
                self._graphs += 1
                graph = self._graphs  # what lies in it is named by it
                self.withdrawn.add(graph)
            node = self._nodes.node(raw, self._staging.count + 1)
            self._staging.add(node, node_id, self._nodes.system_id(raw), graph)
            for child in self._owned(raw):
                self._staging.own(self._nodes.id_of(child), node_id)
        for value in raw.values():
            if isinstance(value, list) or (
                isinstance(value, dict) and "@value" not in value and not self.context.plain_reference(value)
            ):
                self._take_inside(value, graph, depth + 1)
        self._nodes.forget(raw)

    def _take_inside(self, value: Any, graph: int, depth: int) -> None:
        if depth > 3 * _DEEPEST:
            raise RefusedError("filen har poster inni hverandre i altfor mange nivåer", REMEDY)
        if isinstance(value, list):
            for item in value:
                if isinstance(item, list) or (
                    isinstance(item, dict) and not self.context.plain_reference(item)
                ):
                    self._take_inside(item, graph, depth + 1)
        elif "@value" not in value:
            self.stage(value, graph, depth, inside=True)

    def _owned(self, raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for name, value in raw.items():
            if isinstance(value, (dict, list)) and self.context.term(name) in _OWNED:
                yield from (child for child in as_list(value) if isinstance(child, dict))


def _recorded(context: Context, nodes: list[dict[str, Any]]) -> Recorded:
    """What is laid of nodes by themselves."""
    recorded = Recorded()
    reader = GraphReader(recorded, context, is_given=True)
    for node in nodes:
        reader.stage(node, 0, 0, inside=False)
    return recorded
