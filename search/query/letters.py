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

_MOSTLY = 0.8
"""Words are only moved together when at least a fifth of them goes."""

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


def distances(typed: str, words: Letters, lengths: NDArray[np.int64], most: float = np.inf) -> Costs:
    """(N,) What each word costs to reach from ``typed``, which is of a–z alone; infinite where it is above
    ``most``, as the greater part of them is: they are put aside as soon as that is seen.

    >>> rows = np.frombuffer(b"skolesykel", np.uint8).reshape(2, 5)
    >>> distances("skule", rows, np.array([5, 5])).round(2).tolist()[0]
    0.5
    >>> distances("skule", rows, np.array([5, 5]), 1.0).tolist()[1]
    inf
    """
    query = typed.encode()
    first = np.float32(FIRST) * (words[:, 0] != query[0])
    table = _Table(query, words, np.float32(most) - first)
    reached = np.full(len(words), np.inf, np.float32)
    for number in range(len(query)):
        table.add(number)
    reached[table.left] = table.costs[lengths[table.left], np.arange(len(table.left))] + first[table.left]
    reached[reached > most] = np.inf
    return reached


class _Table:
    """The costs of the letters typed so far, for the words that are left: a few rows of d are enough."""

    def __init__(self, query: bytes, words: Letters, most: Costs) -> None:
        self._query = query
        self._most = most
        self.left = np.arange(len(words))
        self._letters = np.ascontiguousarray(words.T)
        self._missing = np.ascontiguousarray(_missing(words).T)
        self.costs: Costs = np.zeros((words.shape[1] + 1, len(words)), np.float32)
        """(M + 1, left) What the letters typed so far cost to become each beginning of each word."""
        np.cumsum(self._missing, axis=0, out=self.costs[1:])
        self._before = self.costs

    def add(self, number: int) -> None:
        """Take the next letter typed, and put aside what has come to cost too much."""
        query, letter = self._query, self._query[number]
        extra = np.float32(_DOUBLE if number and query[number - 1] == letter else _alone()[letter])
        costs = self.costs + extra
        np.minimum(costs[1:], self.costs[:-1] + _substitution()[letter][self._letters], out=costs[1:])
        if number:
            swapped = (self._letters[:-1] == letter) & (self._letters[1:] == query[number - 1])
            dearer = np.where(swapped, self._before[:-2] + np.float32(_SWAPPED), np.float32(np.inf))
            np.minimum(costs[2:], dearer, out=costs[2:])
        for place in range(len(self._letters)):
            np.minimum(costs[place + 1], costs[place] + self._missing[place], out=costs[place + 1])
        self._before, self.costs = self.costs, costs
        self._put_aside()

    def _put_aside(self) -> None:
        """No way to the end is cheaper than the cheapest place of the last two rows that it goes by."""
        least = np.minimum(self.costs.min(axis=0), self._before.min(axis=0) + np.float32(_SWAPPED))
        kept = np.flatnonzero(least <= self._most)
        if len(kept) < _MOSTLY * len(self.left):
            self.left, self._most = self.left[kept], self._most[kept]
            self._letters, self._missing = self._letters[:, kept], self._missing[:, kept]
            self.costs, self._before = self.costs[:, kept], self._before[:, kept]


def _missing(words: Letters) -> Costs:
    """(N, M) What it costs to have left out each letter of each word."""
    costs = _alone()[words]
    costs[:, 1:][words[:, 1:] == words[:, :-1]] = _DOUBLE
    return costs
