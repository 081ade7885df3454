"""What is read from the log: frozen values, with no database in them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums of people's searches. All of them can be added, days to weeks and terms to totals.

    A session is one browser on one day, so sessions of different days are different sessions. Robots,
    machines, tests and programs are in none of these.
    """

    searches: int = 0
    """Intents: keystrokes, pages, filters and reloads of the same are one."""
    sessions: int = 0
    no_results: int = 0
    """Searches that found nothing, and not because of a filter."""
    relaxed: int = 0
    """Searches where not all words were found."""
    clicked: int = 0
    """Searches with at least one hit opened."""
    clicks: int = 0
    """Hits opened."""
    positions: int = 0
    """Sum of the positions of the hits opened; 1 is the first."""
    reciprocals: int = 0
    """Sum of 1 000 000 ÷ position of each search's first click."""
    refined: int = 0
    """Searches without a click that were followed by another search within five minutes."""
    exits: int = 0
    """Searches without a click that nothing followed."""
    timed: int = 0
    """First clicks that came within ten minutes."""
    seconds: int = 0
    """Sum of seconds from the search to those."""

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Totals:
    """A period's sums, and what was told apart from people."""

    counts: Counts
    robots: int
    """Searches by programs that say they are robots."""
    machines: int
    """Searches by sessions that searched like no person does."""
    tests: int
    """Our own tests."""
    api: int
    """Searches through the open interface."""
    ms: float
    """Sum of the answer times of people's searches."""


@dataclass(frozen=True, slots=True)
class TermCounts:
    """A term: its sums, its most sessions in a day, and the hits of its latest search without filters."""

    term: str
    counts: Counts
    peak: int
    hits: int | None


@dataclass(frozen=True, slots=True)
class ClickCounts:
    """An address that was opened from a term at a position."""

    term: str
    address: str
    position: int
    clicks: int
    sessions: int
    first: int
    """Searches whose first click it was."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """People who searched for ``term`` and opened nothing, and then searched for ``other``."""

    term: str
    other: str
    searches: int
    sessions: int
    helped: int
    """How many of them opened a hit then."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Searches for ``term`` that were made from the page ``address``."""

    address: str
    term: str
    searches: int
    sessions: int
    clicked: int


@dataclass(frozen=True, slots=True)
class FilterUse:
    """Searches for ``term`` that were narrowed; ``filters`` is as in an address."""

    term: str
    filters: str
    searches: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What readers of a page answered to «Fant du det du lette etter?»."""

    address: str
    found: int
    missed: int


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader of a page wrote, scrubbed."""

    address: str
    day: date
    found: bool
    text: str


@dataclass(frozen=True, slots=True)
class Burst:
    """Sessions that searched for ``term`` in the last hours."""

    term: str
    searches: int
    sessions: int
    first: datetime
    """UTC."""
    hits: int
