"""What one query asks of a snapshot: which documents answer a thing asked for, and how well some of them do.

The documents are found first, by their numbers alone. Only those that may be shown are scored.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from search.arrays import Chosen
from search.arrays.hits import Docs, Scores, contained
from search.query.groups import Alternative, Group, Query, Where
from search.query.snapshot import Mask, Snapshot
from search.query.weights import NAME_WEIGHT
from search.schema import NAME_FIELD, TEXT_FIELDS

_NAMES = frozenset({NAME_FIELD})
MOST_CELLS = 2_000_000
"""Scores that are held at once: 16 MB."""


class Lookup:
    """The answers to the groups of one query. ``named`` are the documents whose names may be hit."""

    def __init__(self, snapshot: Snapshot, query: Query, named: Mask) -> None:
        self._snapshot = snapshot
        self._named = named
        self._possible = {
            group: tuple(filter(self._may_be_answered, group.alternatives))
            for group in (*query.groups, *query.excluded)
        }
        """The alternatives of each group but those that no document has: they would cost as much."""
        possible = (one for group in query.groups for one in self._possible[group] if one.where != "name")
        terms = dict.fromkeys(term for one in possible for term in one.terms)
        self._terms = {term: row for row, term in enumerate(terms)}
        self._scored: tuple[Chosen, Scores] | None = None
        self._phrases: dict[tuple[Alternative, tuple[int, ...]], Docs] = {}
        self._held: dict[Alternative, Mask] = {}

    def answering(self, group: Group) -> Mask:
        """(N,) Which documents answer a group, by any of its alternatives."""
        found = self._snapshot.nothing()
        alone: dict[Where, list[str]] = {}
        for alternative in self._possible[group]:
            if _is_phrase(group, alternative):
                found[self._phrase(alternative, group.places)] = True
            elif len(alternative.terms) == 1:
                alone.setdefault(alternative.where, []).append(alternative.terms[0])
            else:
                found |= self._having(alternative)
        for where, terms in alone.items():
            self._mark(terms, where, found)
        return found

    def _may_be_answered(self, alternative: Alternative) -> bool:
        if alternative.where == "name":
            return all(self._snapshot.has(term, _NAMES) for term in alternative.terms)
        if alternative.where == "english" and not self._snapshot.has_english:
            return False
        return all(map(self._snapshot.has, alternative.terms))

    def _having(self, alternative: Alternative) -> Mask:
        """(N,) Documents that have all the terms, where they are looked for. Not to be changed: both steps
        ask for those of names.
        """
        if alternative in self._held:
            return self._held[alternative]
        first, *others = alternative.terms
        found = self._snapshot.nothing()
        self._mark([first], alternative.where, found)
        for term in others:
            having = self._snapshot.nothing()
            self._mark([term], alternative.where, having)
            found &= having
        self._held[alternative] = found
        return found

    def _mark(self, terms: Sequence[str], where: Where, found: Mask) -> None:
        """Set ``found`` where a document has any of some terms that are looked for in one place."""
        if where == "name":
            self._snapshot.mark(terms, found, _NAMES, self._named)
        else:
            self._snapshot.mark(terms, found, among=self._snapshot.english if where == "english" else None)

    def _phrase(self, alternative: Alternative, places: tuple[int, ...]) -> Docs:
        """Documents that have the terms in order, where they are looked for. Both steps ask for it."""
        key = (alternative, places)
        if key not in self._phrases:
            found = self._snapshot.nothing()
            wanted = _NAMES if alternative.where == "name" else TEXT_FIELDS
            for field in self._snapshot.with_all(alternative.terms, wanted):
                found[self._snapshot.in_order(field, alternative.terms, places)] = True
            if alternative.where != "text":
                found &= self._named if alternative.where == "name" else self._snapshot.english
            self._phrases[key] = found.nonzero()[0]
        return self._phrases[key]

    def scores(self, group: Group, chosen: Chosen) -> Scores:
        """(K,) How well each of some documents answers a group: by its best alternative; 0 for one that
        does not. A term counts Σ_f w_f · bm25_f, an alternative of several the sum of theirs.
        """
        best = np.zeros(len(chosen))
        for alternative in self._possible[group]:
            scores = self._alternative(alternative, chosen)
            if _is_phrase(group, alternative):
                there = contained(chosen.docs, self._phrase(alternative, group.places), chosen.documents)
                scores = np.where(there, scores, 0.0)
            np.maximum(best, scores, out=best)
        return best

    def _alternative(self, alternative: Alternative, chosen: Chosen) -> Scores:
        """Where all its terms are; names are worth a constant."""
        if alternative.where == "name":
            return np.where(self._having(alternative)[chosen.docs], NAME_WEIGHT * alternative.weight, 0.0)
        first, *others = (self._term(term, chosen) for term in alternative.terms)
        weighed: Scores = first * alternative.weight
        if others:
            there = reduce(np.logical_and, (scores > 0.0 for scores in others), first > 0.0)
            weighed = np.where(there, alternative.weight * sum(others, first), 0.0)
        if alternative.where == "english":
            weighed = np.where(self._snapshot.english[chosen.docs], weighed, 0.0)
        return weighed

    def _term(self, term: str, chosen: Chosen) -> Scores:
        """(K,) The scores of a term: those of all the query's terms are worked out at once, where there is
        room for them.
        """
        if len(self._terms) * len(chosen) > MOST_CELLS:
            alone: Scores = self._snapshot.scores([term], chosen)[0]
            return alone
        if self._scored is None or self._scored[0] is not chosen:
            self._scored = chosen, self._snapshot.scores(tuple(self._terms), chosen)
        together: Scores = self._scored[1][self._terms[term]]
        return together

    def most(self, group: Group) -> float:
        """What no document scores above in a group."""
        return max(
            (
                NAME_WEIGHT * one.weight
                if one.where == "name"
                else one.weight * sum(self._snapshot.most(term) for term in one.terms)
                for one in self._possible[group]
            ),
            default=0.0,
        )


def _is_phrase(group: Group, alternative: Alternative) -> bool:
    """Synonyms and parts of a phrase have another number of terms, and are matched as words."""
    return bool(group.places) and len(alternative.terms) == len(group.places)
