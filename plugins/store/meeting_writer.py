"""Meetings of a delivery laid over those of the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from plugins.model.archive import Moetemappe
from plugins.store import rows, statements
from plugins.store.merge import merged
from plugins.store.store import Store
from plugins.store.types import Counts


class MeetingWriter:
    """Writes meetings inside somebody else's transaction."""

    def __init__(self, store: Store) -> None:
        self._store, self._connection = store, store.connection

    def bring_in(self, meetings: Iterable[Moetemappe], now: datetime) -> Counts:
        """Lay delivered meetings over what is known of them, and count what calendars must be told."""
        counts = Counts()
        for meeting in meetings:
            old = self._as_delivered(meeting)
            new = merged(old, meeting)
            counts += self._write(rows.meeting_row(new), meeting_is_new=old is None)
            appointment = rows.appointment(new), now.isoformat(timespec="seconds")
            self._connection.execute(
                statements.COUNT_APPOINTMENT, (meeting.arkiv, meeting.system_id, *appointment)
            )
        return counts

    def replace(self, meeting: Moetemappe) -> None:
        """Write a meeting that is there already, as it is now."""
        self._write(rows.meeting_row(meeting), meeting_is_new=False)

    def _as_delivered(self, meeting: Moetemappe) -> Moetemappe | None:
        """The stored meeting, without the cases that reading joins in."""
        key = meeting.arkiv, meeting.system_id
        row = self._connection.execute(statements.MEETING, key).fetchone()
        return None if row is None else rows.meeting_from(row, {})

    def _write(self, row: rows.Row, *, meeting_is_new: bool) -> Counts:
        if not self._connection.execute(statements.PUT_MEETING, row).rowcount:
            return Counts(unchanged=1)
        meeting = rows.meeting_from((row[0], row[1], row[3]), {})
        self._connection.execute("DELETE FROM moetesak WHERE arkiv = ? AND moete_id = ?", row[:2])
        self._connection.executemany(
            statements.PUT_ITEM,
            [(row[0], row[1], s.system_id, s.saksmappe_id, s.journalpost_id) for s in meeting.saker],
        )
        return Counts(new=1) if meeting_is_new else Counts(changed=1)
