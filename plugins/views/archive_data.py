"""What the archive's deliveries become besides their pages: data, calendars, feeds, short ways in."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.memo.query import Key
from plugins.views.archive_pages import case_feed_keys
from plugins.views.calendars import calendar_keys
from plugins.views.council_item_pages import council_item_keys
from plugins.views.inputs import BuildInputs
from plugins.views.post_list_data import data_keys


def archive_data_keys(inputs: BuildInputs) -> Iterator[Key]:
    """Each kind in turn."""
    yield from data_keys(inputs)
    yield from calendar_keys(inputs)
    yield from case_feed_keys(inputs)
    yield from council_item_keys(inputs)
