"""What is true of simulated days, counted from the scripts and never from the log."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Self

from search.insight.values import Counts


@dataclass(slots=True)
class Truth:
    """Sums that the log should come to."""

    total: Counts = field(default_factory=Counts)
    terms: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    clicks: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    first_clicks: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    rewrites: Counter[tuple[str, str]] = field(default_factory=Counter)
    helped: Counter[tuple[str, str]] = field(default_factory=Counter)
    origins: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    robots: int = 0
    machines: int = 0

    def add_session(self, counts: Counts) -> None:
        """One session more."""
        self.total += counts

    def add_search(self, term: str, counts: Counts, *, new: bool) -> None:
        """One search, by a session that is ``new`` to the term or not."""
        self.total += counts
        self.terms[term] += counts + Counts(sessions=int(new))

    def add_click(self, term: str, address: str, position: int, *, first: bool) -> None:
        """One hit opened."""
        self.clicks[term, address, position] += 1
        self.first_clicks[term, address, position] += int(first)

    def add_rewrite(self, term: str, other: str, *, helped: bool) -> None:
        """One search that came instead of another."""
        self.rewrites[term, other] += 1
        self.helped[term, other] += int(helped)

    def __iadd__(self, other: Self) -> Self:
        self.total += other.total
        for term, counts in other.terms.items():
            self.terms[term] += counts
        for name in ("clicks", "first_clicks", "rewrites", "helped", "origins", "found", "missed"):
            getattr(self, name).update(getattr(other, name))
        self.robots += other.robots
        self.machines += other.machines
        return self
