"""The ledger's file: its tables, and how it is opened, also when it cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

FORMAT = 2

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE node (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, hash BLOB NOT NULL,
    since REAL, until REAL, build INTEGER NOT NULL, trace BLOB NOT NULL, answer BLOB
);
CREATE INDEX node_since ON node (since) WHERE since IS NOT NULL;
CREATE INDEX node_until ON node (until) WHERE until IS NOT NULL;
CREATE TABLE reads (read INTEGER NOT NULL, reader INTEGER NOT NULL, PRIMARY KEY (read, reader)) WITHOUT ROWID;
CREATE TABLE suspect (id INTEGER PRIMARY KEY);
CREATE TABLE file (
    place TEXT PRIMARY KEY, stamp TEXT NOT NULL, hash BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE output (
    place TEXT PRIMARY KEY, maker TEXT NOT NULL, digest TEXT NOT NULL, stamp TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX output_maker ON output (maker);
CREATE TABLE journal (number INTEGER PRIMARY KEY, place TEXT NOT NULL, staged TEXT NOT NULL);
"""


def open_ledger(path: Path) -> sqlite3.Connection:
    """The file with its tables, in a transaction.

    One that is damaged or of another form is thrown away, since all can be found again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _opened(path)
    except sqlite3.OperationalError:
        raise  # a full disk or a locked file is no fault of what is in it
    except sqlite3.DatabaseError:
        throw_away(path)
        return _opened(path)


def throw_away(path: Path) -> None:
    """Remove the file, with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")  # nothing is believed after the machine has restarted
    connection.execute("PRAGMA cache_size = -4000")
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
