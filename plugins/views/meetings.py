"""Meetings of elected bodies: what stands on the agenda, what was decided, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from plugins.model import addresses
from plugins.model.archive import Moetedokument, Moetemappe, Moetesak, Motestatus
from plugins.model.clock import Day
from plugins.model.meetings import (
    CAPTIONED_WITHIN,
    is_minutes,
    is_past,
    is_summons,
    meeting_status,
    meeting_time,
)
from plugins.model.names import find_person_names, mask_names
from plugins.views.agenda_pages import (
    MOST_OF_ITEM,
    ROOM_PAPERS,
    Stretch,
    agenda_order,
    documents_shown,
    fitting_names,
    fitting_papers,
    item_anchor,
    page_links,
    pages_of_meeting,
    parts_beside,
    shortened,
    shown_on_pages,
    width_of,
)
from plugins.views.archive import DocumentLine
from plugins.views.archive_reader import ArchiveReader
from plugins.views.bodies import Body
from plugins.views.frame import Link
from plugins.views.journal import document_line
from plugins.views.masking import KnownCase, unique
from plugins.views.outcomes import outcome
from plugins.views.politics import AgendaItem, MeetingRow, MeetingView, Outcome
from plugins.views.rendering import dato

_VIDEO_LABELS = {
    Motestatus.KOMMENDE: "Møtet sendes på nett-TV",
    Motestatus.PAAGAAR: "Se møtet direkte på nett-TV",
    Motestatus.AVHOLDT: "Se opptaket på nett-TV",
}


def meeting_row(meeting: Moetemappe, reader: ArchiveReader) -> MeetingRow:
    """A meeting in a list."""
    body = reader.bodies.called(meeting.utvalg)
    return MeetingRow(
        when=meeting_time(meeting),
        title=meeting_title(meeting, reader),
        url=addresses.meeting(meeting.arkiv, meeting.system_id),
        where=meeting.moetested,
        status=meeting_status(meeting, reader.now).value,
        body=body.title if body else meeting.utvalg,
        video="" if meeting.avlyst else web_link(meeting.videolink),
        past=is_past(meeting, reader.now),
    )


def meeting_view(meeting: Moetemappe, reader: ArchiveReader) -> MeetingView:
    """The page of one meeting."""
    return _with_papers(_with_agenda(_heading(meeting, reader), meeting, 0, reader), meeting, reader)


def meeting_part_view(meeting: Moetemappe, number: int, reader: ArchiveReader) -> MeetingView | None:
    """More of an agenda that has too much for one page; None when there is no such page."""
    if not 2 <= number <= len(pages_of_meeting(meeting)):
        return None
    return _with_agenda(_heading(meeting, reader), meeting, number, reader)


def _heading(meeting: Moetemappe, reader: ArchiveReader) -> MeetingView:
    """What every page of a meeting says: whose it is, when and where."""
    body = reader.bodies.called(meeting.utvalg)
    return MeetingView(
        title=meeting_title(meeting, reader),
        body=body.link if body else None,
        body_name=body.title if body else meeting.utvalg,
        when=meeting_time(meeting),
        where=meeting.moetested,
        status=meeting_status(meeting, reader.now).value,
        video=web_link(meeting.videolink),
        summons=(),
        minutes=(),
        other=(),
        agenda=(),
        participants=(),
        contact=reader.politics_contact(),
        number=meeting.moetenummer,
    )


def _with_agenda(view: MeetingView, meeting: Moetemappe, number: int, reader: ArchiveReader) -> MeetingView:
    """The view with the items of one page of the agenda."""
    items, pages = agenda_order(meeting.saker), pages_of_meeting(meeting)
    shown_here = shown_on_pages(meeting)[max(number - 1, 0)]
    return replace(
        view,
        agenda=tuple(_stretch_of_item(meeting, one, items, reader) for one in shown_here),
        count=len(items),
        first=shown_here[0].at + 1 if shown_here else 1,
        parts=parts_beside(pages, number),
        pages=page_links(meeting, pages),
    )


def _stretch_of_item(
    meeting: Moetemappe, stretch: Stretch, items: Sequence[Moetesak], reader: ArchiveReader
) -> AgendaItem:
    """An item with as many of its documents as one page has room for."""
    view = agenda_item(meeting, stretch.of(items), reader)
    return replace(view, documents_shown=documents_shown(stretch, items[stretch.at]))


def _with_papers(view: MeetingView, meeting: Moetemappe, reader: ArchiveReader) -> MeetingView:
    """The view with what stands on the meeting's own page alone."""
    body, of = reader.bodies.called(meeting.utvalg), meeting.dokumenter
    summons, minutes, other = (
        _lines(meeting, reader, [d for d in of if is_of(d)]) for is_of in (is_summons, is_minutes, _is_other)
    )
    shown_papers = fitting_papers((*summons, *minutes, *other), ROOM_PAPERS)
    return replace(
        view,
        video_label=_VIDEO_LABELS.get(meeting_status(meeting, reader.now), ""),
        video_note=captions_note(meeting, reader.now.date()),
        calendar=addresses.body_calendar(body.slug) if body else addresses.MEETINGS_CALENDAR,
        summons=shown_papers[: len(summons)],
        minutes=shown_papers[len(summons) : len(summons) + len(minutes)],
        other=shown_papers[len(summons) + len(minutes) :],
        left_out=len(summons) + len(minutes) + len(other) - len(shown_papers),
        participants=fitting_names(participants(meeting)),
    )


def _is_other(document: Moetedokument) -> bool:
    return not is_summons(document) and not is_minutes(document)


def captions_note(meeting: Moetemappe, today: Day) -> str:
    """By when the recording has to be captioned, as long as that day has not passed."""
    starts = meeting_time(meeting)
    if starts is None or not web_link(meeting.videolink) or meeting.avlyst or starts.date() >= today:
        return ""
    due = starts.date() + CAPTIONED_WITHIN
    return f"Opptaket skal være tekstet senest {dato(due)}." if today <= due else ""


def web_link(link: str) -> str:
    """A link to a recording, only when it leads to the web."""
    return link if link.startswith(("https://", "http://")) else ""


def meeting_title(meeting: Moetemappe, reader: ArchiveReader) -> str:
    """The meeting's title as it may be shown."""
    return shown(plain_meeting_title(meeting, reader), meeting, reader, None)


def plain_meeting_title(meeting: Moetemappe, reader: ArchiveReader) -> str:
    """The meeting's title as delivered; its body and date when the delivery gave none."""
    if meeting.tittel.strip():
        return meeting.tittel
    body = reader.bodies.called(meeting.utvalg)
    name = (body.title if body else meeting.utvalg) or "Møte"
    when = meeting_time(meeting)
    return f"{name} {dato(when)}" if when else name


def calendar_title(meeting: Moetemappe, reader: ArchiveReader) -> str:
    """What a calendar calls the meeting: by its body; else by its title, without private persons."""
    body = reader.bodies.called(meeting.utvalg)
    if body is not None:
        return body.title
    title = plain_meeting_title(meeting, reader)
    return mask_names(title, private_names(title, meeting, reader, None))


def agenda_item(meeting: Moetemappe, item: Moetesak, reader: ArchiveReader) -> AgendaItem:
    """An item of the agenda, with a link to its case when the case is ours."""
    known = reader.case(meeting.arkiv, item.saksmappe_id)
    view = AgendaItem(
        number=item_number(item, reader.bodies.called(meeting.utvalg)),
        title=shown(item.tittel, meeting, reader, known),
        status=item.status,
        case=None if known is None else _case_link(known),
        documents=tuple(document_line(d, shown(d.tittel, meeting, reader, known)) for d in item.dokumenter),
        anchor=item_anchor(item),
        outcome=item_outcome(meeting, item, reader, known),
    )
    return shortened(view) if width_of(item) > MOST_OF_ITEM else view


def item_outcome(
    meeting: Moetemappe, item: Moetesak, reader: ArchiveReader, known: KnownCase | None
) -> Outcome:
    """What came of an item, with private persons hidden when their year has passed."""
    body = reader.bodies.called(meeting.utvalg)
    parties = {member.name.casefold(): member.party for member in body.members} if body else {}
    return outcome(
        item,
        lambda text: shown(text, meeting, reader, known),
        lambda name: parties.get(name.casefold(), ""),
    )


def _case_link(known: KnownCase) -> Link:
    case = known.case
    return Link(text=f"Sak {case.saksnummer}", url=addresses.case(case.arkiv, case.system_id))


def item_number(item: Moetesak, body: Body | None) -> str:
    """The item's number as it is spoken of, «KST-35/15»; empty when none was delivered."""
    number = item.moetesaksnummer.strip()
    if not number and item.moetesakssekvensnummer > 0:
        number = f"{item.moetesakssekvensnummer}/{item.moetesaksaar % 100:02d}"
    bare = re.fullmatch(r"\d+/\d+", number) is not None
    return f"{body.code}-{number}" if body and body.code and bare else number


def participants(meeting: Moetemappe) -> tuple[str, ...]:
    """Those who took part, in office: «Navn (verv)»."""
    return tuple(f"{p.navn} ({p.funksjon})" if p.funksjon else p.navn for p in meeting.deltakere if p.navn)


def private_names(
    text: str, meeting: Moetemappe, reader: ArchiveReader, known: KnownCase | None
) -> tuple[str, ...]:
    """Persons named in a meeting's text who are not there in office."""
    body = reader.bodies.called(meeting.utvalg)
    officials = {p.navn.casefold() for p in meeting.deltakere if p.navn}
    officials |= {m.name.casefold() for m in body.members} if body else set()
    officials |= {v.navn.casefold() for item in meeting.saker for v in item.voteringer if v.navn}
    of_case = known.names_in((text,)) if known else ()
    found = unique((*find_person_names(text, of_case), *of_case))
    # «Valg av Ola Haugen» may be found as one name: what ends in an official's name is the official's.
    endings = tuple(f" {name}" for name in officials)
    return tuple(name for name in found if not f" {name.casefold()}".endswith(endings))


def names_dated(meeting: Moetemappe, known: KnownCase | None) -> date | None:
    """The date that names on an agenda are counted from: the meeting's, or its case's when that is older."""
    when = meeting_time(meeting)
    dates = [when.date() if when else None, *([known.dated] if known else [])]
    present = [day for day in dates if day is not None]
    return min(present) if len(present) == len(dates) else None


def shown(text: str, meeting: Moetemappe, reader: ArchiveReader, known: KnownCase | None) -> str:
    """A text of the meeting as it may be shown: private persons are hidden when their year has passed."""
    dated = names_dated(meeting, known)
    if not text or not reader.curtain.hides(dated):
        return text
    return reader.curtain.text(text, private_names(text, meeting, reader, known), dated)


def _lines(meeting: Moetemappe, reader: ArchiveReader, of: list[Moetedokument]) -> tuple[DocumentLine, ...]:
    lines: list[DocumentLine] = []
    for registered in of:
        if not registered.dokumenter:
            title = shown(registered.tittel or registered.type, meeting, reader, None)
            lines.append(DocumentLine(title=title, main=True))
        lines += (document_line(d, shown(d.tittel, meeting, reader, None)) for d in registered.dokumenter)
    return tuple(lines)
