"""eInnsyn JSON-LD, expanded or compacted, as the same records as Noark 5, whatever the size.

The graph is unordered: it is read node by node, staged (``graph_staging``), and joined through references and
``parent``. The twins ``_SENSITIV`` and ``_LIST`` hold what is not public; nothing of them is staged but the
names that they mark in a public text. A graph that the meta graph calls a ``TrekkeTilbakeGraf`` withdraws
what it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.importers.delivery import NO_ARCHIVE, Delivered, Meter, RefusedError, Role, archive_key
from plugins.importers.graph_entries import Entries
from plugins.importers.graph_nodes import Nodes
from plugins.importers.graph_reading import RECORDS, ContextCameLateError, GraphReader
from plugins.importers.graph_staging import Staged, Staging
from plugins.importers.json_stream import REMEDY, read_json
from plugins.importers.jsonld_terms import Context
from plugins.importers.node import Node
from plugins.importers.unread import Unread

_DEEPEST = 12
_MOST_CASES = 1 << 15
_PARTS_PER_NODE = 50
"""Nodes that refer to each other in rings would be unfolded without end."""


def delivered(path: Path, meter: Meter) -> Iterator[Delivered]:
    """The records of a JSON-LD delivery; ``meter`` is told of the staging, and then of the joining.

    Raises RefusedError when it is no JSON, or no delivery of ours.
    """
    meter.of = 2 * meter.size
    try:
        with Staging() as staging:
            yield from _Graph(staging, Context(None)).read(path, meter)
    except ContextCameLateError as late:
        with Staging() as staging:
            yield from _Graph(staging, Context(late.context), is_given=True).read(path, meter)


class _Graph:
    """Reads a document into the staging, and puts its records together."""

    def __init__(self, staging: Staging, context: Context, *, is_given: bool = False) -> None:
        self._staging, self._context = staging, context
        self._reader = GraphReader(staging, context, is_given=is_given)
        self._entries = Entries(staging, self._reader.shapes, RECORDS, context.local)
        self._cases: dict[str, str] = {}
        self._parts_left = 0
        self._place = 0

    def read(self, path: Path, meter: Meter) -> Iterator[Delivered]:
        """Every record of the file, when all of it is staged."""
        for document in read_json(path, meter):
            self._reader.take(document, 0, 0)
        self._reader.end()
        self._staging.close()
        joined = meter.size / max(self._staging.count, 1)
        meter.done = lambda: meter.size + int(self._place * joined)
        self._parts_left = 1000 + _PARTS_PER_NODE * self._staging.count
        archive = self._staging.archive
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

    def _records(self, arkiv: str) -> Iterator[Delivered]:
        """The cases, entries and meetings, these with their agenda. Parts of unknown meetings come alone."""
        meetings: set[str] = set()
        for staged in self._staging.walk(RECORDS):
            self._place = staged.place
            if staged.graph in self._reader.withdrawn:
                named = Node(staged.kind, staged.place, {"systemid": staged.system_id})
                yield Delivered(Role.WITHDRAWN, named, "" if arkiv == NO_ARCHIVE else arkiv)
            elif staged.kind == "moetemappe":
                yield Delivered(Role.MEETING, self._meeting(staged, first=staged.id not in meetings), arkiv)
                meetings.add(staged.id)
            elif staged.kind == "journalpost":
                yield Delivered(Role.ENTRY, self._entry(staged), arkiv, self._case_of(staged))
            elif staged.kind == "saksmappe":
                if self._staging.is_first(staged):
                    self._note_case(staged.id, staged.system_id)
                yield Delivered(Role.CASE, self._joined(staged), arkiv)
        for staged in self._staging.parts_outside(meetings):
            if staged.graph not in self._reader.withdrawn:
                yield Delivered(Role.UNKNOWN, self._joined(staged), arkiv)

    def _meeting(self, staged: Staged, *, first: bool) -> Node:
        node = self._joined(staged)
        for part in self._staging.owned_by(staged.id) if first else ():
            node.children.setdefault(part.kind, []).append(self._joined(part))
        return node

    def _entry(self, staged: Staged) -> Node | Unread:
        entry, parts = self._entries.unread(staged)
        if entry is None:
            return self._joined(staged)
        self._spend(parts)
        return entry

    def _spend(self, parts: int) -> None:
        self._parts_left -= parts
        if self._parts_left < 0:
            raise RefusedError("poster i filen viser til hverandre i ring eller altfor mange ganger", REMEDY)

    def _joined(self, staged: Staged, depth: int = 0, place: int = 0) -> Node:
        """A node with what it refers to; ``place`` is that of the record it is a part of."""
        self._spend(1)
        node = staged.node(self._reader.shapes)
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
            elif target.kind in RECORDS:
                node.values.setdefault(name, target.system_id)
            elif depth < _DEEPEST:
                node.children.setdefault(name, []).append(self._joined(target, depth + 1, place))

    def _case_of(self, entry: Staged) -> str:
        """The systemID of the case that an entry lies in; it may have come in an earlier delivery."""
        node_id = self._staging.owner(entry)
        if not node_id:
            return ""
        if node_id not in self._cases:
            known = self._staging.find(node_id)
            self._note_case(node_id, self._context.local(node_id) if known is None else known.system_id)
        return self._cases[node_id]

    def _note_case(self, node_id: str, system_id: str) -> None:
        if len(self._cases) >= _MOST_CASES:
            self._cases.clear()
        self._cases[node_id] = system_id
