"""Items of elected bodies by the number they are spoken of: «KST-35/15» leads to its case, or to the item."""

from __future__ import annotations

import json
from collections.abc import Iterator

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.archive import Moetemappe, Moetesak
from plugins.model.meetings import meeting_time
from plugins.views.archive_reader import ArchiveReader
from plugins.views.cases import case_teaser
from plugins.views.frame import Link, Meta, Teaser
from plugins.views.inputs import BuildInputs
from plugins.views.meetings import calendar_title, item_anchor, item_number, shown
from plugins.views.output import Output
from plugins.views.politics import CaseNumberView

_ABOVE = (Link(text="Forsiden", url=addresses.HOME), Link(text="Politikk", url=addresses.POLITICS))


def council_item_keys(inputs: BuildInputs) -> Iterator[Key]:
    """A page for each number that names its body; it knows the items that have the number."""
    reader = inputs.archive()
    found: dict[str, list[tuple[str, str, str]]] = {}
    for meeting in reader.store.meetings():
        body = reader.bodies.called(meeting.utvalg)
        for item in meeting.saker:
            number = addresses.council_item(item_number(item, body))
            if number:
                found.setdefault(number, []).append((meeting.arkiv, meeting.system_id, item.system_id))
    for items in found.values():
        yield key_of(council_item_output, json.dumps(items))


@query("forgotten", held=False)
def council_item_output(inputs: BuildInputs, items: str) -> Output:
    """The page of a number; ``items`` are archive, meeting and item of all that have it, as JSON."""
    reader = inputs.archive()
    held = [found for one in json.loads(items) if (found := _item(reader, *one)) is not None]
    meeting, first = held[0]
    number = item_number(first, reader.bodies.called(meeting.utvalg))
    teasers = {teaser.url: teaser for one, item in held for teaser in (_teaser(one, item, reader),)}
    meta = Meta(
        title=f"Sak {number}",
        description=f"Saken med nummer {number}.",
        path=addresses.council_item(number),
        breadcrumbs=_ABOVE,
        noindex=True,
        section=addresses.POLITICS,
    )
    return Output("saksnummer", meta, CaseNumberView(number=number, cases=tuple(teasers.values())))


def _item(
    reader: ArchiveReader, archive: str, meeting_id: str, item_id: str
) -> tuple[Moetemappe, Moetesak] | None:
    meeting = reader.store.meeting(archive, meeting_id)
    item = next((i for i in meeting.saker if i.system_id == item_id), None) if meeting else None
    return (meeting, item) if meeting and item else None


def _teaser(meeting: Moetemappe, item: Moetesak, reader: ArchiveReader) -> Teaser:
    """The case of an item; the item itself where its case is not ours, as for a personnel item."""
    known = reader.case(meeting.arkiv, item.saksmappe_id)
    if known is not None:
        return case_teaser(known, reader)
    when = meeting_time(meeting)
    return Teaser(
        title=shown(item.tittel, meeting, reader, None),
        url=f"{addresses.meeting(meeting.arkiv, meeting.system_id)}#{item_anchor(item)}",
        summary=calendar_title(meeting, reader),
        dated=when.date() if when else None,
    )
