"""Norwegian working days: what deadlines are counted in, and when an archive can be expected to deliver."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
_FROM_EASTER = (-3, -2, 1, 39, 50)
"""Maundy Thursday, Good Friday, Easter Monday, Ascension Day, Whit Monday."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous Gregorian algorithm).

    >>> easter(2026).isoformat(), easter(2027).isoformat()
    ('2026-04-05', '2027-03-28')
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year that may fall on a weekday."""
    moving = {easter(year) + timedelta(days=offset) for offset in _FROM_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def is_working_day(day: date) -> bool:
    """Whether ``day`` is a weekday and no public holiday.

    >>> is_working_day(date(2026, 5, 14)), is_working_day(date(2026, 5, 15))
    (False, True)
    """
    return day.weekday() < 5 and day not in holidays(day.year)


def after_working_days(day: date, count: int) -> date:
    """The day that is ``count`` working days after ``day``; the last of the calendar beyond its end.

    >>> after_working_days(date(2026, 5, 13), 2)  # the 14th is Ascension Day, then a weekend
    datetime.date(2026, 5, 18)
    """
    while count > 0 and day < date.max:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
