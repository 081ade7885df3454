"""The ledger's file: its tables, and how it is opened, also when it cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

FORMAT = 3

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE node (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, hash BLOB NOT NULL,
    since REAL, until REAL, build INTEGER NOT NULL, trace BLOB NOT NULL, answer BLOB
);
CREATE TABLE reads (read INTEGER NOT NULL, reader INTEGER NOT NULL, PRIMARY KEY (read, reader)) WITHOUT ROWID;
CREATE TABLE suspect (id INTEGER PRIMARY KEY);
CREATE TABLE file (
    place TEXT PRIMARY KEY, stamp TEXT NOT NULL, hash BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE output (
    place TEXT PRIMARY KEY, maker TEXT NOT NULL, digest TEXT NOT NULL, stamp TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE journal (number INTEGER PRIMARY KEY, place TEXT NOT NULL, staged TEXT NOT NULL);
"""

_INDEXES = (
    "CREATE UNIQUE INDEX IF NOT EXISTS node_key ON node (key)",
    "CREATE INDEX IF NOT EXISTS node_since ON node (since) WHERE since IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS node_until ON node (until) WHERE until IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS output_maker ON output (maker)",
)
"""Made at the end of a first build: keys come in any order, and an index is made fastest of all of them."""

_PAGE = 16_384
"""Bytes. Most of the file is the HTML of texts, some thousand bytes each."""

_CACHE, _FRESH_CACHE, _READING_CACHE = 4_000, 16_000, 1_000
"""Kilobytes. A first build writes everywhere in a file that grows; a process that only reads mostly reads
each answer once, and the system holds the file for all of them."""


def open_ledger(path: Path, *, fresh: bool = False) -> sqlite3.Connection:
    """The file with its tables, in a transaction; with indexes too, unless it is ``fresh``.

    One that is damaged or of another form is thrown away, since all can be found again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _opened(path, _FRESH_CACHE if fresh else _CACHE)
    except sqlite3.OperationalError:
        raise  # a full disk or a locked file is no fault of what is in it
    except sqlite3.DatabaseError:
        throw_away(path)
        connection = _opened(path, _CACHE)
    if not fresh:
        complete(connection)
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """The file as another process has it open, as it was last committed."""
    connection = _connection(path, _READING_CACHE)
    connection.execute("BEGIN")
    return connection


def complete(connection: sqlite3.Connection) -> None:
    """Make the indexes that are missing."""
    for index in _INDEXES:
        connection.execute(index)


def throw_away(path: Path) -> None:
    """Remove the file, with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _connection(path: Path, cache: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    connection.execute(f"PRAGMA page_size = {_PAGE}")  # of a file that is new
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")  # nothing is believed after the machine has restarted
    connection.execute(f"PRAGMA cache_size = -{cache}")
    return connection


def _opened(path: Path, cache: int) -> sqlite3.Connection:
    connection = _connection(path, cache)
    if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
        _clear(connection)
        connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
    connection.execute("SELECT max(id), (SELECT count(*) FROM about) FROM node").fetchone()
    connection.execute("BEGIN")
    return connection


def _clear(connection: sqlite3.Connection) -> None:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in tables:
        connection.execute(f'DROP TABLE "{name}"')
