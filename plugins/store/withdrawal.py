"""What the archive withdraws (``trekkTilbake``, ``slettemelding``): taken out, and kept out.

A withdrawal is remembered. A file that was read before it does not bring the record back when it is read
again; a delivery that is new does, for then the archive has named the record anew.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from plugins.model.archive import Moetedokument, Moetemappe, Moetesak
from plugins.model.document import document_id
from plugins.store import rows, schema
from plugins.store.store import Store

_WITHDRAWN = """
EXISTS (SELECT 1 FROM main.trukket t WHERE t.system_id = {id} AND t.arkiv IN ('', {arkiv}) AND t.tid >= ?)
"""
_OLD = tuple(
    f"DELETE FROM temp.{table} WHERE {_WITHDRAWN.format(id=column, arkiv='arkiv')}"  # noqa: S608 - constants only
    for table, column in (("innsak", "system_id"), ("innpost", "system_id"), ("innpost", "saksmappe_id"))
)
_NAMED_ANEW = """
DELETE FROM trukket WHERE EXISTS (
    SELECT 1 FROM temp.{staged} p WHERE p.system_id = trukket.system_id AND trukket.arkiv IN ('', p.arkiv)
)
"""
_REMEMBER = """
INSERT INTO trukket (system_id, arkiv, tid) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET tid = excluded.tid
"""
_FORGET_NUMBER = """
DELETE FROM trukket_nummer WHERE EXISTS (
    SELECT 1 FROM temp.{staged} p
    WHERE p.arkiv = trukket_nummer.arkiv AND p.system_id = trukket_nummer.system_id
)
"""
_KEEP_NUMBER = """
INSERT INTO trukket_nummer (arkiv, system_id, journalaar, journalsekvensnummer)
SELECT arkiv, {id}, journalaar, journalsekvensnummer FROM {table}
WHERE {id} = ?1 COLLATE NOCASE AND ?2 IN ('', arkiv) AND journalsekvensnummer > 0
ON CONFLICT DO UPDATE
SET journalaar = excluded.journalaar, journalsekvensnummer = excluded.journalsekvensnummer
"""
_KEEP_NUMBER_OF_ENTRY = _KEEP_NUMBER.format(table="journalpost", id="system_id")
_KEEP_NUMBER_OF_HELD = _KEEP_NUMBER.format(table="karantene", id="post")
_HELD = tuple(
    f"DELETE FROM {table} WHERE post = ? COLLATE NOCASE AND ? IN ('', arkiv)"  # noqa: S608 - constants only
    for table in ("karantene", "vurdering")
)

Part = TypeVar("Part", Moetesak, Moetedokument)
MeetingWriter = Callable[[Moetemappe], None]


class Named(NamedTuple):
    """What a message names: its systemID, its archive if said, and whether it can be a document alone."""

    system_id: str
    arkiv: str
    may_be_document: bool


@dataclass(slots=True)
class Withdrawal:
    """What a delivery's withdrawals come to. ``documents`` are the search documents that must go at once."""

    found: int
    documents: tuple[str, ...]


def any_remembered(connection: sqlite3.Connection) -> bool:
    """Whether anything is withdrawn at all; nearly always nothing is."""
    query = "SELECT 1 FROM trukket UNION ALL SELECT 1 FROM trukket_nummer LIMIT 1"
    return connection.execute(query).fetchone() is not None


def read_before(connection: sqlite3.Connection, sha256: str) -> str:
    """When a file was first read; empty for one that never was."""
    row = connection.execute("SELECT tid FROM levering WHERE sha256 = ?", (sha256,)).fetchone()
    return row[0] if row else ""


def drop_staged(connection: sqlite3.Connection, read: str) -> None:
    """Take out of the staging what was withdrawn after the file was first ``read``, and its entries."""
    for query in _OLD:
        connection.execute(query, (read,))
    since = "SELECT system_id, arkiv FROM trukket WHERE tid >= ?"
    named = [
        Named(system_id, arkiv, may_be_document=True)
        for system_id, arkiv in connection.execute(since, (read,))
    ]
    for _ in _without_papers(connection, "temp.innpost", named):
        pass


def without_withdrawn(connection: sqlite3.Connection, meeting: Moetemappe, read: str) -> Moetemappe | None:
    """A staged meeting without what was withdrawn after its file was ``read``; None if it was itself."""
    since = "SELECT lower(system_id) FROM trukket WHERE arkiv IN ('', ?) AND tid >= ?"
    gone = {system_id for (system_id,) in connection.execute(since, (meeting.arkiv, read))}
    if meeting.system_id.lower() in gone:
        return None
    return _without(meeting, gone)


def name_anew(connection: sqlite3.Connection, parts: Iterable[tuple[str, str]]) -> None:
    """Forget the withdrawal of all that a new delivery has staged, and of these archives and systemIDs."""
    for staged in ("innsak", "innpost", "funn"):
        connection.execute(_NAMED_ANEW.format(staged=staged))
    for staged in ("innpost", "funn"):
        connection.execute(_FORGET_NUMBER.format(staged=staged))
    forget = "DELETE FROM trukket WHERE arkiv IN ('', ?) AND system_id = ?"
    connection.executemany(forget, parts)


class Withdrawer:
    """Takes out of the store what messages name."""

    def __init__(self, store: Store, write_meeting: MeetingWriter) -> None:
        self._store, self._connection = store, store.connection
        self._write_meeting = write_meeting
        self._documents: dict[str, None] = {}

    def withdraw(self, named: list[Named], now: datetime) -> Withdrawal:
        """Take out all that is named, and remember it."""
        found = 0
        left: list[Named] = []
        for one in named:
            self._connection.execute(_REMEMBER, (one.system_id, one.arkiv, now.isoformat()))
            self._connection.execute(_KEEP_NUMBER_OF_HELD, one[:2])
            held = sum(self._connection.execute(query, one[:2]).rowcount for query in _HELD)
            gone = sum(self._take_out(one, arkiv) for arkiv in self._archives(one))
            found += bool(gone or held)
            if not gone and one.may_be_document:
                left.append(one)
        found += self._take_out_documents(left)
        return Withdrawal(found, tuple(self._documents))

    def take_out(self, held: set[tuple[str, str]], meetings: Iterable[Moetemappe]) -> tuple[str, ...]:
        """Take out what is held, and such parts of meetings. Returns the search documents that must go."""
        for arkiv, system_id in sorted(held):
            self._entry(arkiv, system_id)
            self._case(arkiv, system_id)
            self._meeting(arkiv, system_id)
        for meeting in meetings:
            kept = {item.system_id for item in meeting.saker} | {d.system_id for d in meeting.dokumenter}
            gone = {name.lower() for arkiv, name in held if arkiv == meeting.arkiv and name not in kept}
            self._rewrite_meeting(meeting.arkiv, meeting.system_id, gone)
        return tuple(self._documents)

    def _archives(self, one: Named) -> list[str]:
        if one.arkiv:
            return [one.arkiv]
        tables = "SELECT DISTINCT arkiv FROM saksmappe UNION SELECT DISTINCT arkiv FROM moetemappe"
        return [arkiv for (arkiv,) in self._connection.execute(tables)]

    def _take_out(self, one: Named, arkiv: str) -> int:
        return (
            self._entry(arkiv, one.system_id)
            + self._case(arkiv, one.system_id)
            + self._meeting(arkiv, one.system_id)
            + self._part_of_meeting(arkiv, one.system_id)
        )

    def _ids(self, table: str, arkiv: str, system_id: str) -> list[str]:
        query = schema.ids_in_any_case(table)
        return [found for (found,) in self._connection.execute(query, (arkiv, system_id))]

    def _delete(self, table: str, arkiv: str, system_id: str) -> None:
        query = f"DELETE FROM {table} WHERE arkiv = ? AND system_id = ?"  # noqa: S608 - constants only
        self._connection.execute(query, (arkiv, system_id))

    def _entry(self, arkiv: str, system_id: str) -> int:
        found = self._ids("journalpost", arkiv, system_id)
        for entry in found:
            self._connection.execute(_KEEP_NUMBER_OF_ENTRY, (entry, arkiv))
            self._delete("journalpost", arkiv, entry)
            self._hide("journalpost", arkiv, entry)
        return len(found)

    def _case(self, arkiv: str, system_id: str) -> int:
        found = self._ids("saksmappe", arkiv, system_id)
        of_case = "SELECT system_id FROM journalpost WHERE arkiv = ? AND saksmappe_id = ?"
        for case in found:
            for (entry,) in self._connection.execute(of_case, (arkiv, case)).fetchall():
                self._entry(arkiv, entry)
            self._delete("saksmappe", arkiv, case)
            self._hide("sak", arkiv, case)
        return len(found)

    def _meeting(self, arkiv: str, system_id: str) -> int:
        found = self._ids("moetemappe", arkiv, system_id)
        for meeting in found:
            self._hide_meeting(arkiv, meeting)
            self._connection.execute(
                "DELETE FROM moetesak WHERE arkiv = ? AND moete_id = ?", (arkiv, meeting)
            )
            self._delete("moetemappe", arkiv, meeting)
        return len(found)

    def _part_of_meeting(self, arkiv: str, system_id: str) -> int:
        """An agenda item, a meeting document, or a document of either."""
        query = "SELECT system_id FROM moetemappe WHERE arkiv = ? AND instr(lower(innhold), ?)"
        key = system_id.lower()
        return sum(
            self._rewrite_meeting(arkiv, meeting, {key})
            for (meeting,) in self._connection.execute(query, (arkiv, key)).fetchall()
        )

    def _rewrite_meeting(self, arkiv: str, meeting_id: str, gone: set[str]) -> bool:
        meeting = self._store.meeting(arkiv, meeting_id)
        if meeting is None or _without(meeting, gone) == meeting:
            return False
        self._hide_meeting(arkiv, meeting_id)
        query = "SELECT arkiv, system_id, innhold FROM moetemappe WHERE arkiv = ? AND system_id = ?"
        stored = self._connection.execute(query, (arkiv, meeting_id)).fetchone()
        self._write_meeting(_without(rows.meeting_from(stored, {}), gone))
        return True

    def _hide_meeting(self, arkiv: str, meeting_id: str) -> None:
        """A meeting and the cases that it treated, whose documents say so."""
        self._hide("mote", arkiv, meeting_id)
        meeting = self._store.meeting(arkiv, meeting_id)
        for item in meeting.saker if meeting else ():
            if item.saksmappe_id:
                self._hide("sak", arkiv, item.saksmappe_id)

    def _take_out_documents(self, named: list[Named]) -> int:
        """Documents of entries: one reading of them all, however many are named."""
        found = 0
        for arkiv, system_id, papers in _without_papers(self._connection, "journalpost", named):
            self._hide("journalpost", arkiv, system_id)
            found += papers
        return found

    def _hide(self, kind: str, arkiv: str, system_id: str) -> None:
        self._documents[document_id(kind, arkiv, system_id)] = None


def _without_papers(
    connection: sqlite3.Connection, table: str, named: list[Named]
) -> Iterator[tuple[str, str, int]]:
    """Take documents that are named out of entries; gives each entry with how many it lost."""
    if not named:
        return
    wanted = re.compile("|".join(re.escape(json.dumps(n.system_id, ensure_ascii=False)) for n in named), re.I)
    query = f"SELECT arkiv, system_id, dokumenter FROM {table} WHERE dokumenter <> '[]'"  # noqa: S608
    hits = [row for row in connection.execute(query) if wanted.search(row[2])]
    for arkiv, system_id, papers in hits:
        gone = {n.system_id.lower() for n in named if n.arkiv in ("", arkiv)}
        found = json.loads(papers)
        kept = [paper for paper in found if paper[0].lower() not in gone]
        if len(kept) < len(found):
            text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
            update = f"UPDATE {table} SET dokumenter = ? WHERE arkiv = ? AND system_id = ?"  # noqa: S608
            connection.execute(update, (text, arkiv, system_id))
            yield arkiv, system_id, len(found) - len(kept)


def _without(meeting: Moetemappe, gone: set[str]) -> Moetemappe:
    """A meeting without the parts, and the documents of parts, with these ids in lower case."""
    return replace(
        meeting,
        saker=tuple(_papers_kept(meeting.saker, gone)),
        dokumenter=tuple(_papers_kept(meeting.dokumenter, gone)),
    )


def _papers_kept(parts: tuple[Part, ...], gone: set[str]) -> Iterator[Part]:
    for part in parts:
        if part.system_id.lower() not in gone:
            kept = tuple(paper for paper in part.dokumenter if paper.system_id.lower() not in gone)
            yield replace(part, dokumenter=kept)
