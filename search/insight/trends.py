"""Which terms are on the rise, and which were at this time last year: by significance, not by raw counts.

The statistic is the log-likelihood ratio G² of a term's share of sessions in the period against its share in
a background period (T. Dunning, «Accurate Methods for the Statistics of Surprise and Coincidence»,
Computational Linguistics 19(1), 1993). Under no change it follows χ² with one degree of freedom. As many
terms are tried as there are, so the 1 percent is divided among them (Bonferroni).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from search.insight.period import Period, first_of_month, monday
from search.insight.reading import LogReader

LEVEL = 0.01
"""How probable it may be that any term is listed by chance."""
BACKGROUND_MONTHS = 3
"""Months, since what few search for in a week may be kept of a month."""
SEASON_WEEKS = 4
"""How far ahead the season is looked for."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A term that more sessions searched for than the background lets one expect."""

    term: str
    sessions: int
    expected: float
    """Sessions that the background's share would have given, at the most."""
    g2: float
    p: float
    """Probability of a rise as great by chance, before it is divided among the terms."""

    @property
    def times(self) -> float:
        """How many times the expected, at the least."""
        return self.sessions / self.expected


def trending(log: LogReader, period: Period) -> tuple[Trend, ...]:
    """Terms that rose in the period against the three months that had ended before it, surest first."""
    months = [Period.months(1, first) for first in _months_before(period.start)]
    now = log.totals(period).counts.sessions
    before = sum(log.totals(month).counts.sessions for month in months)
    if not now or not before:
        return ()
    terms = log.sessions(period)
    earlier = [log.sessions(month, among=period) for month in months]
    found = []
    for term, k1 in terms.items():
        # A month that does not tell of the term may have had one session fewer than it takes to be told.
        k2 = sum(month.get(term, log.keeping.sessions - 1) for month in earlier)
        if k1 / now <= k2 / before:
            continue
        g2 = g_squared(min(k1, now), now, min(k2, before), before)
        if (p := chance(g2)) <= LEVEL / len(terms):
            found.append(Trend(term, k1, now * k2 / before, g2, p))
    return tuple(sorted(found, key=lambda trend: (-trend.g2, trend.term)))


def seasonal(log: LogReader, today: date) -> tuple[Trend, ...]:
    """Terms that rose in the four weeks from this one a year ago, against the months before them then."""
    start = monday(today) - timedelta(days=364)
    return trending(log, Period(start, start + timedelta(days=7 * SEASON_WEEKS - 1)))


def g_squared(k1: int, n1: int, k2: int, n2: int) -> float:
    """G² of ``k1`` of ``n1`` against ``k2`` of ``n2``.

    The first example is «the swiss» of Dunning 1993, table 2.

    >>> round(g_squared(110, 2552, 111, 29225), 2), g_squared(5, 100, 50, 1000)
    (270.72, 0.0)
    """
    rows = ((k1, n1), (k2, n2))
    share = (k1 + k2) / (n1 + n2)
    total = 0.0
    for k, n in rows:
        for seen, expected in ((k, n * share), (n - k, n * (1 - share))):
            total += seen * math.log(seen / expected) if seen and expected else 0.0
    return round(2 * total, 12) + 0.0


def chance(g2: float) -> float:
    """Probability of a G² at least so great by chance: the tail of χ² with one degree of freedom.

    >>> round(chance(3.841), 3), round(chance(10.828), 4)
    (0.05, 0.001)
    """
    return math.erfc(math.sqrt(max(g2, 0.0) / 2))


def _months_before(day: date) -> list[date]:
    """The first days of the months that had ended by ``day``, the newest first."""
    months = []
    for _ in range(BACKGROUND_MONTHS):
        day = first_of_month(first_of_month(day) - timedelta(days=1))
        months.append(day)
    return months
