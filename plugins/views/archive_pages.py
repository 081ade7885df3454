"""Every page that the archive's deliveries become: address, template, what it tells, view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.visibility import names_may_be_hit
from plugins.store.lists import ListedCase, ListedMeeting
from plugins.views.agenda_pages import pages_of_meeting
from plugins.views.body_pages import body_keys
from plugins.views.case_pages import pages_of_case
from plugins.views.hearings_page import hearings_output
from plugins.views.inputs import BuildInputs
from plugins.views.last_year import EVERYTHING, first_day_as_file
from plugins.views.output import Output, TextFile
from plugins.views.post_list_pages import post_list_keys
from plugins.views.record_pages import (
    case_feed_of,
    case_number_page,
    case_page,
    case_part_page,
    meeting_page,
    meeting_part_page,
)

R = TypeVar("R", ListedCase, ListedMeeting)


def archive_keys(inputs: BuildInputs) -> tuple[Key, ...]:
    """All pages of post lists, cases and politics, each once."""
    return tuple(dict.fromkeys(_pages(inputs)))


def _pages(inputs: BuildInputs) -> Iterator[Key]:
    yield from post_list_keys(inputs)
    yield from _pages_of_cases(inputs)
    yield from _pages_of_meetings(inputs)
    yield from (key for _, key in body_keys(inputs))
    yield key_of(hearings_output)


def _pages_of_cases(inputs: BuildInputs) -> Iterator[Key]:
    """Those of the cases that are files; the service answers for the others."""
    for case in _cases_with_pages(inputs):
        yield key_of(case_output, case.arkiv, case.system_id)
        if inputs.settings.whole_archive:  # else the service answers for them, as for parts of long lists
            yield from _parts_of(inputs, case)
    for case in _cases_as_files(inputs):
        yield key_of(case_number_output, str(case.year), str(case.sequence))


def _pages_of_meetings(inputs: BuildInputs) -> Iterator[Key]:
    """Meetings have dates of their own, and one that has none is yet to come."""
    first, today = first_day_as_file(inputs), inputs.today
    meetings = inputs.store.meeting_list()
    young = (m for m in meetings if not (first and m.when) or names_may_be_hit(m.when.date(), today))
    for meeting in _first_at_each_address(young):
        yield key_of(meeting_output, meeting.arkiv, meeting.system_id)
        for more in parts_of_meeting(inputs, meeting.arkiv, meeting.system_id):
            yield key_of(meeting_part_output, meeting.arkiv, meeting.system_id, str(more))


def _first_at_each_address(records: Iterable[R]) -> Iterable[R]:
    """Records whose systemIDs differ in capitals alone share an address; the first of them is shown."""
    found: dict[tuple[str, str], R] = {}
    for record in records:
        found.setdefault((record.arkiv, addresses.record_part(record.system_id)), record)
    return found.values()


def _parts_of(inputs: BuildInputs, case: ListedCase) -> Iterator[Key]:
    for number in parts_of_case(inputs, case.arkiv, case.system_id):
        yield key_of(case_part_output, case.arkiv, case.system_id, str(number))


@query("opaque")
def _cases_with_pages(inputs: BuildInputs) -> tuple[ListedCase, ...]:
    """Of the cases that are files, those that are shown at their address."""
    return tuple(_first_at_each_address(_cases_as_files(inputs)))


@query("opaque")
def _cases_as_files(inputs: BuildInputs) -> tuple[ListedCase, ...]:
    """The cases that are files, put together of what each day has: a new day asks for its own alone."""
    first = first_day_as_file(inputs)
    if first == EVERYTHING:
        return inputs.store.cases()
    days = inputs.store.days_of_cases(date.fromisoformat(first))
    return tuple(sorted({case for day in days for case in _cases_of_day(inputs, day.isoformat())}))


@query(held="no")
def _cases_of_day(inputs: BuildInputs, day: str) -> tuple[ListedCase, ...]:
    """The cases that have an entry, or begin, on a day."""
    return inputs.store.cases_of_day(date.fromisoformat(day))


@query("forgotten", held="no")
def case_output(inputs: BuildInputs, archive: str, system_id: str) -> Output:
    """A case with its entries and the way it has gone."""
    return _found(case_page(archive, system_id, inputs.archive()))


@query()
def parts_of_case(inputs: BuildInputs, archive: str, system_id: str) -> tuple[int, ...]:
    """The numbers of the pages of a case besides its own."""
    known = inputs.archive().case(archive, system_id)
    entries = inputs.store.entries_in_case(archive, system_id)
    return tuple(range(2, len(pages_of_case(known.case, entries)) + 1)) if known else ()


@query("forgotten", held="no")
def case_part_output(inputs: BuildInputs, archive: str, system_id: str, number: str) -> Output:
    """More documents of a case."""
    return _found(case_part_page(archive, system_id, int(number), inputs.archive()))


@query("forgotten", held="no")
def case_feed_file(inputs: BuildInputs, archive: str, system_id: str) -> TextFile:
    """What happens in a case, to follow."""
    found = case_feed_of(archive, system_id, inputs.archive())
    assert found is not None  # noqa: S101 - the plan names cases of the store alone
    return found


def case_feed_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The feed of each case that has a page."""
    return (key_of(case_feed_file, case.arkiv, case.system_id) for case in _cases_with_pages(inputs))


@query("forgotten", held="no")
def case_number_output(inputs: BuildInputs, year: str, sequence: str) -> Output:
    """A case number: it sends the reader on to the case, or lists those that share it."""
    return _found(case_number_page(int(year), int(sequence), inputs.archive()))


@query("forgotten", held="no")
def meeting_output(inputs: BuildInputs, archive: str, system_id: str) -> Output:
    """A meeting with its agenda."""
    return _found(meeting_page(archive, system_id, inputs.archive()))


@query()
def parts_of_meeting(inputs: BuildInputs, archive: str, system_id: str) -> tuple[int, ...]:
    """The numbers of the pages of a meeting besides its own."""
    meeting = inputs.store.meeting(archive, system_id)
    return tuple(range(2, len(pages_of_meeting(meeting)) + 1)) if meeting else ()


@query("forgotten", held="no")
def meeting_part_output(inputs: BuildInputs, archive: str, system_id: str, number: str) -> Output:
    """More of a meeting's agenda."""
    return _found(meeting_part_page(archive, system_id, int(number), inputs.archive()))


def _found(page: Output | None) -> Output:
    assert page is not None  # noqa: S101 - the plan names what is in the store alone
    return page
