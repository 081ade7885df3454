"""What has changed in the store, part by part, so that nobody must read a million entries to find out.

A *part* is what one page or one list rests on: a day, a case, a case number, a meeting, a block of running
numbers (also of what is held back or withdrawn). Triggers note each change on the parts it touches, whoever
writes, with the number of the change that is open; a write outside an open change is refused. A change that
touched nothing leaves no trace, so that the same delivery twice changes no byte.

Each change has a *mark*, a hash of the mark before it and of what was read: two stores with the same mark
have been through the same deliveries, also when one is an older copy that has been put back.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple, get_args

PartKind = Literal["dag", "sak", "saksdag", "saksnummer", "mote", "nummer"]
"""A day («2026-11-20», or «» for the undated), a case («arkiv/systemID»), a day that cases
begin on, a case number («2026/1234»), a meeting («arkiv/systemID»), and a block of running numbers
(«arkiv/2026/4»)."""

HOW_MANY_WAIT = """
SELECT count(*) FROM (SELECT DISTINCT CASE WHEN post LIKE 'nr. %' THEN fil END, arkiv, post FROM karantene)
"""
"""Records in quarantine: one that comes again with a fault is one; one by its place alone is its file's."""

BLOCK = 1000
"""How many running numbers a block has: a new day touches one or two of a year's."""


class Part(NamedTuple):
    """A part of the store that has changed, and the mark of the last change in it."""

    kind: PartKind
    key: str
    mark: bytes


def key_of_record(arkiv: str, system_id: str) -> str:
    """The key of a case or a meeting. An archive's name holds no «/»."""
    return f"{arkiv}/{system_id}"


def _mark(kind: PartKind, key: str, *, origin: str = "") -> str:
    """SQL that notes a change on a part. ``origin`` is where the key's columns come from, if from a table."""
    return (
        f"INSERT INTO utsnitt (slag, nokkel, antall, nr) SELECT '{kind}', {key}, 0, (SELECT nr FROM apen) "  # noqa: S608
        f"{origin or 'WHERE true'} ON CONFLICT DO UPDATE SET nr = excluded.nr WHERE nr <> excluded.nr;"
    )


def _entry(row: str, change: Literal["+ 1", "- 1"]) -> str:
    """The parts that an entry lies in, and how many entries its day has."""
    day = f"coalesce({row}.journaldato, '')"
    block = f"({row}.journalsekvensnummer / {BLOCK})"
    counted = (
        f"INSERT INTO utsnitt (slag, nokkel, antall, nr) VALUES ('dag', {day}, 0 {change}, (SELECT nr FROM apen)) "  # noqa: S608, E501
        f"ON CONFLICT DO UPDATE SET antall = antall {change}, nr = excluded.nr;"
    )
    return "\n".join(
        (
            counted,
            _mark("sak", f"{row}.arkiv || '/' || {row}.saksmappe_id"),
            _mark("nummer", f"{row}.arkiv || '/' || {row}.journalaar || '/' || {block}"),
            _meetings_that_name(row),
        )
    )


def _meetings_that_name(row: str) -> str:
    """Meetings whose agenda refers to an entry, or to a case in an entry's place."""
    origin = f"FROM moetesak WHERE arkiv = {row}.arkiv AND journalpost_id = {row}.system_id"
    return _mark("mote", "arkiv || '/' || moete_id", origin=origin)


def _case(row: str) -> str:
    number = f"{row}.saksaar || '/' || {row}.sakssekvensnummer"
    return "\n".join(
        (
            _mark("sak", f"{row}.arkiv || '/' || {row}.system_id"),
            _mark("saksdag", f"coalesce({row}.saksdato, '')"),
            _mark("saksnummer", number),
            _meetings_that_name(row),
        )
    )


def _days_of_another_number() -> str:
    """The days whose entries lie in a case that gets another number: who lists the cases of a day by their
    numbers rests on that.
    """
    number = "(old.saksaar, old.sakssekvensnummer) IS NOT (new.saksaar, new.sakssekvensnummer)"
    of_case = f"FROM journalpost WHERE arkiv = new.arkiv AND saksmappe_id = new.system_id AND {number}"
    return _mark("dag", "coalesce(journaldato, '')", origin=of_case)


def _meeting(row: str) -> str:
    return _mark("mote", f"{row}.arkiv || '/' || {row}.system_id")


def _item(row: str) -> str:
    """The cases that an agenda item may be about: named, its entry's, or one in an entry's place."""
    of_entry = f"FROM journalpost WHERE arkiv = {row}.arkiv AND system_id = {row}.journalpost_id"
    named = (
        _mark("sak", f"{row}.arkiv || '/' || {row}.{column}", origin=f"WHERE {row}.{column} <> ''")
        for column in ("saksmappe_id", "journalpost_id")
    )
    return "\n".join((*named, _mark("sak", "arkiv || '/' || saksmappe_id", origin=of_entry)))


def _number(row: str) -> str:
    """The block of a running number that is told of what is not in the journal."""
    block = f"({row}.journalsekvensnummer / {BLOCK})"
    key = f"{row}.arkiv || '/' || {row}.journalaar || '/' || {block}"
    return _mark("nummer", key, origin=f"WHERE {row}.journalsekvensnummer > 0")


_ONE_BY_ONE = "WHEN NOT (SELECT samlet FROM apen) "
TOGETHER = ("journalpost", "saksmappe")
"""The tables whose new rows may be noted all at once (``plugins/store/new_rows.py``)."""

LEFT_OUT = ("karantene", "trukket_nummer")
"""The tables that keep running numbers of what is not in the journal."""


def _triggers() -> Iterator[str]:
    """For each table: what is noted of a row that comes, that goes, and that becomes another."""
    for table, old, new, changed in (
        ("journalpost", _entry("old", "- 1"), _entry("new", "+ 1"), ""),
        ("saksmappe", _case("old"), _case("new"), _days_of_another_number()),
        ("moetemappe", _meeting("old"), _meeting("new"), ""),
        ("moetesak", _item("old"), _item("new"), ""),
        *((table, _number("old"), _number("new"), "") for table in LEFT_OUT),
    ):
        for event, body in (("INSERT", new), ("DELETE", old), ("UPDATE", f"{old}\n{new}\n{changed}")):
            each = _ONE_BY_ONE if event == "INSERT" and table in TOGETHER else ""
            name = f"{table}_{event.lower()}"
            yield f"DROP TRIGGER IF EXISTS {name};"
            yield f"CREATE TRIGGER {name} AFTER {event} ON {table} {each}BEGIN\n{body}\nEND;"


TRIGGERS = "\n".join(_triggers())
"""Gives a store these triggers, whichever it has."""


SCHEMA = "\n".join(
    (
        "CREATE TABLE historie (nr INTEGER PRIMARY KEY, merke BLOB NOT NULL);",
        "CREATE TABLE apen (nr INTEGER PRIMARY KEY, samlet INTEGER NOT NULL DEFAULT 0);",
        "CREATE TABLE utsnitt (slag TEXT NOT NULL, nokkel TEXT NOT NULL, antall INTEGER NOT NULL, "
        "nr INTEGER NOT NULL, PRIMARY KEY (slag, nokkel)) WITHOUT ROWID;",
        "CREATE INDEX utsnitt_nr ON utsnitt (slag, nr);",
        TRIGGERS,
    )
)

COLUMN_OF_7 = "ALTER TABLE apen ADD COLUMN samlet INTEGER NOT NULL DEFAULT 0;"
"""What the tables of version 6 lack."""


def open_change(connection: sqlite3.Connection) -> None:
    """Begin a change, in the transaction that makes it. Nothing of the archive can be written without one."""
    connection.execute("INSERT INTO apen (nr) SELECT coalesce(max(nr), 0) + 1 FROM historie")


def close_change(connection: sqlite3.Connection, what: str) -> None:
    """End the change before the commit; ``what`` tells it from others (the delivery's hash and the rules)."""
    (number,) = connection.execute("DELETE FROM apen RETURNING nr").fetchone()
    touched = any(
        connection.execute("SELECT 1 FROM utsnitt WHERE slag = ? AND nr = ?", (kind, number)).fetchone()
        for kind in get_args(PartKind)
    )
    if touched:
        before = connection.execute("SELECT merke FROM historie WHERE nr = ?", (number - 1,)).fetchone()
        mark = hashlib.sha256((before[0] if before else b"") + what.encode()).digest()[:16]
        connection.execute("INSERT INTO historie VALUES (?, ?)", (number, mark))


@contextmanager
def change(connection: sqlite3.Connection, what: str) -> Iterator[None]:
    """One change as a transaction of its own; all or nothing of what is written within."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        open_change(connection)
        yield
        close_change(connection, what)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


class Changes:
    """The store's history, for whoever keeps something that was made of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last(self) -> tuple[int, bytes]:
        """The number and the mark of the last change; (0, b"") of a store that has had none."""
        row = self._connection.execute("SELECT nr, merke FROM historie ORDER BY nr DESC LIMIT 1").fetchone()
        return (0, b"") if row is None else row

    def has_been(self, number: int, mark: bytes) -> bool:
        """Whether this store has once been as it was at that change; any store has been empty."""
        if number == 0:
            return True
        row = self._connection.execute("SELECT merke FROM historie WHERE nr = ?", (number,)).fetchone()
        return row is not None and row[0] == mark

    def since(self, number: int) -> Iterator[Part]:
        """The parts that have changed after a change, with their marks as they are now."""
        for kind in get_args(PartKind):
            yield from map(Part._make, self._connection.execute(
                "SELECT slag, nokkel, merke FROM utsnitt JOIN historie USING (nr) WHERE slag = ? AND nr > ?",
                (kind, number),
            ))  # fmt: skip

    def mark(self, kind: PartKind, key: str) -> bytes:
        """The mark of the last change in a part; empty when it has never been."""
        row = self._connection.execute(
            "SELECT merke FROM utsnitt JOIN historie USING (nr) WHERE slag = ? AND nokkel = ?", (kind, key)
        ).fetchone()
        return b"" if row is None else row[0]

    def mark_of_all(self, kind: PartKind) -> bytes:
        """The mark of the last change in any part of a kind; empty when there is none."""
        row = self._connection.execute(
            "SELECT merke FROM historie WHERE nr = (SELECT max(nr) FROM utsnitt WHERE slag = ?)", (kind,)
        ).fetchone()
        return b"" if row is None else row[0]

    def delivered(self) -> str:
        """The day of the newest delivery (ISO 8601): it is no part, and may come of one that touched none."""
        newest = self._connection.execute("SELECT max(tid) FROM levering").fetchone()[0]
        return "" if newest is None else str(newest)[:10]

    def quarantined(self) -> int:
        """How many entries are held back: the quarantine is no part, and changes without leaving a mark."""
        count: int = self._connection.execute(HOW_MANY_WAIT).fetchone()[0]
        return count
