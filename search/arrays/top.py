"""The best of many hits, in an order that never wavers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.hits import Docs, Hits, Scores

_DECIMALS = 9
"""Scores that are equal to so many decimals are equal: sums in another order differ in the last bits."""


def best(hits: Hits, count: int, ties: Sequence[NDArray[Any]] = ()) -> tuple[Docs, Scores]:
    """The ``count`` best hits, best first; equals by each of ``ties``, the least first, then by document.

    Each of ``ties`` has a number for each hit. Only hits that can be among the best are sorted.

    >>> best(Hits(np.array([3, 5, 8]), np.array([1.0, 2.0, 1.0])), 2)[0]
    array([5, 3])
    """
    scores = np.round(hits.scores, _DECIMALS)
    chosen = np.arange(len(scores))
    if 0 < count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        chosen = np.flatnonzero(scores >= least)
    keys = [hits.docs[chosen], *(tie[chosen] for tie in reversed(ties)), -scores[chosen]]
    order = chosen[np.lexsort(keys)][:count]
    return hits.docs[order], hits.scores[order]
