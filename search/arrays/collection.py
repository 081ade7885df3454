"""Several segments as one index: documents numbered through, statistics summed, deletions left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.arrays.chosen import Chosen, Within
from search.arrays.evaluate import documents_of, evaluate, scores_among
from search.arrays.hits import Docs, Hits, Scores
from search.arrays.neighbours import Pair, neighbours
from search.arrays.query import Fields, Query
from search.arrays.segment import Segment

_REMEMBERED = 4096
"""Frequencies that are kept."""


class Collection:
    """The segments of a generation in Whoosh's order; document numbers are Whoosh's too.

    ``deleted`` is for each segment the numbers of its deleted documents. They count in the statistics, as in
    Whoosh, until the segment is merged away.
    """

    def __init__(self, segments: Sequence[Segment], deleted: Sequence[NDArray[np.int64]] = ()) -> None:
        self.segments = tuple(segments)
        self.documents = sum(segment.documents for segment in segments)
        sizes = [segment.documents for segment in segments]
        self.bases = tuple(int(base) for base in np.cumsum([0, *sizes])[:-1])
        gone = [base + numbers for base, numbers in zip(self.bases, deleted, strict=False)]
        self.live = np.ones(self.documents, np.bool_)
        """(documents,) Which documents are not deleted."""
        self.live[np.concatenate(gone).astype(np.int64) if gone else np.empty(0, np.int64)] = False
        self._whole = bool(self.live.all())
        self._norms: dict[str, NDArray[np.float64]] = {}
        self._norms_by_field: dict[tuple[str, ...], NDArray[np.float64]] = {}
        self._idfs: dict[tuple[str, str], float] = {}
        self._most: dict[Fields, float] = {}
        self._fields: dict[str, frozenset[str]] = {}

    def hits(self, query: Query) -> Hits:
        """The documents that answer, ascending, each with its score."""
        parts = [evaluate(query, segment, self) for segment in self.segments]
        docs = [part.docs + base for part, base in zip(parts, self.bases, strict=True)]
        if not parts:
            return Hits.none()
        found = Hits(np.concatenate(docs), np.concatenate([part.scores for part in parts]))
        return found if self._whole else found.where(self.live[found.docs])

    def docs(self, query: Query) -> Docs:
        """The documents that answer, ascending."""
        parts = [documents_of(query, segment, self) for segment in self.segments]
        if not parts:
            return np.empty(0, np.int64)
        found = np.concatenate([part + base for part, base in zip(parts, self.bases, strict=True)])
        return found if self._whole else found[self.live[found]]

    def scores(self, queries: Sequence[Fields], chosen: Chosen) -> Scores:
        """(Q, K) What ``hits`` gives each of the chosen documents for each of some queries; 0 for one that
        does not answer. All at once, since each array operation costs more than its numbers.
        """
        parts = [
            scores_among(queries, segment, self, within, len(chosen))
            for segment, within in self._with_any(chosen)
        ]
        return reduce(np.add, parts) if parts else np.zeros((len(queries), len(chosen)))

    def most(self, query: Fields) -> float:
        """What no document scores above. A query asks for the same many times."""
        if query not in self._most:
            if len(self._most) >= _REMEMBERED:
                self._most.clear()
            held = ((f, weight) for f, weight in query.weights if self.frequency(f, query.text))
            self._most[query] = bm25.most(sum(weight * self.idf(f, query.text) for f, weight in held))
        return self._most[query]

    def neighbours(self, pairs: Sequence[Pair], fields: Sequence[str], chosen: Chosen) -> NDArray[np.bool_]:
        """(pairs, K) Which of the chosen documents have two words beside one another in any of the fields."""
        found = np.zeros((len(pairs), len(chosen)), np.bool_)
        for segment, within in self._with_any(chosen):
            found |= neighbours(pairs, fields, segment, within, len(chosen))
        return found

    def mark(
        self,
        texts: Sequence[str],
        fields: frozenset[str],
        mask: NDArray[np.bool_],
        among: NDArray[np.bool_] | None = None,
    ) -> None:
        """Set ``mask``, of all documents, where one has any of some terms in any of some fields, deleted ones
        too; ``among`` some, where they are given.
        """
        encoded = [text.encode() for text in texts]
        for segment, base in zip(self.segments, self.bases, strict=True):
            here = mask[base : base + segment.documents]
            for text in encoded:
                for postings in segment.together(text, fields):
                    docs = segment.docs(postings)
                    if among is not None:
                        docs = docs[among[base : base + segment.documents][docs].nonzero()[0]]
                    here[docs] = True

    def mark_chosen(self, text: str, field: str, chosen: Chosen, mask: NDArray[np.bool_]) -> None:
        """Set ``mask``, of the chosen documents, where one has a term in a field."""
        encoded = text.encode()
        for segment, within in self._with_any(chosen):
            if postings := segment.postings(encoded, field):
                docs = segment.docs(segment.between(postings, within.low, within.high))
                places = within.places[docs - within.low]
                mask[places[(places >= 0).nonzero()[0]]] = True

    def mark_begun(self, begun: str, field: str, chosen: Chosen, mask: NDArray[np.bool_]) -> None:
        """Set ``mask``, of the chosen documents, where one has a term that begins so in a field."""
        encoded = begun.encode()
        for segment, within in self._with_any(chosen):
            docs = segment.postings_of_terms(*segment.with_prefix(encoded), field)
            docs = docs[((docs >= within.low) & (docs <= within.high)).nonzero()[0]]
            places = within.places[docs - within.low]
            mask[places[(places >= 0).nonzero()[0]]] = True

    def _with_any(self, chosen: Chosen) -> Iterator[tuple[Segment, Within]]:
        """The segments that have any of the chosen documents, and which."""
        for segment, base in zip(self.segments, self.bases, strict=True):
            if within := chosen.within(base, segment.documents):
                yield segment, within

    def has(self, text: str, fields: frozenset[str]) -> bool:
        """Whether any document has a term in any of some fields, deleted ones counted."""
        held = self._fields.get(text)
        if held is None:
            if len(self._fields) >= _REMEMBERED:
                self._fields.clear()
            encoded = text.encode()
            held = frozenset(f for segment in self.segments for f in segment.postings_by_field(encoded))
            self._fields[text] = held
        return not fields.isdisjoint(held)

    def frequency(self, field: str, text: str) -> int:
        """How many documents have a term in a field, deleted ones counted."""
        encoded = text.encode()
        count = 0
        for segment in self.segments:
            if postings := segment.postings_by_field(encoded).get(field):
                count += postings.end - postings.begin
        return count

    def idf(self, field: str, text: str) -> float:
        """The inverse document frequency over all segments. A query asks for the same many times."""
        key = (field, text)
        if key not in self._idfs:
            if len(self._idfs) >= _REMEMBERED:
                self._idfs.clear()
            self._idfs[key] = bm25.idf(self.documents, self.frequency(field, text))
        return self._idfs[key]

    def norms(self, field: str) -> NDArray[np.float64]:
        """(256,) What each byte of length counts for in a field, by its mean length over all segments."""
        if field not in self._norms:
            self._norms[field] = bm25.length_norms(self._totals.get(field, 0) / max(self.documents, 1))
        return self._norms[field]

    def norms_by_field(self, segment: Segment) -> NDArray[np.float64]:
        """(F · 256,) The same for all fields of a segment, one after another."""
        names = segment.arrays.about.fields
        if names not in self._norms_by_field:
            self._norms_by_field[names] = np.concatenate([self.norms(name) for name in names])
        return self._norms_by_field[names]

    @cached_property
    def _totals(self) -> dict[str, int]:
        totals: dict[str, int] = {}
        for segment in self.segments:
            about = segment.arrays.about
            for name, total in zip(about.fields, about.totals, strict=True):
                totals[name] = totals.get(name, 0) + total
        return totals
