"""Many new rows at once: their indexes are made when all of them are there, and no trigger sees each come."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from plugins.store import new_rows, statements
from plugins.store.types import Counts

_MANY = 5000
"""New rows that are worth making indexes anew for."""
_PUT_OFF = """
SELECT type, name, sql FROM sqlite_master
WHERE tbl_name = ?1 AND sql IS NOT NULL AND (type = 'index' OR name = ?1 || '_insert')
AND name NOT IN (SELECT name FROM pragma_index_list(?1) WHERE partial)
"""
_PUT_OFF_OF_EMPTY = """
SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL AND type <> 'table'
AND name NOT IN (
    SELECT ?1 || substr(name, 1 + length(tbl_name)) FROM temp.sqlite_master WHERE tbl_name = ?2
)
"""


def let_first_be_copied(connection: sqlite3.Connection) -> None:
    """Before a transaction: no foreign key is in force in a store without entries until ``undo`` is called.

    With one, SQLite places each new row by itself. Entries whose case is not there are held before they come.
    """
    if connection.execute("SELECT 1 FROM journalpost LIMIT 1").fetchone() is None:
        connection.execute("PRAGMA foreign_keys = OFF")


def undo(connection: sqlite3.Connection) -> None:
    """End a transaction, if it is not committed, as if it had never been. Whatever is wrong with the disk,
    foreign keys are in force afterwards.
    """
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    connection.execute("PRAGMA foreign_keys = ON")


@contextmanager
def indexed_afterwards(
    connection: sqlite3.Connection, staged: str, table: str, coming: int
) -> Iterator[None]:
    """Within a transaction: put off a table's indexes while rows come, when they are more than it has.

    To sort many costs less than to place each, the more so the larger the store is. The unique index stays,
    for it tells which rows are new, and so do indexes of few rows. The trigger of new rows goes too, which
    ``new_rows.noted_together`` has silenced: as long as there is one, SQLite copies all that comes before it
    lays the first row. Of an empty table all goes that the staged one does not have (``statements.COPY``).
    """
    (last,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()  # noqa: S608
    query, names = (_PUT_OFF, (table,)) if last else (_PUT_OFF_OF_EMPTY, (table, staged))
    put_off = connection.execute(query, names).fetchall() if coming > max(_MANY, last) else []
    for kind, name, _ in put_off:
        connection.execute(f"DROP {kind} {name}")
    yield
    for *_, made in put_off:
        connection.execute(made)


def move(connection: sqlite3.Connection, staged: str, table: str) -> Counts:
    """Upsert from staging; a row that says what the store says already is not touched."""
    total = connection.execute(f"SELECT count(*) FROM temp.{staged}").fetchone()[0]  # noqa: S608
    last = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]  # noqa: S608
    statement = (statements.MOVE if last else statements.COPY)[table]
    with new_rows.noted_together(connection, table), indexed_afterwards(connection, staged, table, total):
        touched = connection.execute(statement).rowcount
    new = connection.execute(f"SELECT count(*) FROM {table} WHERE rowid > ?", (last,)).fetchone()[0]  # noqa: S608
    return Counts(new=new, changed=touched - new, unchanged=total - touched)
