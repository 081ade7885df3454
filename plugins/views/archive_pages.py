"""Every page that the archive's deliveries become: address, template, what it tells, view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.visibility import names_may_be_hit
from plugins.store.lists import ListedCase
from plugins.views.agenda_pages import pages_of_meeting
from plugins.views.body_pages import body_keys
from plugins.views.case_pages import pages_of_case
from plugins.views.hearings_page import hearings_output
from plugins.views.inputs import BuildInputs
from plugins.views.last_year import first_day_as_file
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


def archive_keys(inputs: BuildInputs) -> tuple[Key, ...]:
    """All pages of post lists, cases and politics.

    Records whose systemIDs differ in capitals alone share an address; the first of them is shown.
    """
    by_address: dict[str, Key] = {}
    for address, key in _pages(inputs):
        by_address.setdefault(address, key)
    return tuple(by_address.values())


def _pages(inputs: BuildInputs) -> Iterator[tuple[str, Key]]:
    yield from post_list_keys(inputs)
    yield from _records(inputs)
    yield from body_keys(inputs)
    yield addresses.HEARINGS, key_of(hearings_output)


def _records(inputs: BuildInputs) -> Iterator[tuple[str, Key]]:
    """The cases and meetings that are files; the service answers for the others."""
    store, first, whole = inputs.store, first_day_as_file(inputs), inputs.settings.whole_archive
    for case in _cases_as_files(inputs):
        address = addresses.case(case.arkiv, case.system_id)
        yield address, key_of(case_output, case.arkiv, case.system_id)
        if whole:  # else the service answers for them, as for parts of long lists
            yield from _parts_of(inputs, case)
        number = addresses.case_number(case.year, case.sequence)
        yield number, key_of(case_number_output, str(case.year), str(case.sequence))
    for meeting in store.meeting_list():
        # Meetings have dates of their own, and one that has none is yet to come.
        if first and meeting.when and not names_may_be_hit(meeting.when.date(), inputs.today):
            continue
        address = addresses.meeting(meeting.arkiv, meeting.system_id)
        yield address, key_of(meeting_output, meeting.arkiv, meeting.system_id)
        for more in parts_of_meeting(inputs, meeting.arkiv, meeting.system_id):
            part = key_of(meeting_part_output, meeting.arkiv, meeting.system_id, str(more))
            yield addresses.meeting_part(meeting.arkiv, meeting.system_id, more), part


def _parts_of(inputs: BuildInputs, case: ListedCase) -> Iterator[tuple[str, Key]]:
    for number in parts_of_case(inputs, case.arkiv, case.system_id):
        key = key_of(case_part_output, case.arkiv, case.system_id, str(number))
        yield addresses.case_part(case.arkiv, case.system_id, number), key


@query("opaque")
def _cases_as_files(inputs: BuildInputs) -> tuple[ListedCase, ...]:
    """The cases that are files, which more than one part of the plan asks about."""
    first = first_day_as_file(inputs)
    return inputs.store.cases_since(date.fromisoformat(first) if first else None)


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
    """The feed of each case that has a page; of two that share an address, the first."""
    kept: dict[str, Key] = {}
    for case in _cases_as_files(inputs):
        address = addresses.case_feed(case.arkiv, case.system_id)
        kept.setdefault(address, key_of(case_feed_file, case.arkiv, case.system_id))
    yield from kept.values()


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
