"""The one rule of what may be seen and what may be hit, decided before indexing and again by the clock.

No request parameter, template or ranking layer can widen what these functions answer.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol

from plugins.model.clock import Day, Moment


class Publishable(Protocol):
    """Anything with a status and a window of publication."""

    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def publish_from(self) -> datetime | None: ...  # noqa: D102
    @property
    def expires(self) -> datetime | None: ...  # noqa: D102


def visible(item: Publishable, now: Moment) -> bool:
    """Whether ``item`` is on the site at ``now``: published, begun, not expired.

    ``expires`` is the first moment at which the item is gone.
    """
    if item.status != "publisert":
        return False
    if item.publish_from is not None and now < item.publish_from:
        return False
    return item.expires is None or now < item.expires


def names_may_be_hit(entry_date: date | None, today: Day) -> bool:
    """Whether a natural person's name in a journal entry may be hit by a search on ``today``.

    Our policy, after offentlegforskrifta § 6 and Noark 5 requirement 5.2.33: not when the entry is older
    than one year, counted from the start of today in Europe/Oslo. A missing date counts as old.

    >>> names_may_be_hit(date(2025, 11, 23), date(2026, 11, 23))
    True
    >>> names_may_be_hit(date(2025, 11, 22), date(2026, 11, 23))
    False
    >>> names_may_be_hit(None, date(2026, 11, 23))
    False
    """
    return entry_date is not None and today < names_expire(entry_date)


def names_expire(entry_date: date) -> date:
    """The first day on which names in an entry of ``entry_date`` may no longer be hit.

    It is the first whose day one year before (29 February: 28 February) comes after ``entry_date``.

    >>> names_expire(date(2025, 11, 23)), names_expire(date(2023, 2, 28)), names_expire(date(2024, 2, 29))
    (datetime.date(2026, 11, 24), datetime.date(2024, 3, 1), datetime.date(2025, 3, 1))
    """
    if entry_date.year >= date.max.year - 1:
        return date.max
    leap_day = (entry_date.month, entry_date.day) == (2, 29)
    same_day = entry_date.replace(year=entry_date.year + 1, day=28 if leap_day else entry_date.day)
    after = same_day + timedelta(days=1)
    return after + timedelta(days=1) if (after.month, after.day) == (2, 29) else after
