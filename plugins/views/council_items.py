"""Items of elected bodies by the number they are spoken of: «KST-35/15» leads to its case, or to the item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.archive import Moetemappe, Moetesak
from plugins.model.meetings import meeting_time
from plugins.views.archive_reader import ArchiveReader
from plugins.views.cases import case_teaser
from plugins.views.frame import Teaser
from plugins.views.inputs import BuildInputs
from plugins.views.last_year import EVERYTHING, first_day_as_file
from plugins.views.meetings import calendar_title, item_anchor, item_number, shown
from plugins.views.output import Output
from plugins.views.politics import CaseNumberView
from plugins.views.record_pages import HOME, POLITICS, politics_meta

Treated = tuple[Moetemappe, Moetesak]


def council_item_keys(inputs: BuildInputs) -> Iterator[Key]:
    """A page for each number of this year and the last that names its body; it knows the items that have it.

    The year of a number, and not the day of a meeting, decides: so a number is a file or the service's
    whole, also when two bodies use it.
    """
    everything = first_day_as_file(inputs) == EVERYTHING
    reader = inputs.archive()
    found: dict[str, list[tuple[str, str, str]]] = {}
    for meeting in reader.store.meetings():
        for address, item in _numbered(meeting, reader):
            found.setdefault(address, []).append((meeting.arkiv, meeting.system_id, item.system_id))
    for address, items in found.items():
        if everything or inputs.today < date(addresses.council_item_year(address) + 2, 1, 1):
            yield key_of(council_item_output, json.dumps(items))


@query("forgotten", held=False)
def council_item_output(inputs: BuildInputs, items: str) -> Output:
    """The page of a number; ``items`` are archive, meeting and item of all that have it, as JSON."""
    reader = inputs.archive()
    page = _page([_item(reader, *one) for one in json.loads(items)], reader)
    assert page is not None  # noqa: S101 - the plan names items of the store alone
    return page


def _item(reader: ArchiveReader, archive: str, meeting_id: str, item_id: str) -> Treated:
    meeting = reader.store.meeting(archive, meeting_id)
    assert meeting is not None  # noqa: S101 - the plan names meetings of the store alone
    return meeting, next(item for item in meeting.saker if item.system_id == item_id)


def council_item_page(address: str, reader: ArchiveReader) -> Output | None:
    """The page at ``address``; the item is looked for in the meetings of its year and those beside it."""
    year = addresses.council_item_year(address)
    meetings = reader.store.meetings_of_years(year - 1, year + 1)
    found = [(m, item) for m in meetings for at, item in _numbered(m, reader) if at == address]
    return _page(found, reader)


def _numbered(meeting: Moetemappe, reader: ArchiveReader) -> Iterator[tuple[str, Moetesak]]:
    """The items of a meeting whose number names a body, by the address of the number."""
    body = reader.bodies.called(meeting.utvalg)
    for item in meeting.saker:
        if address := addresses.council_item(item_number(item, body)):
            yield address, item


def _page(found: Iterable[Treated], reader: ArchiveReader) -> Output | None:
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
        url=f"{addresses.meeting(meeting.arkiv, meeting.system_id)}#{item_anchor(item)}",
        summary=calendar_title(meeting, reader),
        dated=when.date() if when else None,
    )
