"""What all workers must agree on about logins: failed attempts, and sessions that were ended."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from search.insight.salt import session_key

MAX_FAILURES = 5
MAX_FAILURES_BY_NAME = 30
"""Of one account from all addresses together: enough to stop a guesser, and too many for a prank to reach."""

FAILURE_WINDOW = timedelta(minutes=15)
MOST_REMEMBERED = 10_000
"""Rows of attempts kept at most: many addresses at once cannot fill the disk."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS forsok (adresse TEXT NOT NULL, tid REAL NOT NULL);
CREATE TABLE IF NOT EXISTS avsluttet (okt TEXT PRIMARY KEY, slutt REAL NOT NULL);
"""


class Logins:
    """A small SQLite file, so that the limit holds for the service and not for each worker.

    An address is kept as a hash under the day's salt (``salt``), which lies in memory only, and for
    fifteen minutes. Every method raises OSError or sqlite3.Error when the file cannot be used.
    """

    def __init__(
        self, path: Path, salt: Callable[[], bytes], seconds: Callable[[], float] = time.time
    ) -> None:
        self._path = path
        self._salt = salt
        self._seconds = seconds

    def attempt(self, address: str, name: str = "") -> int:
        """Count an attempt as failed until it succeeds; seconds to wait when it may not be made now, else 0.

        Both the address that it comes from and the account ``name`` that it tries have a limit.

        Counted before the password is looked at, so that many attempts at once are no way around the limit.
        """
        now = self._seconds()
        oldest = now - FAILURE_WINDOW.total_seconds()
        limits = self._limits(address, name)
        with self._open() as file:
            file.execute("DELETE FROM forsok WHERE tid <= ?", (oldest,))
            for who, most in limits.items():
                query = "SELECT tid FROM forsok WHERE adresse = ? ORDER BY tid DESC LIMIT ?"
                times = file.execute(query, (who, most)).fetchall()
                if len(times) == most:
                    return max(1, round(float(times[-1][0]) - oldest))
            file.executemany("INSERT INTO forsok VALUES (?, ?)", [(who, now) for who in limits])
            file.execute(
                "DELETE FROM forsok WHERE rowid <= (SELECT max(rowid) FROM forsok) - ?", (MOST_REMEMBERED,)
            )
        return 0

    def succeeded(self, address: str, name: str = "") -> None:
        """Forget the failures before a successful attempt."""
        with self._open() as file:
            forgotten = [(who,) for who in self._limits(address, name)]
            file.executemany("DELETE FROM forsok WHERE adresse = ?", forgotten)

    def end(self, session: str, until: float) -> None:
        """Remember that a session was logged out, until it would have been over anyway."""
        with self._open() as file:
            file.execute("DELETE FROM avsluttet WHERE slutt <= ?", (self._seconds(),))
            file.execute("INSERT OR IGNORE INTO avsluttet VALUES (?, ?)", (session, until))

    def has_ended(self, session: str) -> bool:
        """Whether a session was logged out, in whichever worker."""
        with self._open() as file:
            return file.execute("SELECT 1 FROM avsluttet WHERE okt = ?", (session,)).fetchone() is not None

    def _limits(self, address: str, name: str) -> dict[str, int]:
        """What is counted, each as a hash, with how many failures it may have."""
        salt = self._salt()
        limits = {session_key(salt, address, "innlogging"): MAX_FAILURES}
        if name:
            limits[session_key(salt, name, "innlogging-navn")] = MAX_FAILURES_BY_NAME
        return limits

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction, alone with the file: two workers never count the same attempt."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        with closing(sqlite3.connect(self._path, timeout=5, isolation_level=None)) as file:
            file.execute("PRAGMA secure_delete=ON")
            file.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.split(";"):
                file.execute(statement)
            yield file
            file.execute("COMMIT")
