"""The feed of the post list's days: an entry a day, without names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.store.lists import DayCount
from plugins.views.atom import Entry, Feed, atom
from plugins.views.inputs import BuildInputs
from plugins.views.output import TextFile, under_output
from plugins.views.post_list_pages import post_list_file_keys
from plugins.views.rendering import tall
from plugins.views.selections import day_selection

FEED_DAYS = 30


def data_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The lists that are files of data, and the feed."""
    yield from post_list_file_keys(inputs)
    yield key_of(post_list_feed)


@query("forgotten", held="no")
def post_list_feed(inputs: BuildInputs) -> TextFile:
    """The feed of the days."""
    settings, days = inputs.settings, inputs.store.days()
    feed = feed_xml(days, site_url=settings.site_url, site_name=settings.site_name)
    return TextFile(under_output(addresses.POST_LIST_FEED), feed)


def feed_xml(days: Iterable[DayCount], *, site_url: str, site_name: str) -> str:
    """A feed with the newest days of the post list, an entry a day and no names."""
    newest = [(day, count) for day, count in days if day is not None][:FEED_DAYS]
    last = newest[0][0] if newest else date(2015, 1, 1)
    feed = Feed(f"Postliste – {site_name}", addresses.POST_LIST_FEED, addresses.POST_LIST, last, site_name)
    return atom(feed, (_day_entry(day, count) for day, count in newest), site_url)


def _day_entry(day: date, count: int) -> Entry:
    selection = day_selection(day)
    summary = f"{tall(count)} {'dokument' if count == 1 else 'dokumenter'}"
    return Entry(f"Postliste {selection.when}", selection.address, selection.address, day, day, summary)
