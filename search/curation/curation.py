"""Decisions as one immutable value, with what the query layer looks up in it.

Two of them answer the same query side by side: a search can be played again with a decision and without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeVar

from plugins.model.curation import Ban, BestBet, Decision, Entries, ForQueries, Pin
from search.curation.keys import Terms, main_terms, query_key

LONGEST = 4
"""Words in the longest expression whose synonyms are looked up."""
DAYS_KEPT = 4

Also = tuple[Terms, ...]
D = TypeVar("D", bound=ForQueries)


class Decided(NamedTuple):
    """What is decided for one query, in the order it was written."""

    best_bets: tuple[BestBet, ...] = ()
    pins: tuple[Pin, ...] = ()
    bans: tuple[Ban, ...] = ()

    @property
    def banned(self) -> frozenset[str]:
        """The addresses that are no answer to the query."""
        return frozenset(ban.address for ban in self.bans)


@dataclass(frozen=True)
class Rules:
    """The decisions that hold on a day, indexed."""

    synonyms: Mapping[Terms, Also] = field(default_factory=dict)
    """Terms of an expression → terms of each expression that is also found."""
    best_bets: Mapping[Terms, tuple[BestBet, ...]] = field(default_factory=dict)
    pins: Mapping[Terms, tuple[Pin, ...]] = field(default_factory=dict)
    bans: Mapping[Terms, tuple[Ban, ...]] = field(default_factory=dict)
    words_read: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the reader of queries remembers of words by these decisions; it keeps it small itself."""

    def synonyms_of(self, terms: Terms) -> Also:
        """What else is found for an expression, as terms."""
        return self.synonyms.get(terms, ())

    def decided(self, text: str) -> Decided:
        """What is decided for a query as it was typed."""
        if not (self.best_bets or self.pins or self.bans):
            return Decided()
        key = query_key(text)
        return Decided(self.best_bets.get(key, ()), self.pins.get(key, ()), self.bans.get(key, ()))


NO_RULES = Rules()


@dataclass(frozen=True)
class Curation:
    """All decisions, whatever day they hold on.

    >>> from plugins.model.curation import Synonym
    >>> day, word = date(2026, 11, 23), Synonym(ord="søpla", ogsaa=("avfall",), hvorfor="Samme tjeneste.")
    >>> Curation(Entries((word,))).on(day).synonyms_of(main_terms("søppel"))
    (('avfall',),)
    """

    entries: Entries = field(default_factory=Entries)
    _by_day: dict[date, Rules] = field(default_factory=dict, compare=False, repr=False)

    def with_entries(self, more: Entries) -> Curation:
        """The same with further decisions after its own."""
        return Curation(self.entries + more)

    def on(self, day: date) -> Rules:
        """What holds on a day; made once for each day that is asked for."""
        rules = self._by_day.get(day)
        if rules is None:
            if len(self._by_day) >= DAYS_KEPT:
                self._by_day.clear()
            rules = self._by_day[day] = _rules(self.entries, lambda one: one.holds_on(day))
        return rules


def _rules(entries: Entries, holds: Callable[[Decision], bool]) -> Rules:
    return Rules(
        _synonyms(entries, holds),
        _by_query(filter(holds, entries.best_bets)),
        _by_query(filter(holds, entries.pins)),
        _by_query(filter(holds, entries.bans)),
    )


def _synonyms(entries: Entries, holds: Callable[[Decision], bool]) -> dict[Terms, Also]:
    found: dict[Terms, dict[Terms, None]] = defaultdict(dict)
    for row in filter(holds, entries.synonyms):
        key = main_terms(row.word)
        for text in row.also:
            also = main_terms(text, row.language)
            if key and also and key != also:
                found[key][also] = None
                if row.both_ways:
                    found[also][key] = None
    return {key: tuple(also) for key, also in found.items()}


def _by_query(decisions: Iterable[D]) -> dict[Terms, tuple[D, ...]]:
    found: dict[Terms, dict[D, None]] = defaultdict(dict)
    for one in decisions:
        for text in one.queries:
            found[query_key(text)][one] = None
    return {key: tuple(ones) for key, ones in found.items() if key}
