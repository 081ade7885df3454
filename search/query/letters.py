"""How far one word lies from many others, counted in slips that Norwegians make on a keyboard and by ear.

An edit distance with weights (Damerau 1964; optimal string alignment): d[i, j] is the cheapest way from the
first i letters typed to the first j letters of a word, by leaving a letter out, putting one in, writing one
for another, or two in the wrong order. It is worked out for all words at once, a vector for each i and j.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Letters = NDArray[np.uint8]
"""(N, M) The words, a row each, padded with 0."""
Costs = NDArray[np.float32]

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOUR = 0.8
_SOUNDS = "ao ou uy yi ie ea bp dt gk sz cs ck vw vf kq gj hk sc jy"
"""Pairs of letters that are one sound in some word or dialect; å is written a and ø is written o here."""
_SOUND = 0.5
_DOUBLE = 0.4
"""One for two of the same letter, or two for one: the commonest slip there is."""
_SILENT = {"h": 0.6, "d": 0.7, "t": 0.8, "g": 0.7, "j": 0.7, "e": 0.9, "r": 0.9}
"""Letters that are written and not always heard (hvit, land, eplet, gjest)."""
_SWAPPED = 0.7
FIRST = 0.4
"""What a slip in the first letter costs besides: people seldom make one there."""


@cache
def _substitution() -> Costs:
    costs = np.ones((256, 256), np.float32)
    np.fill_diagonal(costs, 0.0)
    near = [(a, b, _NEIGHBOUR) for row in _ROWS for a, b in pairwise(row)]
    for a, b, cost in (*near, *((pair[0], pair[1], _SOUND) for pair in _SOUNDS.split())):
        for one, other in ((ord(a), ord(b)), (ord(b), ord(a))):
            costs[one, other] = min(costs[one, other], cost)
    return costs


@cache
def _alone() -> Costs:
    costs = np.ones(256, np.float32)
    for letter, cost in _SILENT.items():
        costs[ord(letter)] = cost
    return costs


def distances(typed: str, words: Letters, lengths: NDArray[np.int64]) -> Costs:
    """(N,) What each word costs to reach from ``typed``, which is of a–z alone.

    >>> rows = np.frombuffer(b"skolesykel", np.uint8).reshape(2, 5)
    >>> distances("skule", rows, np.array([5, 5])).round(2).tolist()[0]
    0.5
    """
    query = typed.encode()
    count, longest = words.shape
    missing = _missing(words)
    costs = np.empty((len(query) + 1, longest + 1, count), np.float32)
    costs[0, 0] = 0.0
    for j in range(longest):
        costs[0, j + 1] = costs[0, j] + missing[:, j]
    for i, letter in enumerate(query):
        extra = _DOUBLE if i and query[i - 1] == letter else float(_alone()[letter])
        costs[i + 1, 0] = costs[i, 0] + extra
        replaced = _substitution()[letter][words]
        for j in range(longest):
            best = np.minimum(costs[i, j] + replaced[:, j], costs[i, j + 1] + extra)
            np.minimum(best, costs[i + 1, j] + missing[:, j], out=best)
            if i and j:
                swapped = (words[:, j - 1] == letter) & (words[:, j] == query[i - 1])
                np.minimum(best, np.where(swapped, costs[i - 1, j - 1] + _SWAPPED, best), out=best)
            costs[i + 1, j + 1] = best
    reached: Costs = costs[len(query), lengths, np.arange(count)]
    reached += np.float32(FIRST) * (words[:, 0] != query[0])
    return reached


def _missing(words: Letters) -> Costs:
    """(N, M) What it costs to have left out each letter of each word."""
    costs = _alone()[words]
    costs[:, 1:][words[:, 1:] == words[:, :-1]] = _DOUBLE
    return costs
