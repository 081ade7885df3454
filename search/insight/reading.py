"""Reads the sums of the log. Everything that shows numbers asks here; nothing here decides what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Engine, Select, Table, and_, case, func, select

from search.insight.keeping import Keeping
from search.insight.period import Period, span_start
from search.insight.tables import (
    ANSWERS,
    COUNTS,
    DAY,
    DAYS,
    FILTERS,
    ORIGINS,
    REST,
    REWRITES,
    SEARCHES,
    TERM_CLICKS,
    TERMS,
    VERDICTS,
)
from search.insight.values import (
    Burst,
    ClickCounts,
    Comment,
    Counts,
    FilterUse,
    Origin,
    Rewrite,
    TermCounts,
    Totals,
    Verdict,
)

Order = Literal["searches", "sessions", "no_results", "clicked", "unclicked", "refined", "exits"]

_TOLD_APART = ("robots", "machines", "tests", "api")


class LogReader:
    """Asks the log at ``engine``. A method raises SQLAlchemyError when the file cannot be read.

    What is listed has at least ``keeping.sessions`` sessions behind it in the period, ``keeping.same_day`` of
    them on one day. ``least`` asks for more (what is exported needs ``keeping.public_sessions``), never for
    less. Numbers without texts count everything.
    """

    def __init__(self, engine: Engine, keeping: Keeping, *, remembers: bool = False) -> None:
        """``remembers`` when it is made for one page, where the same terms are asked for in several ways."""
        self.engine = engine
        self.keeping = keeping
        self._kept: dict[tuple[Period, int], tuple[TermCounts, ...]] | None = {} if remembers else None

    # Without texts

    def totals(self, period: Period, days: int | None = None) -> Totals:
        """The sums of all searches in the period, or in its first ``days`` alone."""
        names = (*COUNTS, *_TOLD_APART)
        sums = [func.coalesce(func.sum(DAYS.c[name]), 0) for name in (*names, "ms")]
        end = period.end if days is None else min(period.end, period.start + timedelta(days=days - 1))
        (found,) = self._all(select(*sums).where(DAYS.c.day.between(period.start, end)))
        return Totals(Counts(*found[: len(COUNTS)]), *found[len(COUNTS) :])

    def per_day(self, period: Period) -> tuple[tuple[date, Counts], ...]:
        """Each day of the period, also those without searches."""
        sums = [func.sum(DAYS.c[name]) for name in COUNTS]
        query = select(DAYS.c.day, *sums).where(DAYS.c.day.between(period.start, period.end))
        found = {day: Counts(*counts) for day, *counts in self._all(query.group_by(DAYS.c.day))}
        return tuple((day, found.get(day, Counts())) for day in period.days())

    def first_day(self) -> date | None:
        """The first day that is known of; None in an empty log."""
        ((first,),) = self._all(select(func.min(DAYS.c.day)))
        return None if first is None else date.fromisoformat(str(first))

    # Terms

    def listed(self, period: Period, least: int = 0) -> tuple[TermCounts, ...]:
        """Every term that enough stand behind, in no order."""
        key = (period, least)
        if self._kept is None or key not in self._kept:
            query = _term_query(self._rows(period)).having(self._enough(TERMS, least))
            found = tuple(map(_term_counts, self._all(query)))
            if self._kept is None:
                return found
            self._kept[key] = found
        return self._kept[key]

    def terms(
        self, period: Period, order: Order = "searches", limit: int | None = 50, least: int = 0
    ) -> tuple[TermCounts, ...]:
        """The terms of the period with the most of ``order``, and at least one of it."""
        most = _ORDERS[order]
        found = (term for term in self.listed(period, least) if most(term.counts) > 0)
        return tuple(sorted(found, key=lambda term: (-most(term.counts), term.term))[:limit])

    def sessions(self, period: Period, among: Period | None = None) -> dict[str, int]:
        """The sessions of every term that is listed; of those that may be listed in another period alone."""
        query = select(TERMS.c.term, func.sum(TERMS.c.sessions)).where(self._rows(period, among))
        return dict(map(tuple, self._all(query.group_by(TERMS.c.term).having(self._enough(TERMS)))))

    def failing(self, period: Period) -> tuple[TermCounts, ...]:
        """The terms where more than half of the searches opened nothing, in no order."""
        return tuple(t for t in self.listed(period) if 2 * t.counts.clicked < t.counts.searches)

    def term(self, period: Period, term: str) -> TermCounts:
        """One term's sums; with too few behind it the same as none."""
        query = _term_query(and_(within(TERMS, period), TERMS.c.term == term)).having(self._enough(TERMS))
        rows = self._all(query) if term != REST else []
        return _term_counts(rows[0]) if rows else TermCounts(term, Counts(), 0, None)

    def timeline(self, term: str, period: Period) -> tuple[tuple[date, Counts], ...]:
        """A term's sums in each week (or month) of the period, by its first day; silent ones are there too.

        Nothing is told of a term with too few behind it in the whole period.
        """
        if not self.term(period, term).counts.sessions:
            return ()
        sums = [func.sum(TERMS.c[name]) for name in COUNTS]
        query = select(TERMS.c.start, *sums).where(within(TERMS, period), TERMS.c.term == term)
        found = {first: Counts() for first in starts(period)}
        for day, *counts in self._all(query.group_by(TERMS.c.start)):
            found[span_start(period.span, day)] += Counts(*counts)
        return tuple(found.items())

    def rest(self, period: Period) -> int:
        """Searches whose terms are not told: «øvrige», and those with too few behind them."""
        told = sum(term.counts.searches for term in self.listed(period))
        return self.totals(period).counts.searches - told

    def filters(self, period: Period, term: str = "") -> tuple[FilterUse, ...]:
        """How searches (for one term, or all) were narrowed, the most used first."""
        c = FILTERS.c
        query = select(c.term, c.filters, func.sum(c.searches), func.sum(c.sessions))
        query = query.where(within(FILTERS, period), c.term != REST).group_by(c.term, c.filters)
        query = query.having(self._enough(FILTERS)).order_by(func.sum(c.searches).desc(), c.term, c.filters)
        return tuple(FilterUse(*row) for row in self._all(query.where(c.term == term) if term else query))

    # Clicks, rewrites, origins

    def clicks(
        self, period: Period, *, term: str = "", address: str = "", limit: int | None = None, least: int = 0
    ) -> tuple[ClickCounts, ...]:
        """What was opened, by term, address and position, most clicks first; of one term or address, or all.

        ``limit`` is how many pairs of term and address are told of, those with the most clicks. Too few
        are counted over all positions of an address, so a single click may be told of a position.
        """
        c = TERM_CLICKS.c
        where = [within(TERM_CLICKS, period), c.term != REST, c.address != REST]
        where += [c.term == term] if term else []
        where += [c.address == address] if address else []
        strong = select(c.term, c.address).where(*where).group_by(c.term, c.address)
        strong = strong.having(self._enough(TERM_CLICKS, least))
        pairs = strong.order_by(func.sum(c.clicks).desc(), c.term, c.address).limit(limit).subquery()
        query = select(
            c.term, c.address, c.position, func.sum(c.clicks), func.sum(c.sessions), func.sum(c.first)
        )
        query = query.join(pairs, and_(c.term == pairs.c.term, c.address == pairs.c.address)).where(*where)
        query = query.group_by(c.term, c.address, c.position)
        query = query.order_by(func.sum(c.clicks).desc(), c.term, c.address, c.position)
        return tuple(ClickCounts(*row) for row in self._all(query))

    def opened(self, period: Period, least: int = 0) -> dict[str, int]:
        """Every address that was opened from searches, with its clicks; most clicks first.

        Clicks are counted from the terms that enough opened it from, as ``clicks`` tells of them.
        """
        c = TERM_CLICKS.c
        pairs = select(c.address, func.sum(c.clicks).label("clicks")).where(
            within(TERM_CLICKS, period), c.term != REST, c.address != REST
        )
        strong = pairs.group_by(c.term, c.address).having(self._enough(TERM_CLICKS, least)).subquery()
        total = func.sum(strong.c.clicks)
        query = select(strong.c.address, total).group_by(strong.c.address)
        return dict(map(tuple, self._all(query.order_by(total.desc(), strong.c.address))))

    def rewrites(
        self, period: Period, *, term: str = "", other: str = "", limit: int | None = None, least: int = 0
    ) -> tuple[Rewrite, ...]:
        """What people searched for instead, the most frequent first; from or to one term, or all."""
        c = REWRITES.c
        query = select(c.term, c.other, func.sum(c.searches), func.sum(c.sessions), func.sum(c.helped))
        query = query.where(within(REWRITES, period), c.term != REST).group_by(c.term, c.other)
        query = query.where(*([c.term == term] if term else []), *([c.other == other] if other else []))
        query = query.having(self._enough(REWRITES, least))
        query = query.order_by(func.sum(c.searches).desc(), c.term, c.other).limit(limit)
        return tuple(Rewrite(*row) for row in self._all(query))

    def origins(
        self, period: Period, *, address: str = "", term: str = "", limit: int | None = None, least: int = 0
    ) -> tuple[Origin, ...]:
        """Which pages were searched from, for what, the most frequent first."""
        c = ORIGINS.c
        query = select(c.origin, c.term, func.sum(c.searches), func.sum(c.sessions), func.sum(c.clicked))
        query = query.where(within(ORIGINS, period), c.term != REST).group_by(c.origin, c.term)
        query = query.where(*([c.term == term] if term else []), *([c.origin == address] if address else []))
        query = query.having(self._enough(ORIGINS, least))
        query = query.order_by(func.sum(c.searches).desc(), c.origin, c.term).limit(limit)
        return tuple(Origin(*row) for row in self._all(query))

    # What readers say

    def verdicts(self, period: Period, address: str = "", limit: int | None = None) -> tuple[Verdict, ...]:
        """Yes and no by page, those that most did not find what they looked for on first."""
        c = VERDICTS.c
        query = select(c.address, func.sum(c.found), func.sum(c.missed)).where(within(VERDICTS, period))
        query = query.where(*([c.address == address] if address else [])).group_by(c.address)
        query = query.order_by(func.sum(c.missed).desc(), c.address).limit(limit)
        return tuple(Verdict(*row) for row in self._all(query))

    def comments(self, period: Period, address: str = "", limit: int | None = 200) -> tuple[Comment, ...]:
        """What readers wrote, the newest first, for as long as it is kept."""
        a = ANSWERS.c
        query = select(a.address, a.day, a.found, a.comment)
        query = query.where(a.day.between(period.start, period.end), a.comment != "", a.source == "folk")
        query = query.where(*([a.address == address] if address else [])).order_by(a.day.desc(), a.id.desc())
        return tuple(Comment(*row) for row in self._all(query.limit(limit)))

    # Just now

    def bursts(self, now: datetime, hours: float = 2.0, least: int = 0) -> tuple[Burst, ...]:
        """What people have searched for in the last hours, most sessions first; ``now`` is aware.

        Keystrokes are not merged here, so a search may be counted as it was typed; sessions are exact.
        """
        s = SEARCHES.c
        end = now.astimezone(UTC).replace(tzinfo=None)
        sessions = func.count(s.session.distinct())
        query = select(s.term, func.count(), sessions, func.min(s.at), func.max(s.hits))
        query = query.where(s.at.between(end - timedelta(hours=hours), end), s.source == "folk", s.page == 1)
        # By day too, so that the index is used.
        query = query.where(s.day >= (now - timedelta(hours=hours)).date())
        query = query.group_by(s.term).having(sessions >= max(least, self.keeping.sessions))
        return tuple(Burst(*row) for row in self._all(query.order_by(sessions.desc(), s.term)))

    def _rows(self, period: Period, among: Period | None = None) -> ColumnElement[bool]:
        """The rows of the terms that may be listed, found by an index: most have too few on any day."""
        c = TERMS.c
        strong = select(c.term).where(within(TERMS, among or period), c.peak >= self.keeping.same_day)
        return and_(within(TERMS, period), c.term != REST, c.term.in_(strong))

    def _enough(self, table: Table, least: int = 0) -> ColumnElement[bool]:
        sessions = func.sum(table.c.sessions) >= max(least, self.keeping.sessions)
        return and_(sessions, func.max(table.c.peak) >= self.keeping.same_day)

    def _all(self, query: Select[Any]) -> Sequence[Any]:
        with self.engine.connect() as connection:
            return connection.execute(query).all()


def within(table: Table, period: Period) -> ColumnElement[bool]:
    """The rows that are the period's: its weeks or months, and days not moved there yet."""
    start, span = table.c.start, table.c.span
    return and_(start.between(period.start, period.end), span.in_((period.span, DAY)))


def starts(period: Period) -> tuple[date, ...]:
    """The first days of the period's weeks or months."""
    return tuple(day for day in period.days() if day == span_start(period.span, day))


def _term_query(where: ColumnElement[bool]) -> Select[Any]:
    """Term, its sums, its peak, and its latest hits."""
    c = TERMS.c
    latest = func.max(case((c.hits >= 0, func.julianday(c.seen) * _HITS + c.hits)))
    sums = [func.sum(c[name]) for name in COUNTS]
    return select(c.term, *sums, func.max(c.peak), latest).where(where).group_by(c.term)


_HITS = 10_000_000
"""More than any search finds: the latest day and its hits in one number, so that one pass is enough."""

_ORDERS: dict[Order, Callable[[Counts], int]] = {
    "searches": lambda counts: counts.searches,
    "sessions": lambda counts: counts.sessions,
    "no_results": lambda counts: counts.no_results,
    "clicked": lambda counts: counts.clicked,
    "refined": lambda counts: counts.refined,
    "exits": lambda counts: counts.exits,
    "unclicked": lambda counts: counts.searches - counts.clicked,
}


def _term_counts(row: Any) -> TermCounts:
    term, *counts, peak, latest = row
    hits = None if latest is None else round(latest + _HITS / 2) % _HITS
    return TermCounts(term, Counts(*counts), peak, hits)
