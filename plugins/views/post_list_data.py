"""Which days of the post list are files of open data, and the feed of the days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.views.atom import Entry, Feed, atom
from plugins.views.day_data import day_csv_file_of, day_json_file_of
from plugins.views.inputs import BuildInputs
from plugins.views.last_year import first_day_as_file, is_file
from plugins.views.output import TextFile, under_output
from plugins.views.post_list import Day, day_title
from plugins.views.record_pages import day_key, day_of

FEED_DAYS = 30


def data_keys(inputs: BuildInputs) -> Iterator[Key]:
    """Each day that is a file in both forms, and the feed."""
    first = first_day_as_file(inputs)
    for day in (day for day, _ in inputs.store.days() if is_file(day, first)):
        yield key_of(day_csv_file, day_key(day))
        yield key_of(day_json_file, day_key(day))
    yield key_of(post_list_feed)


@query("forgotten", held=False)
def day_csv_file(inputs: BuildInputs, day: str) -> TextFile:
    """A day as CSV."""
    return _found(day_csv_file_of(day_of(day), inputs.archive()))


@query("forgotten", held=False)
def day_json_file(inputs: BuildInputs, day: str) -> TextFile:
    """A day as JSON."""
    return _found(day_json_file_of(day_of(day), inputs.archive()))


def _found(file: TextFile | None) -> TextFile:
    assert file is not None  # noqa: S101 - the plan names days of the store alone
    return file


@query("forgotten", held=False)
def post_list_feed(inputs: BuildInputs) -> TextFile:
    """The feed of the days."""
    settings, days = inputs.settings, inputs.store.days()
    feed = feed_xml(days, site_url=settings.site_url, site_name=settings.site_name)
    return TextFile(under_output(addresses.POST_LIST_FEED), feed)


def feed_xml(days: Iterable[Day], *, site_url: str, site_name: str) -> str:
    """A feed with the newest days of the post list, an entry a day and no names."""
    newest = [(day, count) for day, count in days if day is not None][:FEED_DAYS]
    last = newest[0][0] if newest else date(2015, 1, 1)
    feed = Feed(f"Postliste – {site_name}", addresses.POST_LIST_FEED, addresses.POST_LIST, last, site_name)
    return atom(feed, (_day_entry(day, count) for day, count in newest), site_url)


def _day_entry(day: date, count: int) -> Entry:
    path = addresses.post_list_day(day)
    summary = f"{count} {'dokument' if count == 1 else 'dokumenter'}"
    return Entry(day_title(day), path, path, day, day, summary)
