"""What one query asks of a snapshot: which documents answer a thing asked for, and how well some of them do.

The documents are found first, by their numbers alone. Only those that may be shown are scored.
"""

from __future__ import annotations

import numpy as np

from search.arrays import Chosen
from search.arrays.hits import Docs, Scores
from search.query.groups import Alternative, Group, Query
from search.query.snapshot import Mask, Snapshot
from search.query.weights import NAME_WEIGHT
from search.schema import NAME_FIELD, TEXT_FIELDS

MOST_CELLS = 2_000_000
"""Scores that are held at once: 16 MB."""


class Lookup:
    """The answers to the groups of one query. ``named`` are the documents whose names may be hit."""

    def __init__(self, snapshot: Snapshot, query: Query, named: Mask) -> None:
        self._snapshot = snapshot
        self._named = named
        self._terms = {term: row for row, term in enumerate(query.terms)}
        self._scored: tuple[Chosen, Scores] | None = None
        self._phrases: dict[tuple[Alternative, tuple[int, ...]], Docs] = {}

    def answering(self, group: Group) -> Mask:
        """(N,) Which documents answer a group, by any of its alternatives."""
        found = self._snapshot.nothing()
        for alternative in group.alternatives:
            if _is_phrase(group, alternative):
                found[self._phrase(alternative, group.places)] = True
            elif len(alternative.terms) == 1:
                self._mark(alternative.terms[0], alternative, found)
            else:
                found |= self._having(alternative)
        return found

    def _having(self, alternative: Alternative) -> Mask:
        """(N,) Documents that have all the terms, where they are looked for."""
        first, *others = alternative.terms
        found = self._snapshot.nothing()
        self._mark(first, alternative, found)
        for term in others:
            if found.any():
                having = self._snapshot.nothing()
                self._mark(term, alternative, having)
                found &= having
        return found

    def _mark(self, term: str, alternative: Alternative, found: Mask) -> None:
        """Set ``found`` where a document has a term of an alternative, where that is looked for."""
        if alternative.where == "name":
            self._snapshot.mark(term, found, (NAME_FIELD,), self._named)
        else:
            among = self._snapshot.english if alternative.where == "english" else None
            self._snapshot.mark(term, found, TEXT_FIELDS, among)

    def _phrase(self, alternative: Alternative, places: tuple[int, ...]) -> Docs:
        """Documents that have the terms in order, where they are looked for. Both steps ask for it."""
        key = (alternative, places)
        if key not in self._phrases:
            found = self._snapshot.nothing()
            for field in (NAME_FIELD,) if alternative.where == "name" else TEXT_FIELDS:
                found[self._snapshot.in_order(field, alternative.terms, places)] = True
            if alternative.where != "text":
                found &= self._named if alternative.where == "name" else self._snapshot.english
            self._phrases[key] = np.flatnonzero(found)
        return self._phrases[key]

    def scores(self, group: Group, chosen: Chosen) -> Scores:
        """(K,) How well each of some documents answers a group: by its best alternative; 0 for one that
        does not. A term counts Σ_f w_f · bm25_f, an alternative of several the sum of theirs.
        """
        best = np.zeros(len(chosen))
        for alternative in group.alternatives:
            scores = self._alternative(alternative, chosen)
            if _is_phrase(group, alternative) and len(chosen):
                there = np.zeros(len(chosen) + 1, np.bool_)  # the last is for those that are not chosen
                there[chosen.places[self._phrase(alternative, group.places)]] = True
                scores = np.where(there[:-1], scores, 0.0)
            np.maximum(best, scores, out=best)
        return best

    def _alternative(self, alternative: Alternative, chosen: Chosen) -> Scores:
        """Where all its terms are; names are worth a constant."""
        if alternative.where == "name":
            return np.where(self._having(alternative)[chosen.docs], NAME_WEIGHT * alternative.weight, 0.0)
        sums, there = np.zeros(len(chosen)), np.ones(len(chosen), np.bool_)
        if alternative.where == "english":
            there = self._snapshot.english[chosen.docs]
        for term in alternative.terms:
            if there.any():
                scores = self._term(term, chosen)
                there &= scores > 0.0
                sums += scores
        weighed: Scores = np.where(there, alternative.weight * sums, 0.0)
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
            NAME_WEIGHT * one.weight
            if one.where == "name"
            else one.weight * sum(self._snapshot.most(term) for term in one.terms)
            for one in group.alternatives
        )


def _is_phrase(group: Group, alternative: Alternative) -> bool:
    """Synonyms and parts of a phrase have another number of terms, and are matched as words."""
    return bool(group.places) and len(alternative.terms) == len(group.places)
