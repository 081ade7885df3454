"""The files that have been brought in: what an import asks before it reads one. No page rests on it."""

from __future__ import annotations

import sqlite3

from plugins.store.store import Store


def has_read(store: Store, sha256: str, rules: int) -> bool:
    """Whether this very file was read under these rules, so that reading it again can change nothing."""
    asked = "SELECT 1 FROM levering WHERE sha256 = ? AND regler = ?"
    return store.connection.execute(asked, (sha256, rules)).fetchone() is not None


def was_read_under_older(connection: sqlite3.Connection, sha256: str, rules: int) -> bool:
    """Whether this very file was read under older rules; one that is read again on request was not."""
    asked = "SELECT 1 FROM levering WHERE sha256 = ? AND regler BETWEEN 1 AND ?"
    return connection.execute(asked, (sha256, rules - 1)).fetchone() is not None
