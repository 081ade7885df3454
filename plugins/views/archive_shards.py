"""How the archive's search documents are divided in files, and what of them a change in the store touches.

A file is so small that it is made anew in an instant: a day's entries, a hundred case numbers, a month's
meetings. A million entries in ten years are some five thousand files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from plugins.model.document import Document, document_id
from plugins.store.lists import DocumentKind, month_of
from plugins.views.archive_documents import case_document, entry_document, meeting_document
from plugins.views.archive_reader import ArchiveReader
from plugins.views.documents import line_of

UNDATED = "uten-dato"
"""The part of what has no date."""


class ShardKey(NamedTuple):
    """A file by the kind of its documents and their part: a day, a month, or a hundred of case numbers."""

    kind: DocumentKind
    part: str


Identity = tuple[str, str]
"""Archive and systemID."""


class ShardMaker:
    """Makes the lines of files, of what ``reader`` reads."""

    def __init__(self, reader: ArchiveReader) -> None:
        self._reader, self._store = reader, reader.store

    def all_keys(self) -> Iterator[ShardKey]:
        """Every file that has documents."""
        for day, _ in self._store.days():
            yield _of_day(day)
        for year, hundred in self._store.case_hundreds():
            yield _of_hundred(year, hundred)
        yield from self.of_meetings()

    def of_meetings(self) -> Iterator[ShardKey]:
        """The files of meetings."""
        months = {month_of(meeting.when) for meeting in self._store.meeting_list()}
        return (ShardKey("mote", month or UNDATED) for month in sorted(months))

    def of_day(self, day: str) -> ShardKey:
        """The file of a day, as the store names it («» is the undated)."""
        return ShardKey("journalpost", day or UNDATED)

    def of_number(self, number: str) -> ShardKey:
        """The file that the cases of a number («2026/1234») lie in."""
        year, sequence = map(int, number.split("/"))
        return _of_hundred(year, int(sequence / 100))

    def of_meeting(self, arkiv: str, system_id: str) -> Iterator[tuple[ShardKey, str]]:
        """The file and document of a meeting, if it is there."""
        found = (each for each in self._store.meeting_list() if each[:2] == (arkiv, system_id))
        for each in found:
            yield ShardKey("mote", month_of(each.when) or UNDATED), document_id("mote", arkiv, system_id)

    def of_case(self, arkiv: str, system_id: str) -> Iterator[tuple[ShardKey, str]]:
        """The files and documents that a case is told of in: its own, its entries', and of its meetings."""
        case = self._store.saksmappe(arkiv, system_id)
        if case is not None:
            yield self.of_number(case.saksnummer), document_id("sak", arkiv, system_id)
        for entry, day in self._store.entry_keys_in_case(arkiv, system_id):
            yield _of_day(day), document_id("journalpost", arkiv, entry)
        for meeting in self._store.meetings_of_case(arkiv, system_id):
            yield from self.of_meeting(arkiv, meeting)

    def lines(
        self, key: ShardKey, old: Mapping[str, str] | None = None, anew: frozenset[str] = frozenset()
    ) -> Iterator[tuple[str, str]]:
        """The documents of a file by their ids, as lines; those of ``old`` not to be made ``anew`` stay."""
        for arkiv, system_id in self._identities(key):
            name = document_id(key.kind, arkiv, system_id)
            if old is not None and name in old and name not in anew:
                yield name, old[name]
            elif (made := self._document(key.kind, arkiv, system_id)) is not None:
                yield name, line_of(made)

    def _identities(self, key: ShardKey) -> Iterator[Identity]:
        if key.kind == "journalpost":
            day = None if key.part == UNDATED else date.fromisoformat(key.part)
            yield from self._store.entry_keys_on(day)
        elif key.kind == "sak":
            year, hundred = key.part.split("-", 1)
            yield from self._store.cases_in_hundred(int(year), int(hundred))
        else:
            month = "" if key.part == UNDATED else key.part
            yield from (each[:2] for each in self._store.meeting_list() if month_of(each.when) == month)

    def _document(self, kind: DocumentKind, arkiv: str, system_id: str) -> Document | None:
        reader = self._reader
        if kind == "journalpost":
            entry = self._store.entry(arkiv, system_id)
            return entry_document(entry, reader) if entry else None
        if kind == "sak":
            known = reader.case(arkiv, system_id)
            return case_document(known, reader) if known else None
        meeting = self._store.meeting(arkiv, system_id)
        return meeting_document(meeting, reader) if meeting else None


def _of_day(day: date | None) -> ShardKey:
    return ShardKey("journalpost", day.isoformat() if day else UNDATED)


def _of_hundred(year: int, hundred: int) -> ShardKey:
    return ShardKey("sak", f"{year:04d}-{hundred}")
