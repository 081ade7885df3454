"""The words of a segment by their shape, so that the few that may be meant are found among half a million."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from search.arrays.segment import Segment
from search.query.letters import distances

LONGEST = 30
_OTHER = np.uint32(1 << 31)
"""Set for a term with anything but a–z in it: numbers and other alphabets are not corrected."""


def _bits() -> NDArray[np.uint32]:
    bits = np.full(256, _OTHER, np.uint32)
    for place, letter in enumerate(range(ord("a"), ord("z") + 1)):
        bits[letter] = 1 << place
    return bits


_BITS = _bits()
_PIECE = 1 << 16
"""Terms whose shapes are made at a time, so that little memory is needed besides."""


class Shapes:
    """The length of each term of a segment, and a bit for each letter that it has."""

    def __init__(self, segment: Segment) -> None:
        self._arrays = segment.arrays
        starts = self._arrays.text_starts
        self.lengths = np.minimum(np.diff(starts), 255).astype(np.uint8)
        self.letters = np.zeros(len(self.lengths), np.uint32)
        for first in range(0, len(self.lengths), _PIECE):
            last = min(first + _PIECE, len(self.lengths))
            text = self._arrays.text[starts[first] : starts[last]]
            self.letters[first:last] = np.bitwise_or.reduceat(_BITS[text], starts[first:last] - starts[first])

    def near(self, typed: str, most: float, count: int) -> list[tuple[float, str]]:
        """Up to ``count`` terms within a distance of ``most`` with their distances, the nearest first."""
        edits = int(np.ceil(most / 0.7))
        mask = np.bitwise_or.reduce(_BITS[np.frombuffer(typed.encode(), np.uint8)])
        close = np.abs(self.lengths.astype(np.int16) - len(typed)) <= edits
        close &= np.bitwise_count(self.letters ^ mask) <= 2 * min(edits, 2)
        numbers = np.flatnonzero(close & (self.lengths <= LONGEST) & (self.lengths > 0))
        if not len(numbers):
            return []
        lengths = self.lengths[numbers].astype(np.int64)
        places = self._arrays.text_starts[numbers][:, None] + np.arange(lengths.max())
        inside = np.arange(lengths.max()) < lengths[:, None]
        words = np.where(inside, self._arrays.text[np.minimum(places, len(self._arrays.text) - 1)], 0)
        costs = distances(typed, words.astype(np.uint8), lengths, most)
        order = np.argsort(costs, kind="stable")[:count]
        return [(float(costs[n]), bytes(words[n, : lengths[n]]).decode()) for n in order if costs[n] <= most]


_shapes: WeakKeyDictionary[Segment, Shapes] = WeakKeyDictionary()


def shapes_of(segment: Segment) -> Shapes:
    """The shapes of a segment, made the first time that a word of it may be misspelt."""
    found = _shapes.get(segment)
    if found is None:
        found = _shapes[segment] = Shapes(segment)
    return found
