"""Items of elected bodies by the number they are spoken of: «KST-35/15» leads to its case, or to the item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.model import addresses
from plugins.model.archive import Moetemappe, Moetesak
from plugins.model.meetings import meeting_time
from plugins.views.agenda_pages import place_of_item
from plugins.views.archive_reader import ArchiveReader
from plugins.views.cases import case_teaser
from plugins.views.frame import Teaser
from plugins.views.meetings import calendar_title, item_number, shown
from plugins.views.output import Output
from plugins.views.politics import CaseNumberView
from plugins.views.record_pages import HOME, POLITICS, politics_meta

Treated = tuple[Moetemappe, Moetesak]


def council_item_page(address: str, reader: ArchiveReader) -> Output | None:
    """The page at ``address``; the item is looked for in the meetings of its year and those beside it."""
    year = addresses.council_item_year(address)
    meetings = reader.store.meetings_of_years(year - 1, year + 1)
    found = [(m, item) for m in meetings for at, item in numbered(m, reader) if at == address]
    return page_of_items(found, reader)


def numbered(meeting: Moetemappe, reader: ArchiveReader) -> Iterator[tuple[str, Moetesak]]:
    """The items of a meeting whose number names a body, by the address of the number."""
    body = reader.bodies.called(meeting.utvalg)
    for item in meeting.saker:
        if address := addresses.council_item(item_number(item, body)):
            yield address, item


def page_of_items(found: Iterable[Treated], reader: ArchiveReader) -> Output | None:
    """The page of a number that these items have; None when there are none."""
    treated = list(found)
    if not treated:
        return None
    meeting, first = treated[0]
    number = item_number(first, reader.bodies.called(meeting.utvalg))
    teasers = {teaser.url: teaser for one, item in treated for teaser in (_teaser(one, item, reader),)}
    path, description = addresses.council_item(number), f"Saken med nummer {number}."
    meta = politics_meta(f"Sak {number}", description, path, (HOME, POLITICS), noindex=True)
    return Output("saksnummer", meta, CaseNumberView(number=number, cases=tuple(teasers.values())))


def _teaser(meeting: Moetemappe, item: Moetesak, reader: ArchiveReader) -> Teaser:
    """The case of an item; the item itself where its case is not ours, as for a personnel item."""
    heading = reader.heading(meeting.arkiv, item.saksmappe_id)
    if heading is not None:
        return case_teaser(heading, reader)
    when = meeting_time(meeting)
    return Teaser(
        title=shown(item.tittel, meeting, reader, None),
        url=place_of_item(meeting, item),
        summary=calendar_title(meeting, reader),
        dated=when.date() if when else None,
    )
