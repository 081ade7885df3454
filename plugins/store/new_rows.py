"""The parts that many new rows lie in, noted all at once when the rows are there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from plugins.store import changes

_NEW = """
INSERT INTO utsnitt (slag, nokkel, antall, nr)
SELECT '{kind}', {key}, {count}, (SELECT nr FROM apen) FROM {origin} WHERE {new} GROUP BY {columns}
ON CONFLICT DO UPDATE SET antall = antall + excluded.antall, nr = excluded.nr
WHERE nr <> excluded.nr OR excluded.antall <> 0
"""


_PARTS: dict[str, tuple[tuple[changes.PartKind, str, str, str], ...]] = {
    "journalpost": (
        ("dag", "coalesce(n.journaldato, '')", "n.journaldato", "count(*)"),
        ("sak", "n.arkiv || '/' || n.saksmappe_id", "n.arkiv, n.saksmappe_id", "0"),
        ("nummer", f"n.arkiv || '/' || n.journalaar || '/' || (n.journalsekvensnummer / {changes.BLOCK})",
         f"n.arkiv, n.journalaar, n.journalsekvensnummer / {changes.BLOCK}", "0"),
    ),
    "saksmappe": (
        ("sak", "n.arkiv || '/' || n.system_id", "n.arkiv, n.system_id", "0"),
        ("saksdag", "coalesce(n.saksdato, '')", "n.saksdato", "0"),
        ("saksnummer", "n.saksaar || '/' || n.sakssekvensnummer", "n.saksaar, n.sakssekvensnummer", "0"),
    ),
}  # fmt: skip
"""Kinds of parts that rows of a table lie in, their keys, the columns that make them, and how much each row
counts. The keys are made of the columns when these are grouped, which are fewer.
"""
_OLD_CASES = "SELECT 1 FROM utsnitt WHERE slag = 'sak' AND nr < (SELECT nr FROM apen) LIMIT 1"
_MEETINGS = "SELECT 1 FROM moetesak LIMIT 1"
_ONLY_WITH: dict[tuple[str, changes.PartKind], str] = {
    ("journalpost", "sak"): _OLD_CASES, ("journalpost", "mote"): _MEETINGS, ("saksmappe", "mote"): _MEETINGS,
}  # fmt: skip
"""What must be there, or the rows have nothing to note. Entries lie in cases: when all of these are noted in
this change already, as in the first one, nothing is left.
"""


def _notes(table: str, *, are_most: bool) -> Iterator[tuple[changes.PartKind, str]]:
    """SQL that notes all rows of a table after a rowid, as its trigger would have noted them one by one.

    ``are_most`` says that they are most of the table, so that it pays to walk through its indexes, which
    have the rows in order.
    """
    new = "+n.rowid > ?1" if are_most else "n.rowid > ?1"
    for kind, key, columns, count in _PARTS[table]:
        grouped = columns if are_most else f"+{columns.replace(', ', ', +')}"
        yield (
            kind,
            _NEW.format(kind=kind, key=key, count=count, origin=f"{table} n", new=new, columns=grouped),
        )
    meetings = f"{table} n CROSS JOIN moetesak m ON m.arkiv = n.arkiv AND m.journalpost_id = n.system_id"
    yield "mote", _NEW.format(
        kind="mote", key="m.arkiv || '/' || m.moete_id", count="0", origin=meetings, new=new,
        columns="m.arkiv, m.moete_id",
    )  # fmt: skip


@contextmanager
def noted_together(connection: sqlite3.Connection, table: str) -> Iterator[None]:
    """Within an open change: the rows that are new to a table are noted all at once when they are there.

    Of those that become others, each is noted by itself as always.
    """
    (last,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()  # noqa: S608
    connection.execute("UPDATE apen SET samlet = 1")
    yield
    connection.execute("UPDATE apen SET samlet = 0")
    (now,) = connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()  # noqa: S608
    for kind, statement in _notes(table, are_most=now > 2 * last):
        needed = _ONLY_WITH.get((table, kind))
        if needed is None or connection.execute(needed).fetchone():
            connection.execute(statement, (last,))
