"""Where answers and traces lie between builds: one SQLite file, changed in one transaction a build.

A process killed at any point leaves the ledger of the last build that was committed. What is read here was
written here; the file holds pickles, so it is never taken from elsewhere.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from plugins.memo.ledger_file import open_ledger, throw_away
from plugins.memo.stored_trace import HASH_BYTES, entries, stored_trace

_SUSPECT_DEPENDENTS = """
INSERT OR IGNORE INTO suspect
WITH RECURSIVE found (id) AS (
    SELECT id FROM suspect
    UNION SELECT reader FROM found JOIN reads ON reads.read = found.id
)
SELECT id FROM found
"""

# Whatever has read a suspect is one.
_SHARED_SUSPECTS = """
SELECT key FROM node WHERE substr(key, 1, 1) != '#' AND id IN (
    SELECT read FROM reads WHERE read IN (SELECT id FROM suspect) GROUP BY read HAVING count(*) >= ?
) ORDER BY id
"""

_STILL_SUSPECT = """
WITH RECURSIVE found (id) AS (
    SELECT value FROM json_each(:changed)
    UNION SELECT reader FROM found JOIN reads ON reads.read = found.id
    WHERE reader NOT IN (SELECT value FROM json_each(:equal))
)
SELECT id FROM found WHERE id IN (SELECT id FROM suspect)
"""

_SMALL_CACHE = "PRAGMA cache_size = -1000"
"""Kilobytes for a process that mostly reads each answer once; the system holds the file for all of them."""

_SUSPECT_INTERRUPTED = "INSERT OR IGNORE INTO suspect SELECT id FROM node WHERE build = ?"


class Row(NamedTuple):
    """A stored answer. ``since`` and ``until`` are seconds after 1970 within which it holds, by the clock."""

    id: int
    key: str
    hash: bytes
    since: float | None
    until: float | None
    trace: bytes


class Suspects(NamedTuple):
    """Ids of what may not hold: ``first`` what itself may have changed, ``all`` with what rests on that."""

    first: set[int]
    all: set[int]


class Found(NamedTuple):
    """An answer as it was just found, on its way to the ledger; ``reads`` are keys with hashes, in order."""

    key: str
    hash: bytes
    answer: bytes | None
    since: float | None
    until: float | None
    reads: tuple[tuple[str, bytes], ...]


class Ledger:
    """One open ledger. Everything that is written is part of one transaction until ``commit``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.connection = open_ledger(path)
        self.begun_anew = False
        """Whether all that the ledger knows was found in this build."""
        self._ids: dict[str, int] = {}
        self._next = self._scalar("SELECT coalesce(max(id), 0) FROM node") + 1
        self._build = self._settled() + 1

    def close(self) -> None:
        """Let go of the file; what was not committed is as if never written."""
        self.connection.close()

    def reopened(self) -> Ledger:
        """The same file for another process, which sees what was last committed."""
        other = Ledger(self._path)
        other.connection.execute(_SMALL_CACHE)
        other.begun_anew = self.begun_anew
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
        throw_away(self._path)
        self.connection = open_ledger(self._path)
        self._ids.clear()
        self._next = self._build = 1
        self.begun_anew = True

    def row(self, key: str) -> Row | None:
        """The stored answer of ``key``, without the answer itself."""
        found = self.connection.execute(
            "SELECT id, key, hash, since, until, trace FROM node WHERE key = ? AND hash != x''", (key,)
        ).fetchone()
        return None if found is None else Row(*found)

    def answer(self, key: str, hashed: bytes) -> bytes | None:
        """The stored answer itself, when it was kept and is the one with this hash."""
        found = self.connection.execute(
            "SELECT answer FROM node WHERE key = ? AND hash = ?", (key, hashed)
        ).fetchone()
        return None if found is None else found[0]

    def suspect(self, leaves: Mapping[str, bytes], now: datetime) -> Suspects:
        """Note which answers may no longer hold.

        They are the known leaves whose hash is another than in ``leaves``, which they now take; those whose
        clock has run out at ``now``; those that an interrupted build left; and all that rests on any of them.
        They stay noted, also over a commit, until ``settle``. What an interrupted build found is not believed
        any more, since nobody knows what became of it.
        """
        if self._settled() + 1 == self._number("begun"):
            self.connection.execute(_SUSPECT_INTERRUPTED, (self._build,))
            self.connection.execute("UPDATE node SET hash = x'' WHERE build = ?", (self._build,))
        for key, hashed in leaves.items():
            row = self.connection.execute("SELECT id, hash FROM node WHERE key = ?", (key,)).fetchone()
            if row is not None and row[1] != hashed:
                self.connection.execute("INSERT OR IGNORE INTO suspect VALUES (?)", (row[0],))
                self.connection.execute("UPDATE node SET hash = ? WHERE id = ?", (hashed, row[0]))
        self.connection.execute(
            "INSERT OR IGNORE INTO suspect SELECT id FROM node WHERE since > ?1"
            " UNION SELECT id FROM node WHERE until <= ?1",
            (now.timestamp(),),
        )
        first = self._suspects()
        self.connection.execute(_SUSPECT_DEPENDENTS)
        return Suspects(first, self._suspects())

    def shared_suspects(self, readers: int) -> list[str]:
        """The keys of suspects that at least so many other suspects have read."""
        return [key for (key,) in self.connection.execute(_SHARED_SUSPECTS, (readers,))]

    def narrow(self, equal: set[int], changed: set[int]) -> set[int]:
        """Clear the suspects that rest on nothing that may have changed, and give the ids of the others.

        ``equal`` are suspects whose answers turned out as they were, ``changed`` those that did not, or may
        not.
        """
        told = {"equal": json.dumps([*equal]), "changed": json.dumps([*changed])}
        left = [node for (node,) in self.connection.execute(_STILL_SUSPECT, told)]
        self.connection.execute("DELETE FROM suspect")
        self.connection.executemany("INSERT INTO suspect VALUES (?)", ((node,) for node in left))
        return set(left)

    def _suspects(self) -> set[int]:
        return {node for (node,) in self.connection.execute("SELECT id FROM suspect")}

    def keys_of(self, name: str) -> list[str]:
        """The known keys that begin with ``name``."""
        found = self.connection.execute(
            "SELECT key FROM node WHERE key >= ?1 AND key < ?1 || char(0x10ffff)", (name,)
        )
        return [key for (key,) in found]

    def suspects_of(self, name: str) -> list[str]:
        """The keys among the suspects that begin with ``name``."""
        found = self.connection.execute(
            "SELECT key FROM suspect CROSS JOIN node USING (id)"
            " WHERE key >= ?1 AND key < ?1 || char(0x10ffff)",
            (name,),
        )
        return sorted(key for (key,) in found)

    def key_of(self, node: int) -> str:
        """The key of a node by its id."""
        key: str = self.connection.execute("SELECT key FROM node WHERE id = ?", (node,)).fetchone()[0]
        return key

    def settle(self, resolved: set[int]) -> None:
        """End of a build: nothing is suspect any more, and what nobody has asked about is forgotten."""
        suspects = self.connection.execute(
            "SELECT id FROM suspect CROSS JOIN node USING (id) WHERE build < ? AND substr(key, 1, 1) != '#'",
            (self._build,),
        )
        self._forget([node for (node,) in suspects.fetchall() if node not in resolved])
        self.connection.execute("DELETE FROM suspect")
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
        nodes, added, dropped = [], [], []
        for each in found:
            known = each.key in self._ids or self._find(each.key)
            node = self._ids[each.key] if known else self._new(each.key)
            reads = [self._ids.get(key) or self._read_id(key, hashed) for key, hashed in each.reads]
            before = self._trace_of(node) if known else frozenset()
            if before:
                dropped += [(read, node) for read in before.difference(reads)]
            added += [(read, node) for read in reads if read not in before]
            trace = stored_trace(reads, [hashed for _, hashed in each.reads])
            nodes.append((node, each.key, each.hash, each.since, each.until, self._build, trace, each.answer))
        self.connection.executemany("INSERT OR REPLACE INTO node VALUES (?, ?, ?, ?, ?, ?, ?, ?)", nodes)
        self.connection.executemany("DELETE FROM reads WHERE read = ? AND reader = ?", dropped)
        self.connection.executemany("INSERT OR IGNORE INTO reads VALUES (?, ?)", added)

    def forget(self, key: str) -> None:
        """Drop an answer, so that it is found anew."""
        self._forget([row.id for row in [self.row(key)] if row])

    def _forget(self, nodes: Iterable[int]) -> None:
        for node in nodes:
            row = self.connection.execute("SELECT trace FROM node WHERE id = ?", (node,)).fetchone()
            if row is not None:
                pairs = [(read, node) for read, _ in entries(row[0])]
                self.connection.executemany("DELETE FROM reads WHERE read = ? AND reader = ?", pairs)
                self.connection.execute("DELETE FROM node WHERE id = ?", (node,))

    def outputs_of(self, maker: str) -> dict[str, str]:
        """The places of the files that a maker wrote, with the digest of each."""
        found = self.connection.execute("SELECT place, digest FROM output WHERE maker = ?", (maker,))
        return dict(found.fetchall())

    def stamped_outputs(self) -> list[tuple[str, str, str]]:
        """The place, maker and stamp of every file that was put in place."""
        return self.connection.execute("SELECT place, maker, stamp FROM output").fetchall()

    def count_outputs(self, ending: str) -> int:
        """How many files in place end so."""
        return self._scalar(f"SELECT count(*) FROM output WHERE place LIKE '%{ending}'")  # noqa: S608

    def makers(self) -> set[str]:
        """The makers of all files."""
        return {maker for (maker,) in self.connection.execute("SELECT DISTINCT maker FROM output")}

    def set_output(self, place: str, made: tuple[str, str, str] | None) -> None:
        """Note the maker, digest and stamp of a file that will be in place; None when it goes."""
        self.connection.execute("DELETE FROM output WHERE place = ?", (place,))
        if made is not None:
            self.connection.execute("INSERT INTO output VALUES (?, ?, ?, ?)", (place, *made))

    def journal(self, place: str, staged: str) -> None:
        """Note that a file is to be put in place after the commit."""
        self.connection.execute("INSERT INTO journal (place, staged) VALUES (?, ?)", (place, staged))

    def journalled(self) -> list[tuple[str, str]]:
        """All that is noted and not cleared, in order."""
        return self.connection.execute("SELECT place, staged FROM journal ORDER BY number").fetchall()

    def clear_journal(self) -> None:
        """All that was noted is done."""
        self.connection.execute("DELETE FROM journal")

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

    def _read_id(self, key: str, hashed: bytes) -> int:
        if key not in self._ids and not self._find(key):
            self.connection.execute(
                "INSERT INTO node VALUES (?, ?, ?, NULL, NULL, 0, x'', NULL)", (self._new(key), key, hashed)
            )
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
