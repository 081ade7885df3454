"""Documents that match with their scores, and the arithmetic of such sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Docs = NDArray[np.int64]
Scores = NDArray[np.float64]

DENSE = 16
"""Sets of more than one document in so many are put together in an array over all documents."""


class Hits(NamedTuple):
    """``docs`` ascending, each once; ``scores`` as long."""

    docs: Docs
    scores: Scores

    @classmethod
    def none(cls) -> Hits:
        """No document."""
        return cls(np.empty(0, np.int64), np.empty(0, np.float64))

    @classmethod
    def constant(cls, docs: Docs, score: float = 1.0) -> Hits:
        """Documents that all score the same."""
        return cls(docs, np.full(len(docs), score))

    def where(self, kept: NDArray[np.bool_]) -> Hits:
        """Those of the hits that a mask over them keeps."""
        places = kept.nonzero()[0]  # several times faster than by the mask
        return Hits(self.docs[places], self.scores[places])


def union(parts: Sequence[Hits], documents: int) -> Hits:
    """Documents of any of the parts, with the sum of their scores there; ``documents`` is how many exist.

    >>> one, two = Hits.constant(np.array([1, 4])), Hits.constant(np.array([4]))
    >>> union([one, two], 9)
    Hits(docs=array([1, 4]), scores=array([1., 2.]))
    """
    some = [part for part in parts if len(part.docs)]
    if len(some) < 2:
        return some[0] if some else Hits.none()
    return summed(
        np.concatenate([part.docs for part in some]),
        np.concatenate([part.scores for part in some]),
        documents,
    )


def summed(docs: Docs, scores: Scores, documents: int) -> Hits:
    """Ascending runs of documents one after another as one, with the sum of the scores of each."""
    if len(docs) * DENSE > documents:
        found = np.zeros(documents, np.bool_)
        found[docs] = True
        together = found.nonzero()[0]
        sums: Scores = np.bincount(docs, scores, minlength=documents).astype(np.float64, copy=False)
        return Hits(together, sums[together])
    order = np.argsort(docs, kind="stable")  # a merge of runs that are in order already
    docs, scores = docs[order], scores[order]
    first = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    return Hits(docs[first], np.add.reduceat(scores, first))


def intersection(parts: Sequence[Hits], documents: int) -> Hits:
    """Documents of all the parts, with the sum of their scores.

    >>> one, two = Hits.constant(np.array([1, 4])), Hits.constant(np.array([4, 7]))
    >>> intersection([one, two], 9)
    Hits(docs=array([4]), scores=array([2.]))
    """
    least, *others = sorted(parts, key=lambda part: len(part.docs))
    for other in others:
        at, there = places(least.docs, other.docs, documents)
        least = Hits(least.docs[there], least.scores[there] + other.scores[at])
    return least


def without(hits: Hits, excluded: Docs, documents: int) -> Hits:
    """The hits that are not among ``excluded``."""
    if not len(hits.docs) or not len(excluded):
        return hits
    return hits.where(~contained(hits.docs, excluded, documents))


def contained(docs: Docs, among: NDArray[np.integer[Any]], documents: int) -> NDArray[np.bool_]:
    """(len(docs),) Which of ``docs`` are in ``among``; both are ascending."""
    if len(among) * DENSE > documents:
        found = np.zeros(documents, np.bool_)
        found[among] = True
        return found[docs]
    if not len(among):
        return np.zeros(len(docs), np.bool_)
    at = np.searchsorted(among, docs.astype(among.dtype, copy=False))
    at[at == len(among)] = 0
    same: NDArray[np.bool_] = among[at] == docs
    return same


def places(docs: Docs, among: Docs, documents: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where in ``among`` those of ``docs`` stand that are there, and a mask over ``docs`` of which are."""
    there = contained(docs, among, documents)
    found = docs[there]
    if len(found) * DENSE > documents:
        place_of = np.empty(documents, np.int64)
        place_of[among] = np.arange(len(among))
        return place_of[found], there
    return np.searchsorted(among, found), there
