"""The pages of single records and days, made of what a reader reads: the same for the build and the service.

Each is None when there is nothing of the kind: it never was delivered, or it is withdrawn.
"""

from __future__ import annotations

from msgspec.structs import replace

from plugins.model import addresses
from plugins.views.archive_reader import ArchiveReader
from plugins.views.case_feed import case_feed
from plugins.views.cases import case_number_view, case_part_view, case_view, whole_case_view
from plugins.views.frame import Link, Meta
from plugins.views.meetings import meeting_part_view, meeting_view
from plugins.views.output import Output, TextFile, under_output
from plugins.views.politics import MeetingView

HOME = Link(text="Forsiden", url=addresses.HOME)
POST_LIST = Link(text="Postliste", url=addresses.POST_LIST)
POLITICS = Link(text="Politikk", url=addresses.POLITICS)


def case_page(archive: str, system_id: str, reader: ArchiveReader) -> Output | None:
    """A case with its entries and the way it has gone."""
    known = reader.case(archive, system_id)
    if known is None:
        return None
    view = case_view(known, reader)
    description = f"Sak {view.number}: dokumentene i saken og veien gjennom behandlingen."
    title, path = f"{view.title} (sak {view.number})", addresses.case(archive, system_id)
    meta = journal_meta(title, description, path, (HOME, POST_LIST))
    return Output("sak", replace(meta, feeds=(Link(text=f"Følg sak {view.number}", url=view.feed),)), view)


def case_part_page(archive: str, system_id: str, number: int, reader: ArchiveReader) -> Output | None:
    """More documents of a case that has too many for one page."""
    known = reader.case(archive, system_id)
    view = case_part_view(known, number, reader) if known else None
    if view is None:
        return None
    title = f"{view.title} (sak {view.number}), del {number}"
    description = f"Sak {view.number}: del {number} av dokumentene."
    above = (HOME, POST_LIST, Link(text=f"Sak {view.number}", url=addresses.case(archive, system_id)))
    path = addresses.case_part(archive, system_id, number)
    return Output("sak", journal_meta(title, description, path, above), view)


def case_feed_of(archive: str, system_id: str, reader: ArchiveReader) -> TextFile | None:
    """What happens in a case, to follow."""
    known = reader.case(archive, system_id)
    if known is None:
        return None
    view, pages = whole_case_view(known, reader)
    return TextFile(under_output(view.feed), case_feed(view, pages, reader.site_url, reader.site_name))


def case_number_page(year: int, sequence: int, reader: ArchiveReader) -> Output | None:
    """A case number: it sends the reader on to the case, or lists those that share it."""
    view = case_number_view(year, sequence, reader)
    if not view.cases:
        return None
    path, title = addresses.case_number(year, sequence), f"Sak {view.number}"
    meta = journal_meta(title, f"Saken med nummer {view.number}.", path, (HOME, POST_LIST))
    return Output("saksnummer", meta, view)


def meeting_page(archive: str, system_id: str, reader: ArchiveReader) -> Output | None:
    """A meeting with its agenda."""
    meeting = reader.store.meeting(archive, system_id)
    if meeting is None:
        return None
    view = meeting_view(meeting, reader)
    above = _above_meeting(view)
    description = f"Saksliste, dokumenter og vedtak: {view.title}."
    path = addresses.meeting(archive, system_id)
    return Output("mote", politics_meta(view.title, description, path, above), view)


def meeting_part_page(archive: str, system_id: str, number: int, reader: ArchiveReader) -> Output | None:
    """More of a meeting's agenda when it has too much for one page."""
    meeting = reader.store.meeting(archive, system_id)
    view = meeting_part_view(meeting, number, reader) if meeting else None
    if view is None:
        return None
    description = f"{view.title}: del {number} av sakslista."
    above = (*_above_meeting(view), Link(text=view.title, url=addresses.meeting(archive, system_id)))
    path = addresses.meeting_part(archive, system_id, number)
    return Output("mote", politics_meta(f"{view.title}, del {number}", description, path, above), view)


def _above_meeting(view: MeetingView) -> tuple[Link, ...]:
    return (HOME, POLITICS) if view.body is None else (HOME, POLITICS, view.body)


def journal_meta(title: str, description: str, path: str, above: tuple[Link, ...]) -> Meta:
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


def politics_meta(
    title: str, description: str, path: str, above: tuple[Link, ...], *, noindex: bool = False
) -> Meta:
    """What is said of a page under politics."""
    return Meta(
        title=title,
        description=description,
        path=path,
        breadcrumbs=above,
        noindex=noindex,
        section=addresses.POLITICS,
    )
