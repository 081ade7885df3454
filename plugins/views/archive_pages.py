"""Every page that the archive's deliveries become: address, template, what it tells, view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.views.bodies import body_view, politics_view, subscription
from plugins.views.case_feed import case_feed
from plugins.views.cases import case_number_view, case_view
from plugins.views.frame import Link, Meta
from plugins.views.hearings import open_hearings, open_hearings_of_case
from plugins.views.hearings_page import hearings_output
from plugins.views.inputs import BuildInputs
from plugins.views.meetings import meeting_row, meeting_view
from plugins.views.output import Output, TextFile, under_output
from plugins.views.post_list import day_title, post_list_day_view, post_list_view

HOME = Link(text="Forsiden", url=addresses.HOME)
POST_LIST = Link(text="Postliste", url=addresses.POST_LIST)
POLITICS = Link(text="Politikk", url=addresses.POLITICS)
UNDATED = ""
"""The day of entries that have none, in keys."""


def archive_keys(inputs: BuildInputs) -> tuple[Key, ...]:
    """All pages of post lists, cases and politics.

    Records whose systemIDs differ in capitals alone share an address; the first of them is shown.
    """
    by_address: dict[str, Key] = {}
    for address, key in _pages(inputs):
        by_address.setdefault(address, key)
    return tuple(by_address.values())


def _pages(inputs: BuildInputs) -> Iterator[tuple[str, Key]]:
    store = inputs.store
    yield addresses.POST_LIST, key_of(post_list_output)
    for day, _ in store.days():
        yield day_address(day), key_of(day_output, day_key(day))
    for case in store.cases_since(None):
        address = addresses.case(case.arkiv, case.system_id)
        yield address, key_of(case_output, case.arkiv, case.system_id)
        number = addresses.case_number(case.year, case.sequence)
        yield number, key_of(case_number_output, str(case.year), str(case.sequence))
    for meeting in store.meetings():
        address = addresses.meeting(meeting.arkiv, meeting.system_id)
        yield address, key_of(meeting_output, meeting.arkiv, meeting.system_id)
    for body in inputs.archive().bodies.all():
        yield addresses.body(body.slug), key_of(body_output, body.slug)
    yield addresses.POLITICS, key_of(politics_output)
    yield addresses.HEARINGS, key_of(hearings_output)


def day_key(day: date | None) -> str:
    """A day, or the undated, as it stands in a key."""
    return day.isoformat() if day else UNDATED


def day_of(key: str) -> date | None:
    """The day that stands in a key."""
    return date.fromisoformat(key) if key else None


def day_address(day: date | None) -> str:
    """The page of a day's entries, or of the undated."""
    return addresses.post_list_day(day) if day else addresses.post_list_undated()


@query("forgotten", held=False)
def post_list_output(inputs: BuildInputs) -> Output:
    """The index of the post list."""
    meta = _journal_meta("Postliste", "Kommunens postliste, dag for dag.", addresses.POST_LIST, (HOME,))
    return Output("postliste", meta, post_list_view(inputs.archive()))


@query("forgotten", held=False)
def day_output(inputs: BuildInputs, day: str) -> Output:
    """The entries of one day."""
    reader, when = inputs.archive(), day_of(day)
    days = reader.store.days()
    count = next(number for one, number in days if one == when)
    title = day_title(when)
    documents = "dokument" if count == 1 else "dokumenter"
    meta = _journal_meta(title, f"{title}: {count} {documents}.", day_address(when), (HOME, POST_LIST))
    return Output("postliste-dag", meta, post_list_day_view(when, reader, reader.numbers, days))


@query("forgotten", held=False)
def case_output(inputs: BuildInputs, archive: str, system_id: str) -> Output:
    """A case with its entries and the way it has gone."""
    reader = inputs.archive()
    known = reader.case(archive, system_id)
    assert known is not None  # noqa: S101 - the plan names cases of the store alone
    view = case_view(known, reader, open_hearings_of_case(inputs, known.case.saksnummer))
    description = f"Sak {view.number}: dokumentene i saken og veien gjennom behandlingen."
    title, path = f"{view.title} (sak {view.number})", addresses.case(archive, system_id)
    meta = _journal_meta(title, description, path, (HOME, POST_LIST))
    return Output("sak", replace(meta, feeds=(Link(text=f"Følg sak {view.number}", url=view.feed),)), view)


@query("forgotten", held=False)
def case_feed_file(inputs: BuildInputs, archive: str, system_id: str) -> TextFile:
    """What happens in a case, to follow."""
    reader, settings = inputs.archive(), inputs.settings
    known = reader.case(archive, system_id)
    assert known is not None  # noqa: S101 - the plan names cases of the store alone
    view = case_view(known, reader)
    text = case_feed(view, addresses.case(archive, system_id), settings.site_url, settings.site_name)
    return TextFile(under_output(view.feed), text)


def case_feed_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The feed of each case that has a page; of two that share an address, the first."""
    kept: dict[str, Key] = {}
    for case in inputs.store.saksmapper():
        address = addresses.case_feed(case.arkiv, case.system_id)
        kept.setdefault(address, key_of(case_feed_file, case.arkiv, case.system_id))
    yield from kept.values()


@query("forgotten", held=False)
def case_number_output(inputs: BuildInputs, year: str, sequence: str) -> Output:
    """A case number: it sends the reader on to the case, or lists those that share it."""
    view = case_number_view(int(year), int(sequence), inputs.archive())
    path, title = addresses.case_number(int(year), int(sequence)), f"Sak {view.number}"
    meta = _journal_meta(title, f"Saken med nummer {view.number}.", path, (HOME, POST_LIST))
    return Output("saksnummer", meta, view)


@query("forgotten", held=False)
def meeting_output(inputs: BuildInputs, archive: str, system_id: str) -> Output:
    """A meeting with its agenda."""
    reader = inputs.archive()
    meeting = reader.store.meeting(archive, system_id)
    assert meeting is not None  # noqa: S101 - the plan names meetings of the store alone
    view = meeting_view(meeting, reader)
    above = (HOME, POLITICS) if view.body is None else (HOME, POLITICS, view.body)
    description = f"Saksliste, dokumenter og vedtak: {view.title}."
    path = addresses.meeting(archive, system_id)
    return Output("mote", _politics_meta(view.title, description, path, above), view)


@query("forgotten", held=False)
def body_output(inputs: BuildInputs, slug: str) -> Output:
    """An elected body with its meetings and members."""
    reader = inputs.archive()
    body = next(body for body in reader.bodies.all() if body.slug == slug)
    held = (m for m in reader.store.meetings() if reader.bodies.called(m.utvalg) == body)
    rows = tuple(meeting_row(meeting, reader) for meeting in held)
    description = body.summary or f"Møter i {body.title}."
    meta = _politics_meta(body.title, description, addresses.body(slug), (HOME, POLITICS))
    calendar = subscription(addresses.body_calendar(slug), inputs.settings.site_url)
    return Output("utvalg", meta, body_view(body, rows, reader.politics_contact(), calendar))


@query("forgotten", held=False)
def politics_output(inputs: BuildInputs) -> Output:
    """Bodies and meetings."""
    reader = inputs.archive()
    rows = tuple(meeting_row(meeting, reader) for meeting in reader.store.meetings())
    calendar = subscription(addresses.MEETINGS_CALENDAR, inputs.settings.site_url)
    view = politics_view(
        reader.bodies.all(), rows, reader.politics_contact(), calendar, open_hearings(inputs)
    )
    description = "Utvalg, møter og politiske saker i kommunen."
    return Output("politikk", _politics_meta("Politikk", description, addresses.POLITICS, (HOME,)), view)


def _journal_meta(title: str, description: str, path: str, above: tuple[Link, ...]) -> Meta:
    """Post list and cases are kept from outside search engines from their first day (our policy)."""
    return Meta(
        title=title,
        description=description,
        path=path,
        breadcrumbs=above,
        noindex=True,
        feeds=(Link(text="Postliste, dag for dag", url=addresses.POST_LIST_FEED),),
        section=addresses.POST_LIST,
    )


def _politics_meta(title: str, description: str, path: str, above: tuple[Link, ...]) -> Meta:
    return Meta(
        title=title, description=description, path=path, breadcrumbs=above, section=addresses.POLITICS
    )
