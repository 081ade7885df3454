"""A segment's arrays.

Terms are in the order of their bytes, whatever field they are in; under each term are its *entries*, one for
each field that has it; under each entry its postings (a document and a frequency), and under each posting as
many positions as its frequency says. So everything about a word, in all fields, is found by one look-up and
lies together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from search.arrays.files import Files

LAYOUT_VERSION = 3
FILE = "postings"
Numbers = NDArray[np.unsignedinteger[Any]]
EIGHT = 8
"""Bytes that are one number."""
FIRST_BYTES = np.array([(1 << 8 * count) - 1 for count in range(EIGHT + 1)], np.uint64)
"""What is kept of eight little-endian bytes when so many of them are asked for."""


class About(msgspec.Struct, frozen=True):
    """What is known of a segment as a whole. ``totals`` are the exact sums of the fields' lengths."""

    version: int
    documents: int
    """All documents, deleted ones among them."""
    fields: tuple[str, ...]
    totals: tuple[int, ...]


@dataclass(frozen=True)
class SegmentArrays:
    """The arrays of one segment of N documents, F fields, T terms, E entries, P postings, O positions.

    ``…_starts[i]`` and ``…_starts[i + 1]`` are where what belongs to number i begins and ends. Arrays of
    ``Numbers`` are of the smallest unsigned type that holds them, so that a small segment takes little room.
    """

    about: About
    keys: NDArray[np.uint64]
    """(T,) The first eight bytes of each term as a big-endian number, which sorts as the bytes do."""
    text: NDArray[np.uint8]
    """All terms' bytes one after another."""
    text_starts: Numbers
    """(T + 1,)"""
    entry_starts: Numbers
    """(T + 1,)"""
    entry_fields: NDArray[np.uint8]
    """(E,) The field of each entry, as its place in ``about.fields``; ascending under a term."""
    posting_starts: Numbers
    """(E + 1,)"""
    position_starts: Numbers
    """(E + 1,)"""
    docs: Numbers
    """(P,) Document numbers, ascending under an entry."""
    freqs: Numbers
    """(P,) How often the term stands there."""
    positions: Numbers
    """(O,) Ascending under a posting."""
    lengths: NDArray[np.uint8]
    """(F, N) The length of each field of each document, as Whoosh codes it in a byte."""


ARRAY_NAMES = tuple(field.name for field in fields(SegmentArrays) if field.name != "about")


def save(arrays: SegmentArrays, files: Files) -> None:
    """Write the arrays of a segment."""
    files.write(FILE, {name: getattr(arrays, name) for name in ARRAY_NAMES}, arrays.about)


def load(files: Files) -> SegmentArrays:
    """Read them back. Raises OSError, KeyError or ValueError when they are missing or of another version."""
    arrays, about = files.read(FILE, About)
    if about.version != LAYOUT_VERSION:
        raise ValueError(f"{files.segment}: layout {about.version}, not {LAYOUT_VERSION}")
    return SegmentArrays(about=about, **arrays)


def starts_of(sizes: Sequence[int] | NDArray[Any]) -> NDArray[np.int64]:
    """Where runs of these sizes begin, one after another, and where the last ends.

    >>> starts_of([2, 0, 3])
    array([0, 2, 2, 5])
    """
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts


def eight_from(letters: NDArray[np.uint8], kind: str) -> NDArray[np.uint64]:
    """The number that the eight bytes from each place on are, of some kind; nothing is copied.

    >>> eight_from(np.arange(9, dtype=np.uint8), ">u8").tolist() == [0x01020304050607, 0x0102030405060708]
    True
    """
    return np.ndarray((len(letters) - 7,), kind, letters.data, strides=(1,))


def smallest(numbers: NDArray[Any]) -> Numbers:
    """The same numbers in the smallest unsigned type that holds them all.

    >>> smallest(np.array([1, 255])).dtype, smallest(np.array([256])).dtype
    (dtype('uint8'), dtype('uint16'))
    """
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def flaw(arrays: SegmentArrays) -> str:
    """The name of an array that does not add up; empty when every number leads somewhere.

    Postings must be as many as the entries say and of ascending documents that exist, and positions as many
    as the frequencies say.
    """
    terms, entries = len(arrays.keys), len(arrays.entry_fields)
    for name, count, target in (
        ("text_starts", terms, arrays.text), ("entry_starts", terms, arrays.entry_fields),
        ("posting_starts", entries, arrays.docs), ("position_starts", entries, arrays.positions),
    ):  # fmt: skip
        starts = getattr(arrays, name)
        bounded = len(starts) == count + 1 and starts[0] == 0 and starts[-1] == len(target)
        if not bounded or np.any(starts[1:] < starts[:-1]):
            return name
    docs = arrays.docs
    opens = np.zeros(len(docs) + 1, np.bool_)
    opens[arrays.posting_starts] = True
    same_entry = ~opens[1:-1]
    if len(docs) and (docs.max() >= arrays.about.documents or np.any((docs[1:] <= docs[:-1]) & same_entry)):
        return "docs"
    counted = np.append(0, np.cumsum(arrays.freqs, dtype=np.int64))
    return "freqs" if np.any(counted[arrays.posting_starts] != arrays.position_starts) else ""
