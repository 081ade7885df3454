"""The post list's own page: how far it has come, the newest days, and the ways into the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from plugins.model import addresses
from plugins.model.archive import Journalposttype
from plugins.store.lists import DayCount
from plugins.views.archive import CountedLink, DayLink, OverviewView, PostListView, YearOfMonths
from plugins.views.archive_reader import ArchiveReader
from plugins.views.frame import Link
from plugins.views.freshness import freshness
from plugins.views.outline import Tally
from plugins.views.restrictions import ACCESS
from plugins.views.selections import (
    TYPE_SLUGS,
    month_selection,
    month_title,
    overview_address,
    week_selection,
)

DAYS_SHOWN = 10
"""Two weeks of working days: older ones are found by their month."""

NEWEST = 300
"""Entries in the table and the JSON of what goes over the months: a day or so of all, weeks of a unit."""
FILES_NOTE = (
    f"CSV og JSON har de {NEWEST} nyeste dokumentene. Alle dokumentene i en måned laster du ned fra siden "
    "til måneden."
)

ABOUT = (
    "Postlista viser brev, e-poster og andre dokumenter som kommunen har sendt, mottatt eller laget, ordnet "
    "etter dagen de ble ført i journalen. Lista kommer fra kommunens arkiv.",
    "De fleste interne dokumentene og de fleste innsynskravene blir ikke journalført, og står derfor ikke "
    "her. Opplysninger som er underlagt taushetsplikt, er tatt ut.",
    "Dokumentene har løpenumre gjennom året. Der et nummer ikke står i lista, viser vi det som et brudd i "
    "linja. Et nummer kan mangle fordi dokumentet ikke skal ligge åpent, fordi arkivet har trukket det "
    "tilbake, fordi noen må kontrollere det først, eller fordi det ikke er levert ennå. For hver dag, uke og "
    "måned står det hvor mange numre som mangler av hver grunn.",
    "Søker du på navnet til en privatperson, får du ikke treff i oppføringer som er mer enn ett år gamle.",
)
"""What the list holds and what it leaves out (arkivforskrifta §§ 14–15, our policy on names)."""


def day_link(day: DayCount | None) -> DayLink | None:
    """A day with entries; None for the undated, which have no day."""
    when, count = day or (None, 0)
    return DayLink(date=when, url=addresses.post_list_day(when), count=count) if when else None


def data_files(address: str) -> tuple[Link, ...]:
    """The list at an address as data."""
    return (
        Link(text="Last ned CSV", url=addresses.post_list_data(address, "csv")),
        Link(text="Last ned JSON", url=addresses.post_list_data(address, "json")),
        Link(text="Følg med (Atom)", url=addresses.post_list_data(address, "atom")),
    )


def post_list_view(reader: ArchiveReader) -> PostListView:
    """The ways into the list, newest first."""
    days = reader.store.days()
    dated = [(day, count) for day, count in days if day]
    undated = next((count for day, count in days if day is None), 0)
    units, types = _named([reader.tally(month) for month in reader.newest_months()])
    return PostListView(
        days=tuple(link for day in dated[:DAYS_SHOWN] if (link := day_link(day))),
        years=tuple(_years(dated)),
        units=tuple(Link(text=title, url=addresses.post_list_unit(slug)) for slug, title in units),
        types=tuple(_type_link(code) for code in types),
        total=sum(count for _, count in days),
        freshness=freshness(reader),
        quarantined=reader.store.quarantine_count(),
        contact=reader.contact(),
        week=_week_link(dated[0][0]) if dated else None,
        undated=CountedLink(text="Uten dato", url=addresses.post_list_undated(), count=undated)
        if undated
        else None,
        about=ABOUT,
        access=ACCESS,
        files=data_files(addresses.POST_LIST) if dated else (),
        files_note=FILES_NOTE,
    )


def _named(tallies: list[Tally]) -> tuple[list[tuple[str, str]], list[str]]:
    """The units by title, and the types in their own order, that there are entries of."""
    units = {slug: title for tally in tallies for slug, (title, _) in tally.units.items()}
    types = {code for tally in tallies for code in tally.types}
    ordered: list[str] = [kind.value for kind in Journalposttype if kind.value in types]
    return sorted(units.items(), key=lambda unit: unit[1].casefold()), ordered


def _years(days: list[tuple[date, int]]) -> Iterator[YearOfMonths]:
    for year, of_year in groupby(days, key=lambda day: day[0].year):
        by_month = groupby(of_year, key=lambda day: day[0].replace(day=1))
        counted = [(month, sum(count for _, count in of_month)) for month, of_month in by_month]
        yield YearOfMonths(title=str(year), months=tuple(_month_link(*each) for each in counted))


def _month_link(month: date, count: int) -> CountedLink:
    return CountedLink(text=month_title(month), url=addresses.post_list_month(month), count=count)


def _week_link(day: date) -> Link:
    week = week_selection(day)
    return Link(text=f"Postliste {week.when}", url=week.address)


def _type_link(code: str) -> Link:
    return Link(text=Journalposttype(code).label, url=addresses.post_list_type(TYPE_SLUGS[code]))


def overview_view(reader: ArchiveReader, *, unit: str = "", type_: str = "") -> OverviewView | None:
    """One unit or one type, month by month, newest first; None when none has anything of it."""
    counted = [(month, *_of_month(reader.tally(month), unit, type_)) for month in reader.newest_months()]
    links = [
        CountedLink(
            text=month_title(month), url=month_selection(month, unit=unit, type_=type_).address, count=count
        )
        for month, _, count in counted
        if count
    ]
    if not links:
        return None
    title = next(title for _, title, count in counted if count)
    return OverviewView(
        title=title,
        months=tuple(links),
        files=data_files(overview_address(unit, type_)),
        contact=reader.contact(title),
        files_note=FILES_NOTE,
    )


def _of_month(tally: Tally, unit: str, type_: str) -> tuple[str, int]:
    if unit:
        return tally.units.get(unit, ("", 0))
    return Journalposttype(type_).label, tally.types.get(type_, 0)
