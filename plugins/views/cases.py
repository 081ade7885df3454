"""A case: its entries in order, and its way through the bodies as a line with stops."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from plugins.model import addresses
from plugins.model.archive import Journalpost, Journalposttype, Moetemappe, Moetesak, Motestatus
from plugins.model.meetings import meeting_status, meeting_time
from plugins.views.agenda_pages import (
    MOST_OF_OUTCOME,
    item_anchor,
    place_of_item,
    short_outcome,
    width_of,
)
from plugins.views.archive import EntryView, PartLinks
from plugins.views.archive_reader import ArchiveReader, CaseHeading
from plugins.views.case_pages import Parted, on_another, page_links, parted
from plugins.views.frame import Teaser
from plugins.views.journal import MASKED_NOTE, Pages, entry_view, page_of
from plugins.views.many_documents import with_documents
from plugins.views.masking import KnownCase
from plugins.views.meetings import item_number, item_outcome, shown, web_link
from plugins.views.politics import CaseNumberView, CaseView, Stop, Treatment
from plugins.views.restrictions import ACCESS

Treated = tuple[Moetemappe, Moetesak]

STOPS_SHOWN = 40
"""Stops of a case's line: a standing case, as of matters for information, is treated in every meeting."""
ROOM_TREATMENTS = 80_000
"""Bytes of HTML that what was decided in a case may take; all of it is on the pages of the meetings."""
_RESULT_LENGTH = 160
_STOP_LENGTH = 400
_NOT_THE_END = (
    "innstilling", "utsatt", "ikke behandlet", "trukket", "utgår", "oversendt", "sendes tilbake",
    "sendt tilbake", "offentlig ettersyn", "på høring",
)  # fmt: skip
"""Words of a result after which the case goes on: a recommendation, a delay, a hearing."""

_CLOSED = ("avsluttet", "utgår", "a")


def case_view(known: KnownCase, reader: ArchiveReader) -> CaseView:
    """The page of one case, with the documents that it has room for."""
    entries = _entries(known, reader)
    case = parted(known.case, entries)
    return replace(_about(known, entries, case.pages, reader), **_documents(known, entries, case, 0, reader))


def case_part_view(known: KnownCase, number: int, reader: ArchiveReader) -> CaseView | None:
    """A page with more of a case's documents, from 2 on; None when there is none of that number."""
    entries = _entries(known, reader)
    case = parted(known.case, entries)
    if not 2 <= number <= len(case.pages):
        return None
    view = CaseView(
        number=known.case.saksnummer,
        title=reader.curtain.case_title(known),
        status="",
        dated=None,
        unit="",
        responsible="",
        stops=(),
        entries=(),
        contact=reader.contact(known.case.administrativ_enhet),
        access=ACCESS,
    )
    return replace(view, **_documents(known, entries, case, number - 1, reader))


def whole_case_view(known: KnownCase, reader: ArchiveReader) -> tuple[CaseView, Pages]:
    """A case with all its documents, and the pages that they are on: what a feed chooses from."""
    entries = _entries(known, reader)
    pages = parted(known.case, entries).pages
    view = _about(known, entries, pages, reader)
    return replace(view, entries=tuple(entry_view(entry, reader) for entry in entries)), pages


def _entries(known: KnownCase, reader: ArchiveReader) -> tuple[Journalpost, ...]:
    return reader.store.entries_in_case(known.case.arkiv, known.case.system_id)


def _documents(
    known: KnownCase, entries: tuple[Journalpost, ...], case: Parted, at: int, reader: ArchiveReader
) -> dict[str, Any]:
    """What a page says of the documents on it."""
    stretches, pages = case.shown[at], case.pages
    shown = tuple(entries[one.at] for one in stretches)
    views = tuple(
        with_documents(entry_view(entries[one.at], reader), one.first, one.last) for one in stretches
    )
    beside = (pages[n][1] if 0 <= n < len(pages) else "" for n in (at - 1, at + 1))
    return {
        "entries": views,
        "notes": masked_notes(shown, reader, also=known.dated),
        "count": len(entries),
        "first": stretches[0].at + 1 if stretches else 1,
        "parts": PartLinks(*beside),
        "pages": page_links(entries, case),
    }


def _about(
    known: KnownCase, entries: tuple[Journalpost, ...], pages: Pages, reader: ArchiveReader
) -> CaseView:
    """What is told of the case itself."""
    case = known.case
    recommended = [
        _recommendation(entry, entry_view(entry, reader), page_of(pages, at) if on_another(pages, at) else "")
        for at, entry in enumerate(entries)
        if entry.type is Journalposttype.SAKSFRAMLEGG
    ]
    treatments = reader.store.agenda_items_of_case(case.arkiv, case.system_id)
    way = stops(known, treatments, recommended, reader)
    hidden = reader.curtain.hides(known.dated)
    return CaseView(
        number=case.saksnummer,
        title=reader.curtain.case_title(known),
        status=case.saksstatus,
        dated=case.saksdato,
        unit=reader.units.title(case.administrativ_enhet),
        # The case's officer is a name in the journal like any other once the case is old.
        responsible="" if hidden else case.saksansvarlig,
        filed=case.klasse,
        stops=way[-STOPS_SHOWN:],
        earlier=max(len(way) - STOPS_SHOWN, 0),
        entries=(),
        contact=reader.contact(case.administrativ_enhet),
        access=ACCESS,
        treatments=tuple(_told(meeting, item, known, reader) for meeting, item in _newest_told(treatments)),
        feed=addresses.case_feed(case.arkiv, case.system_id),
        hearings=reader.hearings(case.saksnummer),
    )


def _newest_told(treatments: tuple[Treated, ...]) -> list[Treated]:
    """The newest treatments that told something, as far as there is room for them, in their order."""
    told: list[Treated] = []
    room = ROOM_TREATMENTS
    for meeting, item in reversed(treatments):
        if _tells(item):
            room -= min(width_of(item), MOST_OF_OUTCOME)
            if room < 0:
                break
            told.append((meeting, item))
    return told[::-1]


def _tells(item: Moetesak) -> bool:
    """Whether anything was told of what came of an item."""
    return bool(item.vedtak or item.innstilling or item.forslag or item.voteringer or item.votering)


def _told(meeting: Moetemappe, item: Moetesak, known: KnownCase, reader: ArchiveReader) -> Treatment:
    body, when = reader.bodies.called(meeting.utvalg), meeting_time(meeting)
    said = item_outcome(meeting, item, reader, known)
    if width_of(item) > MOST_OF_OUTCOME:
        said = short_outcome(said)
    return Treatment(
        title=(body.title if body else meeting.utvalg) or "Møte",
        number=item_number(item, body),
        date=when.date() if when else None,
        url=place_of_item(meeting, item),
        anchor=item_anchor(item),
        outcome=replace(said, video=said.video or web_link(meeting.videolink)),
    )


def masked_notes(entries: Iterable[Journalpost], reader: ArchiveReader, also: date | None) -> tuple[str, ...]:
    """The line that explains hidden names, when some entry (or the date ``also``) hides them."""
    hides = reader.curtain.hides
    return (MASKED_NOTE,) if hides(also) or any(hides(e.journaldato) for e in entries) else ()


def stops(
    known: KnownCase,
    treatments: tuple[Treated, ...],
    recommended: list[Stop],
    reader: ArchiveReader,
) -> tuple[Stop, ...]:
    """The line of a case: recommendations and treatments by date, then what comes next.

    Empty for a case that no body treats. The decision, where nothing follows it, is «her»; a case that
    waits has an open last stop.
    """
    line = [*recommended]
    line += [_treatment(meeting, item, known, reader) for meeting, item in treatments]
    if not line:
        return ()
    line.sort(key=lambda stop: (stop.date is None, stop.date or date.max))
    if any(stop.state == "kommende" for stop in line):
        return tuple(line)
    decision = max((at for at, stop in enumerate(line) if _decides(stop)), default=None)
    if decision is not None:
        return tuple(_here(s) if at == decision else s for at, s in enumerate(line))
    if known.case.saksstatus.strip().casefold() in _CLOSED:
        return tuple(line)
    waiting = "Tidspunktet er ikke bestemt ennå."
    return (
        *line,
        Stop(date=None, title="Neste behandling", text=waiting, result="", url="", state="kommende"),
    )


def _recommendation(entry: Journalpost, view: EntryView, page: str) -> Stop:
    """A recommendation; ``page`` is where it is shown, if not on the case's own page."""
    return Stop(
        date=entry.journaldato,
        title="Saksframlegg",
        text=view.title,
        result="",
        url=f"{page}#{view.anchor}",
        state="passert",
    )


def _treatment(meeting: Moetemappe, item: Moetesak, known: KnownCase, reader: ArchiveReader) -> Stop:
    body = reader.bodies.called(meeting.utvalg)
    status, when = meeting_status(meeting, reader.now), meeting_time(meeting)
    number = item_number(item, body)
    title = shown(item.tittel, meeting, reader, known)
    return Stop(
        date=when.date() if when else None,
        title=(body.title if body else meeting.utvalg) or "Møte",
        text=_shortened(f"{number} {title}".strip(), _STOP_LENGTH),
        result=_result(shown(item.vedtak, meeting, reader, known) or item.status, status),
        url=place_of_item(meeting, item),
        state={Motestatus.KOMMENDE: "kommende", Motestatus.AVLYST: "avlyst"}.get(status, "passert"),
    )


def _result(text: str, status: Motestatus) -> str:
    """What came of a treatment, short; a meeting that has not been held has no result yet."""
    if status is Motestatus.AVLYST:
        return "Møtet er avlyst"
    if status is Motestatus.KOMMENDE:
        return ""
    return _shortened(" ".join(text.split()), _RESULT_LENGTH)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _decides(stop: Stop) -> bool:
    result = stop.result.casefold()
    return stop.state == "passert" and bool(result) and not any(word in result for word in _NOT_THE_END)


def _here(stop: Stop) -> Stop:
    return replace(stop, state="her")


def case_teaser(heading: CaseHeading, reader: ArchiveReader) -> Teaser:
    """A case in a list."""
    return Teaser(
        title=heading.title,
        url=addresses.case(heading.arkiv, heading.system_id),
        summary=reader.units.title(heading.unit),
        dated=heading.dated,
        label=heading.number,
    )


def case_number_view(year: int, sequence: int, reader: ArchiveReader) -> CaseNumberView:
    """The cases that share a number; the page of a number with one case sends the reader on to it."""
    cases = reader.store.saksmapper_with_number(year, sequence)
    headings = (reader.heading(case.arkiv, case.system_id) for case in cases)
    return CaseNumberView(
        number=f"{year}/{sequence}", cases=tuple(case_teaser(h, reader) for h in headings if h is not None)
    )
