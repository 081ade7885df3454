"""The days when a town hall keeps a journal, for journals that look like journals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from plugins.model import working_days as calendar

_CLOSED = ((12, 24), (12, 31))


def is_working_day(day: date) -> bool:
    """Whether ``day`` is a working day; town halls are closed on Christmas Eve and New Year's Eve."""
    return calendar.is_working_day(day) and (day.month, day.day) not in _CLOSED


def working_days(first: date, last: date) -> Iterator[date]:
    """The working days from ``first`` to ``last``, both included."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if is_working_day(day):
            yield day
