"""What is done with a finding: given to somebody, noted on, put off, closed. Lines are only added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import select

from search.desk.database import Desk
from search.desk.tables import CASEWORK

LONGEST = 1000


class Step(StrEnum):
    """What was done, as it is shown."""

    ASSIGNED = "tildelt"
    NOTED = "notert"
    PUT_OFF = "utsatt"
    CLOSED = "lukket"
    REOPENED = "åpnet igjen"


@dataclass(frozen=True, slots=True)
class Line:
    """A step with a finding; ``value`` is whom it was given to, the note, the day put off to, the reason."""

    at: datetime
    who: str
    step: Step
    value: str


@dataclass(frozen=True, slots=True)
class Case:
    """How a finding stands after all that was done."""

    assigned: str = ""
    put_off_to: date | None = None
    closed: bool = False
    lines: tuple[Line, ...] = ()

    def rests(self, today: date) -> bool:
        """Whether the finding is not to be shown among what waits."""
        return self.closed or (self.put_off_to is not None and today < self.put_off_to)


UNTOUCHED = Case()


class Casework:
    """The lines on a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, now: datetime, who: str, finding: str, step: Step, value: str = "") -> None:
        """Write down a step; the day that something is put off to as ÅÅÅÅ-MM-DD."""
        at = now.astimezone(UTC).replace(tzinfo=None)
        with self._desk.writing() as connection:
            connection.execute(
                CASEWORK.insert().values(
                    at=at, who=who, finding=finding, action=step.value, value=value[:LONGEST]
                )
            )

    def cases(self) -> Mapping[str, Case]:
        """Every finding that something was done with, by its key."""
        if not self._desk.exists:
            return {}
        gathered: dict[str, list[Line]] = defaultdict(list)
        with self._desk.reading() as connection:
            for row in connection.execute(select(CASEWORK).order_by(CASEWORK.c.id)):
                line = Line(row.at.replace(tzinfo=UTC), row.who, Step(row.action), row.value)
                gathered[row.finding].append(line)
        return {finding: case_of(lines) for finding, lines in gathered.items()}


def case_of(lines: Iterable[Line]) -> Case:
    """How things stand after these steps, in order."""
    kept = tuple(lines)
    assigned, put_off, closed = "", None, False
    for line in kept:
        if line.step is Step.ASSIGNED:
            assigned = line.value
        elif line.step is not Step.NOTED:
            closed = line.step is Step.CLOSED
            put_off = date.fromisoformat(line.value) if line.step is Step.PUT_OFF else None
    return Case(assigned, put_off, closed, kept)
