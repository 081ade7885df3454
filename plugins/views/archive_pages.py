"""Every page that the archive's deliveries become, one at a time: address, template, what it tells, view."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.model import addresses
from plugins.model.archive import Moetemappe
from plugins.views.archive import MeetingRow
from plugins.views.archive_reader import ArchiveReader
from plugins.views.bodies import Body, body_view, politics_view
from plugins.views.cases import case_number_view, case_view
from plugins.views.frame import Link, Meta
from plugins.views.journal import JournalNumbers
from plugins.views.meetings import meeting_row, meeting_view
from plugins.views.output import Output
from plugins.views.post_list import Day, day_title, post_list_day_view, post_list_view

HOME = Link(text="Forsiden", url=addresses.HOME)
POST_LIST = Link(text="Postliste", url=addresses.POST_LIST)
POLITICS = Link(text="Politikk", url=addresses.POLITICS)


def archive_pages(reader: ArchiveReader) -> Iterator[Output]:
    """All pages of post lists, cases and politics, streamed.

    Records whose systemIDs differ in capitals alone share an address; the first of them is shown.
    """
    written: set[str] = set()
    for pages in (post_list_pages, case_pages, case_number_pages, politics_pages):
        for page in pages(reader):
            if page.meta.path not in written:
                written.add(page.meta.path)
                yield page


def post_list_pages(reader: ArchiveReader) -> Iterator[Output]:
    """The index of the post list and the page of each day."""
    days = reader.store.days()
    meta = _journal_meta("Postliste", "Kommunens postliste, dag for dag.", addresses.POST_LIST, (HOME,))
    yield Output("postliste", meta, post_list_view(reader))
    numbers = JournalNumbers(reader.store.entries())
    for day in days:
        yield _day_page(day, reader, numbers, days)


def _day_page(day: Day, reader: ArchiveReader, numbers: JournalNumbers, days: tuple[Day, ...]) -> Output:
    when, count = day
    path = addresses.post_list_day(when) if when else addresses.post_list_undated()
    title = day_title(when)
    documents = "dokument" if count == 1 else "dokumenter"
    meta = _journal_meta(title, f"{title}: {count} {documents}.", path, (HOME, POST_LIST))
    return Output("postliste-dag", meta, post_list_day_view(when, reader, numbers, days))


def case_pages(reader: ArchiveReader) -> Iterator[Output]:
    """The page of each case."""
    for case in reader.store.saksmapper():
        known = reader.case(case.arkiv, case.system_id)
        if known is None:
            continue
        path = addresses.case(case.arkiv, case.system_id)
        view = case_view(known, reader)
        description = f"Sak {view.number}: dokumentene i saken og veien gjennom behandlingen."
        meta = _journal_meta(f"{view.title} (sak {view.number})", description, path, (HOME, POST_LIST))
        yield Output("sak", meta, view)


def case_number_pages(reader: ArchiveReader) -> Iterator[Output]:
    """The page of each case number: it sends the reader on to the case, or lists those that share it."""
    for year, sequence in reader.store.case_numbers():
        view = case_number_view(year, sequence, reader)
        path = addresses.case_number(year, sequence)
        title = f"Sak {view.number}"
        meta = _journal_meta(title, f"Saken med nummer {view.number}.", path, (HOME, POST_LIST))
        yield Output("saksnummer", meta, view)


def politics_pages(reader: ArchiveReader) -> Iterator[Output]:
    """The politics page, each body and each meeting."""
    rows: list[tuple[Body | None, MeetingRow]] = []
    for meeting in reader.store.meetings():
        row = meeting_row(meeting, reader)
        rows.append((reader.bodies.called(meeting.utvalg), row))
        yield _meeting_page(meeting, row, reader)
    for body in reader.bodies.all():
        yield _body_page(body, tuple(row for of, row in rows if of == body), reader)
    contact = reader.politics_contact()
    view = politics_view(reader.bodies.all(), tuple(row for _, row in rows), contact)
    description = "Utvalg, møter og politiske saker i kommunen."
    meta = _politics_meta("Politikk", description, addresses.POLITICS, (HOME,))
    yield Output("politikk", meta, view)


def _meeting_page(meeting: Moetemappe, row: MeetingRow, reader: ArchiveReader) -> Output:
    view = meeting_view(meeting, reader)
    above = (HOME, POLITICS) if view.body is None else (HOME, POLITICS, view.body)
    description = f"Saksliste, dokumenter og vedtak: {view.title}."
    return Output("mote", _politics_meta(view.title, description, row.url, above), view)


def _body_page(body: Body, rows: tuple[MeetingRow, ...], reader: ArchiveReader) -> Output:
    path = addresses.body(body.slug)
    description = body.summary or f"Møter i {body.title}."
    meta = _politics_meta(body.title, description, path, (HOME, POLITICS))
    return Output("utvalg", meta, body_view(body, rows, reader.politics_contact()))


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
