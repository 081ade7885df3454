"""The answers that may no longer hold, as the ledger notes them: ids that only a whole build clears."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

_DEPENDENTS = """
INSERT OR IGNORE INTO suspect
WITH RECURSIVE found (id) AS (
    SELECT id FROM suspect
    UNION SELECT reader FROM found JOIN reads ON reads.read = found.id
)
SELECT id FROM found
"""

# Whatever has read a suspect is one.
_SHARED = """
WITH direct (id) AS (
    SELECT reader FROM reads WHERE read IN (SELECT value FROM json_each(:changed))
)
SELECT key FROM node WHERE substr(key, 1, 1) != '#' AND id IN (
    SELECT read FROM reads WHERE read IN (SELECT id FROM suspect) GROUP BY read
    HAVING count(*) >= CASE WHEN read IN direct THEN :near ELSE :far END
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

_OF_NAME = """
SELECT key FROM suspect CROSS JOIN node USING (id) WHERE key >= ?1 AND key < ?1 || char(0x10ffff)
"""

_UNASKED = """
SELECT id FROM suspect CROSS JOIN node USING (id) WHERE build < ? AND substr(key, 1, 1) != '#'
"""


class Suspects(NamedTuple):
    """Ids of what may not hold: ``first`` what itself may have changed, ``all`` with what rests on that."""

    first: set[int]
    all: set[int]


class SuspectBook:
    """The suspects of a ledger, in its transaction. They stay noted, also over a commit, until ``clear``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, leaves: Mapping[str, bytes], now: datetime) -> Suspects:
        """Note which answers may no longer hold.

        They are the known leaves whose hash is another than in ``leaves``, which they now take; those whose
        clock has run out at ``now``; those noted before; and all that rests on any of them.
        """
        for key, hashed in leaves.items():
            row = self._connection.execute("SELECT id, hash FROM node WHERE key = ?", (key,)).fetchone()
            if row is not None and row[1] != hashed:
                self._connection.execute("INSERT OR IGNORE INTO suspect VALUES (?)", (row[0],))
                self._connection.execute("UPDATE node SET hash = ? WHERE id = ?", (hashed, row[0]))
        self._connection.execute(
            "INSERT OR IGNORE INTO suspect SELECT id FROM node WHERE since > ?1"
            " UNION SELECT id FROM node WHERE until <= ?1",
            (now.timestamp(),),
        )
        first = self._all()
        self._connection.execute(_DEPENDENTS)
        return Suspects(first, self._all())

    def distrust(self, build: int) -> None:
        """Note all that a build found that was interrupted: nobody knows what became of it."""
        self._connection.execute(
            "INSERT OR IGNORE INTO suspect SELECT id FROM node WHERE build = ?", (build,)
        )
        self._connection.execute("UPDATE node SET hash = x'' WHERE build = ?", (build,))

    def shared(self, changed: set[int], near: int, far: int) -> list[str]:
        """The keys of suspects that so many other suspects have read: at least ``near`` where they themselves
        have read what ``changed``, ``far`` where only something that they rest on has.
        """
        told = {"changed": json.dumps([*changed]), "near": near, "far": far}
        return [key for (key,) in self._connection.execute(_SHARED, told)]

    def narrow(self, equal: set[int], changed: set[int]) -> set[int]:
        """Clear the suspects that rest on nothing that may have changed, and give the ids of the others.

        ``equal`` are suspects whose answers turned out as they were, ``changed`` those that did not, or may
        not.
        """
        told = {"equal": json.dumps([*equal]), "changed": json.dumps([*changed])}
        left = [node for (node,) in self._connection.execute(_STILL_SUSPECT, told)]
        self.clear()
        self._connection.executemany("INSERT INTO suspect VALUES (?)", ((node,) for node in left))
        return set(left)

    def of(self, name: str) -> list[str]:
        """The keys among the suspects that begin with ``name``."""
        return sorted(key for (key,) in self._connection.execute(_OF_NAME, (name,)))

    def unasked(self, build: int) -> list[int]:
        """The suspects that were last found before ``build``; leaves are not among them."""
        return [node for (node,) in self._connection.execute(_UNASKED, (build,))]

    def clear(self) -> None:
        """Nothing is suspect any more."""
        self._connection.execute("DELETE FROM suspect")

    def _all(self) -> set[int]:
        return {node for (node,) in self._connection.execute("SELECT id FROM suspect")}
