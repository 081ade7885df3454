"""Keeps the log small: sums days, moves them to weeks and months, gathers what too few stand behind.

Every step is one transaction that leaves the tables true: whoever is stopped between two steps, or does them
all again, comes to the same sums.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from search.insight.adding import add_into
from search.insight.intents import Click, Request
from search.insight.keeping import Keeping
from search.insight.period import first_of_month, monday
from search.insight.rest import gather_rest, to_gather
from search.insight.tables import (
    ANSWERS,
    CLICKS,
    COUNTS,
    DAY,
    DAYS,
    MONTH,
    SEARCHES,
    SPANS,
    SUMS,
    VERDICTS,
    WEEK,
)
from search.insight.tally import Row, by_session, day_rows, tally

PEOPLE = "folk"

_TOLD_APART = {"robots": "robot", "tests": "prove", "api": "api"}


@dataclass(frozen=True, slots=True)
class Upkept:
    """What was done: days summed, days moved to weeks and months, spans gathered."""

    summed: int
    moved: int
    gathered: int


def keep_up(engine: Engine, today: date, keeping: Keeping, days: Iterable[date] | None = None) -> Upkept:
    """All steps, in order. ``days`` are those with new rows (None: every day that has raw rows).

    Raises SQLAlchemyError when the file cannot be written; what was done until then stands.
    """
    touched = sorted(set(raw_days(engine) if days is None else days))
    for day in touched:
        sum_day(engine, day, keeping)
    limit = today - timedelta(days=keeping.raw_days - 1)
    old = [day for day in raw_days(engine) if day < limit]
    for day in old:
        settle_day(engine, day, keeping)
    spans = to_gather(engine, today, keeping)
    for span, start in spans:
        gather_rest(engine, span, start, keeping)
    forget_comments(engine, today, keeping)
    if old or spans:
        look_over(engine)
    return Upkept(len(touched), len(old), len(spans))


def look_over(engine: Engine) -> None:
    """Let SQLite see what the tables look like now: without it, it reads a whole period to find one term."""
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA analysis_limit=1000")
        connection.exec_driver_sql("ANALYZE")


def raw_days(engine: Engine) -> list[date]:
    """The days that searches, clicks or answers are kept from, and those summed but not moved."""
    with engine.connect() as connection:
        found = {day for table in (SEARCHES, CLICKS) for day in _distinct(connection, table.c.day)}
        answered = select(ANSWERS.c.day).where(ANSWERS.c.session != "").distinct()
        found |= set(connection.execute(answered).scalars())
        found |= set(connection.execute(select(DAYS.c.day).where(~DAYS.c.settled)).scalars())
    return sorted(found)


def _distinct(connection: Connection, column: Any) -> list[date]:
    """The values of an indexed column, by leaps: there are few days and many rows."""
    found: list[date] = []
    value = connection.execute(select(func.min(column))).scalar_one()
    while value is not None:
        found.append(value)
        value = connection.execute(select(func.min(column)).where(column > value)).scalar_one()
    return found


# One day


def sum_day(engine: Engine, day: date, keeping: Keeping) -> None:
    """Make the sums of ``day`` anew from its raw rows."""
    with engine.begin() as connection:
        _sum_day(connection, day, keeping)


def _sum_day(connection: Connection, day: date, keeping: Keeping) -> None:
    sums = tally(by_session(_events(connection, day)), keeping.machine_searches)
    for table in SUMS:
        connection.execute(delete(table).where(table.c.span == DAY, table.c.start == day))
    rows = day_rows(sums, day)
    for table in SUMS:
        if made := rows.get(table.name):
            connection.execute(insert(table), made)
    if verdicts := _verdicts(connection, day):
        connection.execute(insert(VERDICTS), verdicts)
    connection.execute(delete(DAYS).where(DAYS.c.day == day, ~DAYS.c.settled))
    told = {name: _searches_by(connection, day, source) for name, source in _TOLD_APART.items()}
    connection.execute(insert(DAYS), {"day": day, "settled": False, **sums.totals, **told})


def _events(connection: Connection, day: date) -> Iterable[tuple[str, Request | Click]]:
    s, c = SEARCHES.c, CLICKS.c
    searches = select(s.session, s.at, s.term, s.hits, s.filters, s.origin, s.page, s.relaxed, s.ms)
    for session, *rest in connection.execute(
        searches.where(s.day == day, s.source == PEOPLE).order_by(s.session, s.at, s.id)
    ):
        yield session, Request(*rest)
    clicks = select(c.session, c.at, c.term, c.position, c.address)
    for session, *rest in connection.execute(
        clicks.where(c.day == day, c.source == PEOPLE).order_by(c.session, c.at, c.id)
    ):
        yield session, Click(*rest)


def _searches_by(connection: Connection, day: date, source: str) -> int:
    s = SEARCHES.c
    query = select(func.count()).where(s.day == day, s.source == source, s.page == 1)
    return int(connection.execute(query).scalar_one())


def _verdicts(connection: Connection, day: date) -> list[Row]:
    """What the readers of each page said: the latest word of each session counts."""
    a = ANSWERS.c
    latest = (
        select(func.max(a.id))
        .where(a.day == day, a.source == PEOPLE, a.session != "")
        .group_by(a.session, a.address)
    )
    query = select(a.address, a.found, func.count()).where(a.id.in_(latest)).group_by(a.address, a.found)
    rows: dict[str, Row] = {}
    for address, found, count in connection.execute(query.order_by(a.address)):
        row = rows.setdefault(
            address, {"span": DAY, "start": day, "address": address, "found": 0, "missed": 0, "sessions": 0}
        )
        row["found" if found else "missed"] += count
        row["sessions"] += count
        row["peak"] = row["sessions"]
    return list(rows.values())


def settle_day(engine: Engine, day: date, keeping: Keeping) -> None:
    """Add the sums of ``day`` to its week and its month, and forget its raw rows and its own sums."""
    with engine.begin() as connection:
        _sum_day(connection, day, keeping)
        for table in SUMS:
            for span, start in ((WEEK, monday(day)), (MONTH, first_of_month(day))):
                of_day = and_(table.c.span == DAY, table.c.start == day)
                add_into(connection, table, of_day, {"span": span, "start": start})
            connection.execute(delete(table).where(table.c.span == DAY, table.c.start == day))
        _settle_totals(connection, day)
        connection.execute(delete(SEARCHES).where(SEARCHES.c.day == day))
        connection.execute(delete(CLICKS).where(CLICKS.c.day == day))
        answers = ANSWERS.c.day == day
        connection.execute(delete(ANSWERS).where(answers, ANSWERS.c.comment == ""))
        connection.execute(
            update(ANSWERS).where(answers).values(session="", at=datetime.combine(day, time()))
        )
        for span, start in ((WEEK, monday(day)), (MONTH, first_of_month(day))):
            # What comes late to a span that was gathered is gathered anew.
            known = upsert(SPANS).values(span=span, start=start, gathered=False)
            again = known.on_conflict_do_update(index_elements=["span", "start"], set_={"gathered": False})
            connection.execute(again)


def _settle_totals(connection: Connection, day: date) -> None:
    names = [*COUNTS, "robots", "machines", "tests", "api", "ms"]
    live = select(DAYS.c.day, literal(value=True), *(DAYS.c[name] for name in names))
    statement = upsert(DAYS).from_select(
        ["day", "settled", *names], live.where(DAYS.c.day == day, ~DAYS.c.settled)
    )
    added = {name: DAYS.c[name] + statement.excluded[name] for name in names}
    connection.execute(statement.on_conflict_do_update(index_elements=["day", "settled"], set_=added))
    connection.execute(delete(DAYS).where(DAYS.c.day == day, ~DAYS.c.settled))


def forget_comments(engine: Engine, today: date, keeping: Keeping) -> None:
    """Forget what readers wrote when it is old; what they answered is in the sums."""
    limit = today - timedelta(days=keeping.comment_days)
    with engine.begin() as connection:
        connection.execute(delete(ANSWERS).where(ANSWERS.c.day < limit, ANSWERS.c.session == ""))
