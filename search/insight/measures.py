"""What advisers read from the log: numbers for a period, each defined in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Engine, String, and_, case, cast, func, select

from search.insight.period import Period
from search.insight.tables import SEARCHES

TERMS_ON_PAGE = 50

_S = SEARCHES.c


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of a period. Turning pages is not a new search, and robots are counted by themselves."""

    searches: int
    sessions: int
    without_hits: int
    relaxed: int
    robots: int
    mean_ms: float | None

    @property
    def no_result_rate(self) -> float | None:
        """Searches without hits ÷ searches; None when there were none."""
        return self.without_hits / self.searches if self.searches else None


@dataclass(frozen=True, slots=True)
class TermCount:
    """A search term: how many searches, how many sessions, and the hits of the latest search."""

    term: str
    searches: int
    sessions: int
    hits: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the insight page shows of a period."""

    period: Period
    summary: Summary
    per_day: tuple[tuple[date, int], ...]
    top: tuple[TermCount, ...]
    zero: tuple[TermCount, ...]


def report(engine: Engine, period: Period, limit: int | None = TERMS_ON_PAGE) -> Report:
    """The numbers of ``period``, with at most ``limit`` terms in each list (None: all)."""
    with engine.connect() as connection:
        return Report(
            period=period,
            summary=_summary(connection, period),
            per_day=_per_day(connection, period),
            top=_terms(connection, period, limit),
            zero=_terms(connection, period, limit, without_hits=True),
        )


def _within(period: Period) -> ColumnElement[bool]:
    return _S.day.between(period.start, period.end)


def _counted(period: Period) -> ColumnElement[bool]:
    """A search that counts: a first page, asked for by a person, in the period."""
    return and_(_within(period), _S.page == 1, _S.bot.is_(False))


def _found_nothing() -> ColumnElement[bool]:
    """No hits, and not because of a filter: that the site lacks an answer, not that a filter hid it."""
    return and_(_S.hits == 0, _unfiltered())


def _unfiltered() -> ColumnElement[bool]:
    return cast(_S.filters, String) == "{}"


def _summary(connection: Connection, period: Period) -> Summary:
    row = connection.execute(
        select(
            func.count(),
            func.count(_S.session.distinct()),
            func.coalesce(func.sum(case((_found_nothing(), 1), else_=0)), 0),
            func.coalesce(func.sum(case((_S.relaxed.is_(True), 1), else_=0)), 0),
            func.avg(_S.ms),
        ).where(_counted(period))
    ).one()
    robots = connection.execute(
        select(func.count()).where(_within(period), _S.page == 1, _S.bot.is_(True))
    ).scalar_one()
    return Summary(
        searches=row[0], sessions=row[1], without_hits=row[2], relaxed=row[3], mean_ms=row[4], robots=robots
    )


def _per_day(connection: Connection, period: Period) -> tuple[tuple[date, int], ...]:
    """Every day of the period, also those without searches."""
    query = select(_S.day, func.count()).where(_counted(period)).group_by(_S.day)
    found = {row.day: row[1] for row in connection.execute(query)}
    return tuple((day, found.get(day, 0)) for day in period.days())


def _terms(
    connection: Connection, period: Period, limit: int | None, *, without_hits: bool = False
) -> tuple[TermCount, ...]:
    """Terms by number of searches; with ``without_hits`` only the searches that found nothing.

    The number of hits is that of the latest search without filters, where there is one.
    """
    newest = func.coalesce(func.max(case((_unfiltered(), _S.id))), func.max(_S.id))
    latest = (
        select(_S.term, newest.label("latest"), func.count().label("searches"))
        .add_columns(func.count(_S.session.distinct()).label("sessions"))
        .where(_counted(period), *([_found_nothing()] if without_hits else []))
        .group_by(_S.term)
        .order_by(func.count().desc(), _S.term)
        .limit(limit)
        .subquery()
    )
    query = (
        select(latest.c.term, latest.c.searches, latest.c.sessions, _S.hits)
        .join(SEARCHES, _S.id == latest.c.latest)
        .order_by(latest.c.searches.desc(), latest.c.term)
    )
    return tuple(TermCount(*row) for row in connection.execute(query))
