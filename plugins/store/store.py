"""The archive's deliveries, read back: parametrized, backed by an index, and streamed when long."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Self

from plugins.model import addresses
from plugins.model.archive import Journalpost, Moetemappe, Moetesak, Saksmappe
from plugins.store import changes, rows, schema
from plugins.store.lists import Lists
from plugins.store.types import Appointment, Quarantined

_CASE = f"SELECT {', '.join(schema.CASE_COLUMNS)} FROM saksmappe"  # noqa: S608 - constants only
_ENTRY = f"SELECT {', '.join(schema.ENTRY_COLUMNS)} FROM journalpost"  # noqa: S608 - constants only
_MEETING = "SELECT arkiv, system_id, innhold FROM moetemappe"
_BY_NUMBER = "ORDER BY journaldato, journalaar, journalsekvensnummer, arkiv, system_id"

# The case of an agenda item: said by the delivery, or that of the entry it refers to, or the case itself
# when the reference names a case. Joined at reading, so that the two may come in any order.
_CASES_OF_MEETING = """
SELECT m.system_id, coalesce(nullif(m.saksmappe_id, ''), j.saksmappe_id, s.system_id, '')
FROM moetesak m
LEFT JOIN journalpost j ON j.arkiv = m.arkiv AND j.system_id = m.journalpost_id
LEFT JOIN saksmappe s ON s.arkiv = m.arkiv AND s.system_id = m.journalpost_id
WHERE m.arkiv = ? AND m.moete_id = ?
"""
_MEETINGS_OF_CASE = """
SELECT DISTINCT moete_id FROM (
    SELECT moete_id FROM moetesak WHERE arkiv = :arkiv AND saksmappe_id = :sak
    UNION ALL SELECT moete_id FROM moetesak WHERE arkiv = :arkiv AND journalpost_id = :sak
    UNION ALL SELECT m.moete_id FROM journalpost j
        JOIN moetesak m ON m.arkiv = j.arkiv AND m.journalpost_id = j.system_id
        WHERE j.arkiv = :arkiv AND j.saksmappe_id = :sak
)
"""


class Store(Lists):
    """A context manager around one SQLite file. Everything read is a frozen record of the model."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open the store; the file and its tables are made when they are missing.

        ``read_only`` never makes a file: a missing one is an empty store. Raises StoreError when the file
        is damaged or of another version.
        """
        return cls(schema.connect(path, read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def saksmappe(self, arkiv: str, system_id: str) -> Saksmappe | None:
        """A case by archive and systemID."""
        row = self.connection.execute(
            f"{_CASE} WHERE arkiv = ? AND system_id = ?", (arkiv, system_id)
        ).fetchone()
        return None if row is None else rows.case_from(row)

    def saksmapper(self) -> Iterator[Saksmappe]:
        """All cases, by archive and systemID."""
        return map(rows.case_from, self.connection.execute(f"{_CASE} ORDER BY arkiv, system_id"))

    def saksmapper_with_number(self, year: int, sequence: int) -> tuple[Saksmappe, ...]:
        """The cases that share a number, one from each archive as a rule."""
        found = self.connection.execute(
            f"{_CASE} WHERE saksaar = ? AND sakssekvensnummer = ? ORDER BY arkiv, system_id", (year, sequence)
        )
        return tuple(map(rows.case_from, found))

    def entries_on(self, day: date | None) -> tuple[Journalpost, ...]:
        """The entries of one day (None: the undated), by journal year and running number."""
        value = None if day is None else day.isoformat()
        found = self.connection.execute(f"{_ENTRY} WHERE journaldato IS ? {_BY_NUMBER}", (value,))
        return tuple(map(rows.entry_from, found))

    def entries_among(self, day: date | None, keys: tuple[tuple[str, str], ...]) -> tuple[Journalpost, ...]:
        """The entries of a day that are named by archive and systemID, in the order they are named in.

        One that lies on another day is not among them.
        """
        query = f"{_ENTRY} WHERE arkiv = ? AND system_id = ? AND journaldato IS ?"
        value = None if day is None else day.isoformat()
        found = (self.connection.execute(query, (*key, value)).fetchone() for key in keys)
        return tuple(rows.entry_from(row) for row in found if row is not None)

    def entries_in_case(self, arkiv: str, saksmappe_id: str) -> tuple[Journalpost, ...]:
        """The entries of a case, by document number; two may share one, the journal's order decides then."""
        found = self.connection.execute(
            f"{_ENTRY} WHERE arkiv = ? AND saksmappe_id = ? "
            "ORDER BY journalpostnummer, journalaar, journalsekvensnummer, system_id",
            (arkiv, saksmappe_id),
        )
        return tuple(map(rows.entry_from, found))

    def names_in_case(self, arkiv: str, saksmappe_id: str) -> tuple[tuple[date | None, tuple[str, ...]], ...]:
        """The day of each entry in a case and the natural persons named in it, in the entries' order."""
        found = self.connection.execute(
            "SELECT journaldato, navn, parter FROM journalpost WHERE arkiv = ? AND saksmappe_id = ? "
            "ORDER BY journalpostnummer, journalaar, journalsekvensnummer, system_id",
            (arkiv, saksmappe_id),
        )
        return tuple(map(rows.names_from, found))

    def entries(self) -> Iterator[Journalpost]:
        """All entries by journal date, the undated last; never held in memory together."""
        for condition in ("IS NOT NULL", "IS NULL"):
            found = self.connection.execute(f"{_ENTRY} WHERE journaldato {condition} {_BY_NUMBER}")
            yield from map(rows.entry_from, found)

    def entry(self, arkiv: str, system_id: str) -> Journalpost | None:
        """An entry by archive and systemID."""
        row = self.connection.execute(
            f"{_ENTRY} WHERE arkiv = ? AND system_id = ?", (arkiv, system_id)
        ).fetchone()
        return None if row is None else rows.entry_from(row)

    def entry_at(self, arkiv: str, part: str) -> Journalpost | None:
        """The entry whose permanent address ends in ``part`` (``addresses.record_part`` of its systemID)."""
        found = self._system_id_at("journalpost", arkiv, part)
        return None if found is None else self.entry(arkiv, found)

    def saksmappe_at(self, arkiv: str, part: str) -> Saksmappe | None:
        """The case whose address ends in ``part``; the first where two differ in capitals alone."""
        found = self._system_id_at("saksmappe", arkiv, part)
        return None if found is None else self.saksmappe(arkiv, found)

    def meeting_at(self, arkiv: str, part: str) -> Moetemappe | None:
        """The meeting whose address ends in ``part``; the first where two differ in capitals alone."""
        found = self._system_id_at("moetemappe", arkiv, part)
        return None if found is None else self.meeting(arkiv, found)

    def _system_id_at(self, table: str, arkiv: str, part: str) -> str | None:
        """The systemID behind a part of an address.

        One of letters, digits and hyphens is found by an index, whatever its case. One that lost other
        characters ends in a check sum, and only then are those that can have lost any compared one by one.
        """
        found = self.connection.execute(schema.ids_in_any_case(table), (arkiv, part)).fetchone()
        if found is None and addresses.has_checksum(part):
            ids = self.connection.execute(
                f"SELECT system_id FROM {table} INDEXED BY {table}_uvanlig "  # noqa: S608 - constants only
                f"WHERE arkiv = ? AND {schema.UNUSUAL_ID} ORDER BY rowid",
                (arkiv,),
            )
            return next((i for (i,) in ids if addresses.record_part(i) == part), None)
        return None if found is None else str(found[0])

    def meetings(self) -> Iterator[Moetemappe]:
        """All meetings by their time, those without one last."""
        found = self.connection.execute(f"{_MEETING} ORDER BY moetedato IS NULL, moetedato, arkiv, system_id")
        return map(self._meeting, found)

    def meeting(self, arkiv: str, system_id: str) -> Moetemappe | None:
        """A meeting by archive and systemID."""
        row = self.connection.execute(
            f"{_MEETING} WHERE arkiv = ? AND system_id = ?", (arkiv, system_id)
        ).fetchone()
        return None if row is None else self._meeting(row)

    def appointment(self, arkiv: str, system_id: str) -> Appointment:
        """How often what a calendar holds of a meeting has changed. Raises LookupError for none of ours."""
        row = self.connection.execute(
            "SELECT sekvens, endret FROM moeteversjon WHERE arkiv = ? AND system_id = ?", (arkiv, system_id)
        ).fetchone()
        if row is None:
            raise LookupError(f"{arkiv}/{system_id}")
        return Appointment(sequence=row[0], changed=datetime.fromisoformat(row[1]))

    def _meeting(self, row: rows.Row) -> Moetemappe:
        cases = dict(self.connection.execute(_CASES_OF_MEETING, (row[0], row[1])))
        return rows.meeting_from(row, cases)

    def meetings_of_case(self, arkiv: str, saksmappe_id: str) -> tuple[str, ...]:
        """systemIDs of the meetings that have a case on their agenda."""
        found = self.connection.execute(_MEETINGS_OF_CASE, {"arkiv": arkiv, "sak": saksmappe_id})
        return tuple(system_id for (system_id,) in found)

    def agenda_items_of_case(self, arkiv: str, saksmappe_id: str) -> tuple[tuple[Moetemappe, Moetesak], ...]:
        """Where a case was treated: meeting and agenda item, in the order of the meetings."""
        found = self.meetings_of_case(arkiv, saksmappe_id)
        meetings = [m for meeting_id in found if (m := self.meeting(arkiv, meeting_id)) is not None]
        meetings.sort(
            key=lambda m: (m.moetedato is None, m.moetedato and m.moetedato.timestamp(), m.system_id)
        )
        return tuple((m, item) for m in meetings for item in m.saker if item.saksmappe_id == saksmappe_id)

    def meetings_of_years(self, first: int, last: int) -> Iterator[Moetemappe]:
        """The meetings held in some years, by their time."""
        listed = (each for each in self.meeting_list() if each.when and first <= each.when.year <= last)
        found = (self.meeting(each.arkiv, each.system_id) for each in listed)
        return (meeting for meeting in found if meeting is not None)

    def quarantine(self) -> tuple[Quarantined, ...]:
        """Everything that is held back, by file and entry."""
        found = self.connection.execute(
            "SELECT fil, post, felt, verdi, grunn, rad, tid, arkiv, journalaar, journalsekvensnummer "
            "FROM karantene "
            "ORDER BY fil, post, felt, grunn"
        )
        return tuple(
            Quarantined(
                file=r[0], entry=r[1], field=r[2], value=r[3], reason=r[4], remedy=r[5],
                when=datetime.fromisoformat(r[6]), arkiv=r[7],
                journalaar=r[8], journalsekvensnummer=r[9],
            )
            for r in found
        )  # fmt: skip

    def quarantine_count(self) -> int:
        """How many entries are held back; one with two faults, or delivered with one twice, is one entry."""
        count: int = self.connection.execute(changes.HOW_MANY_WAIT).fetchone()[0]
        return count
