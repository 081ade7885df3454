"""What is asked in turn when a delivery is joined, with the reason of what is held.

Each answer is held before the next question is asked, so that a record is held for one reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from plugins.store.agenda_judgements import Meetings, cases_beside_items, entries_beside_items
from plugins.store.judgements import (
    Waiting,
    named_in_sensitive_cases,
    retitled,
    telling_in_named_cases,
)

_ON_AGENDA = "en sak på en sakliste {}"


def of_cases(
    connection: sqlite3.Connection, units: Iterable[str], meetings: Meetings
) -> Iterator[tuple[Waiting, str]]:
    """Cases of the delivery that must not stand above what is in the store."""
    units = tuple(units)
    yield from _because("en post i saken {}", retitled(connection, units))
    yield from _because(_ON_AGENDA, cases_beside_items(connection, units, meetings))


def of_entries(
    connection: sqlite3.Connection, units: Iterable[str], meetings: Meetings
) -> Iterator[tuple[Waiting, str]]:
    """Entries that must not stand in their cases; asked when the cases have the titles they will have."""
    units = tuple(units)
    yield from _because("saken {}", named_in_sensitive_cases(connection, units))
    yield from _because("{} i tittelen på saken", telling_in_named_cases(connection, units))
    yield from _because(_ON_AGENDA, entries_beside_items(connection, units, meetings))


def _because(reason: str, found: Iterable[Waiting]) -> Iterator[tuple[Waiting, str]]:
    for one in tuple(found):
        yield one, reason.format(one.found.reason)
