"""The files that builds have put in place, and the journal of those that are still to be, in the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator


class OutputBook:
    """What a ledger knows of files, in its transaction. A *maker* is the key of the query that made one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, maker: str) -> dict[str, str]:
        """The places of the files that a maker wrote, with the digest of each."""
        found = self._connection.execute("SELECT place, digest FROM output WHERE maker = ?", (maker,))
        return dict(found.fetchall())

    def stamped(self) -> Iterator[tuple[str, str, str]]:
        """The place, maker and stamp of every file that was put in place, one at a time."""
        return iter(self._connection.execute("SELECT place, maker, stamp FROM output"))

    def count(self, ending: str) -> int:
        """How many files in place end so."""
        counted = self._connection.execute("SELECT count(*) FROM output WHERE place LIKE ?", (f"%{ending}",))
        number: int = counted.fetchone()[0]
        return number

    def makers(self) -> set[str]:
        """The makers of all files."""
        return {maker for (maker,) in self._connection.execute("SELECT DISTINCT maker FROM output")}

    def note(self, made: Iterable[tuple[str, str, str, str]]) -> None:
        """Note files that will be in place: place, maker, digest and stamp of each."""
        self._connection.executemany("INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?)", made)

    def drop(self, places: Iterable[str]) -> None:
        """Forget files that go."""
        self._connection.executemany("DELETE FROM output WHERE place = ?", ((place,) for place in places))

    def journal(self, entries: Iterable[tuple[str, str]]) -> None:
        """Note what is to be done after the commit, in order: places, with where what belongs there lies."""
        self._connection.executemany("INSERT INTO journal (place, staged) VALUES (?, ?)", entries)

    def journalled(self) -> list[tuple[str, str]]:
        """All that is noted and not cleared, in order."""
        return self._connection.execute("SELECT place, staged FROM journal ORDER BY number").fetchall()

    def clear_journal(self) -> None:
        """All that was noted is done."""
        self._connection.execute("DELETE FROM journal")
