"""Ask every engine every judged query, and measure what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.evaluation.corpus import Engine, Scored
from search.evaluation.judgements import NO_ANSWER, Judged
from search.evaluation.measures import (
    DEPTH,
    Interval,
    difference_interval,
    mean_interval,
    ndcg,
    no_result_rate,
    recall,
    reciprocal_rank,
)

CANDIDATES = 1_000
"""How many of a peer's hits are weighed again by kind."""


@dataclass(frozen=True)
class Asked:
    """What one engine gave for every query, as addresses, at most ``DEPTH`` of them."""

    name: str
    rankings: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Measured:
    """One engine on one half. The first three are over the queries that something answers."""

    name: str
    ndcg: Interval
    mrr: Interval
    recall: Interval
    no_results: float
    """The share of those queries that found nothing."""
    rightly_nothing: tuple[int, int]
    """How many of the queries without an answer found nothing, and how many there are."""
    behind: Interval | None
    """How much the first engine's nDCG is above this one's, paired; None for the first itself."""


class ByKind:
    """An engine whose hits are weighed by kind as ours are, so that what is left is analysis and matching."""

    def __init__(self, engine: Engine, kinds: Mapping[str, str], weights: Mapping[str, float]) -> None:
        """``kinds`` has the kind of every address."""
        self.name = f"{engine.name}, med våre vekter for slag"
        self._engine, self._kinds, self._weights = engine, kinds, weights

    def top(self, query: str, count: int) -> list[Scored]:
        """The engine's first ``CANDIDATES`` hits, weighed."""
        hits = self._engine.top(query, CANDIDATES)
        weighed = [Scored(hit.address, hit.score * self._weights[self._kinds[hit.address]]) for hit in hits]
        return sorted(weighed, key=lambda hit: -hit.score)[:count]


def ask(engine: Engine, judged: Iterable[Judged]) -> Asked:
    """Ask one engine all the queries."""
    return Asked(
        engine.name, {one.query: [hit.address for hit in engine.top(one.query, DEPTH)] for one in judged}
    )


def measure(asked: Sequence[Asked], judged: Sequence[Judged]) -> list[Measured]:
    """Measure every engine on ``judged``; the others are compared with the first, query by query."""
    answered = [one for one in judged if one.sort != NO_ANSWER]
    hopeless = [one for one in judged if one.sort == NO_ANSWER]
    first = per_query(asked[0], answered)
    return [_measured(one, answered, hopeless, None if one is asked[0] else first) for one in asked]


def per_query(asked: Asked, judged: Iterable[Judged]) -> list[float]:
    """nDCG of each query, in order."""
    return [ndcg(asked.rankings[one.query], one.grades) for one in judged]


def _measured(
    asked: Asked, answered: Sequence[Judged], hopeless: Sequence[Judged], first: Sequence[float] | None
) -> Measured:
    values = per_query(asked, answered)
    pairs = [(asked.rankings[one.query], one.grades) for one in answered]
    return Measured(
        name=asked.name,
        ndcg=mean_interval(values),
        mrr=mean_interval([reciprocal_rank(*pair) for pair in pairs]),
        recall=mean_interval([recall(*pair) for pair in pairs]),
        no_results=no_result_rate([ranking for ranking, _ in pairs]),
        rightly_nothing=(sum(not asked.rankings[one.query] for one in hopeless), len(hopeless)),
        behind=None if first is None else difference_interval(first, values),
    )
