"""Facets: how many hits each choice would give, and the filters that the choices are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plugins.model.document import KIND_LABELS
from search.arrays.hits import Docs
from search.classes import Classes
from search.columns import KINDS, Words
from search.query.snapshot import Mask, Snapshot
from search.query.types import FACETS, FacetCount

Order = Callable[[FacetCount], tuple[int, str]]
_KIND_LABELS: dict[str, str] = {str(kind): label for kind, label in KIND_LABELS.items()}
_KIND_PLACES = {kind: place for place, kind in enumerate(_KIND_LABELS)}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen in each facet; an empty choice lets everything through."""

    kinds: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    target_groups: frozenset[str] = frozenset()

    def passed(self, classes: Classes, words: Words) -> NDArray[np.bool_]:
        """(F, C) Which classes pass each facet's choice, in the order of ``FACETS``."""
        return np.array(
            [
                _chosen(classes.kinds, KINDS, self.kinds),
                _chosen(classes.units, words.units, self.units),
                np.isin(classes.years, sorted(self.years)) | (not self.years),
                _of_groups(classes.target_groups, words.target_groups, self.target_groups),
            ]
        )


def _of_groups(bits: NDArray[np.uint64], words: tuple[str, ...], chosen: frozenset[str]) -> Mask:
    wanted = np.uint64(sum(1 << place for place, group in enumerate(words) if group in chosen))
    passes: Mask = ((bits & wanted) > 0) | (not chosen)
    return passes


def _chosen(column: NDArray[np.int64], words: tuple[str, ...], chosen: frozenset[str]) -> Mask:
    passes = np.array([not chosen or word in chosen for word in words], np.bool_)
    return passes[column]


def filter_and_count(
    snapshot: Snapshot, docs: Docs, filters: Filters
) -> tuple[Docs, dict[str, tuple[FacetCount, ...]]]:
    """The documents that pass every choice, and the counts of each facet over those that pass the *other*
    choices, so that a person can change her choice instead of starting over.
    """
    classes, words = snapshot.classes, snapshot.columns.words
    of = classes.of[docs]
    in_class = np.bincount(of, minlength=classes.size)
    if filters == Filters():
        counts = {name: count(classes, words, in_class) for name, count in _COUNTERS.items()}
        return docs, _labelled(snapshot, counts)
    passed = filters.passed(classes, words)
    failed = (~passed).sum(axis=0)
    counts = {
        name: _COUNTERS[name](classes, words, in_class * ((failed == 0) | ((failed == 1) & ~ok)))
        for name, ok in zip(FACETS, passed, strict=True)
    }
    return docs[np.flatnonzero((failed == 0)[of])], _labelled(snapshot, counts)


Counts = dict[str, int]


InClass = NDArray[np.int64]
"""(C,) How many of the hits are in each class."""


def _count_kinds(classes: Classes, words: Words, hits: InClass) -> Counts:
    return _counted(KINDS, _by(classes.kinds, hits, len(KINDS)))


def _count_units(classes: Classes, words: Words, hits: InClass) -> Counts:
    return _counted(words.units[1:], _by(classes.units, hits, len(words.units))[1:])


def _count_years(classes: Classes, words: Words, hits: InClass) -> Counts:
    counts = _by(classes.years, hits, 1)
    years = counts.nonzero()[0]
    return {str(year): n for year, n in zip(years.tolist(), counts[years].tolist(), strict=True) if year}


def _count_target_groups(classes: Classes, words: Words, hits: InClass) -> Counts:
    groups = words.target_groups
    has = (classes.target_groups[:, None] >> np.arange(len(groups), dtype=np.uint64)) & np.uint64(1)
    return _counted(groups, hits @ has.astype(np.int64))


def _by(column: NDArray[np.int64], hits: InClass, size: int) -> InClass:
    """How many of the hits have each value of a column."""
    return np.bincount(column, hits, minlength=size).astype(np.int64)


def _counted(words: Iterable[str], counts: InClass) -> Counts:
    return {word: count for word, count in zip(words, counts.tolist(), strict=True) if count}


_COUNTERS: dict[str, Callable[[Classes, Words, InClass], Counts]] = {
    "kind": _count_kinds,
    "unit": _count_units,
    "year": _count_years,
    "target_group": _count_target_groups,
}


def _labelled(snapshot: Snapshot, counts: Mapping[str, Counts]) -> dict[str, tuple[FacetCount, ...]]:
    """Kinds in their own order, years newest first, the rest by count and then by name."""
    description = snapshot.description
    return {
        "kind": _facet(counts["kind"], _KIND_LABELS, lambda one: (_KIND_PLACES[one.value], "")),
        "unit": _facet(counts["unit"], description.units, _most_first),
        "year": _facet(counts["year"], {}, lambda one: (-int(one.value), "")),
        "target_group": _facet(counts["target_group"], description.target_groups, _most_first),
    }


def _most_first(one: FacetCount) -> tuple[int, str]:
    return -one.count, one.label


def _facet(counts: Counts, labels: Mapping[str, str], order: Order) -> tuple[FacetCount, ...]:
    found = [FacetCount(value=v, label=labels.get(v, v), count=c) for v, c in counts.items()]
    return tuple(sorted(found, key=order))
