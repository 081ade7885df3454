"""The dictionary: every word that simplemma has in bokmål or nynorsk, in tables that are read where they lie.

A word is found by a hash: that of s is Σ sᵢ · 256ⁱ mod P, which is its letters read as a number, mod P. With
running sums over many words the hash of every substring of them takes a few vector operations (Karp and
Rabin, *Efficient randomized pattern-matching algorithms*, 1987). What is found is compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.layout import EIGHT, FIRST_BYTES, eight_from
from search.arrays.segment import spread

PRIME = 1_000_000_007
BUCKETS = 1 << 20
MISSING = -1
"""The number of what is no string of the tables."""

LETTERS = "latin-1"
_PLAIN = re.compile("[\0-\x7f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]*")

Places = NDArray[np.int64]
Numbers = NDArray[np.int32]


def is_plain(text: str) -> bool:
    """Whether a text has letters and signs that the tables have; a few words with others lie beside them.

    >>> is_plain("idé"), is_plain("co₂"), is_plain("½")
    (True, False, False)
    """
    return _PLAIN.fullmatch(text) is not None


class Text:
    """Plain words one after another, and the hash of every substring of them."""

    def __init__(self, words: Sequence[str]) -> None:
        """``ends`` and ``begins`` are where each word lies, in letters."""
        self.letters = np.frombuffer("".join(words).encode(LETTERS), np.uint8)
        self.sizes = np.fromiter(map(len, words), np.int64, len(words))
        self.ends = np.cumsum(self.sizes)
        self.begins = self.ends - self.sizes
        longest = int(self.sizes.max(initial=0))
        self._inverses = _powers(pow(256, -1, PRIME), longest + 1)
        place = np.arange(len(self.letters)) - np.repeat(self.begins, self.sizes)
        self._sums = np.zeros(len(self.letters) + 1, np.uint64)
        np.cumsum(self.letters * _powers(256, longest)[place], out=self._sums[1:])

    def hashes(self, begins: Places, ends: Places, skipped: Places | None = None) -> NDArray[np.uint64]:
        """The hash of each substring; ``skipped`` letters of its word are before it, none when not given."""
        found: NDArray[np.uint64] = (self._sums[ends] - self._sums[begins]) % np.uint64(PRIME)
        return found if skipped is None else found * self._inverses[skipped] % np.uint64(PRIME)


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    """(count,) 1, base, base², … mod P."""
    powers = [1] * count
    for place in range(1, count):
        powers[place] = powers[place - 1] * base % PRIME
    return np.array(powers, np.uint64)


class Dictionary:
    """S strings, numbered in the order of their buckets, and the lemmas of those that are words.

    ``tables`` are ``buckets`` (BUCKETS + 1,) where the strings of each begin, ``hashes`` (S,), ``starts``
    (S + 1,) where each lies in ``text``, and ``lemmas`` (S,) the number of each word's lemma, or ``MISSING``
    for a string that is a lemma and no word. ``others`` are the words that are not plain, with their lemmas.
    """

    def __init__(self, tables: Mapping[str, NDArray[Any]], others: Mapping[str, str]) -> None:
        self.starts, self.lemmas, self.text = tables["starts"], tables["lemmas"], tables["text"]
        self._buckets, self._hashes = tables["buckets"], tables["hashes"]
        self._others = others
        # NumPy takes ten times as long to read one number as a memoryview does
        self._bucket, self._start = _view(self._buckets), _view(self.starts)
        self._lemma, self._letters = _view(self.lemmas), _view(self.text)

    def __len__(self) -> int:
        return len(self.lemmas)

    def number(self, text: str) -> int:
        """The number of a string."""
        try:
            letters = text.encode(LETTERS)
        except UnicodeEncodeError:
            return MISSING
        bucket = int.from_bytes(letters, "little") % PRIME % BUCKETS
        start, strings = self._start, self._letters
        for number in range(self._bucket[bucket], self._bucket[bucket + 1]):
            if strings[start[number] : start[number + 1]] == letters:
                return number
        return MISSING

    def string(self, number: int) -> str:
        """The string of a number."""
        return str(self._letters[self._start[number] : self._start[number + 1]], LETTERS)

    def lemma(self, word: str) -> str | None:
        """The lemma of a word; None when it is no word of the dictionary."""
        number = self.number(word)
        if number < 0 or self._lemma[number] < 0:
            return self._others.get(word)
        return self.string(self._lemma[number])

    def __contains__(self, word: str) -> bool:
        number = self.number(word)
        return word in self._others if number < 0 else self._lemma[number] >= 0

    def __iter__(self) -> Iterator[str]:
        """All words."""
        yield from map(self.string, np.flatnonzero(self.lemmas >= 0).tolist())
        yield from self._others

    @cached_property
    def _seen(self) -> NDArray[np.bool_]:
        """Whether any string has a hash with such last bits: a sixth of those that no string has."""
        seen = np.zeros(4 * BUCKETS, np.bool_)
        seen[self._hashes % len(seen)] = True
        return seen

    def numbers(self, text: Text, begins: Places, ends: Places, skipped: Places | None = None) -> Numbers:
        """(n,) The number of each substring of some words; see ``Text.hashes``."""
        hashes = text.hashes(begins, ends, skipped).view(np.int64)
        likely = np.flatnonzero(self._seen.take(hashes % len(self._seen)))
        hashes = hashes[likely]
        bucket = hashes % BUCKETS
        at = self._buckets.take(bucket).astype(np.int64)
        sizes = self._buckets.take(bucket + 1) - at
        candidates, of = spread(at, sizes), np.repeat(np.arange(len(at)), sizes)
        alike = np.flatnonzero(self._hashes.take(candidates) == hashes.take(of))
        candidates, of = candidates[alike], likely[of[alike]]
        same = self._are(candidates, text, begins[of], ends[of])
        found = np.full(len(begins), MISSING, np.int32)
        found[of[same]] = candidates[same]
        return found

    def _are(self, numbers: Places, text: Text, begins: Places, ends: Places) -> NDArray[np.bool_]:
        """Whether strings are the same as substrings, all letters of them."""
        starts = self.starts[numbers].astype(np.int64)
        sizes = ends - begins
        same: NDArray[np.bool_] = self.starts[numbers + 1] - starts == sizes
        left, skipped = np.flatnonzero(same), 0
        while len(left):
            letters = FIRST_BYTES.take(np.minimum(sizes[left] - skipped, EIGHT))
            ours = _eights(self.text, starts[left] + skipped)
            unlike = (ours ^ _eights(text.letters, begins[left] + skipped)) & letters != 0
            same[left[unlike]] = False
            skipped += EIGHT
            left = left[~unlike & (sizes[left] > skipped)]
        return same


def _eights(letters: NDArray[np.uint8], begins: Places) -> NDArray[np.uint64]:
    """(n,) The eight letters from each place on as one number, the first in its last byte."""
    if len(letters) < EIGHT:
        letters = np.append(letters, np.zeros(EIGHT, np.uint8))
    every = eight_from(letters, "<u8")
    at = np.minimum(begins, len(every) - 1)
    found: NDArray[np.uint64] = every[at] >> (8 * (begins - at)).astype(np.uint64)
    return found


def _view(column: NDArray[Any]) -> memoryview:
    return memoryview(column)  # type: ignore[arg-type]
