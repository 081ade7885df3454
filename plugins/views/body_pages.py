"""The pages of elected bodies: what comes and what was held last, and all meetings year by year.

A body that has met more often than its own page shows, has a page for each year. They read what lies in the
year alone: a new meeting makes its own year anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice

from msgspec.structs import replace

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.archive import Moetemappe
from plugins.views.archive import CountedLink, PartLinks
from plugins.views.bodies import (
    HELD_ON_POLITICS_PAGE,
    HELD_SHOWN,
    Body,
    body_view,
    politics_view,
    subscription,
)
from plugins.views.frame import Link
from plugins.views.hearings import open_hearings
from plugins.views.inputs import BuildInputs
from plugins.views.meetings import meeting_row
from plugins.views.outline import bytes_of, starts
from plugins.views.output import Output
from plugins.views.politics import BodyYearView, MeetingRow
from plugins.views.record_pages import HOME, POLITICS, politics_meta

ROOM = 150_000
"""Bytes of HTML that the meetings of one page may take."""
_ROW = 1200
"""Bytes of HTML that a meeting takes besides the archive's own texts."""
MeetingKey = tuple[str, str]
"""Archive and systemID."""


def body_keys(inputs: BuildInputs) -> Iterator[tuple[str, Key]]:
    """The politics page, and the pages of each body, by their addresses."""
    for body in inputs.archive().bodies.all():
        yield addresses.body(body.slug), key_of(body_output, body.slug)
        for year, _ in years_of_body(inputs, body.slug):
            for number in range(pages_of_year(inputs, body.slug, str(year))):
                address = year_address(body.slug, year, number)
                yield address, key_of(body_year_output, body.slug, str(year), str(number))
    yield addresses.POLITICS, key_of(politics_output)


def year_address(slug: str, year: int, number: int) -> str:
    """The address of a page of a year; 0 is the first."""
    if number:
        return addresses.body_year_part(slug, year, number + 1)
    return addresses.body_year(slug, year)


@query()
def meetings_of_body(inputs: BuildInputs, slug: str) -> tuple[tuple[int, MeetingKey], ...]:
    """The meetings of a body by their time, with their year; 0 for those without a date, which are last."""
    return tuple(_meetings_by_body(inputs).get(slug, ()))


@query("opaque")
def _meetings_by_body(inputs: BuildInputs) -> dict[str, list[tuple[int, MeetingKey]]]:
    """The meetings of every body, by its part of an address: one reading of them all."""
    found: dict[str, list[tuple[int, MeetingKey]]] = {}
    called = lru_cache(inputs.archive().bodies.called)
    for listed in inputs.store.meeting_list():
        if body := called(listed.utvalg):
            year = listed.when.year if listed.when else 0
            found.setdefault(body.slug, []).append((year, (listed.arkiv, listed.system_id)))
    return found


@query()
def years_of_body(inputs: BuildInputs, slug: str) -> tuple[tuple[int, int], ...]:
    """The years that have pages, newest first, with how many meetings each has."""
    found = meetings_of_body(inputs, slug)
    if len(found) <= HELD_SHOWN:
        return ()
    years = [year for year, _ in found if year]
    return tuple((year, len(list(of_year))) for year, of_year in groupby(sorted(years, reverse=True)))


@query()
def meetings_of_year(inputs: BuildInputs, slug: str, year: str) -> tuple[MeetingKey, ...]:
    """The meetings of a body in a year, newest first."""
    return tuple(key for of, key in reversed(meetings_of_body(inputs, slug)) if of == int(year))


@query()
def begins_in_year(inputs: BuildInputs, slug: str, year: str) -> tuple[int, ...]:
    """Where in a year's meetings each page begins."""
    return starts((_width(row) for row in rows_of(inputs, meetings_of_year(inputs, slug, year))), ROOM)


def pages_of_year(inputs: BuildInputs, slug: str, year: str) -> int:
    """How many pages the meetings of a year take."""
    return len(begins_in_year(inputs, slug, year))


def rows_of(inputs: BuildInputs, keys: Iterable[MeetingKey]) -> Iterator[MeetingRow]:
    """The rows of a body's meetings, one by one: each by its title, for all of them are the body's."""
    return (replace(meeting_row(_meeting(inputs, key), inputs.archive()), body="") for key in keys)


def _meeting(inputs: BuildInputs, key: MeetingKey) -> Moetemappe:
    meeting = inputs.store.meeting(*key)
    assert meeting is not None  # noqa: S101 - only meetings of the store are listed
    return meeting


def _body(inputs: BuildInputs, slug: str) -> Body:
    return next(body for body in inputs.archive().bodies.all() if body.slug == slug)


def _width(row: MeetingRow) -> int:
    return _ROW + sum(map(bytes_of, (row.title, row.body, row.where, row.url, row.video)))


@query("forgotten", held="no")
def body_output(inputs: BuildInputs, slug: str) -> Output:
    """An elected body with its meetings and members."""
    reader, body = inputs.archive(), _body(inputs, slug)
    keys = (key for _, key in reversed(meetings_of_body(inputs, slug)))
    years = tuple(
        CountedLink(text=str(year), url=addresses.body_year(slug, year), count=count)
        for year, count in years_of_body(inputs, slug)
    )
    calendar = subscription(addresses.body_calendar(slug), inputs.settings.site_url)
    rows = newest(rows_of(inputs, keys), HELD_SHOWN)
    view = body_view(body, rows, reader.politics_contact(), calendar, years)
    description = body.summary or f"Møter i {body.title}."
    return Output(
        "utvalg", politics_meta(body.title, description, addresses.body(slug), (HOME, POLITICS)), view
    )


def newest(rows: Iterable[MeetingRow], held: int) -> tuple[MeetingRow, ...]:
    """Those to come and the last held, of rows that begin with the newest; no older one is read. By time."""
    found: list[MeetingRow] = []
    for row in rows:
        found.append(row)
        held -= row.past
        if not held:
            break
    return tuple(reversed(found))


@query("forgotten", held="no")
def body_year_output(inputs: BuildInputs, slug: str, year: str, number: str) -> Output:
    """The meetings of a body in a year, or a part of them."""
    body, at, begins = _body(inputs, slug), int(number), begins_in_year(inputs, slug, year)
    until = begins[at + 1] if at + 1 < len(begins) else None
    rows = rows_of(inputs, islice(meetings_of_year(inputs, slug, year), begins[at], until))
    years = [of for of, _ in years_of_body(inputs, slug)]
    place = years.index(int(year))
    newer, older = (
        Link(text=str(years[n]), url=addresses.body_year(slug, years[n])) if 0 <= n < len(years) else None
        for n in (place - 1, place + 1)
    )
    view = BodyYearView(
        title=f"{body.title} {year}",
        meetings=tuple(rows),
        count=len(meetings_of_year(inputs, slug, year)),
        parts=PartLinks(
            older=year_address(slug, int(year), at + 1) if until else "",
            newer=year_address(slug, int(year), at - 1) if at else "",
        ),
        newer=newer,
        older=older,
        contact=inputs.archive().politics_contact(),
    )
    title = f"{view.title}, del {at + 1}" if at else view.title
    path = year_address(slug, int(year), at)
    meta = politics_meta(title, f"Møtene i {body.title} i {year}.", path, (HOME, POLITICS, body.link))
    return Output("utvalg-aar", meta, view)


@query("forgotten", held="no")
def politics_output(inputs: BuildInputs) -> Output:
    """Bodies and meetings."""
    reader = inputs.archive()
    listed = reversed(inputs.store.meeting_list())
    keys = ((one.arkiv, one.system_id) for one in listed)
    rows = newest((meeting_row(_meeting(inputs, key), reader) for key in keys), HELD_ON_POLITICS_PAGE)
    calendar = subscription(addresses.MEETINGS_CALENDAR, inputs.settings.site_url)
    view = politics_view(
        reader.bodies.all(), rows, reader.politics_contact(), calendar, open_hearings(inputs)
    )
    description = "Utvalg, møter og politiske saker i kommunen."
    return Output("politikk", politics_meta("Politikk", description, addresses.POLITICS, (HOME,)), view)
