"""Many new rows at once: their indexes are made when all of them are there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 5000
"""New rows that are worth making indexes anew for."""


@contextmanager
def indexed_afterwards(connection: sqlite3.Connection, table: str, coming: int) -> Iterator[None]:
    """Within a transaction: put off a table's indexes while rows come, when they are more than it has.

    To sort many costs less than to place each, the more so the larger the store is. The unique index stays,
    for it tells which rows are new.
    """
    (last,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()  # noqa: S608
    found = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    indexes = connection.execute(found, (table,)).fetchall() if coming > max(_MANY, last) else []
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, made in indexes:
        connection.execute(made)
