"""What came of a decision, compared with what would have come without it: difference in differences.

The share of searches with a click, after minus before, for the term that was decided on, less the same for
terms that nobody touched. Findings are picked because they are bad, and the bad recover partly by themselves
(regression towards the mean); therefore the untouched terms are those that stood as badly before.

Sources: D. Card and A. B. Krueger, «Minimum Wages and Employment», American Economic Review 84(4), 1994, for
the estimator; T. G. Conley and C. R. Taber, «Inference with “Difference in Differences” with a Small Number
of Policy Changes», Review of Economics and Statistics 93(1), 2011, for judging one changed unit by how much
the unchanged ones vary.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from search.insight.gaps import Z
from search.insight.period import Period, monday
from search.insight.reading import LogReader
from search.insight.values import Counts

WEEKS_BEFORE = 8
MOST_WEEKS_AFTER = 8
FEWEST_WEEKS = 2
"""Whole weeks after a decision before anything is said."""
FEWEST_SEARCHES = 20
"""Searches on each side, of each term that is compared."""
FEWEST_TERMS = 5
AS_BAD = 0.15
"""How far from the term's own share an untouched term's may have been before."""

K = TypeVar("K")


class Verdict(StrEnum):
    """What can be said, as it is shown."""

    TOO_EARLY = "for tidlig å si"
    TOO_LITTLE = "for få søk å sammenligne"
    BETTER = "bedre enn det ville blitt av seg selv"
    WORSE = "dårligere enn det ville blitt av seg selv"
    NO_DIFFERENCE = "ikke til å skille fra det som skjer av seg selv"


@dataclass(frozen=True, slots=True)
class Shares:
    """Searches with a click ÷ searches, before and after."""

    before: float
    after: float

    @property
    def change(self) -> float:
        """After minus before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """What came of it. ``low`` and ``high`` bound the effect (95 percent), in shares of searches."""

    verdict: Verdict
    term: Shares | None = None
    others: Shares | None = None
    compared: int = 0
    effect: float = 0.0
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Sides:
    """A term's sums before and after."""

    before: Counts
    after: Counts

    @property
    def enough(self) -> bool:
        """Whether both sides have enough searches to compare."""
        return min(self.before.searches, self.after.searches) >= FEWEST_SEARCHES

    @property
    def shares(self) -> Shares:
        """The shares of both sides, which must have searches."""
        return Shares(*(side.clicked / side.searches for side in (self.before, self.after)))

    @property
    def variance(self) -> float:
        """Of the change in shares, by chance alone; two searches of each kind added (A. Agresti and B. Caffo,
        The American Statistician 54(4), 2000), so that a share of 0 is not taken for certain.
        """
        total = 0.0
        for side in (self.before, self.after):
            n = side.searches + 2
            p = (side.clicked + 1) / n
            total += p * (1 - p) / n
        return total


def effect_of(log: LogReader, term: str, decided: date, today: date, touched: Collection[str]) -> Effect:
    """What came of a decision on ``term`` made on a day; ``touched`` are all terms with any decision."""
    periods = periods_around(decided, today)
    if periods is None:
        return Effect(Verdict.TOO_EARLY)
    sides = _sides(log, *periods)
    own = sides.get(term)
    others = [both for other, both in sides.items() if other not in touched and other != term]
    return compare(own, others) if own is not None else Effect(Verdict.TOO_LITTLE)


def periods_around(decided: date, today: date) -> tuple[Period, Period] | None:
    """Whole weeks before the week of the decision, and after it; None while there are too few after."""
    week = monday(decided)
    after = (monday(today) - week).days // 7 - 1
    if after < FEWEST_WEEKS:
        return None
    before = Period.weeks(WEEKS_BEFORE, week - timedelta(days=1))
    weeks = min(after, MOST_WEEKS_AFTER)
    return before, Period.weeks(weeks, week + timedelta(days=7 * weeks + 6))


def compare(own: Sides, others: Iterable[Sides]) -> Effect:
    """The effect on one term, by those of the others that stood as badly before it.

    The interval takes the larger of chance in the term's own searches and the spread of the others' changes.
    """
    if not own.enough:
        return Effect(Verdict.TOO_LITTLE)
    alike = [o for o in others if o.enough and abs(o.shares.before - own.shares.before) <= AS_BAD]
    if len(alike) < FEWEST_TERMS:
        return Effect(Verdict.TOO_LITTLE, own.shares)
    changes = [one.shares.change for one in alike]
    mean = sum(changes) / len(changes)
    spread = sum((change - mean) ** 2 for change in changes) / (len(changes) - 1)
    half = Z * math.sqrt(max(spread, own.variance) + spread / len(changes))
    effect = own.shares.change - mean
    low, high = effect - half, effect + half
    return Effect(_verdict(low, high), own.shares, _mean_shares(alike), len(alike), effect, low, high)


def _verdict(low: float, high: float) -> Verdict:
    if low > 0:
        return Verdict.BETTER
    return Verdict.WORSE if high < 0 else Verdict.NO_DIFFERENCE


def _mean_shares(alike: list[Sides]) -> Shares:
    shares = [one.shares for one in alike]
    return Shares(sum(s.before for s in shares) / len(shares), sum(s.after for s in shares) / len(shares))


def _sides(log: LogReader, before: Period, after: Period) -> Mapping[str, Sides]:
    earlier = {t.term: t.counts for t in log.terms(before, limit=None)}
    later = {t.term: t.counts for t in log.terms(after, limit=None)}
    return {term: Sides(earlier[term], later[term]) for term in earlier.keys() & later.keys()}
