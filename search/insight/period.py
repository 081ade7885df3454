"""The weeks or months that an adviser looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from search.insight.tables import MONTH, WEEK

PRESETS = (1, 4, 13)
"""Weeks that have ended."""
PRESET_MONTHS = 12
STANDARD_WEEKS = 4
LONGEST_DAYS = 3 * 366
WEEKS_AT_MOST = 27
"""What is longer than this is counted in months."""


class BadPeriodError(ValueError):
    """The period asked for cannot be shown; the message says why, in Norwegian."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole ISO weeks or whole months, from and with ``start`` to and with ``end``, days in Europe/Oslo.

    Raises ValueError for anything else: the log keeps no other sums.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        whole_weeks = self.start.weekday() == 0 and self.end.weekday() == 6
        if self.start > self.end or not (whole_weeks or self._whole_months()):
            raise ValueError(f"{self.start}–{self.end} is neither weeks nor months")

    @classmethod
    def weeks(cls, count: int, last: date) -> Period:
        """``count`` weeks, the last of them the one that ``last`` lies in."""
        end = monday(last) + timedelta(days=6)
        return cls(end - timedelta(days=7 * count - 1), end)

    @classmethod
    def months(cls, count: int, last: date) -> Period:
        """``count`` months, the last of them the one that ``last`` lies in."""
        return cls(_months_later(first_of_month(last), 1 - count), _month_end(last))

    @classmethod
    def ended_weeks(cls, count: int, today: date) -> Period:
        """The ``count`` last weeks that are over."""
        return cls.weeks(count, monday(today) - timedelta(days=1))

    @classmethod
    def ended_months(cls, count: int, today: date) -> Period:
        """The ``count`` last months that are over."""
        return cls.months(count, first_of_month(today) - timedelta(days=1))

    @classmethod
    def standard(cls, today: date, first: date | None) -> Period:
        """The weeks that are over; the one that runs, in a log that begins (``first``) after them."""
        ended = cls.ended_weeks(STANDARD_WEEKS, today)
        return cls.weeks(1, today) if first is not None and first > ended.end else ended

    @property
    def span(self) -> str:
        """The span of sums that the period is made of."""
        return MONTH if self._whole_months() else WEEK

    @property
    def is_one_month(self) -> bool:
        """Whether it is a month."""
        return self._whole_months() and self._month_count() == 1

    def is_over(self, today: date) -> bool:
        """Whether all its days have been; one that runs is compared with as many days of another."""
        return self.end < today

    def days_begun(self, today: date) -> int:
        """How many of its days have begun."""
        return (min(self.end, today) - self.start).days + 1

    def before(self) -> Period:
        """As many weeks or months, just before."""
        last = self.start - timedelta(days=1)
        if self.span == MONTH:
            return Period.months(self._month_count(), last)
        return Period.weeks(((self.end - self.start).days + 1) // 7, last)

    def last_year(self) -> Period:
        """The same weeks a year ago (52 weeks, so that weekdays meet), or the same months."""
        if self.span == MONTH:
            return Period.months(self._month_count(), _months_later(first_of_month(self.end), -12))
        return Period(self.start - timedelta(days=364), self.end - timedelta(days=364))

    def days(self) -> tuple[date, ...]:
        """Every day of the period."""
        return tuple(self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1))

    def _whole_months(self) -> bool:
        return self.start.day == 1 and (self.end + timedelta(days=1)).day == 1

    def _month_count(self) -> int:
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1


def parse_period(start: str, end: str, today: date, first: date | None = None) -> Period:
    """The weeks that two dates written ÅÅÅÅ-MM-DD lie in, or the months when they are far apart.

    The standard one when both are empty, by the ``first`` day of the log. A missing end is today, a missing
    start the standard length before the end. Raises BadPeriodError.
    """
    if not start and not end:
        return Period.standard(today, first)
    last = min(_day("Til", end) if end else today, today)
    first = _day("Fra", start) if start else Period.weeks(STANDARD_WEEKS, last).start
    if first > last:
        raise BadPeriodError("Fra-datoen kan ikke være etter til-datoen eller i framtiden.")
    if (last - first).days >= LONGEST_DAYS:
        raise BadPeriodError("Perioden kan være høyst tre år. Velg en kortere periode.")
    if (last - first).days > 7 * WEEKS_AT_MOST:
        return Period(first_of_month(first), _month_end(last))
    return Period(monday(first), monday(last) + timedelta(days=6))


def monday(day: date) -> date:
    """The Monday of the ISO week that a day lies in."""
    return day - timedelta(days=day.weekday())


def first_of_month(day: date) -> date:
    """The first day of the month that a day lies in."""
    return day.replace(day=1)


def span_start(span: str, day: date) -> date:
    """The first day of the week or the month (by ``span``) that a day lies in."""
    return first_of_month(day) if span == MONTH else monday(day)


def _month_end(day: date) -> date:
    return _months_later(first_of_month(day), 1) - timedelta(days=1)


def _months_later(first: date, months: int) -> date:
    """The first of the month that is ``months`` after (or before) the one that starts at ``first``."""
    years, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(years, month + 1, 1)


def _day(name: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadPeriodError(f"{name}-datoen «{text[:20]}» er ikke en dato. Skriv ÅÅÅÅ-MM-DD.") from None
    if not date(2000, 1, 1) <= day <= date(9000, 1, 1):
        raise BadPeriodError(f"{name}-datoen må være etter år 2000.")
    return day
