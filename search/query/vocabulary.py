"""The words of a segment by their shape, so that the few that may be meant are found among half a million."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from search.arrays.segment import Segment
from search.query.letters import distances

LONGEST = 30
MOST_COMPARED = 6_000
"""Terms of a segment that are compared letter by letter, however many there are."""
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
        numbers = self._alike(typed, int(np.ceil(most / 0.7)))
        if not len(numbers):
            return []
        lengths = self.lengths[numbers].astype(np.int64)
        places = self._arrays.text_starts[numbers][:, None] + np.arange(lengths.max())
        inside = np.arange(lengths.max()) < lengths[:, None]
        words = np.where(inside, self._arrays.text[np.minimum(places, len(self._arrays.text) - 1)], 0)
        costs = distances(typed, words.astype(np.uint8), lengths, most)
        order = np.argsort(costs, kind="stable")[:count]
        return [(float(costs[n]), bytes(words[n, : lengths[n]]).decode()) for n in order if costs[n] <= most]

    def _alike(self, typed: str, edits: int) -> NDArray[np.int64]:
        """The terms that are about as long and have about the same letters. Of too many, those that begin
        with the same letter: people seldom miss that.
        """
        starts, text, letters = self._arrays.text_starts, self._arrays.text, typed.encode()
        shortest, longest = max(len(typed) - edits, 1), min(len(typed) + edits, LONGEST)
        if shortest > longest:
            return np.empty(0, np.int64)
        numbers = np.flatnonzero(self.lengths - np.uint8(shortest) <= np.uint8(longest - shortest))
        mask = np.bitwise_or.reduce(_BITS[np.frombuffer(letters, np.uint8)])
        other = np.bitwise_count(self.letters[numbers] ^ mask)
        numbers = numbers[np.flatnonzero(other <= 2 * min(edits, 2))]
        if len(numbers) > MOST_COMPARED:
            numbers = numbers[np.flatnonzero(text[starts[numbers]] == letters[0])]
        return numbers[:MOST_COMPARED]


_shapes: WeakKeyDictionary[Segment, Shapes] = WeakKeyDictionary()


def has_shapes(segment: Segment) -> bool:
    """Whether the shapes of a segment are made."""
    return segment in _shapes


def shapes_of(segment: Segment) -> Shapes:
    """The shapes of a segment, made the first time that a word of it may be misspelt."""
    found = _shapes.get(segment)
    if found is None:
        found = _shapes[segment] = Shapes(segment)
    return found
