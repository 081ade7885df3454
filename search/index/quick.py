"""Entries of the words of a text, found for all of them at once: most words were seen before.

A word of up to 24 Latin letters is three numbers of eight bytes. They tell its place in a table, where they
are compared with those that lie there; what lies elsewhere is asked for word by word.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.arrays.layout import EIGHT, FIRST_BYTES, eight_from

_LONGEST = 3 * EIGHT
_BITS = 19
_FEW = 4_000
"""Words that are asked for one by one in less time than the first touch of the table takes."""
_MIXED = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
"""Odd numbers with ones and noughts in no order, so that words are spread over the table."""
_BESIDE = (0, 1)
"""A word lies at its place or at the one beside it, which is read into the processor together with it."""
_NONE = -1
_OTHER = ord("?")
"""What stands for letters that are not Latin; it is in no word."""


class QuickEntries:
    """A table with the entries of words in small letters; the first words at two places stay there."""

    @cached_property
    def _rows(self) -> NDArray[np.uint64]:
        """The three numbers of a word and its entry lie together, so that they are read at once."""
        return np.zeros((1 << _BITS, 4), np.uint64)

    def of(
        self, text: str, begins: NDArray[np.int64], ends: NDArray[np.int64], known: Mapping[str, int]
    ) -> NDArray[np.int64]:
        """(n,) The entries of the words that lie at some places of a text, each as ``known`` has it."""
        if len(begins) < _FEW:
            few = zip(begins.tolist(), ends.tolist(), strict=True)
            return np.array([known[text[begin:end]] for begin, end in few], np.int64)
        letters = np.frombuffer(text.encode("latin-1", "replace") + bytes(_LONGEST), np.uint8)
        pieces = _pieces(letters, begins, ends - begins)
        places = _places(pieces)
        short = ends - begins <= _LONGEST
        entries = np.where(short, self._at(places, pieces), _NONE)
        left = np.flatnonzero(short & (entries == _NONE))
        entries[left] = self._at(places[left] ^ 1, pieces[:, left])
        new = np.flatnonzero(entries == _NONE)
        asked = zip(begins[new].tolist(), ends[new].tolist(), strict=True)
        entries[new] = [known[text[begin:end]] for begin, end in asked]
        left = left[~_any_other(letters, begins[left], ends[left])]
        self._keep(places[left], np.column_stack([*pieces[:, left], entries[left].view(np.uint64)]))
        return entries

    def _at(self, places: NDArray[np.int64], pieces: NDArray[np.uint64]) -> NDArray[np.int64]:
        """(n,) The entries that lie at some places, where the words are those that lie there."""
        there = self._rows.take(places, axis=0).T
        alike = (there[0] == pieces[0]) & (there[1] == pieces[1]) & (there[2] == pieces[2])
        return np.where(alike, there[3].view(np.int64), _NONE)

    def _keep(self, places: NDArray[np.int64], rows: NDArray[np.uint64]) -> None:
        """Put words where nothing is yet, if there is such a place for them."""
        for beside in _BESIDE:
            free = self._rows[places ^ beside, 0] == 0
            self._rows[places[free] ^ beside] = rows[free]
            places, rows = places[~free], rows[~free]


def _places(pieces: NDArray[np.uint64]) -> NDArray[np.int64]:
    """(n,) Where in the table each word is first looked for."""
    mixed = (pieces[0] * _MIXED[0] ^ pieces[1] * _MIXED[1] ^ pieces[2] * _MIXED[2]) * _MIXED[0]
    places: NDArray[np.int64] = (mixed >> np.uint64(64 - _BITS)).view(np.int64)
    return places


def _pieces(
    letters: NDArray[np.uint8], begins: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """(3, n) The first eight bytes of each word as a number, the next and the last, noughts after its end."""
    eights = eight_from(letters, "<u8")
    pieces = np.zeros((3, len(begins)), np.uint64)
    pieces[0] = eights[begins] & FIRST_BYTES.take(np.minimum(sizes, EIGHT))
    for number in range(1, 3):
        has = np.flatnonzero(sizes > number * EIGHT)
        left = np.minimum(sizes[has] - number * EIGHT, EIGHT)
        pieces[number, has] = eights[begins[has] + number * EIGHT] & FIRST_BYTES.take(left)
    return pieces


def _any_other(
    letters: NDArray[np.uint8], begins: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """(n,) Which words have letters that are not Latin."""
    other = np.flatnonzero(letters == _OTHER)
    has: NDArray[np.bool_] = np.searchsorted(other, begins) != np.searchsorted(other, ends)
    return has
