"""The nodes of a stretch of a graph and those near it, in the place of the staging."""

from __future__ import annotations

from plugins.importers.graph_reading import RECORDS
from plugins.importers.graph_shapes import Read
from plugins.importers.graph_staging import NO_SHAPE, Staged, encode
from plugins.importers.jsonld_terms import Context
from plugins.importers.node import Node
from plugins.importers.stretches import ReadAsWholeError
from plugins.importers.unread import new

ARCHIVE, CASE, ENTRY = "arkiv", "saksmappe", "journalpost"
_RECORDS = frozenset({CASE, ENTRY})
_NOT_NEAR = RECORDS - _RECORDS
"""Kinds of nodes that others may lie in, however far from them: meetings, and what lies in those."""
_BLANK = "_:"
_OURS = "_:uten-id-"
_MOST_NOWHERE = 1 << 14


class NearNodes:
    """The nodes of a stretch and those near it, in the place of the staging."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._told: set[str] = set()
        self.begin(0)

    def begin(self, count: int) -> None:
        """Forget what was near, and read on after so many nodes of the file."""
        self.count, self.first = count, count
        self.is_own = False
        self.records: list[Staged] = []
        self.ids: list[str] = []
        self.again: list[str] = []
        self.nowhere: list[str] = []
        self.cases: list[str] = []
        self.renamed: list[str] = []
        self._owners: dict[str, str] = {}
        self.owned: list[str] = []
        self.archive: Staged | None = None
        self._near: dict[str, Staged] = {}

    def add(self, node: Node, node_id: str, system_id: str, graph: int) -> None:
        """See ``Staging.add``."""
        row = Staged(self.count + 1, node_id, node.kind, node.parent_id, system_id, 0, NO_SHAPE, encode(node))
        self._add(row)
        if self.is_own and not node_id.startswith(_OURS):
            self._tell(row, is_renamed=system_id != self._context.local(node_id))

    def add_read(self, read: Read, graph: int) -> None:
        """See ``Staging.add_read``."""
        self.see(read)

    def see(self, read: Read) -> None:
        """Lay a node here that was read by its shape."""
        shape, texts = read
        if shape.owners:
            for one, owner in shape.owners:
                self.own(texts[one], texts[owner])
        system_id = texts[shape.system_id]
        parent = texts[shape.parent] if shape.parent >= 0 else ""
        node_id = texts[shape.node_id]
        row = new(Staged, (self.count + 1, node_id, shape.kind, parent, system_id, 0, shape.number, texts))
        self._add(row)
        if self.is_own:
            self._tell(row, is_renamed=texts[shape.local_id] != system_id)

    def _add(self, row: Staged) -> None:
        kind = row.kind
        first = self._near.setdefault(row.id, row)
        if first is not row and not (kind in _RECORDS and first.kind in _RECORDS):
            raise ReadAsWholeError
        if not self.is_own:
            return
        self.count += 1
        if kind in _RECORDS:
            self.records.append(row)
        elif kind == ARCHIVE:
            self.archive = self.archive or row
        elif kind in _NOT_NEAR:
            raise ReadAsWholeError

    def _tell(self, row: Staged, *, is_renamed: bool) -> None:
        if is_renamed:
            self.renamed.append(row.id)
        (self.again if row.kind in _RECORDS and not is_renamed else self.ids).append(row.id)

    def own(self, node_id: str, owner: str) -> None:
        """See ``Staging.own``."""
        if self._owners.setdefault(node_id, owner) != owner:
            raise ReadAsWholeError
        if self.is_own:
            self.owned.append(node_id)

    def find(self, node_id: str) -> Staged | None:
        """See ``Staging.find``."""
        if (found := self._near.get(node_id)) is None and node_id not in self._told:
            if node_id.startswith(_BLANK) or len(self._told) >= _MOST_NOWHERE:
                raise ReadAsWholeError
            self._told.add(node_id)
            self.nowhere.append(node_id)
        return found

    def owner(self, staged: Staged) -> str:
        """See ``Staging.owner``; and note when that is not near."""
        owner = staged.owner or self._owners.get(staged.id, "")
        if not owner or owner.startswith(_BLANK):
            raise ReadAsWholeError
        if owner not in self._near:
            self.cases.append(owner)
        return owner

    def find_case(self, node_id: str) -> Staged | None:
        """See ``Staging.find_case``; None when it is not near."""
        return self._near.get(node_id)
