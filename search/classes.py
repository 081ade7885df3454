"""Documents that are alike in all that is filtered by and counted, as one class: a search then counts each
class once, and the facets are sums over a few hundred classes instead of over all its hits.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.columns import Columns


class Classes(NamedTuple):
    """N documents in C classes."""

    of: NDArray[np.int32]
    """(N,) The class of each document."""
    kinds: NDArray[np.int64]
    """(C,) And so on: what the documents of each class have in common, as in ``Columns``."""
    units: NDArray[np.int64]
    years: NDArray[np.int64]
    target_groups: NDArray[np.uint64]

    @property
    def size(self) -> int:
        """C."""
        return len(self.kinds)


def classes_of(columns: Columns) -> Classes:
    """The classes of documents. In linear time: each column splits the classes of those before it."""
    groups, group = _numbered(columns.target_groups)
    years, year = _numbered(columns.years)
    of, count = group, len(groups)
    parts: list[NDArray[np.int64]] = [np.arange(count)]
    for column in (year, columns.units, columns.kinds):
        numbers = column.astype(np.int64)
        size = int(numbers.max(initial=0)) + 1
        of = of * size + numbers
        there = np.zeros(count * size, np.bool_)
        there[of] = True
        kept = np.flatnonzero(there)
        number_of = np.cumsum(there) - 1
        of, count = number_of[of], len(kept)
        parts = [*(part[kept // size] for part in parts), kept % size]
    group_at, year_at, units, kinds = parts
    return Classes(of.astype(np.int32), kinds, units, years[year_at].astype(np.int64), groups[group_at])


def _numbered(column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The different values of a column, and for each row the number of its value. Most rows have no value."""
    numbers = np.zeros(len(column), np.int64)
    some = np.flatnonzero(column)
    values, numbers[some] = np.unique(column[some], return_inverse=True)
    numbers[some] += 1
    return np.concatenate((np.zeros(1, column.dtype), values)), numbers
