"""Tries what advisers demand of the search against the index that is in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from plugins.model.errors import Problem
from plugins.source.invariants import Demand, read_invariants
from search.query.types import Results

Ask = Callable[[str, int], Results]
"""A query and how many hits → what the search answers."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A query of a demand, and the place its address came at: 0 above the hits, None when not so early."""

    demand: Demand
    query: str
    place: int | None

    @property
    def holds(self) -> bool:
        """Whether the demand is met."""
        return self.place is not None

    @property
    def told(self) -> str:
        """What is wrong, in a sentence for the one who wrote the demand."""
        wanted = self.demand.invariant
        among = "øverst" if wanted.among == 1 else f"blant de {wanted.among} første"
        return f"søket «{self.query}» gir ikke {wanted.address} {among} ({wanted.why})"


def demands_in(content: Path) -> tuple[tuple[Demand, ...], tuple[Problem, ...]]:
    """The demands written under ``content``, and what is wrong with how they are written."""
    problems: list[Problem] = []
    return read_invariants(content, problems), tuple(problems)


def try_all(ask: Ask, demands: Iterable[Demand]) -> tuple[Tried, ...]:
    """Search for every query of every demand."""
    return tuple(
        Tried(demand, query, _place(ask, demand, query))
        for demand in demands
        for query in demand.invariant.queries
    )


def _place(ask: Ask, demand: Demand, query: str) -> int | None:
    wanted = demand.invariant
    results = ask(query, wanted.among)
    if any(bet.address == wanted.address for bet in results.best_bets):
        return 0
    return next((n for n, hit in enumerate(results.hits, 1) if hit.url == wanted.address), None)
