"""The best of many hits, in an order that never wavers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.arrays.hits import Docs, Hits, Scores

_DECIMALS = 9
"""Scores that are equal to so many decimals are equal: sums in another order differ in the last bits."""


def best(hits: Hits, count: int, ties: NDArray[np.int64] | None = None) -> tuple[Docs, Scores]:
    """The ``count`` best hits, best first; equals by ``ties`` (a number for each hit), then by document.

    Only those that can be among them are sorted.
    """
    scores = np.round(hits.scores, _DECIMALS)
    chosen = np.arange(len(scores))
    if 0 < count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        chosen = np.flatnonzero(scores >= least)
    keys = [hits.docs[chosen], -scores[chosen]]
    if ties is not None:
        keys.insert(1, ties[chosen])
    order = chosen[np.lexsort(keys)][:count]
    return hits.docs[order], hits.scores[order]
