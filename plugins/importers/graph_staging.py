"""The nodes of a graph on their way to be joined, in a database of their own that is gone with the process.

A graph has no order: what a record refers to may stand anywhere in the file. So every node is laid here
first, without the texts of its twins, and looked up by its id when the records are put together. Nodes lie
many in a row of the database, for they are mostly read again in the order they came.
"""

from __future__ import annotations

import marshal
import sqlite3
from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple

import msgspec

from plugins.importers.graph_places import Shape
from plugins.importers.graph_shapes import Read, Shapes
from plugins.importers.meetings import AGENDA_ITEM, MEETING_DOCUMENT
from plugins.importers.node import Node
from plugins.importers.unread import Texts, new

_TOGETHER = 64
"""Nodes in a row: looking up one of them reads them all."""
_BATCH = 64
"""Rows that are written at once."""
_AT_HAND = 32
"""Rows before and after a node that are searched before the database is."""
_MOST_REPEATED = 200_000
_MOST_NOWHERE = 4096
NO_SHAPE = -1
_ARCHIVE = "arkiv"
_MEETING_PARTS = frozenset({AGENDA_ITEM, MEETING_DOCUMENT})
"""Kinds of nodes that are looked up by the record they lie in."""
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -48000;
CREATE TABLE noder (nr INTEGER PRIMARY KEY, innhold BLOB NOT NULL);
CREATE TABLE eier (id TEXT PRIMARY KEY, eier TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE moetedel (plass INTEGER PRIMARY KEY, id TEXT NOT NULL, eier TEXT NOT NULL);
BEGIN;
"""
_INDEXES = """
UPDATE moetedel SET eier = coalesce((SELECT e.eier FROM eier e WHERE e.id = moetedel.id), '') WHERE eier = '';
CREATE INDEX moetedel_eier ON moetedel (eier);
"""
_PLACES = "CREATE TABLE sted (id INTEGER NOT NULL, plass INTEGER NOT NULL)"
_PLACES_INDEX = "CREATE INDEX sted_id ON sted (id, plass)"
_MOST_SCANS = 20
"""Ids that are looked for among all before it is worth an index: mostly, what is not near is nowhere."""
_COUNTED = 1 << 18
"""Ids that are held together to see which are repeated."""

encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Node).decode


class Staged(NamedTuple):
    """A node as it was staged; ``owner`` is the id of the record it lies in, ``graph`` the graph's number.

    ``content`` are the texts of a node with a shape, and the whole node of one without.
    """

    place: int
    id: str
    kind: str
    owner: str
    system_id: str
    graph: int
    shape: int
    content: Texts | bytes

    @classmethod
    def of(cls, shape: Shape, texts: Texts, place: int) -> Staged:
        """One that was read by its shape."""
        parent = texts[shape.parent] if shape.parent >= 0 else ""
        node_id, system_id = texts[shape.node_id], texts[shape.system_id]
        found: Staged = new(cls, (place, node_id, shape.kind, parent, system_id, 0, shape.number, texts))
        return found

    def node(self, shapes: Shapes) -> Node:
        """The node, with its references not looked up."""
        if isinstance(self.content, bytes):
            return _decode(self.content)
        return shapes[self.shape].node(self.content, self.place)


_Row = tuple[int, str, str, str, str, int, int, Texts | bytes]
"""The fields of ``Staged``, of which far more are laid than looked at."""


class Staging:
    """A context manager around one graph."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)  # on disk when it is large, and unnamed
        self._connection.executescript(_SCHEMA)
        self._nodes: list[_Row] = []
        self._owners: list[tuple[str, str]] = []
        self._parts: list[tuple[int, str, str]] = []
        self._nowhere: set[str] = set()
        self._near: dict[str, _Row] = {}
        self._hashes = bytearray()
        """Of the ids, in the order of the file: an id takes eight bytes here, however long it is."""
        self._firsts: dict[int, int] = {}
        """Of the ids of several nodes, by their hashes: where the first is, which counts wherever that be."""
        self._scans = 0
        self._has_owners = False
        self.archive: Staged | None = None
        """The first node that tells of the archive."""
        self.count = 0

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *exception: object) -> None:
        self._connection.close()

    def add(self, node: Node, node_id: str, system_id: str, graph: int) -> None:
        """Lay a node here."""
        content = encode(node)
        self._add(node_id, node.kind, node.parent_id, system_id, graph, NO_SHAPE, content)

    def add_read(self, read: Read, graph: int) -> None:
        """Lay a node here that was read by its shape."""
        ((shape,), texts) = read.written.shapes, read.texts
        for one, owner in shape.owners:
            self.own(texts[one], texts[owner])
        parent = texts[shape.parent] if shape.parent >= 0 else ""
        self._add(
            texts[shape.node_id], shape.kind, parent, texts[shape.system_id], graph, shape.number, texts
        )

    def _add(  # noqa: PLR0913, PLR0917 - the columns of a row
        self,
        node_id: str,
        kind: str,
        owner: str,
        system_id: str,
        graph: int,
        shape: int,
        content: Texts | bytes,
    ) -> None:
        self.count += 1
        row = (self.count, node_id, kind, owner, system_id, graph, shape, content)
        self._nodes.append(row)
        if kind in _MEETING_PARTS:
            self._parts.append((self.count, node_id, owner))
        elif kind == _ARCHIVE and self.archive is None:
            self.archive = Staged._make(row)
        if len(self._nodes) >= _TOGETHER * _BATCH:
            self._flush()

    def own(self, node_id: str, owner: str) -> None:
        """Say which record a node lies in, for one that does not say it itself."""
        self._owners.append((node_id, owner))

    def _flush(self) -> None:
        nodes, write = self._nodes, self._connection.executemany
        rows = [nodes[at : at + _TOGETHER] for at in range(0, len(nodes), _TOGETHER)]
        write("INSERT INTO noder (innhold) VALUES (?)", ((marshal.dumps(row),) for row in rows))
        self._hashes += array("q", [hash(node[1]) for node in nodes]).tobytes()
        write("INSERT OR IGNORE INTO eier VALUES (?, ?)", self._owners)
        write("INSERT INTO moetedel VALUES (?, ?, ?)", self._parts)
        self._has_owners = self._has_owners or bool(self._owners)
        self._nodes, self._owners, self._parts = [], [], []

    def close(self) -> None:
        """All nodes are here: make them ready to be looked up."""
        self._flush()
        self._connection.executescript(_INDEXES)
        with memoryview(self._hashes) as hashes:
            self._firsts = _firsts(hashes.cast("q"))

    def is_first(self, node: Staged) -> bool:
        """Whether this node is the first with its id; False when in doubt."""
        place = node.place
        return len(self._firsts) < _MOST_REPEATED and self._firsts.get(hash(node.id), place) == place

    def find(self, node_id: str) -> Staged | None:
        """The first node with an id. What is nowhere, as the codes of a standard, is asked for once."""
        if (near := self._near.get(node_id)) is not None:
            return Staged._make(near)
        if node_id in self._nowhere:
            return None
        found = next((node for node in self._at(self._places(hash(node_id))) if node.id == node_id), None)
        if found is None and len(self._nowhere) < _MOST_NOWHERE:
            self._nowhere.add(node_id)
        return found

    def find_case(self, node_id: str) -> Staged | None:
        """The first node with the id of what a record lies in."""
        return self.find(node_id)

    def _places(self, hashed: int) -> Iterator[tuple[int]]:
        """Where the nodes are whose ids have this hash, the first of them first."""
        self._scans += 1
        if self._scans > _MOST_SCANS:
            if self._scans == _MOST_SCANS + 1:
                self._make_index()
            yield from self._connection.execute(
                "SELECT plass FROM sted WHERE id = ? ORDER BY plass", (hashed,)
            )
            return
        at, sought = -1, array("q", [hashed]).tobytes()
        while (at := self._hashes.find(sought, at + 1)) >= 0:
            if at % len(sought) == 0:
                yield (1 + at // len(sought),)

    def _make_index(self) -> None:
        self._connection.execute(_PLACES)
        self._connection.execute("BEGIN")
        with memoryview(self._hashes) as hashes:
            self._connection.executemany("INSERT INTO sted VALUES (?, ?)", zip(hashes.cast("q"), count(1)))
        self._connection.execute("COMMIT")
        self._connection.execute(_PLACES_INDEX)

    def _at(self, places: Iterable[tuple[int]]) -> Iterator[Staged]:
        """The nodes at some places."""
        one = "SELECT innhold FROM noder WHERE nr = ?"
        for (place,) in places:
            ((content,),) = self._connection.execute(one, (1 + (place - 1) // _TOGETHER,))
            yield Staged._make(marshal.loads(content)[(place - 1) % _TOGETHER])  # noqa: S302 - our own

    def owner(self, node_id: str, said: str) -> str:
        """The id of the record that a node lies in, as it said itself or that record does; empty for none."""
        if said or not self._has_owners:
            return said
        found = self._connection.execute("SELECT eier FROM eier WHERE id = ?", (node_id,)).fetchone()
        return found[0] if found else ""

    def walk(self, kinds: frozenset[str]) -> Iterator[Staged]:
        """The nodes of these kinds in the order of the file, with those before and after each at hand: what a
        record refers to is often near it.
        """
        rows = self._connection.execute("SELECT innhold FROM noder ORDER BY nr")
        before, here = list[_Row](), self._next(rows)
        while here:
            after = self._next(rows)
            yield from (Staged._make(node) for node in here if node[2] in kinds)
            for node in before:
                if self._near.get(node[1]) is node:
                    del self._near[node[1]]
            before, here = here, after
        self._near = {}

    def _next(self, rows: sqlite3.Cursor) -> list[_Row]:
        """The nodes that come next, which are at hand from now on."""
        some = rows.fetchmany(_AT_HAND)
        nodes = list(chain.from_iterable(marshal.loads(content) for (content,) in some))  # noqa: S302 - our own
        if not self._firsts:
            self._near.update({node[1]: node for node in nodes})
        elif len(self._firsts) < _MOST_REPEATED:
            first = self._firsts.get
            self._near.update({node[1]: node for node in nodes if first(hash(node[1]), node[0]) == node[0]})
        return nodes

    def parts_outside(self, meetings: Container[str]) -> Iterator[Staged]:
        """The parts of meetings that lie in none of these, in the order of the file."""
        for place, owner in self._connection.execute("SELECT plass, eier FROM moetedel ORDER BY plass"):
            if owner not in meetings:
                yield from self._at([(place,)])

    def owned_by(self, owner: str) -> Iterator[Staged]:
        """The parts of a meeting, in the order of the file."""
        query = "SELECT plass FROM moetedel WHERE eier = ? ORDER BY plass"
        return self._at(self._connection.execute(query, (owner,)).fetchall())


def _firsts(hashes: Sequence[int]) -> dict[int, int]:
    """Those that come more than once, with where they come first; not all of them when they are very many."""
    repeated: set[int] = set()
    parts = 1 + len(hashes) // _COUNTED
    for part in range(parts):
        own = [one for one in hashes if one % parts == part] if parts > 1 else hashes
        if len(set(own)) < len(own):
            repeated.update(one for one, times in Counter(own).items() if times > 1)
        if len(repeated) >= _MOST_REPEATED:
            break
    found: dict[int, int] = {}
    if repeated:
        for place, one in enumerate(hashes, start=1):
            if one in repeated:
                found.setdefault(one, place)
    return found
