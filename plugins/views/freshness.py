"""How far the post list has come, and whether the archive is late, in working days."""

from __future__ import annotations

from datetime import date

from plugins.model.clock import Day
from plugins.model.working_days import after_working_days
from plugins.views.archive import Freshness
from plugins.views.archive_reader import ArchiveReader


def freshness(reader: ArchiveReader) -> Freshness | None:
    """Until when the list goes; None when nothing is dated. A date to come is a slip of the pen."""
    today = reader.now.date()
    until = reader.store.last_delivered()
    while until is not None and today < until:
        older, _ = reader.neighbours(until)
        until = older[0] if older else None
    return (
        Freshness(until=until, late=_is_late(until, today, reader.working_days_until_late)) if until else None
    )


def _is_late(until: date, today: Day, working_days: int) -> bool:
    """Whether more than that many working days have passed since ``until``."""
    return today > after_working_days(until, working_days)
