"""Which numbers of items are pages of the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.views.archive_reader import ArchiveReader
from plugins.views.council_items import Treated, numbered, page_of_items
from plugins.views.inputs import BuildInputs
from plugins.views.last_year import EVERYTHING, first_day_as_file
from plugins.views.output import Output


def council_item_keys(inputs: BuildInputs) -> Iterator[Key]:
    """A page for each number of this year and the last that names its body; it knows the items that have it.

    The year of a number, and not the day of a meeting, decides: so a number is a file or the service's
    whole, also when two bodies use it.
    """
    everything = first_day_as_file(inputs) == EVERYTHING
    reader = inputs.archive()
    found: dict[str, list[tuple[str, str, str]]] = {}
    for meeting in reader.store.meetings():
        for address, item in numbered(meeting, reader):
            found.setdefault(address, []).append((meeting.arkiv, meeting.system_id, item.system_id))
    for address, items in found.items():
        if everything or inputs.today < date(addresses.council_item_year(address) + 2, 1, 1):
            yield key_of(council_item_output, json.dumps(items))


@query("forgotten", held="no")
def council_item_output(inputs: BuildInputs, items: str) -> Output:
    """The page of a number; ``items`` are archive, meeting and item of all that have it, as JSON."""
    reader = inputs.archive()
    page = page_of_items([_item(reader, *one) for one in json.loads(items)], reader)
    assert page is not None  # noqa: S101 - the plan names items of the store alone
    return page


def _item(reader: ArchiveReader, archive: str, meeting_id: str, item_id: str) -> Treated:
    meeting = reader.store.meeting(archive, meeting_id)
    assert meeting is not None  # noqa: S101 - the plan names meetings of the store alone
    return meeting, next(item for item in meeting.saker if item.system_id == item_id)
