"""What a human has judged: records that wait for somebody to look at them, and those that were let through.

A record is let through as it was seen: the fingerprint of its texts is remembered with it. The same record
delivered again passes; another text in it is another judgement.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from plugins.model.archive import Dokumentbeskrivelse, Journalpost
from plugins.model.file_words import words_of_file
from plugins.model.names import find_first_names
from plugins.model.sensitive import Finding, find_sensitive, fingerprint, may_be_sensitive, words_that_may_be
from plugins.store import rows, schema
from plugins.store.store import Store

ANYBODY = ("?",)
"""Stands for a name, to see whether a text has a word to hold beside one."""
_TOGETHER = 500
"""Titles that are looked through at once."""
_NOTE_SENSITIVE = "INSERT OR IGNORE INTO temp.folsom VALUES (?, ?, ?)"
_NO_LONGER_STAGED = """
DELETE FROM temp.folsom WHERE NOT EXISTS (
    SELECT 1 FROM temp.innsak i
    WHERE i.arkiv = folsom.arkiv AND i.system_id = folsom.system_id AND i.tittel = folsom.tittel
)
"""
_CASES_OUTSIDE = """
SELECT s.arkiv, s.system_id, s.tittel
FROM (SELECT DISTINCT arkiv, saksmappe_id FROM temp.utenfor) p
CROSS JOIN main.saksmappe s ON s.arkiv = p.arkiv AND s.system_id = p.saksmappe_id
"""
_NAMED = """
SELECT p.arkiv, p.system_id, p.tittel, p.navn, f.tittel, p.journalaar, p.journalsekvensnummer
FROM temp.folsom f
CROSS JOIN temp.innpost p ON p.arkiv = f.arkiv AND p.saksmappe_id = f.system_id WHERE p.navn <> '[]'
"""
_TELLING = """
SELECT coalesce(i.tittel, s.tittel, ''), p.rowid
FROM temp.forteller f
JOIN temp.innpost p ON p.arkiv = f.arkiv AND p.system_id = f.system_id
LEFT JOIN temp.innsak i ON i.arkiv = p.arkiv AND i.system_id = p.saksmappe_id
LEFT JOIN main.saksmappe s ON s.arkiv = p.arkiv AND s.system_id = p.saksmappe_id
"""
_STAGED = f"SELECT {', '.join(schema.ENTRY_COLUMNS)} FROM temp.innpost WHERE rowid = ?"  # noqa: S608 - constants only
_RETITLED = """
SELECT i.arkiv, i.system_id, i.tittel FROM temp.innsak i
JOIN main.saksmappe s ON s.arkiv = i.arkiv AND s.system_id = i.system_id AND s.tittel <> i.tittel
ORDER BY i.arkiv, i.system_id
"""
_IN_CASE = f"""
SELECT EXISTS (SELECT 1 FROM main.journalpost p WHERE p.arkiv = n.arkiv AND p.system_id = n.system_id),
    {", ".join(f"n.{column}" for column in schema.ENTRY_COLUMNS)}
FROM temp.innpost n WHERE n.arkiv = ?1 AND n.saksmappe_id = ?2
UNION ALL
SELECT 1, {", ".join(f"p.{column}" for column in schema.ENTRY_COLUMNS)}
FROM main.journalpost p WHERE p.arkiv = ?1 AND p.saksmappe_id = ?2
AND NOT EXISTS (SELECT 1 FROM temp.innpost n WHERE n.arkiv = p.arkiv AND n.system_id = p.system_id)
ORDER BY 3
"""  # noqa: S608 - constants only
"""The entries of a case as they will be, and whether they were there already."""
_WAIT = "INSERT OR IGNORE INTO vurdering (arkiv, post, avtrykk, fil, sluppet) VALUES (?, ?, ?, ?, '')"
_RELEASED = "SELECT arkiv, post, avtrykk FROM vurdering WHERE sluppet <> ''"


class Waiting(NamedTuple):
    """An entry that must be seen by a human, for the case it lies in; or the case itself."""

    arkiv: str
    entry: str
    found: Finding
    seen: str
    number: tuple[int, ...] = ()
    """Journal year and running number of an entry."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a release let through: how many records, and the delivery files to import again."""

    records: int
    files: tuple[str, ...]


def released(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    """What a human has let through: archive, systemID and fingerprint."""
    return frozenset(connection.execute(_RELEASED))


def wait(connection: sqlite3.Connection, arkiv: str, entry: str, seen: str, file: str) -> None:
    """Remember that a record waits for a human, and what there is to see."""
    connection.execute(_WAIT, (arkiv, entry, seen, file))


def named_in_sensitive_cases(connection: sqlite3.Connection, units: Iterable[str]) -> Iterator[Waiting]:
    """Staged entries that name somebody and lie in a case whose title has a word of a special category.

    The title of the case stands beside the name wherever the entry is shown, whichever came first.
    """
    units, passed = tuple(units), released(connection)
    connection.execute(_NO_LONGER_STAGED)
    outside = connection.execute(_CASES_OUTSIDE)
    while some := outside.fetchmany(_TOGETHER):
        note_sensitive(connection, some, units)
    for arkiv, entry, title, names, case_title, *number in connection.execute(_NAMED):
        people = json.loads(names)
        found = find_sensitive((case_title,), people, units)
        seen = fingerprint((case_title, title, *people))
        if found is not None and (arkiv, entry, seen) not in passed:
            yield Waiting(arkiv, entry, found, seen, tuple(number))


def note_sensitive(connection: sqlite3.Connection, cases: Iterable[rows.Row], units: Iterable[str]) -> None:
    """Note those of some cases that have a word of a special category in the title.

    ``cases`` are archive, systemID and title. Those of a delivery are noted as they are staged, so that they
    need not be walked through when all are there.
    """
    units, cases = tuple(units), tuple(cases)
    words = words_that_may_be(title for _, _, title in cases)
    sensitive = (
        case
        for case in cases
        if any(word in case[2] for word in words) and find_sensitive((case[2],), ANYBODY, units)
    )
    connection.executemany(_NOTE_SENSITIVE, sensitive)


def retitled(connection: sqlite3.Connection, units: Iterable[str]) -> Iterator[Waiting]:
    """Staged cases with a new title that must not stand above an entry that is in the store already.

    It has a word of a special category where somebody is named, or names somebody where there is such a word.
    Until a human has judged, the case keeps the title it had, and what is delivered in it is judged by that.
    """
    units, passed = tuple(units), released(connection)
    for arkiv, case, title in connection.execute(_RETITLED).fetchall():
        names = find_first_names(title)
        if not (names or may_be_sensitive((title,))):
            continue
        entries = [(row[0], rows.entry_from(row[1:])) for row in connection.execute(_IN_CASE, (arkiv, case))]
        found = _beside(title, names, [entry for is_there, entry in entries if is_there], units)
        seen = fingerprint(
            (title, *(text for _, entry in entries for text in (*entry.navn, *told_in(entry))))
        )
        if found is not None and (arkiv, case, seen) not in passed:
            yield Waiting(arkiv, case, found, seen)


def _beside(
    title: str, names: Iterable[str], entries: Iterable[Journalpost], units: tuple[str, ...]
) -> Finding | None:
    """A word in the title beside a name in an entry, or the other way round."""
    entries = tuple(entries)
    people = [name for entry in entries for name in entry.navn]
    texts = [text for entry in entries for text in told_in(entry)]
    return find_sensitive((title,), people, units) or find_sensitive(texts, names, units)


def telling_in_named_cases(connection: sqlite3.Connection, units: Iterable[str]) -> Iterator[Waiting]:
    """Staged entries with a word of a special category in a case whose title names somebody."""
    units, passed = tuple(units), released(connection)
    named_in = lru_cache(maxsize=_TOGETHER)(find_first_names)
    for case_title, row in connection.execute(_TELLING):
        if not (people := named_in(case_title)):
            continue
        entry = rows.entry_from(connection.execute(_STAGED, (row,)).fetchone())
        found = find_sensitive(told_in(entry), people, units)
        seen = fingerprint((case_title, *told_in(entry)))
        if found is not None and (entry.arkiv, entry.system_id, seen) not in passed:
            number = entry.journalaar, entry.journalsekvensnummer
            yield Waiting(entry.arkiv, entry.system_id, found, seen, number)


def told_in(entry: Journalpost) -> tuple[str, ...]:
    """What an entry tells, where a word of a special category is about somebody named beside it."""
    shield = entry.skjerming
    parties = (party.navn for party in entry.parter)
    return (
        entry.tittel,
        *titles(entry.dokumenter),
        *parties,
        shield.skjermingshjemmel if shield else "",
    )


def titles(documents: Iterable[Dokumentbeskrivelse]) -> Iterator[str]:
    """Titles and names of files, in which words stand between hyphens and underscores."""
    for document in documents:
        yield document.tittel
        yield words_of_file(document.fil)


def release(store: Store, entry: str, now: datetime) -> Release:
    """Let a record through that waits for a human; its delivery can then be imported again.

    Nothing is let through that is held back for another reason: then no record is counted.
    """
    connection = store.connection
    waiting = "FROM vurdering WHERE post = ? AND sluppet = ''"
    with_files = connection.execute(f"SELECT DISTINCT fil {waiting} ORDER BY fil", (entry,)).fetchall()
    files = tuple(file for (file,) in with_files)
    connection.execute("BEGIN")
    done = connection.execute(
        "UPDATE vurdering SET sluppet = ? WHERE post = ? AND sluppet = ''", (now.isoformat(), entry)
    )
    # The file has been read already, and would be passed over. When it was read is still known: it brings
    # back nothing that has been withdrawn since.
    connection.executemany("UPDATE levering SET regler = 0 WHERE fil = ?", [(file,) for file in files])
    connection.execute("COMMIT")
    return Release(done.rowcount, files)
