"""The lists of the post list as open data: CSV, JSON in eInnsyn's model, and Atom.

Everything is made of the same views as the pages, so that a name that is hidden there is hidden here. JSON is
divided as the pages are; a table and a feed are of the whole list, a feed of its newest entries.
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
from plugins.views.outline import Placed
from plugins.views.output import TextFile, under_output
from plugins.views.selection_views import page_address, selection_title, whose
from plugins.views.selections import TYPE_SLUGS, Selection, month_selection

Format = Literal["csv", "json", "atom"]
FORMATS: tuple[Format, ...] = ("csv", "json", "atom")
FEED_ENTRIES = 100
"""Most entries of a feed: whoever reads it each day misses nothing of one unit, nor of a quiet day of all."""
_FIRST = date(2015, 1, 1)


def selection_file(
    selection: Selection, number: int, format_: Format, reader: ArchiveReader
) -> TextFile | None:
    """A list, or a part of it, as data; None without entries. Only JSON has parts besides the list's own."""
    part = reader.part(selection, number) if number == 0 or format_ == "json" else None
    if part is None:
        return None
    place = under_output(addresses.post_list_data(page_address(selection, number), format_))
    if format_ == "csv":
        return TextFile(place, UTF8_MARK + entries_csv(_shown(reader.listed(selection), reader)))
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


def overview_feed(reader: ArchiveReader, *, unit: str = "", type_: str = "") -> TextFile | None:
    """The newest entries of one unit or one type, to follow; None when the last months have none."""
    months = [month_selection(month, unit=unit, type_=type_) for month in reader.newest_months()]
    placed = _newest(months, reader)
    if not placed:
        return None
    page = addresses.post_list_unit(unit) if unit else addresses.post_list_type(TYPE_SLUGS[type_])
    holds = next(month for month in months if reader.has(month))
    text = _feed(f"Postliste: {whose(holds, reader)} – {reader.site_name}", page, placed, reader)
    return TextFile(under_output(addresses.post_list_data(page, "atom")), text)


def _newest(months: Iterable[Selection], reader: ArchiveReader) -> tuple[Placed, ...]:
    """The newest entries of these lists, the newest list first: no older list is read than a feed needs."""
    placed: tuple[Placed, ...] = ()
    for month in months:
        if len(placed) < FEED_ENTRIES:
            placed = reader.listed(month) + placed
    return placed[-FEED_ENTRIES:]


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
