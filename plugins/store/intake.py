"""One delivery file on its way into the store: staged first, then joined and moved in one transaction.

Neither format can be joined in one pass: Noark 5 says a case's number after its entries, and JSON-LD is an
unordered graph. So everything valid is staged in temporary tables on disk, and SQLite joins it at the end.
A process that dies on the way leaves nothing behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Self

from plugins.model import sensitive
from plugins.model.archive import Journalpost, Moetemappe, Saksmappe
from plugins.store import bulk, changes, judgements, questions, rows, schema, statements, withdrawal
from plugins.store.agenda_judgements import with_old_title, without_held_items
from plugins.store.deliveries import Sha256, was_read_under_older
from plugins.store.judgements import Waiting, wait
from plugins.store.meeting_writer import MeetingWriter
from plugins.store.merge import first_of_each, merged
from plugins.store.staging import Staging
from plugins.store.store import Store
from plugins.store.types import Counts, Quarantined, StoreError

PLACE_PREFIX = "nr. "
"""Begins the name of an entry that is known by its place in the file only."""
_TITLED = itemgetter(*map(schema.CASE_COLUMNS.index, ("arkiv", "system_id", "tittel")))


class Intake:
    """A context manager around one file's transaction; leaving it without ``commit`` undoes everything.

    ``sha256`` is the file's hash, or gives it when it is asked for: of a store that nothing was brought into,
    not before the end. ``rules`` is the version of the importer's rules: a file read under older rules is
    read again. ``units`` are the names of the municipality's units, which are no words of special categories.
    """

    def __init__(  # noqa: PLR0913 - what is known of a file, once
        self,
        store: Store,
        *,
        file: str,
        sha256: str | Sha256,
        rules: int,
        now: datetime,
        units: Iterable[str] = (),
    ) -> None:
        self._store, self._units = store, tuple(units)
        self._connection = store.connection
        self._sha256 = partial(str, sha256) if isinstance(sha256, str) else sha256
        self._file, self._rules, self._now = file, rules, now
        self._staging = Staging(self._connection, self._hold_duplicate, self._note_cases)
        self._meetings: dict[tuple[str, str], Moetemappe] = {}
        self._withdrawn: list[withdrawal.Named] = []
        self._with_old_titles: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        bulk.let_first_be_copied(self._connection)
        try:
            self._connection.execute("BEGIN")
            changes.open_change(self._connection)
            self._staging.open()
        except BaseException:
            bulk.undo(self._connection)
            raise
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Undo what is not committed. Raises StoreError when the disk, not the delivery, was the trouble."""
        bulk.undo(self._connection)
        if isinstance(error, sqlite3.Error):
            full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            cause = "disken er full, frigjør plass" if full else str(error)
            raise StoreError(
                f"{self._file}: lageret tar ikke imot ({cause}). Ingenting av filen er tatt inn."
            ) from error

    def add_case(self, case: Saksmappe) -> None:
        """Stage a valid case."""
        self.stage_cases((rows.case_row(case),))

    def stage_cases(self, cases: Iterable[rows.Row]) -> None:
        """Stage valid cases as the rows they are stored as."""
        self._staging.add("innsak", cases)

    def add_entry(self, entry: Journalpost) -> None:
        """Stage a valid entry; its case may come before, after, or be known already."""
        self.stage_entries((rows.entry_row(entry),))

    def stage_entries(self, entries: Iterable[rows.Row]) -> None:
        """Stage valid entries as the rows they are stored as."""
        self._staging.add("innpost", entries)

    def add_meeting(self, meeting: Moetemappe) -> None:
        """Stage a valid meeting with its agenda. Meetings are few: they wait in memory."""
        for parts in (meeting.saker, meeting.dokumenter):
            first = first_of_each(parts)
            for part in parts:
                if part not in first:
                    self._hold_repeated(meeting.arkiv, part.system_id)
        key = (meeting.arkiv, meeting.system_id)
        self._meetings[key] = merged(self._meetings.get(key), meeting)

    def hold(self, finding: Quarantined) -> None:
        """Put an entry in quarantine. It must not be added as well."""
        h = finding
        told = (h.file, h.entry, h.field, h.value, h.reason, h.remedy, h.when.isoformat(), h.arkiv)
        self._staging.add("funn", [(*told, h.journalaar, h.journalsekvensnummer)])

    def hold_for_human(self, finding: Quarantined, seen: str) -> None:
        """Put a record in quarantine until somebody lets it through as it is now, by its fingerprint."""
        self.hold(finding)
        wait(self._connection, finding.arkiv, finding.entry, seen, self._file)

    def refuse_case(self, arkiv: str, system_id: str) -> None:
        """Hold back all entries that this file puts in a case that is itself in quarantine."""
        self._connection.execute("INSERT OR IGNORE INTO temp.avvist VALUES (?, ?)", (arkiv, system_id))

    def note_telling(self, arkiv: str, system_id: str) -> None:
        """An entry has a word of a special category: it is held when its case names somebody."""
        self._connection.execute("INSERT OR IGNORE INTO temp.forteller VALUES (?, ?)", (arkiv, system_id))

    def withdraw(self, named: withdrawal.Named) -> None:
        """Take a record out of the store, also when this file delivers it."""
        self._withdrawn.append(named)

    def commit(self, hide: Callable[[Iterable[str]], None] = lambda documents: None) -> Counts:
        """Join what is staged, move it into the store, and make it durable. Returns what changed.

        ``hide`` is told which search documents are withdrawn, before they are: a process that dies between
        the two has hidden too much until the next build, and never shown too much.
        """
        self._staging.flush()
        self._heed_withdrawals()
        self._connection.execute(statements.BY_CASE)
        self._hold_cases()
        self._hold_entries_without_case()
        self._hold_for_their_cases()
        self._take_out_held(hide)
        counts = bulk.move(self._connection, "innsak", "saksmappe")
        counts += bulk.move(self._connection, "innpost", "journalpost")
        counts += MeetingWriter(self._store).bring_in(self._meetings.values(), self._now)
        held = self._write_quarantine()
        counts += self._withdraw(hide)
        self._connection.execute(
            "INSERT INTO levering VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET regler = excluded.regler",
            (self._sha256(), self._rules, self._file, self._now.isoformat()),
        )
        self._staging.close()
        changes.close_change(self._connection, f"{self._sha256()} {self._rules}")
        self._connection.execute("COMMIT")
        return replace(counts, quarantined=held)

    def _heed_withdrawals(self) -> None:
        """A file that was read before a withdrawal brings nothing back; a new one names the record anew."""
        connection = self._connection
        if not withdrawal.any_remembered(connection):
            return
        if read := withdrawal.read_before(connection, self._sha256()):
            withdrawal.drop_staged(connection, read)
            kept = (withdrawal.without_withdrawn(connection, m, read) for m in self._meetings.values())
            self._meetings = {(m.arkiv, m.system_id): m for m in kept if m is not None}
        else:
            withdrawal.name_anew(connection, self._parts_of_meetings())

    def _take_out_held(self, hide: Callable[[Iterable[str]], None]) -> None:
        """What the file brought in under older rules does not stay in the store when it is held now."""
        if not was_read_under_older(self._connection, self._sha256, self._rules):
            return
        self._staging.flush()
        self._connection.execute(statements.HELD)
        held = set(self._connection.execute(statements.HELD_ALONE)) - self._with_old_titles
        withdrawer = withdrawal.Withdrawer(self._store, MeetingWriter(self._store).replace)
        hide(withdrawer.take_out(held, self._meetings.values()))

    def _withdraw(self, hide: Callable[[Iterable[str]], None]) -> Counts:
        if not self._withdrawn:
            return Counts()
        withdrawer = withdrawal.Withdrawer(self._store, MeetingWriter(self._store).replace)
        done = withdrawer.withdraw(self._withdrawn, self._now)
        hide(done.documents)
        return Counts(withdrawn=done.found, not_here=len(self._withdrawn) - done.found)

    def _note_cases(self, cases: Iterable[rows.Row]) -> None:
        judgements.note_sensitive(self._connection, map(_TITLED, cases), self._units)

    def _hold_duplicate(self, table: str, row: rows.Row) -> None:
        self._hold_repeated(row[0], row[1], row[3:5] if table == "innpost" else ())

    def _hold_repeated(self, arkiv: str, system_id: str, number: Sequence[int] = ()) -> None:
        self._hold_row(
            arkiv, system_id, "systemID", system_id,
            "to poster i filen har samme systemID og ulikt innhold; den første er brukt",
            "gi postene hver sin systemID og lever på nytt", number=number,
        )  # fmt: skip

    def _hold_entries_without_case(self) -> None:
        self._hold_found(
            statements.OF_REFUSED_CASE, "saken som posten hører til, er i karantene",
            "rett saken og lever den på nytt med postene",
        )  # fmt: skip
        self._connection.execute(statements.OUTSIDE)
        self._hold_found(
            statements.WITHOUT_CASE, "saken som posten hører til, er ikke levert",
            "lever saksmappen sammen med posten",
        )  # fmt: skip

    def _hold_found(self, query: str, reason: str, remedy: str) -> None:
        found = self._connection.execute(query).fetchall()
        for arkiv, system_id, case_id, *number in found:
            self._hold_row(arkiv, system_id, "saksmappe", case_id, reason, remedy, number=number)
        if found:
            self._connection.execute(statements.UNSTAGE.format(query))

    def _hold_cases(self) -> None:
        """Hold cases that must not stand above what is in the store. A new one is held with its entries."""
        for one, reason in questions.of_cases(self._connection, self._units, self._meetings):
            self._hold_waiting("innsak", one, "offentligTittel", reason)
            self._with_old_titles.add(one[:2])
            if self._store.saksmappe(one.arkiv, one.entry) is None:
                self.refuse_case(one.arkiv, one.entry)

    def _hold_for_their_cases(self) -> None:
        for one, reason in questions.of_entries(self._connection, self._units, self._meetings):
            self._hold_waiting("innpost", one, "saksmappe", reason)
        for key, meeting in self._meetings.items():
            titled, waiting = with_old_title(self._connection, meeting, self._units)
            if waiting is not None:
                self._with_old_titles.add(key)
                self._note_waiting(waiting, "tittel", f"en sak i møtet {waiting.found.reason}")
            self._meetings[key], held = without_held_items(self._connection, titled, self._units)
            for one in held:
                self._note_waiting(one, "saksmappe", f"{one.found.reason} sammen med saken den gjelder")

    def _hold_waiting(self, table: str, one: Waiting, field: str, reason: str) -> None:
        self._note_waiting(one, field, reason)
        self._connection.execute(
            f"DELETE FROM temp.{table} WHERE arkiv = ? AND system_id = ?",  # noqa: S608 - constants only
            (one.arkiv, one.entry),
        )

    def _note_waiting(self, one: Waiting, field: str, reason: str) -> None:
        self._hold_row(
            one.arkiv, one.entry, field, one.found.word, reason, sensitive.REMEDY, number=one.number
        )
        wait(self._connection, one.arkiv, one.entry, one.seen, self._file)

    def _hold_row(self, arkiv: str, entry: str, *said: str, number: Sequence[int] = ()) -> None:
        """``said`` is the field, its value, the reason and the remedy."""
        row = (self._file, entry, *said, self._now.isoformat(), arkiv, *(number or (0, 0)))
        self._staging.add("funn", [row])

    def _write_quarantine(self) -> int:
        """Findings of this file are added, those that this file mends are removed; how many it holds back.

        An entry known by its place alone is mended when the file of that name comes again without the fault.
        """
        self._staging.flush()
        self._connection.execute(statements.HELD)
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.inmoete VALUES (?, ?)", self._parts_of_meetings()
        )
        self._connection.execute(statements.MENDED)
        self._connection.execute(statements.MENDED_BY_PLACE, (self._file, f"{PLACE_PREFIX}%"))
        self._connection.execute(statements.HOLD)
        held: int = self._connection.execute(statements.HOW_MANY_HELD).fetchone()[0]
        return held

    def _parts_of_meetings(self) -> Iterator[tuple[str, str]]:
        for (arkiv, system_id), meeting in self._meetings.items():
            yield arkiv, system_id
            yield from ((arkiv, item.system_id) for item in meeting.saker)
            yield from ((arkiv, document.system_id) for document in meeting.dokumenter)
