"""What people look for and the site does not give them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from search.insight.period import Period
from search.insight.reading import LogReader
from search.insight.values import TermCounts

HALF = 0.5
Z = 1.959964
"""95 percent, two-sided."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A term that surely most searches end without an answer for."""

    term: str
    searches: int
    sessions: int
    unanswered: int
    """Searches where nothing was opened, found or not."""
    no_results: int
    surely: float
    """Lower bound of the share of such searches (95 percent)."""


def content_gaps(log: LogReader, period: Period, limit: int | None = 50) -> tuple[Gap, ...]:
    """Terms where it is sure (95 percent) that more than half of the searches open nothing, most such first.

    A term with few searches may fail each of them by chance; the lower bound of the share keeps those out.
    """
    gaps = (_gap(term) for term in log.failing(period))
    found = sorted((gap for gap in gaps if gap.surely > HALF), key=lambda gap: (-gap.unanswered, gap.term))
    return tuple(found[:limit])


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The interval (95 percent) of a share (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927); (0, 1) of nothing.

    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not trials:
        return 0.0, 1.0
    share, z2 = successes / trials, Z * Z
    middle = share + z2 / (2 * trials)
    half = Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return (middle - half) / (1 + z2 / trials), (middle + half) / (1 + z2 / trials)


def _gap(term: TermCounts) -> Gap:
    counts = term.counts
    unanswered = counts.searches - counts.clicked
    surely, _ = wilson(unanswered, counts.searches)
    return Gap(term.term, counts.searches, counts.sessions, unanswered, counts.no_results, surely)
