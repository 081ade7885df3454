"""The files that have been brought in: what an import asks before it reads one. No page rests on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from plugins.store.store import Store

Sha256 = Callable[[], str]
"""Gives a file's hash; it may have to wait for it."""


def has_read_any(store: Store) -> bool:
    """Whether any file was ever read; if not, none need be known before it is."""
    return _any(store.connection)


def has_read(store: Store, sha256: str, rules: int) -> bool:
    """Whether this very file was read under these rules, so that reading it again can change nothing."""
    asked = "SELECT 1 FROM levering WHERE sha256 = ? AND regler = ?"
    return store.connection.execute(asked, (sha256, rules)).fetchone() is not None


def was_read_under_older(connection: sqlite3.Connection, sha256: Sha256, rules: int) -> bool:
    """Whether this very file was read under older rules; one that is read again on request was not."""
    if not _any(connection):
        return False
    asked = "SELECT 1 FROM levering WHERE sha256 = ? AND regler BETWEEN 1 AND ?"
    return connection.execute(asked, (sha256(), rules - 1)).fetchone() is not None


def _any(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM levering LIMIT 1").fetchone() is not None
