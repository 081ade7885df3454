"""«Aktuelle saker og høringer»: what one may have a say in, what is coming up, what came of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from plugins.memo.query import query
from plugins.model import addresses
from plugins.model.archive import Moetemappe, Motestatus
from plugins.model.document import Document
from plugins.model.meetings import meeting_status, meeting_time
from plugins.views.agenda_pages import agenda_order, pages_of_meeting, place_at
from plugins.views.archive_reader import ArchiveReader
from plugins.views.documents import joined, lines
from plugins.views.frame import Link, Meta
from plugins.views.hearing_views import ComingItem, HearingsView, HearingView
from plugins.views.hearings import announced, full_number, unit_link
from plugins.views.inputs import BuildInputs
from plugins.views.meetings import item_number, shown
from plugins.views.output import Output
from plugins.views.rendering import dato, stor_forbokstav

if TYPE_CHECKING:
    from plugins.model.hearings import Hearing

TITLE = "Aktuelle saker og høringer"
_SUMMARY = "Si din mening før fristen, og se hvilke saker politikerne skal behandle."
_ABOVE = (Link(text="Forsiden", url=addresses.HOME), Link(text="Politikk", url=addresses.POLITICS))
_FEED_LINK = Link(text="Nye høringer", url=addresses.HEARINGS_FEED)


@query("forgotten", held="no")
def hearings_output(inputs: BuildInputs) -> Output:
    """The page of all hearings; it stands also when there is none."""
    hearings, today = announced(inputs), inputs.today
    nearest = sorted((h for h in hearings if h.is_open(today)), key=lambda h: (h.deadline, h.title))
    over = (h for h in hearings if not h.is_open(today))
    newest = sorted(over, key=lambda h: (-h.deadline.toordinal(), h.title))
    view = HearingsView(
        open=tuple(_view(hearing, inputs) for hearing in nearest),
        closed=tuple(_view(hearing, inputs) for hearing in newest),
        coming=tuple(coming_items(inputs.archive())),
        contact=inputs.archive().politics_contact(),
    )
    meta = Meta(
        title=TITLE, description=_SUMMARY, path=addresses.HEARINGS, breadcrumbs=_ABOVE, feeds=(_FEED_LINK,),
        section=addresses.POLITICS,
    )  # fmt: skip
    return Output("horinger", meta, view)


def _view(hearing: Hearing, inputs: BuildInputs) -> HearingView:
    action = hearing.action
    return HearingView(
        anchor=hearing.slug,
        title=hearing.title,
        summary=hearing.summary,
        kind=stor_forbokstav(hearing.kind),
        published=hearing.published,
        deadline=hearing.deadline,
        how=hearing.how,
        action=Link(text=action.text, url=action.url) if action else None,
        unit=unit_link(hearing.unit, inputs),
        case=_case(hearing.case_number, inputs.archive()),
        documents=tuple(Link(text=paper.title, url=paper.url) for paper in hearing.documents),
        outcome=hearing.outcome,
        outcome_link=Link(text="Les mer om resultatet", url=hearing.outcome_url)
        if hearing.outcome_url
        else None,
    )


def _case(number: str, reader: ArchiveReader) -> Link | None:
    """The case by its number; several archives may have one, and then its number's page lists them."""
    if not number:
        return None
    year, _, sequence = full_number(number).partition("/")
    found = reader.store.saksmapper_with_number(int(year), int(sequence))
    if len(found) == 1:
        return Link(text=f"Sak {year}/{sequence}", url=addresses.case(found[0].arkiv, found[0].system_id))
    url = addresses.case_number(int(year), int(sequence)) if found else ""
    return Link(text=f"Sak {year}/{sequence}", url=url)


def coming_items(reader: ArchiveReader) -> Iterator[ComingItem]:
    """The cases on the agendas of meetings that have not been held, in the order they are treated."""
    for listed in reader.store.meeting_list():
        if listed.when is not None and listed.when + timedelta(days=1) <= reader.now:
            continue  # it is over, and is not read
        meeting = reader.store.meeting(listed.arkiv, listed.system_id)
        if meeting and meeting_status(meeting, reader.now) in (Motestatus.KOMMENDE, Motestatus.PAAGAAR):
            yield from _items(meeting, reader)


def _items(meeting: Moetemappe, reader: ArchiveReader) -> Iterator[ComingItem]:
    body = reader.bodies.called(meeting.utvalg)
    name = body.title if body else meeting.utvalg
    pages = pages_of_meeting(meeting)
    for at, item in enumerate(agenda_order(meeting.saker)):
        known = reader.case(meeting.arkiv, item.saksmappe_id)
        if known is not None:
            yield ComingItem(
                number=item_number(item, body),
                title=shown(item.tittel, meeting, reader, known),
                url=addresses.case(known.case.arkiv, known.case.system_id),
                meeting=Link(text=name, url=place_at(pages, at, item)),
                when=meeting_time(meeting),
            )


def hearing_documents(inputs: BuildInputs) -> Iterator[Document]:
    """The hearings as search documents."""
    return (_document(hearing, inputs) for hearing in announced(inputs))


def _document(hearing: Hearing, inputs: BuildInputs) -> Document:
    unit = unit_link(hearing.unit, inputs)
    number = full_number(hearing.case_number)
    papers = hearing.documents
    return Document(
        id=f"horing:{hearing.slug}",
        url=addresses.hearing(hearing.slug),
        kind="horing",
        title=hearing.title,
        summary=joined(f"Frist {dato(hearing.deadline)}.", hearing.summary),
        body=lines(
            stor_forbokstav(hearing.kind),
            *hearing.how,
            *(paper.title for paper in papers),
            hearing.outcome,
        ),
        keywords=("si din mening", "uttalelse", "innspill", "høring"),
        number=number,
        unit=hearing.unit if unit else "",
        unit_title=unit.text if unit else "",
        dated=hearing.published,
    )
