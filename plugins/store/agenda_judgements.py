"""Agenda items judged beside what they are shown with: the case that one treats, the entry it refers to.

These may be delivered before the item, with it, later, or be given another title later. Who takes part in the
meeting, proposes or stands with a party is there in office, and is nobody to hold an item for.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from plugins.model.archive import Moetemappe, Moetesak
from plugins.model.names import find_first_names
from plugins.model.sensitive import Finding, find_sensitive, fingerprint, may_be_sensitive
from plugins.store import rows, statements
from plugins.store.judgements import Waiting, released, titles

Meetings = Mapping[tuple[str, str], Moetemappe]
"""Meetings of a delivery, by archive and systemID."""

_OF_PARTY = re.compile(
    r"\s*\((?:ap|h|frp|krf|sp|sv|v|r|mdg|pp|inp|uavh|uavhengig|bl|tverrpolitisk)\)", re.IGNORECASE
)
"""What stands after the name of an elected member."""

_ANY_ITEM = "SELECT 1 FROM main.moetesak LIMIT 1"
_CASES_WITH_ITEMS = """
SELECT i.arkiv, i.system_id, m.moete_id, m.system_id, i.tittel, ''
FROM temp.innsak i CROSS JOIN main.moetesak m ON m.arkiv = i.arkiv AND m.saksmappe_id = i.system_id
LEFT JOIN main.saksmappe s ON s.arkiv = i.arkiv AND s.system_id = i.system_id
WHERE s.tittel IS NOT i.tittel
UNION
SELECT i.arkiv, i.system_id, m.moete_id, m.system_id, i.tittel, ''
FROM temp.innsak i CROSS JOIN main.moetesak m ON m.arkiv = i.arkiv AND m.journalpost_id = i.system_id
LEFT JOIN main.saksmappe s ON s.arkiv = i.arkiv AND s.system_id = i.system_id
WHERE s.tittel IS NOT i.tittel
UNION
SELECT i.arkiv, i.system_id, m.moete_id, m.system_id, i.tittel, j.tittel
FROM temp.innsak i
CROSS JOIN main.saksmappe s ON s.arkiv = i.arkiv AND s.system_id = i.system_id AND s.tittel <> i.tittel
CROSS JOIN main.journalpost j ON j.arkiv = i.arkiv AND j.saksmappe_id = i.system_id
CROSS JOIN main.moetesak m ON m.arkiv = j.arkiv AND m.journalpost_id = j.system_id
ORDER BY 1, 2, 3, 4
"""
_ENTRIES_WITH_ITEMS = """
SELECT p.arkiv, p.system_id, m.moete_id, m.system_id, coalesce(i.tittel, s.tittel, ''), p.tittel,
    p.journalaar, p.journalsekvensnummer
FROM temp.innpost p CROSS JOIN main.moetesak m ON m.arkiv = p.arkiv AND m.journalpost_id = p.system_id
LEFT JOIN temp.innsak i ON i.arkiv = p.arkiv AND i.system_id = p.saksmappe_id
LEFT JOIN main.saksmappe s ON s.arkiv = p.arkiv AND s.system_id = p.saksmappe_id
ORDER BY 1, 2, 3, 4
"""
_CASE_BESIDE = """
SELECT tittel FROM temp.innsak WHERE arkiv = ?1 AND system_id = ?2
UNION ALL SELECT tittel FROM main.saksmappe WHERE arkiv = ?1 AND system_id = ?2 LIMIT 1
"""
_ENTRY_BESIDE = """
SELECT tittel, saksmappe_id FROM temp.innpost WHERE arkiv = ?1 AND system_id = ?2
UNION ALL SELECT tittel, saksmappe_id FROM main.journalpost WHERE arkiv = ?1 AND system_id = ?2 LIMIT 1
"""


class _Shown(NamedTuple):
    """A stored item, and what a delivery will show beside it: the case or the entry, and their titles."""

    arkiv: str
    beside: str
    meeting: str
    item: str
    titles: tuple[str, ...]
    number: tuple[int, ...]


def told_in_item(item: Moetesak) -> tuple[str, ...]:
    """What an item tells: its title, its documents', and what was proposed and decided."""
    proposals = (proposal.tekst for proposal in item.forslag)
    return (
        item.tittel, *titles(item.dokumenter), item.innstilling, item.vedtak, item.votering, *proposals,
    )  # fmt: skip


def private_names(texts: Iterable[str], meeting: Moetemappe) -> list[str]:
    """Persons named in texts of a meeting who are not there in office."""
    office = {person.navn.casefold() for person in meeting.deltakere}
    office |= {p.forslagsstiller.casefold() for item in meeting.saker for p in item.forslag}
    office |= {part for name in office for part in name.split()}
    found = [(text, name) for text in texts for name in find_first_names(text)]
    return [name for text, name in found if name.casefold() not in office and not _elected(name, text)]


def _elected(name: str, text: str) -> bool:
    return any(_OF_PARTY.match(text, at.end()) for at in re.finditer(re.escape(name), text))


def own_title(meeting: Moetemappe) -> str:
    """What the title of a meeting says besides which body it is of, which may well be one for health.

    Empty when there is neither a name nor such a word in it, as hardly ever there is.
    """
    title = re.sub(re.escape(meeting.utvalg), "", meeting.tittel, flags=re.IGNORECASE)
    return title if may_be_sensitive((title,)) or find_first_names(title) else ""


def with_old_title(
    connection: sqlite3.Connection, meeting: Moetemappe, units: Iterable[str]
) -> tuple[Moetemappe, Waiting | None]:
    """A delivered meeting with the title that it has in the store, when the new one must not stand above what
    is there and is not delivered with it; and what waits then.
    """
    row = connection.execute(statements.MEETING, (meeting.arkiv, meeting.system_id)).fetchone()
    old = rows.meeting_from(row, {}) if row else meeting
    title = "" if old.tittel == meeting.tittel else own_title(meeting)
    if not title:
        return meeting, None
    new = {item.system_id for item in meeting.saker} | {paper.system_id for paper in meeting.dokumenter}
    texts = [text for item in old.saker if item.system_id not in new for text in told_in_item(item)]
    papers = [paper for paper in old.dokumenter if paper.system_id not in new]
    texts += [text for paper in papers for text in (paper.tittel, *titles(paper.dokumenter))]
    finding = find_sensitive(texts, private_names((title,), old), tuple(units)) or find_sensitive(
        (title,), private_names(texts, old), tuple(units)
    )
    seen = fingerprint((title, *texts))
    if finding is None or (meeting.arkiv, meeting.system_id, seen) in released(connection):
        return meeting, None
    return replace(meeting, tittel=old.tittel), Waiting(meeting.arkiv, meeting.system_id, finding, seen)


def cases_beside_items(
    connection: sqlite3.Connection, units: Iterable[str], meetings: Meetings
) -> Iterator[Waiting]:
    """Staged cases, new or with a new title, that must not stand beside an item that is in the store."""
    return _not_beside(connection, _CASES_WITH_ITEMS, tuple(units), meetings)


def entries_beside_items(
    connection: sqlite3.Connection, units: Iterable[str], meetings: Meetings
) -> Iterator[Waiting]:
    """Staged entries that must not stand beside an item that is in the store and refers to them."""
    return _not_beside(connection, _ENTRIES_WITH_ITEMS, tuple(units), meetings)


def _not_beside(
    connection: sqlite3.Connection, query: str, units: tuple[str, ...], meetings: Meetings
) -> Iterator[Waiting]:
    if connection.execute(_ANY_ITEM).fetchone() is None:
        return
    passed = released(connection)
    held: set[tuple[str, str]] = set()
    shown = (
        _Shown(arkiv, beside, meeting, item, (case, entry), tuple(number))
        for arkiv, beside, meeting, item, case, entry, *number in connection.execute(query).fetchall()
    )
    for one in shown:
        if (one.arkiv, one.beside) in held or (found := _item(connection, one, meetings)) is None:
            continue
        meeting, item = found
        seen = fingerprint((*one.titles, *told_in_item(item)))
        finding = _finding(item, one.titles, meeting, units)
        if finding is not None and (one.arkiv, one.beside, seen) not in passed:
            held.add((one.arkiv, one.beside))
            yield Waiting(one.arkiv, one.beside, finding, seen, one.number)


def _item(
    connection: sqlite3.Connection, one: _Shown, meetings: Meetings
) -> tuple[Moetemappe, Moetesak] | None:
    """The meeting and the item as they will be: as they are delivered now, else as they are stored."""
    row = connection.execute(statements.MEETING, (one.arkiv, one.meeting)).fetchone()
    known = [meetings.get((one.arkiv, one.meeting)), rows.meeting_from(row, {}) if row else None]
    found = ((m, item) for m in known if m is not None for item in m.saker if item.system_id == one.item)
    return next(found, None)


def without_held_items(
    connection: sqlite3.Connection, meeting: Moetemappe, units: Iterable[str]
) -> tuple[Moetemappe, tuple[Waiting, ...]]:
    """A delivered meeting without the items that must not stand beside their case, and those items."""
    units, passed = tuple(units), released(connection)
    held: list[Waiting] = []
    for item in meeting.saker:
        beside = _beside(connection, meeting.arkiv, item)
        finding = _finding(item, beside, meeting, units)
        seen = fingerprint((*beside, *told_in_item(item)))
        if finding is not None and (meeting.arkiv, item.system_id, seen) not in passed:
            held.append(Waiting(meeting.arkiv, item.system_id, finding, seen))
    if not held:
        return meeting, ()
    gone = {one.entry for one in held}
    return replace(meeting, saker=tuple(s for s in meeting.saker if s.system_id not in gone)), tuple(held)


def _beside(connection: sqlite3.Connection, arkiv: str, item: Moetesak) -> tuple[str, ...]:
    """The titles of the entry and the case that an item is shown with, as they will be."""
    entry = connection.execute(_ENTRY_BESIDE, (arkiv, item.journalpost_id)).fetchone() or ("", "")
    case = item.saksmappe_id or entry[1] or item.journalpost_id
    (title,) = connection.execute(_CASE_BESIDE, (arkiv, case)).fetchone() or ("",)
    return title, entry[0]


def _finding(
    item: Moetesak, beside: tuple[str, ...], meeting: Moetemappe, units: tuple[str, ...]
) -> Finding | None:
    """A word in the item with a name beside it, or a name in the item with a word beside it."""
    texts = told_in_item(item)
    if not any(beside) or not may_be_sensitive((*texts, *beside)):
        return None
    return find_sensitive(texts, private_names(beside, meeting), units) or find_sensitive(
        beside, private_names(texts, meeting), units
    )
