"""Facets: how many hits each choice would give, and the filters that the choices are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from plugins.model.document import KIND_LABELS
from search.arrays.hits import Docs
from search.classes import Classes
from search.columns import KINDS, Words
from search.query.snapshot import Mask, Snapshot
from search.query.types import FACETS, FacetCount, TypedFilter

_KIND_LABELS: dict[str, str] = {str(kind): label for kind, label in KIND_LABELS.items()}
_BY_COUNT = frozenset({"unit", "target_group"})
"""Facets whose values stand by how many hits they have; the others have an order of their own."""


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


def having(snapshot: Snapshot, typed: TypedFilter) -> Mask:
    """(N,) Which documents have any of the values of a filter."""
    values = {typed.facet: frozenset(typed.values)}
    years = frozenset(map(int, values.get("year", ())))
    filters = Filters(values.get("kind", frozenset()), values.get("unit", frozenset()), years)
    classes = snapshot.classes
    passed: Mask = np.logical_and.reduce(filters.passed(classes, snapshot.columns.words))
    found: Mask = passed[classes.of]
    return found


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
    classes, choices = snapshot.classes, snapshot.choices
    of = classes.of.take(docs)
    in_class = np.bincount(of, minlength=classes.size)
    if filters == Filters():
        return docs, _labelled(snapshot, choices.counted(in_class.take(choices.classes)))
    passed = filters.passed(classes, snapshot.columns.words)
    failed = (~passed).sum(axis=0)
    by_others = in_class * ((failed == 0) | ((failed == 1) & ~passed))
    counts = choices.counted(by_others[choices.facets, choices.classes])
    return docs[(failed == 0).take(of).nonzero()[0]], _labelled(snapshot, counts)


def _labelled(snapshot: Snapshot, counts: Sequence[int]) -> dict[str, tuple[FacetCount, ...]]:
    """Kinds in their own order, years newest first, the rest by count and then by name."""
    description, choices = snapshot.description, snapshot.choices
    labels: dict[str, Mapping[str, str]] = {
        "kind": _KIND_LABELS, "unit": description.units, "target_group": description.target_groups,
    }  # fmt: skip
    facets = {}
    for name, (first, after) in zip(FACETS, pairwise(choices.begins), strict=True):
        known = labels.get(name, {})
        values = zip(choices.values[first:after], counts[first:after], strict=True)
        found = [FacetCount(value=v, label=known.get(v, v), count=count) for v, count in values if count]
        facets[name] = tuple(sorted(found, key=_most_first) if name in _BY_COUNT else found)
    return facets


def _most_first(one: FacetCount) -> tuple[int, str]:
    return -one.count, one.label
