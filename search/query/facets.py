"""Facets: how many hits each choice would give, and the filters that the choices are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from plugins.model.document import KIND_LABELS
from search.query.snapshot import Scores, Snapshot
from search.query.types import FACETS, FacetCount
from search.schema import Facts

Order = Callable[[FacetCount], tuple[int, int, str]]
_KINDS: dict[str, str] = {str(kind): label for kind, label in KIND_LABELS.items()}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen in each facet; an empty choice lets everything through."""

    kinds: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    target_groups: frozenset[str] = frozenset()

    def passes(self, facts: Facts) -> tuple[bool, bool, bool, bool]:
        """Whether a document passes each facet's choice, in the order of ``FACETS``."""
        return (
            not self.kinds or facts.kind in self.kinds,
            not self.units or facts.unit in self.units,
            not self.years or facts.year in self.years,
            not self.target_groups or not self.target_groups.isdisjoint(facts.target_groups),
        )


def filter_and_count(
    snapshot: Snapshot, scores: Scores, filters: Filters
) -> tuple[Scores, dict[str, tuple[FacetCount, ...]]]:
    """The hits that pass every choice, and the counts of each facet over the hits that pass the *other*
    choices, so that a person can change her choice instead of starting over.
    """
    kept: Scores = {}
    counters: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for number, score in scores.items():
        facts = snapshot.facts[number]
        passed = filters.passes(facts)
        failed = passed.count(False)
        if failed > 1:
            continue
        if not failed:
            kept[number] = score
        for name, ok, values in zip(FACETS, passed, _values(facts), strict=True):
            if ok == (failed == 0):  # passes all, or fails in this facet alone
                counters[name].update(values)
    return kept, _labelled(snapshot, counters)


def _values(facts: Facts) -> tuple[Iterable[str], ...]:
    return (
        (facts.kind,),
        (facts.unit,) if facts.unit else (),
        (str(facts.year),) if facts.year else (),
        facts.target_groups,
    )


def _labelled(snapshot: Snapshot, counters: Mapping[str, Counter[str]]) -> dict[str, tuple[FacetCount, ...]]:
    """Kinds in their own order, years newest first, the rest by count and then by name."""
    kinds = list(_KINDS)
    description = snapshot.description
    return {
        "kind": _counts(counters["kind"], _KINDS, lambda f: (kinds.index(f.value), 0, "")),
        "unit": _counts(counters["unit"], description.units, lambda f: (-f.count, 0, f.label)),
        "year": _counts(counters["year"], {}, lambda f: (-int(f.value), 0, "")),
        "target_group": _counts(
            counters["target_group"], description.target_groups, lambda f: (-f.count, 0, f.label)
        ),
    }


def _counts(counter: Counter[str], labels: Mapping[str, str], order: Order) -> tuple[FacetCount, ...]:
    found = [FacetCount(value=v, label=labels.get(v, v), count=c) for v, c in counter.items()]
    return tuple(sorted(found, key=order))
