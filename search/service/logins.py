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

    def attempt(self, address: str) -> int:
        """Count an attempt as failed until it succeeds; seconds to wait when it may not be made now, else 0.

        Counted before the password is looked at, so that many attempts at once are no way around the limit.
        """
        now = self._seconds()
        oldest = now - FAILURE_WINDOW.total_seconds()
        who = self._hashed(address)
        with self._open() as file:
            file.execute("DELETE FROM forsok WHERE tid <= ?", (oldest,))
            times = file.execute("SELECT tid FROM forsok WHERE adresse = ? ORDER BY tid", (who,)).fetchall()
            if len(times) >= MAX_FAILURES:
                return max(1, round(float(times[0][0]) - oldest))
            file.execute("INSERT INTO forsok VALUES (?, ?)", (who, now))
            file.execute(
                "DELETE FROM forsok WHERE rowid <= (SELECT max(rowid) FROM forsok) - ?", (MOST_REMEMBERED,)
            )
        return 0

    def succeeded(self, address: str) -> None:
        """Forget the failures before a successful attempt."""
        with self._open() as file:
            file.execute("DELETE FROM forsok WHERE adresse = ?", (self._hashed(address),))

    def end(self, session: str, until: float) -> None:
        """Remember that a session was logged out, until it would have been over anyway."""
        with self._open() as file:
            file.execute("DELETE FROM avsluttet WHERE slutt <= ?", (self._seconds(),))
            file.execute("INSERT OR IGNORE INTO avsluttet VALUES (?, ?)", (session, until))

    def has_ended(self, session: str) -> bool:
        """Whether a session was logged out, in whichever worker."""
        with self._open() as file:
            return file.execute("SELECT 1 FROM avsluttet WHERE okt = ?", (session,)).fetchone() is not None

    def _hashed(self, address: str) -> str:
        return session_key(self._salt(), address, "innlogging")

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
