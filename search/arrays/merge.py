"""Segments into one, without the documents that are deleted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.invert import Occurrences, invert
from search.arrays.layout import SegmentArrays
from search.arrays.segment import spread

Mask = NDArray[np.bool_]


class Part(NamedTuple):
    """A segment, and which of its documents are kept."""

    arrays: SegmentArrays
    kept: Mask


def merge(parts: Sequence[Part]) -> SegmentArrays:
    """One segment with the kept documents of each part, in order. All parts have the same fields.

    Occurrences are unpacked and inverted again: as much work as when they were new, without any word being
    analysed or looked up, and right by the same few lines.
    """
    fields = parts[0].arrays.about.fields
    numbers: dict[bytes, int] = {}
    unpacked: list[Occurrences] = []
    base = 0
    for part in parts:
        known = np.array([numbers.setdefault(t, len(numbers)) for t in _terms(part.arrays)], np.uint32)
        unpacked.append(_unpacked(part, known, base))
        base += int(part.kept.sum())
    return invert(unpacked, list(numbers), fields, base)


def _terms(arrays: SegmentArrays) -> list[bytes]:
    text, bounds = arrays.text.tobytes(), arrays.text_starts.tolist()
    return [text[begin:end] for begin, end in pairwise(bounds)]


def _unpacked(part: Part, numbers: NDArray[np.uint32], base: int) -> Occurrences:
    """The occurrences of the kept documents, with the numbers that terms and documents get."""
    arrays = part.arrays
    renumbered = base + np.cumsum(part.kept) - 1
    of_entry = np.repeat(numbers, np.diff(arrays.entry_starts))
    sizes = np.diff(arrays.posting_starts)
    kept = part.kept[arrays.docs]
    freqs = arrays.freqs.astype(np.int64)
    begins = (np.cumsum(freqs) - freqs)[kept]
    freqs = freqs[kept]
    return Occurrences(
        np.repeat(np.repeat(of_entry, sizes)[kept], freqs),
        np.repeat(np.repeat(arrays.entry_fields, sizes)[kept], freqs),
        np.repeat(renumbered[arrays.docs[kept]].astype(np.uint32), freqs),
        arrays.positions[spread(begins, freqs)],
    )
