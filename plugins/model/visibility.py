"""The one rule of what may be seen and what may be hit, decided before indexing and again by the clock.

No request parameter, template or ranking layer can widen what these functions answer.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from plugins.model.clock import one_year_before


class Publishable(Protocol):
    """Anything with a status and a window of publication."""

    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def publish_from(self) -> datetime | None: ...  # noqa: D102
    @property
    def expires(self) -> datetime | None: ...  # noqa: D102


def visible(item: Publishable, now: datetime) -> bool:
    """Whether ``item`` is on the site at ``now``: published, begun, not expired.

    ``expires`` is the first moment at which the item is gone.
    """
    if item.status != "publisert":
        return False
    if item.publish_from is not None and now < item.publish_from:
        return False
    return item.expires is None or now < item.expires


def next_change(item: Publishable, now: datetime) -> datetime | None:
    """The next moment after ``now`` at which ``visible`` may answer otherwise; None when never."""
    if item.status != "publisert":
        return None
    moments = [m for m in (item.publish_from, item.expires) if m is not None and m > now]
    return min(moments, default=None)


def names_may_be_hit(entry_date: date | None, today: date) -> bool:
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
    return entry_date is not None and entry_date >= one_year_before(today)
