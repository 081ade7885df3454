"""The one injectable «now», in Norwegian time, and the calendar rules that hang on it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

Clock = Callable[[], datetime]
"""Gives the present as an aware datetime in Europe/Oslo."""


def system_clock() -> datetime:
    """The present by the machine's clock, in Europe/Oslo."""
    return datetime.now(OSLO)


def clock_from(setting: str | None) -> Clock:
    """A clock that stands still at ``setting`` (ISO 8601), or the machine's clock when it is empty.

    A time without a zone is Norwegian time. Raises ValueError when the setting is not a time.

    >>> clock_from("2026-11-23T08:30")().isoformat()
    '2026-11-23T08:30:00+01:00'
    """
    if not setting:
        return system_clock
    fixed = in_oslo(datetime.fromisoformat(setting))
    return lambda: fixed


def clock_from_environment() -> Clock:
    """The clock that ``NAA`` sets («nå»); tests and demonstrations use it to move time."""
    return clock_from(os.environ.get("NAA"))


def in_oslo(moment: datetime) -> datetime:
    """The same moment in Norwegian time; a moment without a zone is taken to be Norwegian already.

    Raises ValueError at the ends of the calendar.
    """
    try:
        return moment.replace(tzinfo=OSLO) if moment.tzinfo is None else moment.astimezone(OSLO)
    except OverflowError:
        raise ValueError(f"{moment.isoformat()} is beyond the calendar") from None


def one_year_before(day: date) -> date:
    """The same day the year before; 29 February becomes 28 February.

    This is the first journal date whose names may still be hit on ``day``
    (our policy after offentlegforskrifta § 6).

    >>> one_year_before(date(2024, 2, 29)).isoformat()
    '2023-02-28'
    """
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
