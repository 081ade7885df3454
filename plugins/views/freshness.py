"""When the archive last delivered, how far the list has come, and whether it is late, in working days."""

from __future__ import annotations

from datetime import date

from plugins.model.clock import Day
from plugins.model.working_days import after_working_days
from plugins.views.archive import Freshness
from plugins.views.archive_reader import ArchiveReader


def freshness(reader: ArchiveReader) -> Freshness | None:
    """How far the list has come; None when nothing is dated. A journal date to come is a slip of the pen.

    A delivery that is to come was taken in by another clock than this one, and is not told.
    """
    today = reader.now.date()
    until = reader.store.newest_journal_date()
    while until is not None and today < until:
        older, _ = reader.neighbours(until)
        until = older[0] if older else None
    if until is None:
        return None
    delivered = reader.store.last_delivered()
    return Freshness(
        until=until,
        late=_is_late(until, today, reader.working_days_until_late),
        delivered=delivered if delivered and delivered <= today else None,
    )


def _is_late(until: date, today: Day, working_days: int) -> bool:
    """Whether more than that many working days have passed since ``until``."""
    return today > after_working_days(until, working_days)
