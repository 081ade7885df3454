"""Puts a simulated town's days into a log, one by one, as time would have."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import msgspec
from sqlalchemy import Engine, Table, insert

from search.insight.keeping import Keeping
from search.insight.record import AnyEvent
from search.insight.simulation.answers import Ask, as_answered
from search.insight.simulation.topics import TOPICS
from search.insight.simulation.town import Rush, Town
from search.insight.simulation.truth import Truth
from search.insight.taking import TABLES
from search.insight.upkeep import keep_up


def fill_log(engine: Engine, town: Town, first: date, last: date, keeping: Keeping) -> dict[date, Truth]:
    """Log every day from ``first`` to ``last`` and keep the log up each Sunday; what is true, by day."""
    truth: dict[date, Truth] = {}
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        simulated = town.day(day)
        insert_events(engine, simulated.events)
        truth[day] = simulated.truth
        if day == last or day.weekday() == 6:
            keep_up(engine, day, keeping, None if day == last else ())
    return truth


def insert_events(engine: Engine, events: list[AnyEvent]) -> None:
    """Put events into the raw tables, past the journal."""
    rows: defaultdict[Table, list[dict[str, object]]] = defaultdict(list)
    for event in events:
        rows[TABLES[type(event)]].append(msgspec.structs.asdict(event))
    with engine.begin() as connection:
        for table, some in rows.items():
            connection.execute(insert(table), some)


def demonstration(today: date, ask: Ask | None = None) -> Town:
    """The town of a demonstration that ends today: twelve days ago the water was closed.

    With ``ask`` its searches go as they would in that search; without it as the topics say.
    """
    return Town(
        topics=as_answered(TOPICS, ask) if ask else TOPICS,
        rushes=(Rush(today - timedelta(days=12), "vann", 380),),
        machine_days=frozenset({today - timedelta(days=40)}),
    )
