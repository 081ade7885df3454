"""Facets: how many hits each choice would give, and the filters that the choices are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plugins.model.document import KIND_LABELS
from search.arrays.hits import Docs, Hits
from search.columns import KINDS, Columns
from search.query.snapshot import Mask, Snapshot
from search.query.types import FACETS, FacetCount

Order = Callable[[FacetCount], tuple[int, int, str]]
_KIND_LABELS: dict[str, str] = {str(kind): label for kind, label in KIND_LABELS.items()}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen in each facet; an empty choice lets everything through."""

    kinds: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    target_groups: frozenset[str] = frozenset()

    def passed(self, columns: Columns, docs: Docs) -> tuple[Mask, ...]:
        """Which of ``docs`` pass each facet's choice, in the order of ``FACETS``."""
        words = columns.words
        return (
            _chosen(columns.kinds, KINDS, self.kinds, docs),
            _chosen(columns.units, words.units, self.units, docs),
            _of_years(columns.years[docs], self.years),
            _of_groups(columns.target_groups[docs], words.target_groups, self.target_groups),
        )


def _of_years(years: NDArray[np.int16], chosen: frozenset[int]) -> Mask:
    return np.isin(years, sorted(chosen)) if chosen else np.ones(len(years), np.bool_)


def _of_groups(bits: NDArray[np.uint64], words: tuple[str, ...], chosen: frozenset[str]) -> Mask:
    if not chosen:
        return np.ones(len(bits), np.bool_)
    wanted = np.uint64(sum(1 << place for place, group in enumerate(words) if group in chosen))
    passes: Mask = (bits & wanted) > 0
    return passes


def _chosen(
    column: NDArray[np.unsignedinteger], words: tuple[str, ...], chosen: frozenset[str], docs: Docs
) -> Mask:
    if not chosen:
        return np.ones(len(docs), np.bool_)
    passes = np.array([word in chosen for word in words], np.bool_)
    return passes[column[docs]] if len(passes) else np.zeros(len(docs), np.bool_)


def filter_and_count(
    snapshot: Snapshot, hits: Hits, filters: Filters
) -> tuple[Hits, dict[str, tuple[FacetCount, ...]]]:
    """The hits that pass every choice, and the counts of each facet over the hits that pass the *other*
    choices, so that a person can change her choice instead of starting over.
    """
    columns = snapshot.columns
    passed = filters.passed(columns, hits.docs)
    failed = np.sum([~one for one in passed], axis=0)
    counts = {}
    for name, ok in zip(FACETS, passed, strict=True):
        counted = hits.docs[(failed == 0) | ((failed == 1) & ~ok)]
        counts[name] = _COUNTERS[name](columns, counted)
    kept: Mask = failed == 0
    return hits.where(kept), _labelled(snapshot, counts)


Counts = dict[str, int]


def _count_kinds(columns: Columns, docs: Docs) -> Counts:
    return _counted(KINDS, np.bincount(columns.kinds[docs], minlength=len(KINDS)))


def _count_units(columns: Columns, docs: Docs) -> Counts:
    units = columns.words.units
    return _counted(units[1:], np.bincount(columns.units[docs], minlength=len(units))[1:])


def _count_years(columns: Columns, docs: Docs) -> Counts:
    counts = np.bincount(columns.years[docs])[1:]
    return {str(year + 1): int(counts[year]) for year in np.flatnonzero(counts)}


def _count_target_groups(columns: Columns, docs: Docs) -> Counts:
    bits = columns.target_groups[docs]
    groups = columns.words.target_groups
    return _counted(groups, [int(((bits >> np.uint64(n)) & np.uint64(1)).sum()) for n in range(len(groups))])


def _counted(words: Iterable[str], counts: Iterable[int]) -> Counts:
    return {word: int(count) for word, count in zip(words, counts, strict=True) if count}


_COUNTERS: dict[str, Callable[[Columns, Docs], Counts]] = {
    "kind": _count_kinds,
    "unit": _count_units,
    "year": _count_years,
    "target_group": _count_target_groups,
}


def _labelled(snapshot: Snapshot, counts: Mapping[str, Counts]) -> dict[str, tuple[FacetCount, ...]]:
    """Kinds in their own order, years newest first, the rest by count and then by name."""
    kinds = list(_KIND_LABELS)
    description = snapshot.description
    return {
        "kind": _facet(counts["kind"], _KIND_LABELS, lambda f: (kinds.index(f.value), 0, "")),
        "unit": _facet(counts["unit"], description.units, lambda f: (-f.count, 0, f.label)),
        "year": _facet(counts["year"], {}, lambda f: (-int(f.value), 0, "")),
        "target_group": _facet(
            counts["target_group"], description.target_groups, lambda f: (-f.count, 0, f.label)
        ),
    }


def _facet(counts: Counts, labels: Mapping[str, str], order: Order) -> tuple[FacetCount, ...]:
    found = [FacetCount(value=v, label=labels.get(v, v), count=c) for v, c in counts.items()]
    return tuple(sorted(found, key=order))
