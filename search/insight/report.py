"""What the insight page shows of a period, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from search.insight.measures import Figure, figures
from search.insight.period import Period
from search.insight.reading import LogReader
from search.insight.values import Counts, TermCounts

TERMS_ON_PAGE = 50


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the insight page shows of a period."""

    period: Period
    figures: tuple[Figure, ...]
    per_day: tuple[tuple[date, Counts], ...]
    top: tuple[TermCounts, ...]
    zero: tuple[TermCounts, ...]
    rest: int
    """Searches whose terms too few sessions stand behind."""

    @property
    def searches(self) -> int:
        """People's searches in the period."""
        return sum(counts.searches for _, counts in self.per_day)


def report(log: LogReader, period: Period, limit: int | None = TERMS_ON_PAGE, least: int = 0) -> Report:
    """The numbers of ``period``, with at most ``limit`` terms in each list (None: all).

    ``least`` sessions stand behind each term, when that is more than the log's own limit.
    """
    return Report(
        period=period,
        figures=figures(log, period),
        per_day=log.per_day(period),
        top=log.terms(period, "searches", limit, least),
        zero=log.terms(period, "no_results", limit, least),
        rest=log.rest(period),
    )
