"""Where words stand one after another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.arrays.hits import Docs, contained
from search.arrays.segment import Postings, Segment, spread


def documents_in_order(segment: Segment, words: list[Postings], places: tuple[int, ...], among: Docs) -> Docs:
    """Those of ``among`` where each word stands ``places`` after the first; all the words are there.

    Each occurrence becomes one number: the document's place in ``among`` times a stride, plus where the
    phrase would begin. The phrase is where all the words have the same number, so it is found by intersecting
    sorted arrays, from the rarest word on.
    """
    stride = int(np.iinfo(segment.arrays.positions.dtype).max) + max(places, default=0) + 2
    ordered = sorted(zip(words, places, strict=True), key=lambda pair: pair[0].end - pair[0].begin)
    begun = _beginnings(segment, *ordered[0], among, stride)
    for word, place in ordered[1:]:
        if not len(begun):
            break
        begun = begun[contained(begun, _beginnings(segment, word, place, among, stride), len(among) * stride)]
    return among[np.unique(begun // stride)]


def _beginnings(segment: Segment, word: Postings, place: int, among: Docs, stride: int) -> NDArray[np.int64]:
    """Ascending numbers of where the phrase would begin by each occurrence of a word in ``among``."""
    arrays = segment.arrays
    docs, freqs = segment.docs(word), arrays.freqs[word.begin : word.end].astype(np.int64)
    starts = word.positions + np.cumsum(freqs) - freqs
    chosen = contained(docs, among, segment.documents)
    freqs, starts = freqs[chosen], starts[chosen]
    position = arrays.positions[spread(starts, freqs)].astype(np.int64) - place
    begun = np.repeat(np.searchsorted(among, docs[chosen]), freqs) * stride + position
    return begun[position >= 0]
