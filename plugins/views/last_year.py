"""What of the archive is made as files: what is younger than a year, as long as it is.

The rest is answered by the service at the same addresses. A page leaves the site when the names on it may no
longer be hit, so that no file is left behind with a name that has expired.
"""

from __future__ import annotations

from datetime import date, timedelta

from plugins.memo.query import query
from plugins.model.clock import Day
from plugins.model.visibility import names_may_be_hit
from plugins.views.inputs import BuildInputs

EVERYTHING = ""
"""The first day of a site whose whole archive is files."""


@query()
def first_day_as_file(inputs: BuildInputs) -> str:
    """The oldest day that is a file, as ISO 8601; ``EVERYTHING`` when the whole archive is files."""
    if inputs.settings.whole_archive:
        return EVERYTHING
    store = inputs.store
    first, last = store.first_day(), store.last_day()
    if first is None or last is None:
        return date.max.isoformat()
    return _first_within_year(first, last, inputs.today).isoformat()


def is_file(day: date | None, first: str) -> bool:
    """Whether what is dated ``day`` is a file; what has no date counts as old."""
    return first == EVERYTHING or (day is not None and day.isoformat() >= first)


def _first_within_year(first: date, last: date, today: Day) -> date:
    """The first day from ``first`` on that is within a year of ``today``; the day after ``last`` if none is.

    ``today`` can only be compared with, and each comparison narrows the time within which the answer holds;
    halving the span again and again ends with the two days that the answer lies between.
    """
    old, fresh = first - timedelta(days=1), last + timedelta(days=1)
    while (fresh - old).days > 1:
        middle = old + (fresh - old) // 2
        if names_may_be_hit(middle, today):
            fresh = middle
        else:
            old = middle
    return fresh
