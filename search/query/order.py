"""The order that the hits of one search are shown in: ranked or the newest first, the pinned in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.arrays.hits import Docs, Hits
from search.query.contenders import contenders
from search.query.curated import put_in_place
from search.query.ranking import Ranker, in_order


@dataclass(frozen=True, slots=True)
class Order:
    """How what matches a query is put in order."""

    ranker: Ranker
    newest: bool = False

    def page(self, docs: Docs, pinned: Mapping[int, int], first: int, size: int) -> list[tuple[float, int]]:
        """Score and document number of ``size`` of some documents after the ``first``, best first. ``pinned``
        has the places (from 1) of those that do not stand where their score would put them.
        """
        if not pinned:
            return self._best(docs, first + size)[first:]
        is_pinned = np.isin(docs, sorted(pinned))
        held = zip(*map(np.ndarray.tolist, self.of(docs[is_pinned])), strict=True)
        places = [(score, doc, pinned[doc]) for doc, score in held]
        return put_in_place(self._best(docs[~is_pinned], first + size), places)[first : first + size]

    def _best(self, docs: Docs, count: int) -> list[tuple[float, int]]:
        """What has all the words, and then the others where there are any."""
        complete = self.ranker.matches.complete
        if complete is None:
            return self._of_one_sort(docs, count)
        whole = np.isin(docs, complete)
        first = self._of_one_sort(docs[whole], count)
        return first + self._of_one_sort(docs[~whole], count - len(first)) if len(first) < count else first

    def _of_one_sort(self, docs: Docs, count: int) -> list[tuple[float, int]]:
        if not len(docs):
            return []
        hits = self.of(docs) if self.newest else contenders(self.ranker, docs, count)
        return in_order(self.ranker.snapshot, hits, count)

    def of(self, docs: Docs) -> Hits:
        """Documents, ascending, each with what it is put in order by."""
        if self.newest:
            return Hits(docs, self.ranker.snapshot.columns.dated[docs].astype(np.float64))
        return self.ranker.rank(docs).hits
