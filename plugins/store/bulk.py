"""Many new rows at once: their indexes are made when all of them are there, and no trigger sees each come."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 5000
"""New rows that are worth making indexes anew for."""
_PUT_OFF = """
SELECT type, name, sql FROM sqlite_master
WHERE tbl_name = ? AND sql IS NOT NULL AND (type = 'index' OR name = ? || '_insert')
"""


@contextmanager
def indexed_afterwards(connection: sqlite3.Connection, table: str, coming: int) -> Iterator[None]:
    """Within a transaction: put off a table's indexes while rows come, when they are more than it has.

    To sort many costs less than to place each, the more so the larger the store is. The unique index stays,
    for it tells which rows are new. The trigger of new rows goes too, which ``changes.many_new_rows`` has
    silenced: as long as there is one, SQLite copies all that comes before it lays the first row.
    """
    (last,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()  # noqa: S608
    put_off = connection.execute(_PUT_OFF, (table, table)).fetchall() if coming > max(_MANY, last) else []
    for kind, name, _ in put_off:
        connection.execute(f"DROP {kind} {name}")
    yield
    for *_, made in put_off:
        connection.execute(made)
