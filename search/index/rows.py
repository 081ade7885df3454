"""What the entries of a lexicon stand for: rows of terms, in columns that grow."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.layout import starts_of
from search.arrays.segment import spread


class Rows(NamedTuple):
    """What E entries stand for: R rows, those of entry i from ``starts[i]`` to ``starts[i + 1]``."""

    starts: NDArray[np.int64]
    """(E + 1,)"""
    places: NDArray[np.int64]
    """(E,) How many places an entry takes."""
    terms: NDArray[np.uint32]
    """(R,)"""
    at: NDArray[np.uint8]
    """(R,) Which of its entry's places a term stands at."""
    part: NDArray[np.bool_]
    """(R,) Whether the term is a part of a compound."""


class _Added(NamedTuple):
    """Rows of new entries."""

    entries: NDArray[np.int64]
    terms: NDArray[np.uint32]
    at: NDArray[np.uint8]
    part: NDArray[np.uint8]


class RowTable:
    """The rows of entries that are numbered from nought on, and numbers for their terms."""

    def __init__(self) -> None:
        self.terms: defaultdict[str, int] = defaultdict(count().__next__)
        """Term → number; a new one when it is asked for."""
        self._starts, self._places = array("q", [0]), array("q")
        self._terms, self._at, self._part = array("I"), bytearray(), bytearray()
        self._added: list[_Added] = []

    def __len__(self) -> int:
        return len(self._places)

    def add(
        self, entries: NDArray[np.int64], texts: Sequence[Sequence[str]], at: int = 0, *, part: bool = False
    ) -> None:
        """Terms of new entries, any number for each, at one of its places."""
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        self._add(np.repeat(entries, sizes), chain.from_iterable(texts), at, part=part)

    def add_one(self, entries: NDArray[np.int64], texts: Sequence[str | None]) -> None:
        """A term of each new entry, or none, at its first place."""
        has = np.array([text is not None for text in texts], np.bool_)
        self._add(entries[has], (text for text in texts if text is not None))

    def _add(
        self, entries: NDArray[np.int64], texts: Iterable[str], at: int = 0, *, part: bool = False
    ) -> None:
        numbers = np.fromiter(map(self.terms.__getitem__, texts), np.uint32, len(entries))
        alike = np.full((2, len(entries)), [[at], [part]], np.uint8)
        self._added.append(_Added(entries, numbers, *alike))

    def settle(self, places: NDArray[np.int64]) -> None:
        """No more is added to the new entries, which take so many places: their rows are put in order."""
        added, self._added = self._added, []
        entries, terms, at, part = (np.concatenate(column) for column in zip(*added, strict=True))
        order = np.argsort(entries, kind="stable")
        sizes = np.bincount(entries - len(self._places), minlength=len(places))
        self._starts.frombytes((self._starts[-1] + np.cumsum(sizes)).tobytes())
        self._places.frombytes(places.tobytes())
        self._terms.frombytes(terms[order].tobytes())
        self._at += at[order].tobytes()
        self._part += part[order].tobytes()

    def of(self, entries: NDArray[np.int64]) -> Rows:
        """What entries stand for, one after another."""
        starts, places = np.frombuffer(self._starts, np.int64), np.frombuffer(self._places, np.int64)
        first = starts.take(entries)
        sizes = starts.take(entries + 1) - first
        rows = spread(first, sizes)
        return Rows(
            starts_of(sizes),
            places.take(entries),
            np.frombuffer(self._terms, np.uint32).take(rows),
            np.frombuffer(self._at, np.uint8).take(rows),
            np.frombuffer(self._part, np.bool_).take(rows),
        )
