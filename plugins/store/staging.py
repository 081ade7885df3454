"""Where a delivery waits until all of it is known: temporary tables on disk, filled many rows at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from plugins.store import statements
from plugins.store.rows import Row

_BATCH = 2000

Repeated = Callable[[str, Row], None]
"""Told of a table and a row that does not say the same as the row before it with the same systemID."""
CasesCame = Callable[[list[Row]], None]
"""Told of cases that were just staged, also of those that are repeated."""


class Staging:
    """The tables of one transaction, which are gone with it."""

    def __init__(self, connection: sqlite3.Connection, repeated: Repeated, cases_came: CasesCame) -> None:
        self._connection, self._repeated, self._cases_came = connection, repeated, cases_came
        self._waiting: dict[str, list[Row]] = {table: [] for table in statements.STAGE}

    def open(self) -> None:
        """Make the tables, in a transaction."""
        for statement in statements.STAGING:
            self._connection.execute(statement)

    def close(self) -> None:
        """Be without the tables before the commit."""
        for table in statements.STAGED:
            self._connection.execute(f"DROP TABLE temp.{table}")

    def add(self, table: str, found: Iterable[Row]) -> None:
        """Let rows wait with others for a table."""
        waiting = self._waiting[table]
        waiting += found
        if len(waiting) >= _BATCH:
            self._flush(table)

    def flush(self) -> None:
        """Put all that waits into its tables."""
        for table in self._waiting:
            self._flush(table)

    def _flush(self, table: str) -> None:
        batch, self._waiting[table] = self._waiting[table], []
        if not batch:
            return
        (last,) = self._connection.execute(f"SELECT coalesce(max(rowid), 0) FROM temp.{table}").fetchone()  # noqa: S608
        if self._connection.executemany(statements.STAGE[table], batch).rowcount < len(batch):
            new = f"SELECT arkiv, system_id FROM temp.{table} WHERE rowid > ?"  # noqa: S608 - constants only
            staged = set(self._connection.execute(new, (last,)))
            firsts: dict[Row, Row] = {}
            for row in batch:
                if row[:2] in staged:
                    staged.remove(row[:2])
                    firsts[row[:2]] = row  # the first of the batch is the one that is there
                else:
                    self._compare(table, row, firsts.get(row[:2]))
        if table == "innsak":
            self._cases_came(batch)

    def _compare(self, table: str, row: Row, first: Row | None) -> None:
        """The first of two records with the same systemID is used, unless they say the same."""
        first = (
            first
            or self._connection.execute(
                f"SELECT * FROM temp.{table} WHERE arkiv = ? AND system_id = ?",  # noqa: S608 - constants only
                row[:2],
            ).fetchone()
        )
        # What a case is filed under comes last, and may be said beside one of its entries alone.
        told = -1 if table == "innsak" else None
        if first[:told] != row[:told]:
            self._repeated(table, row)
