"""Several segments as one index: documents numbered through, statistics summed, deletions left out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.arrays.evaluate import documents_of, evaluate
from search.arrays.hits import Docs, Hits
from search.arrays.query import Query
from search.arrays.segment import Segment


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

    def frequency(self, field: str, text: str) -> int:
        """How many documents have a term in a field, deleted ones counted."""
        encoded = text.encode()
        count = 0
        for segment in self.segments:
            if postings := segment.postings_by_field(encoded).get(field):
                count += postings.end - postings.begin
        return count

    def idf(self, field: str, text: str) -> float:
        """The inverse document frequency over all segments."""
        return bm25.idf(self.documents, self.frequency(field, text))

    def norms(self, field: str) -> NDArray[np.float64]:
        """(256,) What each byte of length counts for in a field, by its mean length over all segments."""
        if field not in self._norms:
            self._norms[field] = bm25.length_norms(self._totals.get(field, 0) / max(self.documents, 1))
        return self._norms[field]

    @cached_property
    def _totals(self) -> dict[str, int]:
        totals: dict[str, int] = {}
        for segment in self.segments:
            about = segment.arrays.about
            for name, total in zip(about.fields, about.totals, strict=True):
                totals[name] = totals.get(name, 0) + total
        return totals
