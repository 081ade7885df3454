"""Documents that are alike in all that is filtered by and counted, as one class: a search then counts each
class once, and the facets are sums over a few hundred classes instead of over all its hits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from plugins.model.document import KIND_LABELS
from search.columns import KINDS, Columns, Words, continued


class Classes(NamedTuple):
    """N documents in C classes."""

    of: NDArray[np.int64]
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

    def go_on_with(self, kept: int, tail: Columns) -> Classes:
        """The classes when the documents of ``tail`` follow the first ``kept``, which is all that is looked
        at; this cannot be asked any more. A class without documents may be left.
        """
        more = classes_of(tail)
        numbers = {one: number for number, one in enumerate(self._alike())}
        number_of = np.array([numbers.setdefault(one, len(numbers)) for one in more._alike()], np.int64)
        new = number_of >= self.size
        what = (np.append(old, some[new]) for old, some in zip(self[1:], more[1:], strict=True))
        return Classes(continued(self.of, kept, number_of[more.of]), *what)

    def _alike(self) -> Iterator[tuple[int, ...]]:
        """What the documents of each class have in common."""
        return zip(*(one.tolist() for one in self[1:]), strict=True)


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
    return Classes(of, kinds, units, years[year_at].astype(np.int64), groups[group_at])


def _numbered(column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The different values of a column, and for each row the number of its value. Most rows have no value."""
    numbers = np.zeros(len(column), np.int64)
    some = np.flatnonzero(column)
    values, numbers[some] = np.unique(column[some], return_inverse=True)
    numbers[some] += 1
    return np.concatenate((np.zeros(1, column.dtype), values)), numbers


class Choices(NamedTuple):
    """The V values that a search can be narrowed by, facet after facet, and P pairs of a class and a value
    that it has: the counts of all facets are then one sum.
    """

    values: tuple[str, ...]
    """(V,) Kinds in the order they are shown, units, years with the newest first, target groups."""
    begins: tuple[int, ...]
    """(facets + 1,) Where the values of each facet begin, and where the last one's end."""
    facets: NDArray[np.int64]
    """(P,) The facet of each pair, its class, and its value as a place in ``values``."""
    classes: NDArray[np.int64]
    places: NDArray[np.int64]

    def counted(self, hits: NDArray[np.int64]) -> list[int]:
        """(V,) How many hits have each value, by the hits in the class of each pair."""
        counts: list[int] = np.bincount(self.places, hits, len(self.values)).astype(np.int64).tolist()
        return counts


def choices_of(classes: Classes, words: Words) -> Choices:
    """The choices among documents in some classes."""
    facets = list(_facets(classes, words))
    begins = (0, *accumulate(len(values) for values, _ in facets))
    pairs = [has.nonzero() for _, has in facets]
    return Choices(
        values=tuple(value for values, _ in facets for value in values),
        begins=begins,
        facets=np.repeat(np.arange(len(facets)), [len(value) for _, value in pairs]),
        classes=np.concatenate([number for number, _ in pairs]),
        places=np.concatenate([value + begin for (_, value), begin in zip(pairs, begins, strict=False)]),
    )


def _facets(classes: Classes, words: Words) -> Iterator[tuple[Sequence[str], NDArray[np.bool_]]]:
    """Each facet's values, and (C, values) which of them each class has."""
    kinds = list(map(str, KIND_LABELS))
    yield kinds, classes.kinds[:, None] == np.array([KINDS.index(kind) for kind in kinds])
    yield words.units[1:], classes.units[:, None] == np.arange(1, len(words.units))
    years = np.unique(classes.years[classes.years != 0])[::-1]
    yield [str(year) for year in years.tolist()], classes.years[:, None] == years
    bits = classes.target_groups[:, None] >> np.arange(len(words.target_groups), dtype=np.uint64)
    yield words.target_groups, (bits & np.uint64(1)).astype(np.bool_)
