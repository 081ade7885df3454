"""Outlines read straight from a store: each is made once, and kept as long as the reader is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, cast

from plugins.store import Store
from plugins.store.lists import DayCount
from plugins.views.completeness import LeftOut, left_out_of
from plugins.views.outline import (
    Gap,
    Listed,
    Outlines,
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
from plugins.views.selections import Selection

T = TypeVar("T")


class OutlinesRead:
    """The part of a reader that answers for outlines. A reader serves one request: it never grows old."""

    store: Store
    _kept: dict[tuple[Any, ...], Any]

    def days_between(self, first: date, last: date) -> tuple[DayCount, ...]:
        """The days from ``first`` to ``last`` that have entries, oldest first."""
        return self.store.days_between(first, last)

    def outline(self, day: date | None) -> tuple[Listed, ...]:
        """The entries of a day in outline."""
        return self._once(outline_of, day)

    def gaps(self, day: date | None) -> tuple[Gap, ...]:
        """The holes in the running numbers before a day's entries."""
        return self._once(gaps_of, day)

    def left_out(self, day: date | None) -> LeftOut:
        """Why the numbers before a day's entries are missing."""
        return self._once(left_out_of, day)

    def listed(self, selection: Selection) -> tuple[Placed, ...]:
        """The entries of a selection, oldest first."""
        return self._once(listed_in, selection)

    def newest_months(self) -> tuple[date, ...]:
        """The months that overviews go back to: the newest that have entries, newest first."""
        return newest_months_of(self.store)

    def has(self, selection: Selection) -> bool:
        """Whether a selection has entries."""
        return bool(self.listed(selection))

    def begins(self, selection: Selection) -> tuple[int, ...]:
        """Where each page's worth of a selection begins."""
        return self._once(begins_of, selection)

    def tally(self, month: date) -> Tally:
        """How many entries a month has of each unit and type."""
        return self._once(tally_of, month)

    def part(self, selection: Selection, number: int) -> Part | None:
        """One page of a selection."""
        return part_of(selection, number, cast("Outlines", self))

    def _once(self, make: Callable[..., T], about: Any) -> T:
        kept = self.__dict__.setdefault("_kept", {})
        if (make, about) not in kept:
            kept[make, about] = make(about, self)
        return cast("T", kept[make, about])
