"""The departure board «Skjer nå»: meetings, hearings and what editors announce, today first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import TYPE_CHECKING

from plugins.memo.query import query
from plugins.views.content import Departure
from plugins.views.hearings import hearing_departures
from plugins.views.inputs import BuildInputs

if TYPE_CHECKING:
    from plugins.model.archive import Moetemappe
    from plugins.model.content import Happening


def departures(inputs: BuildInputs) -> tuple[Departure, ...]:
    """The next rows of the board: from the start of today, by time, whole days first on their day.

    What is cancelled stays until its day is over, so that nobody travels in vain.
    """
    announced = (h for h in inputs.register("skjer") if h.starts.date() >= inputs.today)
    coming = [
        *(_happening(happening, inputs) for happening in announced),
        *hearing_departures(inputs),
        *meetings_to_come(inputs),
    ]
    coming.sort(key=lambda row: (row.when.date(), not row.all_day, row.when, row.what))
    return tuple(coming[: inputs.settings.departures_on_front])


def _happening(happening: Happening, inputs: BuildInputs) -> Departure:
    return Departure(
        when=happening.starts,
        all_day=happening.all_day,
        what=happening.title,
        kind=happening.kind,
        where=happening.place,
        url=happening.url,
        cancelled=happening.cancelled,
        today=_is_today(happening.starts, inputs),
    )


@query()
def meetings_to_come(inputs: BuildInputs) -> tuple[Departure, ...]:
    """The meetings of today and later that the archive has delivered."""
    return tuple(_meetings(inputs))


def _meetings(inputs: BuildInputs) -> Iterator[Departure]:
    for listed in inputs.store.meeting_list():  # most are over, and none of those is read
        if listed.when is not None and listed.when.date() >= inputs.today:
            meeting = inputs.store.meeting(listed.arkiv, listed.system_id)
            assert meeting is not None  # noqa: S101 - it is listed
            yield _meeting(meeting, listed.when, inputs)


def _meeting(meeting: Moetemappe, when: datetime, inputs: BuildInputs) -> Departure:
    from plugins.views.meetings import meeting_row  # noqa: PLC0415 - a front page without meetings needs none

    row = meeting_row(meeting, inputs.archive())
    return Departure(
        when=when,
        all_day=when.time() == time.min,
        what=row.body or row.title,
        kind="møte",
        where=row.where,
        url=row.url,
        cancelled=row.status == "avlyst",
        today=_is_today(when, inputs),
        video=row.video,
        live=row.status == "pågår",
    )


def _is_today(moment: datetime, inputs: BuildInputs) -> bool:
    return moment.date() == inputs.today
