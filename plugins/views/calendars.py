"""Calendars to subscribe to: all meetings, and each body's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.archive import Moetemappe
from plugins.model.clock import Day
from plugins.model.meetings import USUAL_MEETING, lasts_all_day, meeting_time
from plugins.views.archive_reader import ArchiveReader
from plugins.views.inputs import BuildInputs
from plugins.views.meetings import calendar_title
from plugins.views.output import TextFile, under_output

if TYPE_CHECKING:
    from plugins.store.lists import ListedMeeting
    from plugins.views.ical import Appointment

KEPT = timedelta(days=365)
"""How long a meeting stays in the calendars after its day."""

FIRST_TOLD = datetime(2015, 1, 1, tzinfo=UTC)
"""Stands for the time a meeting was first told of: no delivery says it, and the time we happened to read it
would make the same deliveries another calendar on another machine. What is changed later is later."""


def calendar_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The calendar of all meetings, then one for each body."""
    yield key_of(meetings_calendar)
    yield from (key_of(body_calendar, body.slug) for body in inputs.archive().bodies.all())


@query("forgotten", held="no")
def meetings_calendar(inputs: BuildInputs) -> TextFile:
    """All meetings."""
    name = f"Politiske møter – {inputs.settings.site_name}"
    return _calendar(inputs, name, addresses.MEETINGS_CALENDAR, inputs.store.meeting_list())


@query("forgotten", held="no")
def body_calendar(inputs: BuildInputs, slug: str) -> TextFile:
    """The meetings of one body."""
    reader = inputs.archive()
    body = next(body for body in reader.bodies.all() if body.slug == slug)
    own = (listed for listed in inputs.store.meeting_list() if reader.bodies.called(listed.utvalg) == body)
    name = f"{body.title} – {inputs.settings.site_name}"
    return _calendar(inputs, name, addresses.body_calendar(slug), own)


def _calendar(inputs: BuildInputs, name: str, path: str, listed: Iterable[ListedMeeting]) -> TextFile:
    from plugins.views.ical import calendar_text  # noqa: PLC0415 - most edits make no calendar

    # Most are long over, and none of those is read.
    recent = (one for one in listed if one.when is not None and inputs.today <= one.when.date() + KEPT)
    found = (inputs.store.meeting(one.arkiv, one.system_id) for one in recent)
    meetings = (meeting for meeting in found if meeting is not None)
    kept = appointments(meetings, inputs.archive(), inputs.settings.site_url, inputs.today)
    return TextFile(under_output(path), calendar_text(name, kept))


def appointments(
    meetings: Iterable[Moetemappe], reader: ArchiveReader, site_url: str, today: Day
) -> Iterator[Appointment]:
    """The meetings that have a date, as long as they are kept."""
    for meeting in meetings:
        starts = meeting_time(meeting)
        if starts is not None and today <= starts.date() + KEPT:
            yield appointment(meeting, reader, site_url)


def appointment(meeting: Moetemappe, reader: ArchiveReader, site_url: str) -> Appointment:
    """A meeting with a date. Its title names no private person: what is in a calendar is there for good."""
    from plugins.views.ical import Appointment  # noqa: PLC0415

    starts = meeting_time(meeting)
    assert starts is not None  # noqa: S101
    counted = reader.store.appointment(meeting.arkiv, meeting.system_id)
    url = site_url + addresses.meeting(meeting.arkiv, meeting.system_id)
    return Appointment(
        uid=f"{addresses.record_part(meeting.system_id)}.{meeting.arkiv}@{urlsplit(site_url).hostname}",
        starts=starts,
        lasts=USUAL_MEETING,
        all_day=lasts_all_day(starts),
        title=calendar_title(meeting, reader),
        where=meeting.moetested,
        text=_text(url, cancelled=meeting.avlyst, all_day=lasts_all_day(starts)),
        url=url,
        cancelled=meeting.avlyst,
        sequence=counted.sequence,
        changed=counted.changed if counted.sequence else FIRST_TOLD,
    )


def _text(url: str, *, cancelled: bool, all_day: bool) -> str:
    if cancelled:
        return f"Møtet er avlyst.\n{url}"
    end = "Møtet er kunngjort uten klokkeslett." if all_day else "Sluttiden er anslått."
    return f"Saksliste, dokumenter og nett-TV: {url}\n{end}"
