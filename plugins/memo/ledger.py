"""Where answers and traces lie between builds: one SQLite file, changed in one transaction a build.

A process killed at any point leaves the ledger of the last build that was committed. What is read here was
written here; the file holds pickles, so it is never taken from elsewhere.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from plugins.memo import ledger_file
from plugins.memo.found import SMALL, Found
from plugins.memo.outputs import OutputBook
from plugins.memo.stored_trace import HASH_BYTES, entries, stored_trace
from plugins.memo.suspects import SuspectBook, Suspects


class Row(NamedTuple):
    """What is stored of an answer, and where that is little, the answer too.

    ``since`` and ``until`` are seconds after 1970 within which it holds, by the clock.
    """

    id: int
    key: str
    hash: bytes
    since: float | None
    until: float | None
    trace: bytes
    answer: bytes | None


_ROW = f"""
SELECT id, key, hash, since, until, trace, CASE WHEN length(answer) <= {SMALL} THEN answer END
FROM node WHERE hash != x'' AND
"""  # noqa: S608

_NODE = "INSERT OR REPLACE INTO node VALUES (?, ?, ?, nullif(?, ''), nullif(?, ''), ?, ?, nullif(?, ''))"
"""Python asks around how to adapt ``bytes`` and ``None``, which takes longer than all the rest of a row."""

_PAIRS = 200
_READ = "INSERT OR IGNORE INTO reads VALUES (?, ?)"
_READ_MANY = _READ + ", (?, ?)" * (_PAIRS - 1)
"""So many rows at once take half the time."""

_NodeRow = tuple[int, str, bytearray, float | str, float | str, int, bytearray, bytearray | str]


class Ledger:
    """One open ledger. Everything that is written is part of one transaction until ``commit``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._use(ledger_file.open_ledger(path))
        self.begun_anew = False
        """Whether all that the ledger knows was found in this build."""
        self._ids: dict[str, int] = {}
        self._next = self._scalar("SELECT coalesce(max(id), 0) FROM node") + 1
        self._build = self._settled() + 1

    def _use(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.suspects, self.outputs = SuspectBook(connection), OutputBook(connection)

    def close(self) -> None:
        """Let go of the file; what was not committed is as if never written."""
        self.connection.close()

    def reopened(self) -> Ledger:
        """The same file for another process, which reads what was last committed."""
        other = copy(self)
        other._use(ledger_file.open_for_reading(self._path))
        return other

    def about(self, name: str) -> bytes | None:
        """A value stored beside the answers."""
        row = self.connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def set_about(self, name: str, value: bytes) -> None:
        """Store a value beside the answers."""
        self.connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def forget_all(self) -> None:
        """Begin anew, in a new file: no answer, no file, no output is known, whatever was in the old one."""
        self.connection.close()
        ledger_file.throw_away(self._path)
        self._use(ledger_file.open_ledger(self._path, fresh=True))
        self._ids.clear()
        self._next = self._build = 1
        self.begun_anew = True

    def row(self, key: str) -> Row | None:
        """What is stored of ``key``."""
        if not self.begun_anew:
            found = self.connection.execute(f"{_ROW} key = ?", (key,)).fetchone()
        elif key in self._ids:  # there is no index by keys yet
            found = self.connection.execute(f"{_ROW} id = ?", (self._ids[key],)).fetchone()
        else:
            return None
        if found is None:
            return None
        self._ids[key] = found[0]
        return Row(*found)

    def answer(self, key: str, hashed: bytes) -> bytes | None:
        """The stored answer itself, when it was kept and is the one with this hash."""
        by, known = ("id", self._ids[key]) if key in self._ids else ("key", key)
        statement = f"SELECT answer FROM node WHERE {by} = ? AND hash = ?"  # noqa: S608
        found = self.connection.execute(statement, (known, hashed)).fetchone()
        return None if found is None else found[0]

    def suspect(self, leaves: Mapping[str, bytes], now: datetime) -> Suspects:
        """Note which answers may no longer hold, since leaves are as in ``leaves`` and it is ``now``.

        What an interrupted build found is not believed any more.
        """
        if self.begun_anew:
            return Suspects(set(), set())
        if self._settled() + 1 == self._number("begun"):
            self.suspects.distrust(self._build)
        return self.suspects.find(leaves, now)

    def keys_of(self, name: str) -> list[str]:
        """The known keys that begin with ``name``."""
        found = self.connection.execute(
            "SELECT key FROM node WHERE key >= ?1 AND key < ?1 || char(0x10ffff)", (name,)
        )
        return [key for (key,) in found]

    def answers_of(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The keys that begin with ``name``, with their answers: all is looked through."""
        statement = "SELECT key, answer FROM node WHERE substr(key, 1, ?) = ?"
        return iter(self.connection.execute(statement, (len(name), name)))

    def key_of(self, node: int) -> str:
        """The key of a node by its id."""
        key: str = self.connection.execute("SELECT key FROM node WHERE id = ?", (node,)).fetchone()[0]
        return key

    def settle(self, resolved: set[int]) -> None:
        """End of a build: nothing is suspect any more, and what nobody has asked about is forgotten."""
        self._forget([node for node in self.suspects.unasked(self._build) if node not in resolved])
        self.suspects.clear()
        ledger_file.complete(self.connection)
        self.set_about("settled", str(self._build).encode())
        self._build += 1

    def next_change(self) -> float | None:
        """The first moment at which some answer no longer holds, in seconds after 1970."""
        found: float | None = self.connection.execute(
            "SELECT min(until) FROM node WHERE until IS NOT NULL"
        ).fetchone()[0]
        return found

    def store(self, found: Iterable[Found]) -> None:
        """Take answers into the ledger, in place of those known by the same keys.

        What an answer has read must be stored before it; a key that never was is a leaf.
        """
        nodes: list[_NodeRow] = []
        added, dropped = [], []
        for each in found:
            if self.begun_anew and each.key in self._ids:
                continue  # two processes found it
            known = each.key in self._ids or self._find(each.key)
            node = self._ids[each.key] if known else self._new(each.key)
            reads = [self._ids.get(key) or self._leaf(key, hashed, nodes) for key, hashed in each.reads]
            before = self._trace_of(node) if known else frozenset()
            if before:
                dropped += [(read, node) for read in before.difference(reads)]
            added += [(read, node) for read in reads if read not in before]
            trace = stored_trace(reads, [hashed for _, hashed in each.reads])
            nodes.append(_row(node, each, self._build, trace))
        self.connection.executemany(_NODE, nodes)
        self.connection.executemany("DELETE FROM reads WHERE read = ? AND reader = ?", dropped)
        self._note_reads(added)

    def _note_reads(self, added: list[tuple[int, int]]) -> None:
        added.sort()
        whole = len(added) - len(added) % _PAIRS
        for start in range(0, whole, _PAIRS):
            self.connection.execute(_READ_MANY, [*chain.from_iterable(added[start : start + _PAIRS])])
        self.connection.executemany(_READ, added[whole:])

    def forget(self, key: str) -> None:
        """Drop an answer, so that it is found anew."""
        self._forget([row.id for row in [self.row(key)] if row])
        self._ids.pop(key, None)

    def _forget(self, nodes: Iterable[int]) -> None:
        for node in nodes:
            row = self.connection.execute("SELECT trace FROM node WHERE id = ?", (node,)).fetchone()
            if row is not None:
                pairs = [(read, node) for read, _ in entries(row[0])]
                self.connection.executemany("DELETE FROM reads WHERE read = ? AND reader = ?", pairs)
                self.connection.execute("DELETE FROM node WHERE id = ?", (node,))

    def show(self) -> None:
        """Let other processes read what was found so far. Until ``settle`` it is an interrupted build's."""
        self.set_about("begun", str(self._build).encode())
        self.commit()

    @property
    def mark(self) -> bytes:
        """What is another after each commit, whoever made it."""
        return self.about("merke") or b""

    def commit(self) -> None:
        """The moment at which all that was written becomes true."""
        self.set_about("merke", os.urandom(HASH_BYTES))
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def rollback(self) -> None:
        """Forget all that was written since the last commit."""
        self.connection.execute("ROLLBACK")
        self.connection.execute("BEGIN")
        self.begun_anew = False
        self._ids.clear()
        self._next = self._scalar("SELECT coalesce(max(id), 0) FROM node") + 1

    def _find(self, key: str) -> bool:
        if self.begun_anew:
            return False
        row = self.connection.execute("SELECT id FROM node WHERE key = ?", (key,)).fetchone()
        if row is not None:
            self._ids[key] = row[0]
        return row is not None

    def _new(self, key: str) -> int:
        self._ids[key] = self._next
        self._next += 1
        return self._ids[key]

    def _leaf(self, key: str, hashed: bytes, nodes: list[_NodeRow]) -> int:
        if not self._find(key):
            nodes.append((self._new(key), key, bytearray(hashed), "", "", 0, bytearray(), ""))
        return self._ids[key]

    def _trace_of(self, node: int) -> frozenset[int]:
        row = self.connection.execute("SELECT trace FROM node WHERE id = ?", (node,)).fetchone()
        return frozenset(read for read, _ in entries(row[0])) if row else frozenset()

    def _settled(self) -> int:
        return self._number("settled")

    def _number(self, name: str) -> int:
        return int(self.about(name) or b"0")

    def _scalar(self, statement: str) -> int:
        value: int = self.connection.execute(statement).fetchone()[0]
        return value


def _row(node: int, found: Found, build: int, trace: bytes) -> _NodeRow:
    """What ``_NODE`` is given, with «» for what is not."""
    since = "" if found.since is None else found.since
    until = "" if found.until is None else found.until
    answer = "" if found.answer is None else bytearray(found.answer)
    return node, found.key, bytearray(found.hash), since, until, build, bytearray(trace), answer
