"""Fills a log with rows, so that a test says only what matters to it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert

from search.insight.keeping import Keeping
from search.insight.tables import ANSWERS, CLICKS, SEARCHES
from search.insight.upkeep import keep_up

MONDAY = date(2026, 11, 23)


def search(term: str, day: date = MONDAY, minute: int = 0, **changes: Any) -> dict[str, Any]:
    """A row of the raw searches; ``minute`` after eight."""
    return {
        "at": moment(day, minute),
        "day": day,
        "session": "a",
        "source": "folk",
        "term": term,
        "hits": 3,
        "filters": "",
        "origin": "",
        "page": 1,
        "relaxed": False,
        "ms": 10.0,
        **changes,
    }


def click(term: str, day: date = MONDAY, minute: int = 1, **changes: Any) -> dict[str, Any]:
    """A row of the raw clicks."""
    about = {"at": moment(day, minute), "day": day, "session": "a", "source": "folk"}
    return {**about, "term": term, "position": 1, "address": "/barnehage/opptak/", **changes}


def answer(address: str, found: bool, day: date = MONDAY, minute: int = 0, **changes: Any) -> dict[str, Any]:
    """A row of the raw answers."""
    about = {"at": moment(day, minute), "day": day, "session": "a", "source": "folk"}
    return {**about, "address": address, "found": found, "comment": "", **changes}


def moment(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, 8) + timedelta(minutes=minute)  # noqa: DTZ001


def fill(engine: Engine, *, searches=(), clicks=(), answers=()) -> None:
    """Put rows in the log."""
    with engine.begin() as connection:
        for table, rows in ((SEARCHES, searches), (CLICKS, clicks), (ANSWERS, answers)):
            if rows:
                connection.execute(insert(table), list(rows))


def by_many(term: str, sessions: int, day: date = MONDAY, **changes: Any) -> list[dict[str, Any]]:
    """The same search by so many sessions."""
    return [search(term, day, session=f"{term[:8]}{n}", **changes) for n in range(sessions)]


def summed(engine: Engine, today: date = MONDAY, **limits: int):
    """Sum all that is in the log, as on ``today``."""
    return keep_up(engine, today, Keeping(**limits))
