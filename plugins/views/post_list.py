"""The post list: which days have entries, and the entries of one day."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from plugins.model import addresses
from plugins.views.archive import DayLink, MonthOfDays, PostListDayView, PostListView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.cases import masked_notes
from plugins.views.frame import Link
from plugins.views.journal import GAP_NOTE, entry_view, gap_text
from plugins.views.rendering import dato, stor_forbokstav, ukedag_dato
from plugins.views.restrictions import ACCESS

ABOUT = (
    "Postlista viser brev, e-poster og andre dokumenter som kommunen har sendt, mottatt eller laget, ordnet "
    "etter dagen de ble ført i journalen. Lista kommer fra kommunens arkiv.",
    "De fleste interne dokumentene og de fleste innsynskravene blir ikke journalført, og står derfor ikke "
    "her. Opplysninger som er underlagt taushetsplikt, er tatt ut.",
    "Søker du på navnet til en privatperson, får du ikke treff i oppføringer som er mer enn ett år gamle.",
)
"""What the list holds and what it leaves out (arkivforskrifta §§ 14–15, our policy on names)."""

Day = tuple[date | None, int]


def month_title(month: date) -> str:
    """A month as a heading.

    >>> month_title(date(2026, 11, 1))
    'November 2026'
    """
    return stor_forbokstav(dato(month).split(maxsplit=1)[1])


def day_title(day: date | None) -> str:
    """The heading of a day's list.

    >>> day_title(date(2026, 11, 20))
    'Postliste fredag 20. november 2026'
    >>> day_title(None)
    'Postliste uten dato'
    """
    return f"Postliste {ukedag_dato(day)} {day.year}" if day else "Postliste uten dato"


def day_link(day: Day) -> DayLink | None:
    """A day with entries; None for the undated, which have no day."""
    when, count = day
    return DayLink(date=when, url=addresses.post_list_day(when), count=count) if when else None


def post_list_view(reader: ArchiveReader) -> PostListView:
    """The index of days by month, newest first, with how fresh the list is."""
    days = reader.store.days()
    links = [link for day in days if (link := day_link(day))]
    months = groupby(links, key=lambda link: link.date.replace(day=1))
    undated = next((count for day, count in days if day is None), 0)
    return PostListView(
        months=tuple(MonthOfDays(title=month_title(first), days=tuple(group)) for first, group in months),
        total=sum(count for _, count in days),
        last_delivered=reader.store.last_delivered(),
        quarantined=reader.store.quarantine_count(),
        contact=reader.contact(),
        undated=Link(text=f"Uten dato ({undated})", url=addresses.post_list_undated()) if undated else None,
        about=ABOUT,
        access=ACCESS,
    )


def post_list_day_view(day: date | None, reader: ArchiveReader) -> PostListDayView:
    """The entries of one day by running number; None is the undated."""
    entries = reader.store.entries_on(day)
    views = tuple(
        entry_view(entry, reader, gap=gap_text(entry, reader.store.number_before(entry))) for entry in entries
    )
    older, newer = reader.neighbours(day) if day else (None, None)
    gaps = (GAP_NOTE,) if any(view.gap_before for view in views) else ()
    return PostListDayView(
        title=day_title(day),
        date=day,
        entries=views,
        older=day_link(older) if older else None,
        newer=day_link(newer) if newer else None,
        contact=reader.contact(),
        notes=masked_notes(entries, reader, also=day) + gaps,
        access=ACCESS,
        files=data_files(day),
    )


def data_files(day: date | None) -> tuple[Link, ...]:
    """The same day as open data."""
    return (
        Link(text="Last ned som CSV", url=addresses.post_list_data(day, "csv")),
        Link(text="Last ned som JSON", url=addresses.post_list_data(day, "json")),
    )
