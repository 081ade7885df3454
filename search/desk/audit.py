"""The audit log: who did what and when. Rows are added, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select

from search.desk.database import Desk
from search.desk.tables import AUDIT

LONGEST_ABOUT = 300


class Event(StrEnum):
    """What can be done, as it is shown."""

    ACCOUNT_MADE = "konto laget"
    ACCOUNT_CHANGED = "konto endret"
    ACCOUNT_CLOSED = "konto stengt"
    LOGGED_IN = "logget inn"
    LOGGED_OUT = "logget ut"
    REFUSED = "avvist innlogging"
    STOPPED = "for mange forsøk"
    FORBIDDEN = "manglet tilgang"
    DOWNLOADED = "lastet ned"
    DECIDED = "beslutning"
    WITHDRAWN = "beslutning trukket"
    HANDLED = "funn behandlet"
    EXPORTED = "eksportert"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log; ``at`` is UTC."""

    at: datetime
    who: str
    what: Event
    about: str


class Audit:
    """The log on a desk. ``who`` is always an account: a mistyped name may be somebody's password."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(self, now: datetime, who: str, what: Event, about: str = "") -> None:
        """Write a line. Raises SQLAlchemyError or OSError: what cannot be noted must not be done."""
        at = now.astimezone(UTC).replace(tzinfo=None)
        with self._desk.writing() as connection:
            connection.execute(
                AUDIT.insert().values(at=at, who=who, what=what.value, about=about[:LONGEST_ABOUT])
            )

    def latest(self, count: int | None = 100) -> tuple[Entry, ...]:
        """The newest lines, newest first; None for all."""
        query = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(count)
        with self._desk.reading() as connection:
            return tuple(
                Entry(row.at.replace(tzinfo=UTC), row.who, Event(row.what), row.about)
                for row in connection.execute(query)
            )
