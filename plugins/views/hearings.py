"""Hearings as other pages need them: which are open now, and those of one case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plugins.memo.query import query
from plugins.model import addresses
from plugins.model.clock import start_of
from plugins.model.visibility import visible
from plugins.source.folder import UNIT_FILE
from plugins.views.content import Departure
from plugins.views.frame import Link
from plugins.views.hearing_views import AnnouncedHearing, HearingRow
from plugins.views.inputs import BuildInputs

if TYPE_CHECKING:
    from plugins.model.hearings import Hearing


def announced(inputs: BuildInputs) -> tuple[Hearing, ...]:
    """The hearings that are published and have been announced, in the register's order."""
    register: tuple[Hearing, ...] = inputs.register("horinger")
    return tuple(h for h in register if visible(h, inputs.now) and inputs.today >= h.published)


@query()
def open_hearings(inputs: BuildInputs) -> tuple[HearingRow, ...]:
    """Those that one can still have a say in, the nearest deadline first."""
    rows = [_row(hearing) for hearing in announced(inputs) if hearing.is_open(inputs.today)]
    return tuple(sorted(rows, key=lambda row: (row.deadline, row.title)))


@query()
def hearings_to_show(inputs: BuildInputs) -> tuple[AnnouncedHearing, ...]:
    """All that are published and of a case, for whoever shows them by a clock of their own."""
    register: tuple[Hearing, ...] = inputs.register("horinger")
    shown = (h for h in register if h.status == "publisert" and h.case_number and h.is_open(inputs.today))
    found = (AnnouncedHearing(row=_row(h), published=h.published, publish_from=h.publish_from) for h in shown)
    return tuple(sorted(found, key=lambda one: (one.row.deadline, one.row.title)))


@query()
def open_hearings_of_case(inputs: BuildInputs, number: str) -> tuple[HearingRow, ...]:
    """The open hearings of a case by its number, «2026/1234»."""
    return tuple(row for row in open_hearings(inputs) if row.case_number == number)


def _row(hearing: Hearing) -> HearingRow:
    return HearingRow(
        title=hearing.title,
        url=addresses.hearing(hearing.slug),
        deadline=hearing.deadline,
        case_number=full_number(hearing.case_number),
    )


def full_number(number: str) -> str:
    """A case number with all four digits of its year.

    >>> full_number("26/1234"), full_number("2026/0012"), full_number("")
    ('2026/1234', '2026/12', '')
    """
    year, _, sequence = number.partition("/")
    return f"{year if len(year) == 4 else '20' + year}/{int(sequence)}" if sequence else ""


def unit_link(unit: str, inputs: BuildInputs) -> Link | None:
    """The unit that answers for a hearing, when it is shown."""
    if not inputs.shown(f"{unit}/{UNIT_FILE}"):
        return None
    card = inputs.unit_card(unit)
    return Link(text=card.title, url=card.address)


def hearing_departures(inputs: BuildInputs) -> Iterator[Departure]:
    """The deadlines, for the departure board."""
    for row in open_hearings(inputs):
        yield Departure(
            when=start_of(row.deadline),
            all_day=True,
            what=row.title,
            kind="høring",
            url=row.url,
            today=row.deadline == inputs.today,
        )
