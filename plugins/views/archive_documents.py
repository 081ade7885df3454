"""Search documents of what the archive delivers: cases, journal entries and meetings.

The texts of a document never hold a private person's name. The same texts with names are in ``named``,
which the search uses until they expire; names that have expired already are not written at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from plugins.model import addresses
from plugins.model.clock import Day
from plugins.model.document import Document, Named, document_id
from plugins.model.meetings import meeting_time
from plugins.model.names import is_person, mask_names
from plugins.model.visibility import names_may_be_hit
from plugins.views.agenda_pages import agenda_order
from plugins.views.archive_reader import ArchiveReader
from plugins.views.case_pages import SURELY_FIRST
from plugins.views.documents import joined, lines
from plugins.views.journal import entry_number, place_in_day
from plugins.views.masking import KnownCase, names_to_hide, unique
from plugins.views.meetings import (
    item_number,
    names_dated,
    participants,
    plain_meeting_title,
    private_names,
)
from plugins.views.rendering import dato
from plugins.views.restrictions import restriction_view

if TYPE_CHECKING:
    from plugins.model.archive import Journalpost, Moetemappe, Moetesak, Saksmappe

Texts = tuple[str, str, str]
"""Title, summary and body."""


class _Masked(TypedDict):
    title: str
    summary: str
    body: str


def case_document(known: KnownCase, reader: ArchiveReader) -> Document:
    """A case with the agenda items that treated it; its entries are documents of their own."""
    case = known.case
    treatments = reader.store.agenda_items_of_case(case.arkiv, case.system_id)
    numbers = unique(item_number(item, reader.bodies.called(m.utvalg)) for m, item in treatments)
    titles = unique(item.tittel for _, item in treatments)
    bodies = unique(m.utvalg for m, _ in treatments)
    unit = reader.units.title(case.administrativ_enhet)
    summary = joined(f"Sak {case.saksnummer}.", unit)
    masked: Texts = (case.tittel, summary, lines(*titles, *bodies, *numbers))
    officer = _officer(case, unit)
    full: Texts = (case.tittel, summary, lines(masked[2], officer))
    return Document(
        id=document_id("sak", case.arkiv, case.system_id),
        url=addresses.case(case.arkiv, case.system_id),
        kind="sak",
        **_split(masked, known.names),
        keywords=numbers,
        number=case.saksnummer,
        unit=reader.units.slug(case.administrativ_enhet),
        unit_title=unit,
        dated=case.saksdato or known.dated,
        named=named(full, (*known.names, officer), known.dated, reader.now.date()),
    )


def _officer(case: Saksmappe, unit: str) -> str:
    """The person who answers for the case; archives often put the unit's name there."""
    named_unit = case.saksansvarlig.casefold() in {case.administrativ_enhet.casefold(), unit.casefold()}
    return "" if named_unit or not is_person(case.saksansvarlig) else case.saksansvarlig


def entry_document(entry: Journalpost, reader: ArchiveReader) -> Document:
    """A journal entry, found where it is shown: in its case, or in the list of its day."""
    known = reader.case(entry.arkiv, entry.saksmappe_id)
    names = names_to_hide(entry, known)
    case_title = _masked_title(known) if known else ""
    documents = lines(*(d.tittel for d in entry.dokumenter if d.tittel != entry.tittel))
    others = joined(*(p.navn for p in entry.parter if not p.er_person and not p.skjermet))
    persons = joined(*(p.navn for p in entry.parter if p.er_person and not p.skjermet))
    summary = joined(f"{entry.type.label}.", case_title)
    withheld = _withheld(entry)
    unit = reader.unit_of(entry)
    return Document(
        id=document_id("journalpost", entry.arkiv, entry.system_id),
        url=entry_url(entry, known, reader),
        kind="journalpost",
        **_split((entry.tittel, summary, lines(documents, others, withheld)), names),
        keywords=(f"{entry.journalsekvensnummer}/{entry.journalaar}",),
        number=entry_number(entry, known.case.saksnummer if known else ""),
        unit=reader.units.slug(unit),
        unit_title=reader.units.title(unit),
        dated=entry.journaldato,
        named=named(
            (entry.tittel, summary, lines(documents, others, persons, withheld)),
            names,
            entry.journaldato,
            reader.now.date(),
        ),
    )


def _withheld(entry: Journalpost) -> str:
    """By what the entry is withheld («§ 13» is searched for), as the post list says it."""
    view = restriction_view(entry.skjerming)
    return joined(view.restriction, view.paragraph) if view else ""


def _masked_title(known: KnownCase) -> str:
    title = known.case.tittel
    return mask_names(title, known.names_in((title,)))


def entry_url(entry: Journalpost, known: KnownCase | None, reader: ArchiveReader) -> str:
    """Where the entry is shown."""
    if known is not None and entry.journalpostnummer > SURELY_FIRST:
        return addresses.journal_entry_permanent(entry.arkiv, entry.system_id)  # it may be on any page of it
    if known is not None:
        return addresses.journal_entry(entry.arkiv, entry.saksmappe_id, entry.system_id)
    return place_in_day(entry, reader)


def meeting_document(meeting: Moetemappe, reader: ArchiveReader) -> Document:
    """A meeting with its agenda and decisions. Those who took part did so in office and may be found."""
    body = reader.bodies.called(meeting.utvalg)
    when, today = meeting_time(meeting), reader.now.date()
    items = [_AgendaText(meeting, item, reader) for item in agenda_order(meeting.saker)]
    title = plain_meeting_title(meeting, reader)
    title_names = private_names(title, meeting, reader, None)
    place = joined(body.title if body else meeting.utvalg, dato(when), meeting.moetested)
    summary = joined("Møtet er avlyst." if meeting.avlyst else "", place)
    present = lines(*participants(meeting))
    fresh = [item for item in items if item.names and names_may_be_hit(item.dated, today)]
    names = unique((*title_names, *(name for item in fresh for name in item.names)))
    dates = [names_dated(meeting, None), *(item.dated for item in fresh)]
    known_dates = [day for day in dates if day is not None]
    full = lines(*(item.text if item in fresh else item.masked for item in items), present)
    return Document(
        id=document_id("mote", meeting.arkiv, meeting.system_id),
        url=addresses.meeting(meeting.arkiv, meeting.system_id),
        kind="mote",
        title=mask_names(title, title_names),
        summary=summary,
        body=lines(*(item.masked for item in items), present),
        keywords=unique(item_number(item, body) for item in meeting.saker),
        unit_title=body.title if body else meeting.utvalg,
        dated=when.date() if when else None,
        named=named(
            (title, summary, full),
            names,
            min(known_dates) if len(known_dates) == len(dates) else None,
            today,
        ),
    )


class _AgendaText:
    """The words of one agenda item with and without private persons' names."""

    def __init__(self, meeting: Moetemappe, item: Moetesak, reader: ArchiveReader) -> None:
        known = reader.case(meeting.arkiv, item.saksmappe_id)
        number = item_number(item, reader.bodies.called(meeting.utvalg))
        case = f"sak {known.case.saksnummer}" if known else ""
        proposals = (proposal.tekst for proposal in item.forslag)
        self.text = joined(number, item.tittel, case, item.vedtak, item.innstilling, *proposals)
        candidates = private_names(self.text, meeting, reader, known)
        self.masked = mask_names(self.text, candidates)
        self.names = candidates if self.masked != self.text else ()
        self.dated = names_dated(meeting, known)


def named(texts: Texts, names: Iterable[str], dated: date | None, today: Day) -> Named | None:
    """The texts with names; None when they name nobody, or when their year has passed already."""
    if not names_may_be_hit(dated, today):
        return None
    title, summary, body = texts
    said = " ".join(texts).casefold()
    present = tuple(name for name in unique(names) if name.casefold() in said)
    return Named(names=present, dated=dated, title=title, summary=summary, body=body) if present else None


def _split(texts: Texts, names: tuple[str, ...]) -> _Masked:
    title, summary, body = (mask_names(text, names) for text in texts)
    return {"title": title, "summary": summary, "body": body}
