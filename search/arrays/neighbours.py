"""Which of some documents have two words beside one another in a field: many pairs of words at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.chosen import Within
from search.arrays.phrase import in_both
from search.arrays.segment import Postings, Segment, spread

Pair = tuple[str, str]


def neighbours(
    pairs: Sequence[Pair], fields: Sequence[str], segment: Segment, within: Within, count: int
) -> NDArray[np.bool_]:
    """(pairs, K) Where the second word of a pair stands right after the first in any of the fields, in which
    of the ``count`` chosen documents.

    Each occurrence of a word becomes one number: the field, the document's place among the chosen, and the
    position in it. A pair is where the first word's numbers and one meet the second's.
    """
    stride = int(np.iinfo(segment.arrays.positions.dtype).max) + 2
    words = tuple(dict.fromkeys(word for pair in pairs for word in pair))
    rows = [
        _Row(number, place * count, segment.between(postings, within.low, within.high, positions=True))
        for number, word in enumerate(words)
        for held in [segment.postings_by_field(word.encode())]
        for place, field in enumerate(fields)
        if (postings := held.get(field))
    ]
    word, numbers = _occurrences(rows, segment, within, stride)
    bounds = np.searchsorted(word, np.arange(len(words) + 1))
    places = {text: numbers[bounds[n] : bounds[n + 1]] for n, text in enumerate(words)}
    found = np.zeros((len(pairs), count), np.bool_)
    for row, (first, second) in enumerate(pairs):
        met = in_both(places[first] + 1, places[second])
        found[row, met // stride % count] = True
    return found


class _Row(NamedTuple):
    """A word in a field: the number of the word, what the field adds to a place, and the postings."""

    word: int
    field: int
    postings: Postings


def _occurrences(
    rows: Sequence[_Row], segment: Segment, within: Within, stride: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The word and the number of each occurrence in the chosen documents; ascending in each word."""
    several = [one.postings for one in rows]
    sizes = np.array([postings.end - postings.begin for postings in several], np.int64)
    docs, freqs = segment.docs_of(several), segment.freqs_of(several).astype(np.int64)
    ends = np.cumsum(freqs)
    before = np.concatenate(([0], ends))[np.cumsum(sizes) - sizes]
    begins = np.array([postings.positions for postings in several], np.int64) - before
    place = within.places[docs - within.low]
    at = (place >= 0).nonzero()[0]
    row = np.repeat(np.arange(len(rows)), sizes)[at]
    freqs, starts = freqs[at], (ends - freqs)[at] + begins[row]
    cell = np.array([one.field for one in rows], np.int64)[row] + place[at]
    positions = segment.arrays.positions[spread(starts, freqs)].astype(np.int64)
    numbers: NDArray[np.int64] = np.repeat(cell * stride, freqs) + positions
    return np.repeat(np.array([one.word for one in rows], np.int64)[row], freqs), numbers
