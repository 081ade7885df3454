"""What the store holds, told without reading it: days, cases of a year, meetings, months, running numbers.

Every answer comes from an index or from what the import counted, so that it costs the same whatever the
archive's size, or grows with the answer alone.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import date, datetime
from typing import Literal, NamedTuple

from plugins.model.archive import Journalpost
from plugins.model.clock import OSLO, in_oslo

DayCount = tuple[date | None, int]
"""A day and how many entries it has; None is the undated."""

DocumentKind = Literal["mote", "sak", "journalpost"]

_DAY_BEFORE = """
SELECT nokkel, antall FROM utsnitt
WHERE slag = 'dag' AND nokkel < ? AND nokkel <> '' AND antall > 0 ORDER BY nokkel DESC LIMIT 1
"""
_DAY_AFTER = """
SELECT nokkel, antall FROM utsnitt WHERE slag = 'dag' AND nokkel > ? AND antall > 0 ORDER BY nokkel LIMIT 1
"""
_CASES_OF_DAY = """
SELECT s.arkiv, s.system_id, s.saksaar, s.sakssekvensnummer FROM (
    SELECT arkiv, saksmappe_id AS system_id FROM journalpost WHERE journaldato = :day
    UNION SELECT arkiv, system_id FROM saksmappe WHERE saksdato = :day
) JOIN saksmappe s USING (arkiv, system_id) ORDER BY arkiv, system_id
"""
_DAYS_OF_CASES = """
SELECT nokkel FROM utsnitt WHERE slag = 'dag' AND nokkel >= :day AND antall > 0
UNION SELECT DISTINCT saksdato FROM saksmappe WHERE saksdato >= :day ORDER BY 1
"""
_CASES = "SELECT arkiv, system_id, saksaar, sakssekvensnummer FROM saksmappe ORDER BY arkiv, system_id"
_NUMBER_BEFORE = """
SELECT max(journalsekvensnummer) FROM journalpost
WHERE arkiv = ? AND journalaar = ? AND journalsekvensnummer < ? AND journalsekvensnummer > 0
"""
_LEFT_OUT = """
SELECT coalesce(sum(holdt), 0), count(*) FROM (
    SELECT max(holdt) AS holdt FROM (
        SELECT journalsekvensnummer, 1 AS holdt FROM karantene
        WHERE arkiv = ?1 AND journalaar = ?2 AND journalsekvensnummer BETWEEN ?3 AND ?4
        AND journalsekvensnummer > 0
        UNION ALL SELECT journalsekvensnummer, 0 FROM trukket_nummer
        WHERE arkiv = ?1 AND journalaar = ?2 AND journalsekvensnummer BETWEEN ?3 AND ?4
    ) GROUP BY journalsekvensnummer
)
"""
_OUTLINE = """
SELECT arkiv, system_id, saksmappe_id, journalaar, journalsekvensnummer, type, administrativ_enhet,
       tittel, parter, dokumenter, skjerming
FROM journalpost WHERE journaldato IS ? ORDER BY journalaar, journalsekvensnummer, arkiv, system_id
"""
_NUMBERS = """
SELECT arkiv, journalaar, journalsekvensnummer FROM journalpost
WHERE journaldato IS ? ORDER BY journalaar, journalsekvensnummer, arkiv, system_id
"""
_BODIES = "SELECT DISTINCT json_extract(innhold, '$.utvalg') FROM moetemappe ORDER BY 1"
_MEETINGS = """
SELECT arkiv, system_id, json_extract(innhold, '$.utvalg'), moetedato FROM moetemappe
ORDER BY moetedato IS NULL, moetedato, arkiv, system_id
"""
# From one month to the next by the index, instead of over all the rows of each.


class ListedCase(NamedTuple):
    """A case by its key and its number."""

    arkiv: str
    system_id: str
    year: int
    sequence: int


class ListedEntry(NamedTuple):
    """An entry by what lists choose, order and divide by; the last four are as they lie in the store."""

    arkiv: str
    system_id: str
    saksmappe_id: str
    journalaar: int
    journalsekvensnummer: int
    type: str
    administrativ_enhet: str
    tittel: str
    parter: str
    dokumenter: str
    skjerming: str


class Numbered(NamedTuple):
    """An entry by its running number alone."""

    arkiv: str
    journalaar: int
    journalsekvensnummer: int


class ListedMeeting(NamedTuple):
    """A meeting by its key, whose it is, and when."""

    arkiv: str
    system_id: str
    utvalg: str
    when: datetime | None


class Lists:
    """The part of a store that tells what it holds."""

    connection: sqlite3.Connection

    def days(self) -> tuple[DayCount, ...]:
        """The days that have entries, newest first, with how many; None is the undated, last."""
        found = self.connection.execute(
            "SELECT nokkel, antall FROM utsnitt WHERE slag = 'dag' AND antall > 0 ORDER BY nokkel DESC"
        )
        return tuple((date.fromisoformat(day) if day else None, count) for day, count in found)

    def days_between(self, first: date, last: date) -> tuple[DayCount, ...]:
        """The days from ``first`` to ``last``, both included, that have entries, oldest first."""
        found = self.connection.execute(
            "SELECT nokkel, antall FROM utsnitt WHERE slag = 'dag' AND nokkel BETWEEN ? AND ? AND antall > 0 "
            "ORDER BY nokkel",
            (first.isoformat(), last.isoformat()),
        )
        return tuple((date.fromisoformat(day), count) for day, count in found)

    def outline_on(self, day: date | None) -> tuple[ListedEntry, ...]:
        """The entries of one day (None: the undated) as lists need them, in the order of ``entries_on``."""
        found = self.connection.execute(_OUTLINE, (day.isoformat() if day else None,))
        return tuple(map(ListedEntry._make, found))

    def numbers_on(self, day: date | None) -> tuple[Numbered, ...]:
        """The running numbers of one day, in the order of ``entries_on``; read from an index alone."""
        found = self.connection.execute(_NUMBERS, (day.isoformat() if day else None,))
        return tuple(map(Numbered._make, found))

    def neighbours(self, day: date) -> tuple[DayCount | None, DayCount | None]:
        """The nearest day with entries before ``day``, and the nearest after it."""
        older, newer = (
            self.connection.execute(query, (day.isoformat(),)).fetchone()
            for query in (_DAY_BEFORE, _DAY_AFTER)
        )
        return _counted(older), _counted(newer)

    def first_day(self) -> date | None:
        """The oldest date of an entry or a case; None when nothing has a date."""
        found = [
            self.connection.execute(query).fetchone()[0]
            for query in ("SELECT min(journaldato) FROM journalpost", "SELECT min(saksdato) FROM saksmappe")
        ]
        return min((date.fromisoformat(day) for day in found if day), default=None)

    def last_day(self) -> date | None:
        """The newest date of an entry or a case; None when nothing has a date."""
        found = [
            self.connection.execute(query).fetchone()[0]
            for query in ("SELECT max(journaldato) FROM journalpost", "SELECT max(saksdato) FROM saksmappe")
        ]
        return max((date.fromisoformat(day) for day in found if day), default=None)

    def last_delivered(self) -> date | None:
        """The day, in Norway, that the newest delivery came in; None when none has."""
        newest = self.connection.execute("SELECT max(tid) FROM levering").fetchone()[0]
        return None if newest is None else in_oslo(datetime.fromisoformat(newest)).date()

    def newest_journal_date(self) -> date | None:
        """The newest journal date of an entry; it may be to come, by a slip of the pen."""
        newest = self.connection.execute("SELECT max(journaldato) FROM journalpost").fetchone()[0]
        return None if newest is None else date.fromisoformat(newest)

    def cases(self) -> tuple[ListedCase, ...]:
        """All cases."""
        return tuple(map(ListedCase._make, self.connection.execute(_CASES)))

    def days_of_cases(self, first: date) -> tuple[date, ...]:
        """The days from ``first`` on that have entries, or that cases begin on, oldest first."""
        found = self.connection.execute(_DAYS_OF_CASES, {"day": first.isoformat()})
        return tuple(date.fromisoformat(day) for (day,) in found)

    def cases_of_day(self, day: date) -> tuple[ListedCase, ...]:
        """The cases that have an entry, or begin, on a day."""
        return tuple(map(ListedCase._make, self.connection.execute(_CASES_OF_DAY, {"day": day.isoformat()})))

    def entry_keys_on(self, day: date | None) -> tuple[tuple[str, str], ...]:
        """Archive and systemID of the entries of a day (None: the undated)."""
        value = None if day is None else day.isoformat()
        query = "SELECT arkiv, system_id FROM journalpost WHERE journaldato IS ?"
        return tuple(self.connection.execute(query, (value,)))

    def entry_keys_in_case(self, arkiv: str, saksmappe_id: str) -> tuple[tuple[str, date | None], ...]:
        """systemID and day of the entries in a case."""
        query = "SELECT system_id, journaldato FROM journalpost WHERE arkiv = ? AND saksmappe_id = ?"
        found = self.connection.execute(query, (arkiv, saksmappe_id))
        return tuple((system_id, date.fromisoformat(day) if day else None) for system_id, day in found)

    def case_hundreds(self) -> tuple[tuple[int, int], ...]:
        """The years and hundreds that case numbers are in use of: (2026, 12) holds 2026/1234."""
        query = "SELECT DISTINCT saksaar, sakssekvensnummer / 100 FROM saksmappe"
        return tuple(self.connection.execute(query))

    def cases_in_hundred(self, year: int, hundred: int) -> tuple[tuple[str, str], ...]:
        """Archive and systemID of the cases whose numbers are in a hundred of a year."""
        query = (
            "SELECT arkiv, system_id FROM saksmappe "
            "WHERE saksaar = ? AND sakssekvensnummer BETWEEN ? AND ? AND sakssekvensnummer / 100 = ?"
        )
        span = (100 * hundred - 99, 100 * hundred + 99)  # division is towards zero
        return tuple(self.connection.execute(query, (year, *span, hundred)))

    def meeting_list(self) -> tuple[ListedMeeting, ...]:
        """All meetings by their time, those without one last, without what stands in them."""
        return tuple(
            ListedMeeting(arkiv, system_id, body, when and datetime.fromtimestamp(when, OSLO))
            for arkiv, system_id, body, when in self.connection.execute(_MEETINGS)
        )

    def delivered_bodies(self) -> tuple[str, ...]:
        """What deliveries call the bodies that meet, each name once."""
        return tuple(name for (name,) in self.connection.execute(_BODIES))

    def number_before(self, entry: Journalpost | Numbered) -> int | None:
        """The nearest running number before an entry's in its journal year; None when it is the first."""
        found: int | None = self.connection.execute(
            _NUMBER_BEFORE, (entry.arkiv, entry.journalaar, entry.journalsekvensnummer)
        ).fetchone()[0]
        return found

    def left_out(self, arkiv: str, year: int, first: int, last: int) -> tuple[int, int]:
        """Of the running numbers from ``first`` to ``last``: how many are held back, and how many withdrawn.

        A number that was withdrawn and is delivered anew in an entry that is held back, is held back.
        """
        held, told = self.connection.execute(_LEFT_OUT, (arkiv, year, first, last)).fetchone()
        return held, told - held

    def left_at_end(self, arkiv: str, year: int) -> tuple[int, int]:
        """Of the running numbers after the last in a journal year: how many are held back, and withdrawn."""
        newest = "SELECT max(journalsekvensnummer) FROM journalpost WHERE arkiv = ? AND journalaar = ?"
        last = self.connection.execute(newest, (arkiv, year)).fetchone()[0] or 0
        held, told = self.connection.execute(_LEFT_OUT, (arkiv, year, last + 1, sys.maxsize)).fetchone()
        return held, told - held


def month_of(when: datetime | None) -> str:
    """The month of a meeting, in Norway; «» for one that has no time."""
    return f"{in_oslo(when):%Y-%m}" if when else ""


def _counted(row: tuple[str, int] | None) -> DayCount | None:
    return None if row is None else (date.fromisoformat(row[0]), row[1])
