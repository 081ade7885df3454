"""The nodes of a graph on their way to be joined, in a database of their own that is gone with the process.

A graph has no order: what a record refers to may stand anywhere in the file. So every node is laid here
first, without the texts of its twins, and looked up by its id when the records are put together.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from plugins.importers.graph_shapes import Read, Shapes
from plugins.importers.node import Node

_BATCH = 5000
_AT_HAND = 2000
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -48000;
CREATE TABLE node (
    plass INTEGER PRIMARY KEY, id TEXT NOT NULL, slag TEXT NOT NULL, eier TEXT NOT NULL,
    system_id TEXT NOT NULL, graf INTEGER NOT NULL, form INTEGER NOT NULL, innhold BLOB NOT NULL
);
CREATE TABLE eier (id TEXT PRIMARY KEY, eier TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX node_id ON node (id);
CREATE INDEX node_eier ON node (eier) WHERE slag IN ('moetesaksregistrering', 'moetedokumentregistrering');
UPDATE node SET eier = coalesce((SELECT e.eier FROM eier e WHERE e.id = node.id), '') WHERE eier = '';
"""
_MOST_REPEATED = 200_000
_REPEATED = f"SELECT id FROM node GROUP BY id HAVING count(*) > 1 LIMIT {_MOST_REPEATED}"  # noqa: S608
_COLUMNS = "plass, id, slag, eier, system_id, graf, form, innhold"
_NO_SHAPE = -1
_MOST_NOWHERE = 4096

_INSERT = f"INSERT INTO node ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants only

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Node).decode


class Staged(NamedTuple):
    """A node as it was staged; ``owner`` is the id of the record it lies in, ``graph`` the graph's number."""

    place: int
    id: str
    kind: str
    owner: str
    system_id: str
    graph: int
    shape: int
    content: bytes

    def node(self, shapes: Shapes) -> Node:
        """The node, with its references not looked up."""
        if self.shape == _NO_SHAPE:
            return _decode(self.content)
        return shapes[self.shape].node(marshal.loads(self.content), self.place)  # noqa: S302 - our own


class Staging:
    """A context manager around one graph."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)  # on disk when it is large, and unnamed
        self._connection.executescript(_SCHEMA)
        self._nodes: list[tuple[int, str, str, str, str, int, int, bytes]] = []
        self._owners: list[tuple[str, str]] = []
        self._nowhere: set[str] = set()
        self._near: dict[str, Staged] = {}
        self._repeated: set[str] = set()
        """Ids of several nodes, of which the first counts wherever it is; all, if they are not too many."""
        self.count = 0

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *exception: object) -> None:
        self._connection.close()

    def add(self, node: Node, node_id: str, system_id: str, graph: int) -> None:
        """Lay a node here."""
        self.count += 1
        kind, parent = node.kind, node.parent_id
        self._add((node.place, node_id, kind, parent, system_id, graph, _NO_SHAPE, _encode(node)))

    def add_read(self, read: Read, graph: int) -> None:
        """Lay a node here that was read by its shape."""
        self.count += 1
        shape, texts = read.shape, read.texts
        for one, owner in shape.owners:
            self.own(texts[one], texts[owner])
        parent = texts[shape.parent] if shape.parent >= 0 else ""
        content = marshal.dumps(texts)
        self._add((self.count, texts[shape.node_id], shape.kind, parent, texts[shape.system_id], graph,
                   shape.number, content))  # fmt: skip

    def _add(self, row: tuple[int, str, str, str, str, int, int, bytes]) -> None:
        self._nodes.append(row)
        if len(self._nodes) >= _BATCH:
            self._flush()

    def own(self, node_id: str, owner: str) -> None:
        """Say which record a node lies in, for one that does not say it itself."""
        self._owners.append((node_id, owner))

    def _flush(self) -> None:
        self._connection.execute("BEGIN")
        self._connection.executemany(_INSERT, self._nodes)
        self._connection.executemany("INSERT OR IGNORE INTO eier VALUES (?, ?)", self._owners)
        self._connection.execute("COMMIT")
        self._nodes, self._owners = [], []

    def close(self) -> None:
        """All nodes are here: make them ready to be looked up."""
        self._flush()
        self._connection.executescript(_INDEXES)
        self._repeated = {node_id for (node_id,) in self._connection.execute(_REPEATED)}

    def find(self, node_id: str) -> Staged | None:
        """The first node with an id. What is nowhere, as the codes of a standard, is asked for once."""
        if (near := self._near.get(node_id)) is not None:
            return near
        if node_id in self._nowhere:
            return None
        found = self._one("WHERE id = ? ORDER BY plass LIMIT 1", node_id)
        if found is None and len(self._nowhere) < _MOST_NOWHERE:
            self._nowhere.add(node_id)
        return found

    def first(self, kind: str) -> Staged | None:
        """The first node of a kind."""
        return self._one("WHERE slag = ? ORDER BY plass LIMIT 1", kind)

    def _one(self, where: str, value: str) -> Staged | None:
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM node {where}", (value,)).fetchone()  # noqa: S608
        return None if row is None else Staged._make(row)

    def each(self, kinds: frozenset[str]) -> Iterator[Staged]:
        """The nodes of these kinds, in the order of the file."""
        marks = ", ".join("?" * len(kinds))
        query = f"SELECT {_COLUMNS} FROM node WHERE slag IN ({marks}) ORDER BY plass"  # noqa: S608
        return map(Staged._make, self._connection.execute(query, sorted(kinds)))

    def walk(self, kinds: frozenset[str]) -> Iterator[Staged]:
        """The same, with those before and after each at hand: what a record refers to is often near it."""
        knows_repeated = len(self._repeated) < _MOST_REPEATED
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM node ORDER BY plass")  # noqa: S608
        before, here = list[Staged](), self._next(rows)
        while here:
            after = self._next(rows)
            if knows_repeated:
                near = (*before, *here, *after)
                self._near = {node.id: node for node in near if node.id not in self._repeated}
            yield from (node for node in here if node.kind in kinds)
            before, here = here, after
        self._near = {}

    @staticmethod
    def _next(rows: sqlite3.Cursor) -> list[Staged]:
        return list(map(Staged._make, rows.fetchmany(_AT_HAND)))

    def owned_by(self, owner: str, kinds: tuple[str, str]) -> Iterator[Staged]:
        """The parts of a meeting, in the order of the file."""
        query = f"SELECT {_COLUMNS} FROM node WHERE eier = ? AND slag IN (?, ?) ORDER BY plass"  # noqa: S608
        return map(Staged._make, self._connection.execute(query, (owner, *kinds)))
