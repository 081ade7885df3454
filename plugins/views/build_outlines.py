"""Outlines as a build reads them: a new day makes its own anew, and leaves what rests on the others."""

from __future__ import annotations

from datetime import date

from plugins.memo.query import query
from plugins.store.lists import DayCount
from plugins.views.completeness import LeftOut, left_out_of
from plugins.views.inputs import BuildInputs
from plugins.views.outline import (
    Gap,
    Listed,
    Part,
    Placed,
    Tally,
    begins_of,
    gaps_of,
    listed_in,
    newest_months_of,
    outline_of,
    part_of,
    tally_of,
)
from plugins.views.outlines_read import OutlinesRead
from plugins.views.selections import Selection, day_selection, selection_of


class BuildOutlines(OutlinesRead):
    """The part of a build's reader that answers for outlines."""

    _inputs: BuildInputs

    def days_between(self, first: date, last: date) -> tuple[DayCount, ...]:
        """The days from ``first`` to ``last`` that have entries, oldest first."""
        return days_between(self._inputs, first.isoformat(), last.isoformat())

    def outline(self, day: date | None) -> tuple[Listed, ...]:
        """The entries of a day in outline."""
        return outline(self._inputs, day_selection(day).key)

    def gaps(self, day: date | None) -> tuple[Gap, ...]:
        """The holes in the running numbers before a day's entries."""
        return gaps(self._inputs, day_selection(day).key)

    def left_out(self, day: date | None) -> LeftOut:
        """Why the numbers before a day's entries are missing."""
        return left_out(self._inputs, day_selection(day).key)

    def listed(self, selection: Selection) -> tuple[Placed, ...]:
        """The entries of a selection, oldest first."""
        return listed(self._inputs, selection.key)

    def newest_months(self) -> tuple[date, ...]:
        """The months that overviews go back to."""
        return newest_months(self._inputs)

    def has(self, selection: Selection) -> bool:
        """Whether a selection has entries."""
        return has(self._inputs, selection.key)

    def begins(self, selection: Selection) -> tuple[int, ...]:
        """Where each page's worth of a selection begins."""
        return begins(self._inputs, selection.key)

    def tally(self, month: date) -> Tally:
        """How many entries a month has of each unit and type."""
        return tally(self._inputs, month.isoformat())

    def part(self, selection: Selection, number: int) -> Part | None:
        """One page of a selection."""
        return part(self._inputs, selection.key, str(number))


@query()
def days_between(inputs: BuildInputs, first: str, last: str) -> tuple[DayCount, ...]:
    """The days between two days that have entries."""
    return inputs.store.days_between(date.fromisoformat(first), date.fromisoformat(last))


@query(held="while")
def outline(inputs: BuildInputs, day: str) -> tuple[Listed, ...]:
    """A day in outline."""
    return outline_of(selection_of(day).first, inputs.archive())


@query()
def gaps(inputs: BuildInputs, day: str) -> tuple[Gap, ...]:
    """The holes in the running numbers before a day's entries."""
    return gaps_of(selection_of(day).first, inputs.archive())


@query()
def left_out(inputs: BuildInputs, day: str) -> LeftOut:
    """Why the numbers before a day's entries are missing."""
    return left_out_of(selection_of(day).first, inputs.archive())


@query("forgotten", held="while")
def listed(inputs: BuildInputs, key: str) -> tuple[Placed, ...]:
    """The entries of a selection."""
    return listed_in(selection_of(key), inputs.archive())


@query()
def newest_months(inputs: BuildInputs) -> tuple[date, ...]:
    """The months that overviews go back to."""
    return newest_months_of(inputs.store)


@query()
def has(inputs: BuildInputs, key: str) -> bool:
    """Whether a selection has entries."""
    return bool(listed(inputs, key))


@query()
def begins(inputs: BuildInputs, key: str) -> tuple[int, ...]:
    """Where each page's worth of a selection begins."""
    return begins_of(selection_of(key), inputs.archive())


@query()
def tally(inputs: BuildInputs, month: str) -> Tally:
    """What a month has."""
    return tally_of(date.fromisoformat(month), inputs.archive())


@query(held="while")
def part(inputs: BuildInputs, key: str, number: str) -> Part | None:
    """One page of a selection."""
    return part_of(selection_of(key), int(number), inputs.archive())
