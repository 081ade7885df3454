"""The nodes of a stretch of a graph and those near it, in the place of the staging."""

from __future__ import annotations

from plugins.importers.graph_places import Shape
from plugins.importers.graph_reading import RECORDS
from plugins.importers.graph_runs import ARCHIVE, CASE, ENTRY, Ran, Run
from plugins.importers.graph_shapes import Read
from plugins.importers.graph_staging import NO_SHAPE, Staged, encode
from plugins.importers.jsonld_terms import Context
from plugins.importers.node import Node
from plugins.importers.stretches import ReadAsWholeError
from plugins.importers.unread import Texts, new

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
        self.records: list[Staged | Ran] = []
        self.ids: list[str] = []
        self.again: list[str] = []
        self.nowhere: list[str] = []
        self.cases: list[str] = []
        self.renamed: list[str] = []
        self._owners: dict[str, str] = {}
        self.owned: list[str] = []
        self.archive: Staged | None = None
        self._near: dict[str, Staged | Ran] = {}
        self._nowhere: set[str] = set()
        """What was asked for and is not near."""

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
        """Lay nodes here that were read by their shapes."""
        written, texts = read
        if not (isinstance(written, Run) and self._lay(written, texts)):
            for shape in written.shapes:
                self._see(shape, texts)

    def _lay(self, run: Run, texts: Texts) -> bool:
        """Lay a whole run here; False when there is anything unusual about its nodes."""
        ids, near = run.ids(texts), self._near
        if run.ends(texts) != run.system_ids(texts) or not near.keys().isdisjoint(ids):
            return False
        owner = texts[run.parent] if run.parent >= 0 else ""
        ran = new(Ran, (self.count + 1, ids[0], run.kind, owner, run, texts))
        before = len(near)
        near.update(dict.fromkeys(ids, ran))
        if len(near) - before < len(ids):
            raise ReadAsWholeError
        if self.is_own:
            self.count += len(ids)
            self.records.append(ran)
            self.again.append(ids[0])
            self.ids += ids[1:]
        return True

    def _see(self, shape: Shape, texts: Texts) -> None:
        for one, owner in shape.owners:
            self.own(texts[one], texts[owner])
        row = Staged.of(shape, texts, self.count + 1)
        self._add(row)
        if self.is_own:
            self._tell(row, is_renamed=texts[shape.local_id] != row.system_id)

    def _add(self, row: Staged) -> None:
        kind = row.kind
        first = self._at(row.id)
        if first is None:
            self._near[row.id] = row
        elif not (kind in _RECORDS and first.kind in _RECORDS):
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

    def _at(self, node_id: str) -> Staged | None:
        found = self._near.get(node_id)
        return found.find(node_id) if isinstance(found, Ran) else found

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
        if (found := self._at(node_id)) is None and node_id not in self._told:
            if node_id.startswith(_BLANK) or len(self._told) >= _MOST_NOWHERE:
                raise ReadAsWholeError
            self._told.add(node_id)
            self.nowhere.append(node_id)
        return found

    def owner(self, node_id: str, said: str) -> str:
        """See ``Staging.owner``; and note when that is not near."""
        owner = said or self._owners.get(node_id, "")
        if not owner or owner.startswith(_BLANK):
            raise ReadAsWholeError
        if owner not in self._near:
            self.cases.append(owner)
        return owner

    def find_case(self, node_id: str) -> Staged | None:
        """See ``Staging.find_case``; None when it is not near."""
        return self._at(node_id)

    def are_nowhere(self, ids: Texts) -> bool:
        """Whether there are no nodes with any of these ids near; asked when all that is near is laid."""
        if not self._nowhere.issuperset(ids):
            if any(map(self.find, ids)):
                return False
            self._nowhere.update(ids)
        return True
