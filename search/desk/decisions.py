"""The decisions: an append-only table, the truth for synonyms, fixed answers, places and hidden hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select

from plugins.model.curation import Decision, Entries
from search.desk.database import Desk
from search.desk.entries import Key, decisions_in, from_text, key_of, sorted_in
from search.desk.tables import DECISIONS


class Action(StrEnum):
    """What was done with an entry."""

    ADDED = "lagt til"
    WITHDRAWN = "trukket"


class AlreadySoError(ValueError):
    """The entry is already as somebody wants it: two clicked, or one clicked twice (Norwegian)."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Who decides, why, for which search term (empty for none) and after which finding (empty for none)."""

    who: str
    why: str
    term: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A line of the table. ``at`` is UTC."""

    id: int
    at: datetime
    grounds: Grounds
    action: Action
    key: Key

    @property
    def decision(self) -> Decision:
        """What was added or withdrawn."""
        return from_text(*self.key)


class Decisions:
    """The table on a desk. Nothing is ever changed: what is undone is written as a line of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, now: datetime, decision: Decision, grounds: Grounds) -> Made:
        """Put a decision into effect. Raises AlreadySoError when it is in effect by an earlier line."""
        return self._write(now, key_of(decision), Action.ADDED, grounds)

    def withdraw(self, now: datetime, decision: Decision, grounds: Grounds) -> Made:
        """Take a decision out of effect, also one that stands in a file. Raises AlreadySoError."""
        return self._write(now, key_of(decision), Action.WITHDRAWN, grounds)

    def undo(self, now: datetime, number: int, who: str) -> Made:
        """Do the opposite of a line, for the same term and finding.

        Raises AlreadySoError when a later line has done so, KeyError when there is no such line.
        """
        with self._desk.reading() as connection:
            row = connection.execute(select(DECISIONS).where(DECISIONS.c.id == number)).first()
        if row is None:
            raise KeyError(number)
        line = _made(row)
        opposite = Action.WITHDRAWN if line.action is Action.ADDED else Action.ADDED
        grounds = Grounds(who, f"Angret: {line.grounds.why}"[:300], line.grounds.term, line.grounds.finding)
        return self._write(now, line.key, opposite, grounds)

    def history(self) -> tuple[Made, ...]:
        """Every line, oldest first."""
        if not self._desk.exists:
            return ()
        with self._desk.reading() as connection:
            return tuple(map(_made, connection.execute(select(DECISIONS).order_by(DECISIONS.c.id))))

    def newest(self) -> int:
        """The number of the newest line: another number, another effect. 0 when there is none."""
        if not self._desk.exists:
            return 0
        with self._desk.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(DECISIONS.c.id), 0))).scalar_one())

    def _write(self, now: datetime, key: Key, action: Action, grounds: Grounds) -> Made:
        kind, entry = key
        values: dict[str, Any] = {
            "at": now.astimezone(UTC).replace(tzinfo=None),
            "who": grounds.who,
            "why": grounds.why[:300],
            "term": grounds.term[:300],
            "finding": grounds.finding[:400],
            "action": action.value,
            "kind": kind,
            "entry": entry,
        }
        with self._desk.writing() as connection:
            # The insert takes the file's one lock, so that of two that do the same, one is told.
            row = connection.execute(DECISIONS.insert().values(**values).returning(DECISIONS)).one()
            if _action_before(connection, key, row.id) == action.value:
                raise AlreadySoError(f"Dette er allerede {action.value}.")
        return _made(row)


def in_effect(files: Entries, lines: Iterable[Made]) -> Entries:
    """What holds: the last line on an entry decides, and the files where no line says anything.

    An entry that the table has added and a file repeats is in effect once.
    """
    last = {line.key: line.action for line in lines}
    return sorted_in(_holding(files, last))


def _holding(files: Entries, last: dict[Key, Action]) -> Iterator[Decision]:
    seen = set()
    for decision in decisions_in(files):
        key = key_of(decision)
        if key not in seen and last.get(key, Action.ADDED) is Action.ADDED:
            seen.add(key)
            yield decision
    for key, action in last.items():
        if action is Action.ADDED and key not in seen:
            yield from_text(*key)


def _action_before(connection: Connection, key: Key, number: int) -> str | None:
    c = DECISIONS.c
    query = select(c.action).where(c.kind == key[0], c.entry == key[1], c.id < number)
    found: str | None = connection.execute(query.order_by(c.id.desc()).limit(1)).scalar()
    return found


def _made(row: Row[Any]) -> Made:
    return Made(
        id=row.id,
        at=row.at.replace(tzinfo=UTC),
        grounds=Grounds(row.who, row.why, row.term, row.finding),
        action=Action(row.action),
        key=(row.kind, row.entry),
    )
