"""The pages of single records and days, made of what a reader reads: the same for the build and the service.

Each is None when there is nothing of the kind: it never was delivered, or it is withdrawn.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from plugins.model import addresses
from plugins.views.archive_reader import ArchiveReader
from plugins.views.case_feed import case_feed
from plugins.views.cases import case_number_view, case_view
from plugins.views.frame import Link, Meta
from plugins.views.meetings import meeting_view
from plugins.views.output import Output, TextFile, under_output
from plugins.views.post_list import day_title, post_list_day_view

HOME = Link(text="Forsiden", url=addresses.HOME)
POST_LIST = Link(text="Postliste", url=addresses.POST_LIST)
POLITICS = Link(text="Politikk", url=addresses.POLITICS)


UNDATED = ""
"""The day of entries that have none, in keys."""


def day_key(day: date | None) -> str:
    """A day, or the undated, as it stands in a key."""
    return day.isoformat() if day else UNDATED


def day_of(key: str) -> date | None:
    """The day that stands in a key."""
    return date.fromisoformat(key) if key else None


def day_address(day: date | None) -> str:
    """The page of a day's entries, or of the undated."""
    return addresses.post_list_day(day) if day else addresses.post_list_undated()


def day_page(day: date | None, reader: ArchiveReader) -> Output | None:
    """The entries of one day; None is the undated."""
    view = post_list_day_view(day, reader)
    if not view.entries:
        return None
    title, count = day_title(day), len(view.entries)
    documents = "dokument" if count == 1 else "dokumenter"
    meta = journal_meta(title, f"{title}: {count} {documents}.", day_address(day), (HOME, POST_LIST))
    return Output("postliste-dag", meta, view)


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


def case_feed_of(archive: str, system_id: str, reader: ArchiveReader) -> TextFile | None:
    """What happens in a case, to follow."""
    known = reader.case(archive, system_id)
    if known is None:
        return None
    view, path = case_view(known, reader), addresses.case(archive, system_id)
    return TextFile(under_output(view.feed), case_feed(view, path, reader.site_url, reader.site_name))


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
    above = (HOME, POLITICS) if view.body is None else (HOME, POLITICS, view.body)
    description = f"Saksliste, dokumenter og vedtak: {view.title}."
    path = addresses.meeting(archive, system_id)
    return Output("mote", politics_meta(view.title, description, path, above), view)


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
