"""What lies at an address of the archive, for whoever answers addresses one by one.

Only addresses as the site itself writes them are known: a file of the build and an answer from here are never
the same page at two addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from plugins.views.archive_reader import ArchiveReader
from plugins.views.council_items import council_item_page
from plugins.views.day_data import day_csv_file_of, day_json_file_of
from plugins.views.output import Output, TextFile
from plugins.views.record_pages import case_feed_of, case_number_page, case_page, day_page, meeting_page

Answer = Output | TextFile
_Finder = Callable[[re.Match[str], ArchiveReader], Answer | None]

_DAY = r"/postliste/(?:(?P<day>\d{4}/\d\d/\d\d)|udatert)/"


def archive_answer(address: str, reader: ArchiveReader) -> Answer | None:
    """The page or file at ``address`` («/postliste/2015/11/30/»); None when there is none."""
    for pattern, find in _FINDERS:
        if match := pattern.fullmatch(address):
            found = find(match, reader)
            return found if found and _address(found) == address else None
    return None


def is_of_archive(address: str) -> bool:
    """Whether ``address`` is one that may be answered from the archive."""
    return any(pattern.fullmatch(address) for pattern, _ in _FINDERS)


def _address(found: Answer) -> str:
    return found.meta.path if isinstance(found, Output) else f"/{found.file}"


def _day_of(match: re.Match[str]) -> date | None:
    """The day in an address; None is the undated. Raises ValueError for one that is not in the calendar."""
    return date(*map(int, match["day"].split("/"))) if match["day"] else None


def _of_day(make: Callable[[date | None, ArchiveReader], Answer | None]) -> _Finder:
    def find(match: re.Match[str], reader: ArchiveReader) -> Answer | None:
        try:
            day = _day_of(match)
        except ValueError:
            return None
        return make(day, reader)

    return find


def _case_number(match: re.Match[str], reader: ArchiveReader) -> Output | None:
    return case_number_page(int(match["year"]), int(match["number"]), reader)


def _case(match: re.Match[str], reader: ArchiveReader) -> Output | None:
    case = reader.store.saksmappe_at(match["archive"], match["part"])
    return case_page(case.arkiv, case.system_id, reader) if case else None


def _case_feed(match: re.Match[str], reader: ArchiveReader) -> TextFile | None:
    case = reader.store.saksmappe_at(match["archive"], match["part"])
    return case_feed_of(case.arkiv, case.system_id, reader) if case else None


def _council_item(match: re.Match[str], reader: ArchiveReader) -> Output | None:
    return council_item_page(match[0], reader)


def _meeting(match: re.Match[str], reader: ArchiveReader) -> Output | None:
    meeting = reader.store.meeting_at(match["archive"], match["part"])
    return meeting_page(meeting.arkiv, meeting.system_id, reader) if meeting else None


_FINDERS: tuple[tuple[re.Pattern[str], _Finder], ...] = tuple(
    (re.compile(pattern, re.ASCII), find)
    for pattern, find in (
        (_DAY, _of_day(day_page)),
        (_DAY + r"postliste\.csv", _of_day(day_csv_file_of)),
        (_DAY + r"postliste\.json", _of_day(day_json_file_of)),
        (r"/sak/(?P<year>\d{4})/(?P<number>\d{1,9})/", _case_number),
        (r"/sak/(?P<archive>[^/]+)/(?P<part>[^/]+)/", _case),
        (r"/sak/(?P<archive>[^/]+)/(?P<part>[^/]+)/atom\.xml", _case_feed),
        (r"/politikk/sak/[a-z]{2,12}-\d{1,5}-\d\d/", _council_item),
        (r"/politikk/mote/(?P<archive>[^/]+)/(?P<part>[^/]+)/", _meeting),
    )
)
