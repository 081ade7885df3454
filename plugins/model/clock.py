"""The one injectable «now», in Norwegian time, and the calendar rules that hang on it.

What is built is shown until it is built again, so a view may not know what time it is: ``Now`` only answers
whether a moment has been reached, and tells each such question on. That is how everything that the clock may
change declares its own next change, without anybody having to remember it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

Clock = Callable[[], datetime]
"""Gives the present as an aware datetime in Europe/Oslo."""


def system_clock() -> datetime:
    """The present by the machine's clock, in Europe/Oslo."""
    return datetime.now(OSLO)


def clock_from(setting: str | None) -> Clock:
    """A clock that stands still at ``setting`` (ISO 8601), or the machine's clock when it is empty.

    A time without a zone is Norwegian time. Raises ValueError, in words for users, when it is not a time.

    >>> clock_from("2026-11-23T08:30")().isoformat()
    '2026-11-23T08:30:00+01:00'
    """
    if not setting:
        return system_clock
    try:
        fixed = in_oslo(datetime.fromisoformat(setting))
    except ValueError:
        raise ValueError(
            f"NAA «{setting[:40]}» er ikke et tidspunkt: skriv for eksempel NAA=2026-11-23T08:30"
        ) from None
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


_INSTANT = timedelta(microseconds=1)

Told = Callable[[datetime, bool], None]
"""Is told a moment that «now» was compared with, and whether it has been reached."""


def _nobody(moment: datetime, reached: bool) -> None:
    """Told by a «now» that nobody follows."""


class Now:
    """The present as a view may see it: it can be compared with moments, and with nothing else.

    >>> now = Now(datetime(2026, 11, 23, 8, 30, tzinfo=OSLO))
    >>> now < datetime(2026, 11, 23, 9, 0, tzinfo=OSLO), now.date() == date(2026, 11, 23)
    (True, True)
    """

    __slots__ = ("_moment", "_tell")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, moment: datetime, tell: Told = _nobody) -> None:
        # In UTC, since Python compares two Norwegian times by the clock face, which shows an hour twice.
        self._moment, self._tell = moment.astimezone(UTC), tell

    def reached(self, moment: datetime) -> bool:
        """Whether ``moment`` has come."""
        reached = moment <= self._moment
        self._tell(moment, reached)
        return reached

    def __ge__(self, moment: datetime) -> bool:
        return self.reached(moment)

    def __lt__(self, moment: datetime) -> bool:
        return not self.reached(moment)

    def __gt__(self, moment: datetime) -> bool:
        return self.reached(moment.astimezone(UTC) + _INSTANT)

    def __le__(self, moment: datetime) -> bool:
        return not self.reached(moment.astimezone(UTC) + _INSTANT)

    def date(self) -> Today:
        """The day it is, to be compared with other days."""
        return Today(self)


class Today:
    """The day it is in Norway, as a view may see it."""

    __slots__ = ("_now",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, now: Now) -> None:
        self._now = now

    def __ge__(self, day: date) -> bool:
        return self._now.reached(start_of(day))

    def __lt__(self, day: date) -> bool:
        return not self >= day

    def __gt__(self, day: date) -> bool:
        return day < date.max and self >= day + timedelta(days=1)

    def __le__(self, day: date) -> bool:
        return not self > day

    def __eq__(self, day: object) -> bool:
        return isinstance(day, date) and self >= day and not self > day


Moment = datetime | Now
"""The present, or any moment in its place."""
Day = date | Today
"""Today, or any day in its place."""


def start_of(day: date) -> datetime:
    """The first moment of ``day`` in Norway."""
    return datetime.combine(day, time.min, OSLO)
