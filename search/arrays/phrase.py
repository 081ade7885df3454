"""Where words stand one after another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.arrays.hits import DENSE, Docs
from search.arrays.layout import Numbers
from search.arrays.segment import Postings, Segment, spread


def documents_in_order(segment: Segment, words: list[Postings], places: tuple[int, ...], among: Docs) -> Docs:
    """Those of ``among`` where each word stands ``places`` after the first; all of them have all the words.

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
        begun = in_both(begun, _beginnings(segment, word, place, among, stride))
    found = np.zeros(len(among), np.bool_)
    found[begun // stride] = True
    return among[found.nonzero()[0]]


def _beginnings(segment: Segment, word: Postings, place: int, among: Docs, stride: int) -> NDArray[np.int64]:
    """Ascending numbers of where the phrase would begin by each occurrence of a word in ``among``."""
    arrays = segment.arrays
    at = _postings_of(arrays.docs[word.begin : word.end], among, segment.documents)
    freqs, begins = segment.runs(word, at)
    position = arrays.positions[spread(begins, freqs)].astype(np.int64) - place
    begun = np.arange(0, len(among) * stride, stride).repeat(freqs) + position
    return begun if not place else begun[(position >= 0).nonzero()[0]]


def _postings_of(listed: Numbers, among: Docs, documents: int) -> NDArray[np.int64]:
    """Where in ``listed`` each of ``among`` stands; all do."""
    if len(among) * DENSE < len(listed):
        return listed.searchsorted(among.astype(listed.dtype))
    chosen = np.zeros(documents, np.bool_)
    chosen[among] = True
    return chosen[listed].nonzero()[0]


def in_both(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers in both of two ascending arrays, each of them once: a merge, and then the equals."""
    merged = np.concatenate((one, other))
    merged.sort(kind="stable")
    both: NDArray[np.int64] = merged[(merged[1:] == merged[:-1]).nonzero()[0]]
    return both
