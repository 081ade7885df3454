"""The lists of the post list as open data: CSV, JSON in eInnsyn's model, and Atom.

Everything is made of the same views as the pages, so that a name that is hidden there is hidden here. JSON is
divided as the pages are, with one part at most at the list's own address, for it is larger; a table and a
feed are of the whole list, a feed of its newest entries. What goes over the months (the whole post list, a
unit, a type) has its newest entries in every format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from plugins.model import addresses
from plugins.model.archive import Journalpost
from plugins.views.archive import EntryView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.atom import Entry, Feed, atom
from plugins.views.einnsyn_json import entries_json
from plugins.views.entry_csv import UTF8_MARK, Shown, entries_csv
from plugins.views.entry_lines import entries_of
from plugins.views.journal import entry_view, place_in_day
from plugins.views.outline import Placed, part_of
from plugins.views.output import TextFile, under_output
from plugins.views.post_list import NEWEST
from plugins.views.selection_views import page_address, selection_title, whose
from plugins.views.selections import Selection, month_selection, overview_address

Format = Literal["csv", "json", "atom"]
FORMATS: tuple[Format, ...] = ("csv", "json", "atom")
FEED_ENTRIES = 100
"""Most entries of a feed: whoever reads it each day misses nothing of one unit, nor of a quiet day of all."""
_FIRST = date(2015, 1, 1)


def selection_file(
    selection: Selection, number: int, format_: Format, reader: ArchiveReader
) -> TextFile | None:
    """A list, or a part of it, as data; None without entries. Only JSON has parts besides the list's own."""
    has_it = number == 0 or format_ == "json"
    part = part_of(selection, number, reader, data=True) if has_it else None
    if part is None:
        return None
    place = under_output(addresses.post_list_data(page_address(selection, number), format_))
    if format_ == "csv":
        return TextFile(
            place, UTF8_MARK + entries_csv(_shown(reader.listed(selection), reader), reader.site_url)
        )
    if format_ == "atom":
        return TextFile(place, selection_feed(selection, reader))
    in_order = part.entries if selection.span == "dag" else tuple(reversed(part.entries))
    after, before = (part.newer, part.older) if selection.span == "dag" else (part.older, part.newer)
    next_, previous = (
        "" if page is None else addresses.post_list_data(page_address(selection, page), "json")
        for page in (after, before)
    )
    return TextFile(place, entries_json(_shown(in_order, reader), reader, next_=next_, previous=previous))


def _shown(placed: Iterable[Placed], reader: ArchiveReader) -> Iterator[Shown]:
    return ((entry, entry_view(entry, reader)) for _, entry in entries_of(placed, reader))


def selection_feed(selection: Selection, reader: ArchiveReader) -> str:
    """The newest entries of a list."""
    placed = reader.listed(selection)[-FEED_ENTRIES:]
    title = f"{selection_title(selection, reader)} – {reader.site_name}"
    return _feed(title, selection.address, placed, reader)


def overview_file(
    format_: Format, reader: ArchiveReader, *, unit: str = "", type_: str = ""
) -> TextFile | None:
    """The newest entries of one unit or one type, or of all; None when the last months have none.

    The feed of all is another: a day an entry (``post_list_data``).
    """
    months = [month_selection(month, unit=unit, type_=type_) for month in reader.newest_months()]
    placed = _newest(months, FEED_ENTRIES if format_ == "atom" else NEWEST, reader)
    if not placed:
        return None
    page = overview_address(unit, type_)
    place = under_output(addresses.post_list_data(page, format_))
    if format_ == "csv":
        return TextFile(place, UTF8_MARK + entries_csv(_shown(placed, reader), reader.site_url))
    if format_ == "json":
        shown = _shown(tuple(reversed(placed)), reader)
        return TextFile(place, entries_json(shown, reader, next_="", previous=""))
    holds = next(month for month in months if reader.has(month))
    title = f"Postliste: {whose(holds, reader)} – {reader.site_name}"
    return TextFile(place, _feed(title, page, placed, reader))


def _newest(months: Iterable[Selection], most: int, reader: ArchiveReader) -> tuple[Placed, ...]:
    """The newest entries of these lists, the newest list first: no older list is read than is needed."""
    placed: tuple[Placed, ...] = ()
    for month in months:
        if len(placed) < most:
            placed = reader.listed(month) + placed
    return placed[-most:]


def _feed(title: str, page: str, placed: tuple[Placed, ...], reader: ArchiveReader) -> str:
    updated = max((date.fromisoformat(one.day) for one in placed if one.day), default=_FIRST)
    feed = Feed(title, addresses.post_list_data(page, "atom"), page, updated, reader.site_name)
    found = list(entries_of(placed, reader))
    entries = (_entry(entry, entry_view(entry, reader), one.at, reader) for one, entry in reversed(found))
    return atom(feed, entries, reader.site_url)


def _entry(entry: Journalpost, view: EntryView, at: int, reader: ArchiveReader) -> Entry:
    day = entry.journaldato or _FIRST
    parties = [("Fra", view.senders), ("Til", view.receivers)]
    said = [f"{word} {', '.join(names)}." for word, names in parties if names]
    if view.restriction:
        said.append(f"{view.restriction.restriction}.")
    return Entry(
        title=f"{view.type_label}: {view.title}",
        address=place_in_day(entry, reader, at),
        name=view.permanent,
        dated=day,
        updated=day,
        summary=" ".join([f"Dokument {view.number}.", *said]),
        author=view.unit,
        since=_FIRST,
    )
