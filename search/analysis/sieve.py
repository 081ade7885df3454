"""Which substrings of many words may be in a list of words: asked of all of them at once, by hash.

The hash of a text is a polynomial in an odd number (Karp and Rabin, *Efficient randomized pattern-matching
algorithms*, 1987): h(s) = Σ sᵢ · Bⁱ mod 2⁶⁴. With the running sums H of a long text, every substring's is
h(s[i:j]) = (H[j] − H[i]) · B⁻ⁱ, so that a million substrings take a few vector operations. Different texts
may share a hash: what comes through a sieve must be looked up, what does not is surely no word of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_BITS = 24
"""Slots are 2 to this: some twenty for each word of the dictionaries, 16 MB in all."""
_MIXED = np.uint64(0xD6E8FEB86659FD93)
_AT_ONCE = 1 << 15
"""Words of the list that are hashed at a time."""

Places = NDArray[np.int64]


class Text:
    """Words one after another, and the hash of every substring of them."""

    def __init__(self, words: Sequence[str]) -> None:
        """``ends`` and ``begins`` are where each word lies, in letters."""
        letters = np.frombuffer("".join(words).encode("utf-32-le"), "<u4")
        self.letters = letters
        self.sizes = np.fromiter(map(len, words), np.int64, len(words))
        self.ends = np.cumsum(self.sizes)
        self.begins = self.ends - self.sizes
        self._sums = np.zeros(len(letters) + 1, np.uint64)
        np.cumsum(letters * _powers(_BASE, len(letters)), out=self._sums[1:])
        self._inverses = _powers(_INVERSE, len(letters) + 1)

    def hashes(self, begins: Places, ends: Places) -> NDArray[np.uint64]:
        """The hash of each substring."""
        found: NDArray[np.uint64] = (self._sums[ends] - self._sums[begins]) * self._inverses[begins]
        return found


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    """(count,) 1, base, base², … mod 2⁶⁴."""
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.multiply.accumulate(powers)


class Sieve:
    """A list of words, as slots that their hashes lead to."""

    def __init__(self, words: Iterable[str]) -> None:
        self._taken = np.zeros(1 << _BITS, np.bool_)
        rest = iter(words)
        while some := list(islice(rest, _AT_ONCE)):
            text = Text(some)
            self._taken[_slots(text.hashes(text.begins, text.ends))] = True

    def may_have(self, text: Text, begins: Places, ends: Places) -> NDArray[np.bool_]:
        """Whether each substring may be in the list; False is sure.

        >>> text = Text(["barnehage"])
        >>> Sieve(["barne", "hage"]).may_have(text, np.array([0, 5, 1]), np.array([5, 9, 5])).tolist()
        [True, True, False]
        """
        return self._taken[_slots(text.hashes(begins, ends))]


def _slots(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return (hashes * _MIXED) >> np.uint64(64 - _BITS)
