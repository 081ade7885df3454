"""eInnsyn JSON-LD, expanded or compacted, as the same records as Noark 5, whatever the size.

The graph is unordered: it is read node by node, staged (``graph_staging``), and joined through references and
``parent``. The twins ``_SENSITIV`` and ``_LIST`` hold what is not public; nothing of them is staged but the
names that they mark in a public text. A graph that the meta graph calls a ``TrekkeTilbakeGraf`` withdraws
what it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.importers.delivery import NO_ARCHIVE, Delivered, Meter, RefusedError, Role, archive_key
from plugins.importers.graph_nodes import Nodes, as_list
from plugins.importers.graph_staging import Staged, Staging
from plugins.importers.json_stream import LARGEST, REMEDY, LargeList, LargeObject, read_json
from plugins.importers.jsonld_terms import Context
from plugins.importers.meetings import AGENDA_ITEM, MEETING_DOCUMENT
from plugins.importers.node import Node

_MEETING_PARTS = (AGENDA_ITEM, MEETING_DOCUMENT)
_RECORDS = frozenset({"saksmappe", "moetemappe", "journalpost", *_MEETING_PARTS})
_WITHDRAWING = frozenset({"trekketilbakegraf", "trekktilbakegraf", "trekktilbake", "slettemelding"})
_OWNED = frozenset(
    {"journalpost", "registrering", AGENDA_ITEM, MEETING_DOCUMENT, "moetesak", "moetedokument"}
)
_DEEPEST = 12
_PARTS_PER_NODE = 50
"""Nodes that refer to each other in rings would be unfolded without end."""
_LARGE = f"filen har en enkelt post på over {LARGEST // (1 << 20)} MB"


class _ContextCameLateError(Exception):
    """The context stands after nodes that need it; ``context`` is what it says."""

    def __init__(self, context: Any) -> None:
        super().__init__()
        self.context = context


def delivered(path: Path, meter: Meter) -> Iterator[Delivered]:
    """The records of a JSON-LD delivery; ``meter`` is told of the staging, and then of the joining.

    Raises RefusedError when it is no JSON, or no delivery of ours.
    """
    meter.of = 2 * meter.size
    try:
        with Staging() as staging:
            yield from _Graph(staging, Context(None)).read(path, meter)
    except _ContextCameLateError as late:
        with Staging() as staging:
            yield from _Graph(staging, Context(late.context), is_given=True).read(path, meter)


class _Graph:
    """Reads a document into the staging, and puts its records together."""

    def __init__(self, staging: Staging, context: Context, *, is_given: bool = False) -> None:
        self._staging, self._context, self._context_is_given = staging, context, is_given
        self._nodes = Nodes(context, _RECORDS)
        self._graphs = 0
        self._graph_ids: dict[str, int] = {}
        self._withdrawn_ids: set[str] = set()
        self._withdrawn: set[int] = set()
        self._parts_left = 0
        self._place = 0

    def read(self, path: Path, meter: Meter) -> Iterator[Delivered]:
        """Every record of the file, when all of it is staged."""
        for document in read_json(path, meter):
            self._take(document, 0, 0)
        self._staging.close()
        joined = meter.size / max(self._staging.count, 1)
        meter.done = lambda: meter.size + int(self._place * joined)
        self._withdrawn |= {n for i, n in self._graph_ids.items() if i in self._withdrawn_ids}
        self._parts_left = 1000 + _PARTS_PER_NODE * self._staging.count
        archive = self._staging.first("arkiv")
        arkiv = archive_key(archive.system_id) if archive else NO_ARCHIVE
        found = False
        for found_record in self._records(arkiv):
            found = True
            yield found_record
        if not found:
            raise RefusedError(
                "filen er JSON, men ikke en eInnsyn-leveranse (ingen saker, journalposter eller møter)",
                "Lever eInnsyn JSON-LD, Noark 5 eller Noark 4.",
            )

    # Staging

    def _take(self, value: Any, graph: int, depth: int) -> None:
        """Stage a value of a graph, and what lies in it."""
        if depth > 3 * _DEEPEST:
            raise RefusedError("filen har poster inni hverandre i altfor mange nivåer", REMEDY)
        if isinstance(value, (list, LargeList)):
            for item in value:
                self._take(item, graph, depth + 1)
        elif isinstance(value, LargeObject):
            self._take_object(value.members(), graph, depth)
        elif isinstance(value, dict) and "@value" not in value:
            if value.keys().isdisjoint(self._context.enclosing):
                self._stage(value, graph, depth, inside=False)
            else:
                self._take_object(iter(value.items()), graph, depth)

    def _take_object(self, members: Iterator[tuple[str, Any]], graph: int, depth: int) -> None:
        """An object that may hold a graph; what else it holds is a node of the graph that it lies in."""
        own: dict[str, Any] = {}
        number, large = 0, False
        for name, value in members:
            if name == "@context":
                self._see_context(value)
            elif self._context.term(name) == "@graph":
                self._graphs += 1
                number = self._graphs
                self._take(value, number, depth + 1)
            elif isinstance(value, (LargeObject, LargeList)):
                large = True  # the name may be one for the graph, if the context comes after it
                self._take(value, graph, depth + 1)
            else:
                own[name] = value
        if large and _RECORDS & set(self._context.kinds(own)):
            raise RefusedError(_LARGE, "Del leveransen i flere filer, eller lever nodene i en @graph.")
        if number:
            self._graph_ids.setdefault(self._context.node_id(own), number)
            if _WITHDRAWING & set(self._context.kinds(own)):
                self._withdrawn.add(number)
        if any(not name.startswith("@") or name == "@type" for name in own):
            self._stage(own, graph, depth, inside=False)

    def _see_context(self, said: Any) -> None:
        if self._context_is_given:
            return
        if self._staging.count:
            raise _ContextCameLateError(said)
        self._context.read(said)

    def _stage(self, raw: dict[str, Any], graph: int, depth: int, *, inside: bool) -> None:
        """Stage a node and those inside it. One without type or content of its own is only a reference."""
        kinds = self._context.kinds(raw)
        refers = inside and graph not in self._withdrawn and self._context.is_reference(raw)
        if kinds and not refers:
            node_id = self._nodes.id_of(raw)
            if _WITHDRAWING & set(kinds):
                self._withdrawn_ids.add(node_id)
                self._graphs += 1
                graph = self._graphs  # what lies in it is named by it
                self._withdrawn.add(graph)
            node = self._nodes.node(raw, self._staging.count + 1)
            self._staging.add(node, node_id, self._nodes.system_id(raw), graph)
            for child in self._owned(raw):
                self._staging.own(self._nodes.id_of(child), node_id)
        for value in raw.values():
            if isinstance(value, list) or (
                isinstance(value, dict) and "@value" not in value and not self._context.plain_reference(value)
            ):
                self._take_inside(value, graph, depth + 1)
        self._nodes.forget(raw)

    def _take_inside(self, value: Any, graph: int, depth: int) -> None:
        if depth > 3 * _DEEPEST:
            raise RefusedError("filen har poster inni hverandre i altfor mange nivåer", REMEDY)
        if isinstance(value, list):
            for item in value:
                if isinstance(item, list) or (
                    isinstance(item, dict) and not self._context.plain_reference(item)
                ):
                    self._take_inside(item, graph, depth + 1)
        elif "@value" not in value:
            self._stage(value, graph, depth, inside=True)

    def _owned(self, raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for name, value in raw.items():
            if isinstance(value, (dict, list)) and self._context.term(name) in _OWNED:
                yield from (child for child in as_list(value) if isinstance(child, dict))

    # Joining

    def _records(self, arkiv: str) -> Iterator[Delivered]:
        """The cases, entries and meetings, these with their agenda. Parts of unknown meetings come alone."""
        meetings: set[str] = set()
        for staged in self._staging.each(_RECORDS):
            self._place = staged.place
            if staged.graph in self._withdrawn:
                named = Node(staged.kind, staged.place, {"systemid": staged.system_id})
                yield Delivered(Role.WITHDRAWN, named, "" if arkiv == NO_ARCHIVE else arkiv)
            elif staged.kind == "moetemappe":
                yield Delivered(Role.MEETING, self._meeting(staged, first=staged.id not in meetings), arkiv)
                meetings.add(staged.id)
            elif staged.kind == "journalpost":
                yield Delivered(Role.ENTRY, self._joined(staged), arkiv, self._reference(staged.owner))
            elif staged.kind == "saksmappe":
                yield Delivered(Role.CASE, self._joined(staged), arkiv)
        for staged in self._staging.each(frozenset(_MEETING_PARTS)):
            if staged.owner not in meetings and staged.graph not in self._withdrawn:
                yield Delivered(Role.UNKNOWN, self._joined(staged), arkiv)

    def _meeting(self, staged: Staged, *, first: bool) -> Node:
        node = self._joined(staged)
        for part in self._staging.owned_by(staged.id, _MEETING_PARTS) if first else ():
            node.children.setdefault(part.kind, []).append(self._joined(part))
        return node

    def _joined(self, staged: Staged, depth: int = 0, place: int = 0) -> Node:
        """A node with what it refers to; ``place`` is that of the record it is a part of."""
        self._parts_left -= 1
        if self._parts_left < 0:
            raise RefusedError("poster i filen viser til hverandre i ring eller altfor mange ganger", REMEDY)
        node = staged.node()
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
            target = self._staging.find(target_id)
            if target is None:
                Nodes.put_text(node, name, self._context.local(target_id))
            elif target.kind in _RECORDS:
                node.values.setdefault(name, target.system_id)
            elif depth < _DEEPEST:
                node.children.setdefault(name, []).append(self._joined(target, depth + 1, place))

    def _reference(self, node_id: str) -> str:
        """The systemID of what a reference points at; it may have come in an earlier delivery."""
        if not node_id:
            return ""
        known = self._staging.find(node_id)
        return known.system_id if known is not None else self._context.local(node_id)
