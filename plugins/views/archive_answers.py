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
from plugins.views.output import Output, TextFile
from plugins.views.record_pages import (
    case_feed_of,
    case_number_page,
    case_page,
    case_part_page,
    meeting_page,
    meeting_part_page,
)
from plugins.views.selection_data import Format, overview_file, selection_file
from plugins.views.selection_pages import overview_page, selection_page
from plugins.views.selections import (
    Selection,
    day_selection,
    month_selection,
    type_of,
    week_selection,
)

Answer = Output | TextFile
_Finder = Callable[[re.Match[str], ArchiveReader], Answer | None]

_LIST = r"""
/postliste/(?:
    udatert
    | (?P<year>\d{4})/(?:
        uke/(?P<week>\d\d)
        | (?P<month>\d\d)(?:/(?:(?P<day>\d\d)|enhet/(?P<unit>[a-z0-9-]+)|type/(?P<type>[a-z-]+)))?
    )
)/
(?:del/(?P<part>[1-9]\d{0,4})/)?
(?P<file>postliste\.csv|postliste\.json|atom\.xml)?
"""
_FORMATS: dict[str, Format] = {"postliste.csv": "csv", "postliste.json": "json", "atom.xml": "atom"}


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


def _selection(match: re.Match[str]) -> Selection | None:
    """The list that an address names; None for days that never were and types that there are none of."""
    try:
        return _of_span(match)
    except ValueError:
        return None


def _of_span(match: re.Match[str]) -> Selection | None:
    if not match["year"]:
        return day_selection(None)
    year = int(match["year"])
    if match["week"]:
        return week_selection(date.fromisocalendar(year, int(match["week"]), 1))
    day = date(year, int(match["month"]), int(match["day"] or 1))
    if match["day"]:
        return day_selection(day)
    code = type_of(match["type"] or "")
    if match["type"] and not code:
        return None
    return month_selection(day, unit=match["unit"] or "", type_=code)


def _list(match: re.Match[str], reader: ArchiveReader) -> Answer | None:
    selection, part = _selection(match), int(match["part"] or 0)
    if selection is None or not reader.has(selection):
        return None
    if match["file"]:
        return selection_file(selection, part, _FORMATS[match["file"]], reader)
    return selection_page(selection, part, reader)


def _overview(match: re.Match[str], reader: ArchiveReader) -> Answer | None:
    """One unit or one type over the months, as a page or as data."""
    unit, code = match["unit"] or "", type_of(match["type"] or "")
    if not (unit or code):
        return None
    if match["file"]:
        return overview_file(_FORMATS[match["file"]], reader, unit=unit, type_=code)
    return overview_page(reader, unit=unit, type_=code)


def _newest(match: re.Match[str], reader: ArchiveReader) -> Answer | None:
    return overview_file(_FORMATS[match["file"]], reader)


def _case_number(match: re.Match[str], reader: ArchiveReader) -> Output | None:
    return case_number_page(int(match["year"]), int(match["number"]), reader)


def _case(match: re.Match[str], reader: ArchiveReader) -> Output | None:
    case = reader.store.saksmappe_at(match["archive"], match["part"])
    if case is None:
        return None
    if number := match["number"]:
        return case_part_page(case.arkiv, case.system_id, int(number), reader)
    return case_page(case.arkiv, case.system_id, reader)


def _case_feed(match: re.Match[str], reader: ArchiveReader) -> TextFile | None:
    case = reader.store.saksmappe_at(match["archive"], match["part"])
    return case_feed_of(case.arkiv, case.system_id, reader) if case else None


def _council_item(match: re.Match[str], reader: ArchiveReader) -> Output | None:
    return council_item_page(match[0], reader)


def _meeting(match: re.Match[str], reader: ArchiveReader) -> Output | None:
    meeting = reader.store.meeting_at(match["archive"], match["part"])
    if meeting is None:
        return None
    if number := match["number"]:
        return meeting_part_page(meeting.arkiv, meeting.system_id, int(number), reader)
    return meeting_page(meeting.arkiv, meeting.system_id, reader)


_FINDERS: tuple[tuple[re.Pattern[str], _Finder], ...] = tuple(
    (re.compile(pattern, re.ASCII), find)
    for pattern, find in (
        (re.sub(r"\s", "", _LIST), _list),
        (
            r"/postliste/(?:enhet/(?P<unit>[a-z0-9-]+)|type/(?P<type>[a-z-]+))/"
            r"(?P<file>postliste\.csv|postliste\.json|atom\.xml)?",
            _overview,
        ),
        (r"/postliste/(?P<file>postliste\.csv|postliste\.json)", _newest),
        (r"/sak/(?P<year>\d{4})/(?P<number>\d{1,9})/", _case_number),
        (r"/sak/(?P<archive>[^/]+)/(?P<part>[^/]+)/(?:del/(?P<number>[1-9]\d{0,4})/)?", _case),
        (r"/sak/(?P<archive>[^/]+)/(?P<part>[^/]+)/atom\.xml", _case_feed),
        (r"/politikk/sak/[a-z]{2,12}-\d{1,5}-\d\d/", _council_item),
        (
            r"/politikk/mote/(?P<archive>[^/]+)/(?P<part>[^/]+)/(?:del/(?P<number>[1-9]\d{0,4})/)?",
            _meeting,
        ),
    )
)
