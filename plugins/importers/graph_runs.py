"""Records of a graph that are matched together with what they refer to, when that comes right after them.

Such a *run* of nodes is matched as one node is (``graph_shapes``): that what a record refers to is what comes
after it, is a part of how they are written. What record comes of a run is found out once, by putting one
together with marks in place of its texts.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from plugins.importers.graph_entries import Entries
from plugins.importers.graph_places import Record
from plugins.importers.graph_reading import RECORDS
from plugins.importers.graph_shapes import Read, Shapes, Written
from plugins.importers.graph_staging import Staged
from plugins.importers.jsonld_terms import Context
from plugins.importers.unread import Get, Plan, Texts, Unread, getter, mark, mark_of

ARCHIVE, CASE, ENTRY = "arkiv", "saksmappe", "journalpost"
_HEADS = frozenset({CASE, ENTRY})
_ALONE = RECORDS | {ARCHIVE}
"""Kinds of nodes that are in no run but their own."""
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_MOST = 64
"""Runs that are tried, the usual ones first."""
_ENOUGH = 16
"""Times that a run has come before it is matched: to make what matches it costs as much as a hundred save."""
_MOST_LOOKS = 1 << 13
"""Records that are looked after; where what comes after them is never alike, it is not worth it."""


@dataclass(slots=True, eq=False, kw_only=True)
class Run(Written):
    """How a run is written, and the record that comes of it."""

    kind: str
    parent: int
    """Where the id of what the record lies in is among the texts; negative for none."""
    ids: Get
    """Gives the ids of the nodes, the record's own first."""
    ends: Get
    system_ids: Get
    """Give what is alike when the nodes have the ends of their ids as systemIDs."""
    codes: Get
    """Gives what is referred to and not in the run: if that is no node, the record is of this plan."""
    plan: Plan
    used: Get
    """Gives the texts of the plan."""
    parts: int
    """Of how many nodes the record is put together."""
    times: int = 0
    """How often it has come."""


class Ran(NamedTuple):
    """A run in a file. Its place, and what it is, are those of its record; see ``Staged``."""

    place: int
    id: str
    kind: str
    owner: str
    run: Run
    texts: Texts

    def codes(self) -> Texts:
        """What must not be the ids of nodes, for the record to be put together by its run alone."""
        return self.run.codes(self.texts)

    def unread(self) -> Unread:
        """The record."""
        return Unread(self.run.plan, self.run.used(self.texts), self.place)

    def find(self, node_id: str) -> Staged:
        """One of the nodes."""
        nth = self.run.ids(self.texts).index(node_id)
        return Staged.of(self.run.shapes[nth], self.texts, self.place + nth)


class Runs(Shapes):
    """The shapes of one graph's nodes, and its runs."""

    def __init__(self, context: Context, record: Record) -> None:
        super().__init__(context, record)
        self._runs: list[Run] = []
        self._made: set[Written | None] = set()
        self._ends: set[Written] = set()
        """What other runs come after."""
        self._seen = Counter[tuple[Written, ...]]()
        self._looks = 0

    def match(self, text: str, at: int) -> tuple[Read, int] | None:
        """The node that begins at a place in a text, or the run, and where it ends."""
        before = self._last
        if before in self._ends:
            if read := self._match_run(text, at):
                return read
            self._last = before
        read = super().match(text, at)
        if read and read[0].written.shapes[0].kind in _HEADS and self._looks < _MOST_LOOKS:
            self._look(text, at, read[1])
        return read

    def _match_run(self, text: str, at: int) -> tuple[Read, int] | None:
        """The run that begins at a place. Those that come most often are tried first: they are long, and one
        may not match at its very end.
        """
        runs = self._runs
        for place, run in enumerate(runs):
            if found := run.pattern.match(text, at):
                run.times += 1
                if place and run.times > runs[place - 1].times:
                    runs[place - 1 : place + 1] = run, runs[place - 1]
                self._last = run
                return self._read(run, found)
        return None

    def _look(self, text: str, at: int, end: int) -> None:
        """See how a record is written with what comes after it, to match others like it together."""
        head = self._last
        nodes = [head]
        self._looks += 1
        while (comma := _COMMA.match(text, end)) and (read := super().match(text, comma.end())):
            if read[0].written.shapes[0].kind in _ALONE:
                self._see(tuple(nodes), text[at:end])
                break
            nodes.append(read[0].written)
            end = read[1]
        self._last = head

    def _see(self, nodes: tuple[Written, ...], text: str) -> None:
        """A run may be written in several ways: what names its nodes in one place does not in another."""
        self._ends.add(nodes[-1])
        self._seen[nodes] = seen = self._seen[nodes] + 1
        is_usual = seen >= _ENOUGH and not seen & (seen - 1)
        if is_usual and len(self._made) < _MOST and (written := self.written(text)) not in self._made:
            self._made.add(written)
            if written and (run := self._run(written, nodes[-1])):
                self._runs.append(run)
                self._ends.add(run)

    def _run(self, written: Written, last: Written) -> Run | None:
        """How records that are written so are put together; None when it takes other nodes, or not all."""
        shapes = written.shapes
        marks = tuple(map(mark, range(shapes[0].count)))
        nodes = _Marked([Staged.of(shape, marks, 0) for shape in shapes])
        unread, parts = Entries(nodes, self, RECORDS).unread(nodes.record)
        if unread is None or parts < len(shapes) or any(shape.owners for shape in shapes):
            return None
        named = [shape for shape in shapes if shape.system_id != shape.local_id]
        return Run(
            pattern=written.pattern,
            kept=written.kept,
            shapes=shapes,
            following=last.following,
            kind=shapes[0].kind,
            parent=shapes[0].parent,
            ids=getter([shape.node_id for shape in shapes]),
            ends=getter([shape.local_id for shape in named]),
            system_ids=getter([shape.system_id for shape in named]),
            codes=getter([mark_of(code) for code in nodes.elsewhere]),
            plan=unread.plan,
            used=getter([mark_of(text) for text in unread.texts]),
            parts=parts,
        )


class _Marked:
    """The nodes of a run, with marks for texts, and what else they refer to."""

    def __init__(self, nodes: list[Staged]) -> None:
        self.record = nodes[0]
        self.elsewhere: dict[str, None] = {}
        self._nodes = {node.id: node for node in nodes}

    def find(self, node_id: str) -> Staged | None:
        """See ``Staging.find``."""
        if node_id not in self._nodes:
            self.elsewhere[node_id] = None
        return self._nodes.get(node_id)
