"""The days that an adviser looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

PRESETS = (7, 30, 90)
STANDARD_DAYS = 30
LONGEST_DAYS = 3 * 366


class BadPeriodError(ValueError):
    """The period asked for cannot be shown; the message says why, in Norwegian."""


@dataclass(frozen=True, slots=True)
class Period:
    """From and with ``start`` to and with ``end``, days in Europe/Oslo."""

    start: date
    end: date

    @classmethod
    def last(cls, days: int, today: date) -> Period:
        """The ``days`` days that end today."""
        return cls(today - timedelta(days=days - 1), today)

    def days(self) -> tuple[date, ...]:
        """Every day of the period."""
        return tuple(self.start + timedelta(days=n) for n in range((self.end - self.start).days + 1))


def parse_period(start: str, end: str, today: date) -> Period:
    """The period between two dates written ÅÅÅÅ-MM-DD; the standard one when both are empty.

    A missing end is today, a missing start the standard length before the end. Raises BadPeriodError.
    """
    last = _day("Til", end) if end else today
    last = min(last, today)
    first = _day("Fra", start) if start else Period.last(STANDARD_DAYS, last).start
    if first > last:
        raise BadPeriodError("Fra-datoen kan ikke være etter til-datoen eller i framtiden.")
    if (last - first).days >= LONGEST_DAYS:
        raise BadPeriodError("Perioden kan være høyst tre år. Velg en kortere periode.")
    return Period(first, last)


def _day(name: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadPeriodError(f"{name}-datoen «{text[:20]}» er ikke en dato. Skriv ÅÅÅÅ-MM-DD.") from None
    if not date(2000, 1, 1) <= day <= date(9000, 1, 1):
        raise BadPeriodError(f"{name}-datoen må være etter år 2000.")
    return day
