"""The store as queries read it: each read notes the leaves of the parts of the store that it rests on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any

from plugins.model.archive import Journalpost
from plugins.store import Store
from plugins.store.changes import BLOCK, PartKind, key_of_record
from plugins.store.lists import Numbered

LEAF = "lager"
QUARANTINE_LEAF = f"{LEAF}/karantene"
DELIVERED_LEAF = f"{LEAF}/levert"
_MOST_BLOCKS = 20
"""A hole in the numbers wider than this many blocks rests on all of them: that is noted as one."""


def leaf_of_part(kind: PartKind, key: str) -> str:
    """The leaf of one part: «lager/dag:2026-11-20»."""
    return f"{LEAF}/{kind}:{key}"


def leaf_of_all(kind: PartKind) -> str:
    """The leaf that is another when any part of a kind is."""
    return f"{LEAF}/{kind}"


class NotedStore(Store):
    """A store whose readers are known: ``note`` is told the leaf of all that is read.

    The reads are those of ``READS``; one that is missing there cannot be used in a build.
    """

    def __init__(self, connection: sqlite3.Connection, note: Callable[[str], object]) -> None:
        super().__init__(connection)
        self.note = note

    def note_case(self, arkiv: str, system_id: str) -> None:
        """Note a case that is read elsewhere."""
        self.note(leaf_of_part("sak", key_of_record(arkiv, system_id)))

    def number_before(self, entry: Journalpost | Numbered) -> int | None:
        """The nearest running number before an entry's: it rests on all the blocks in between."""
        found = super().number_before(entry)
        last, first = entry.journalsekvensnummer // BLOCK, (found or 0) // BLOCK
        if last - first > _MOST_BLOCKS:
            self.note(leaf_of_all("nummer"))
        else:
            for block in range(first, last + 1):
                self.note(leaf_of_part("nummer", f"{entry.arkiv}/{entry.journalaar}/{block}"))
        return found

    def left_out(self, arkiv: str, year: int, first: int, last: int) -> tuple[int, int]:
        """Why numbers are missing: it rests on their blocks."""
        for block in range(first // BLOCK, last // BLOCK + 1):
            self.note(leaf_of_part("nummer", f"{arkiv}/{year}/{block}"))
        return super().left_out(arkiv, year, first, last)


Leaves = Callable[..., Iterable[str]]


def _all(*kinds: PartKind) -> Leaves:
    leaves = tuple(map(leaf_of_all, kinds))
    return lambda *arguments: leaves


def _record(kind: PartKind) -> Leaves:
    return lambda arkiv, system_id: (leaf_of_part(kind, key_of_record(arkiv, system_id)),)


def _day(day: date | None, *_: Any) -> Iterable[str]:
    return (leaf_of_part("dag", day.isoformat() if day else ""),)


def _cases_of_day(day: date) -> Iterable[str]:
    return (leaf_of_part("dag", day.isoformat()), leaf_of_part("saksdag", day.isoformat()))


def _case_number(year: int, sequence: int) -> Iterable[str]:
    return (leaf_of_part("saksnummer", f"{year}/{sequence}"),)


def _quarantine() -> Iterable[str]:
    return (QUARANTINE_LEAF,)


def _delivered() -> Iterable[str]:
    return (DELIVERED_LEAF,)


READS: dict[str, Leaves] = {
    "entries_on": _day,
    "entries_among": _day,
    "outline_on": _day,
    "numbers_on": _day,
    "entry_keys_on": _day,
    "entry_keys_in_case": _record("sak"),
    "meetings_of_case": _record("sak"),
    "case_hundreds": _all("sak"),
    "cases_in_hundred": _all("sak"),
    "saksmappe": _record("sak"),
    "entries_in_case": _record("sak"),
    "names_in_case": _record("sak"),
    "agenda_items_of_case": _record("sak"),
    "saksmapper_with_number": _case_number,
    "meeting": _record("mote"),
    "appointment": _record("mote"),
    "cases_of_day": _cases_of_day,
    "days_of_cases": _all("dag", "saksdag"),
    "cases": _all("sak"),
    # A change of an entry is a change of its case too, and what asks for the first or last day rests on that.
    "first_day": _all("sak"),
    "last_day": _all("sak"),
    "saksmapper": _all("sak"),
    "saksmappe_at": _all("sak"),
    "days": _all("dag"),
    "days_between": _all("dag"),
    "neighbours": _all("dag"),
    "newest_journal_date": _all("dag"),
    "last_delivered": _delivered,
    "entries": _all("dag"),
    "entry": _all("dag"),
    "entry_at": _all("dag"),
    "left_at_end": _all("nummer"),
    "meeting_list": _all("mote"),
    "meetings": _all("mote"),
    "meetings_of_years": _all("mote"),
    "meeting_at": _all("mote"),
    "delivered_bodies": _all("mote"),
    "quarantine": _quarantine,
    "quarantine_count": _quarantine,
}
"""The leaves that each read of the store rests on, by its arguments."""


def _noted(name: str, leaves: Leaves) -> Callable[..., Any]:
    read = getattr(Store, name)

    @wraps(read)
    def noted(store: NotedStore, *arguments: Any) -> Any:
        for leaf in leaves(*arguments):
            store.note(leaf)
        return read(store, *arguments)

    return noted


for _name, _leaves in READS.items():
    setattr(NotedStore, _name, _noted(_name, _leaves))
