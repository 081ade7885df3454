"""Occurrences of terms, in the order documents have them, into the arrays of a segment.

Each occurrence is packed into one number, from the left: the entry (its term's place in the order of bytes,
then its field), the document, the position. The numbers sorted are the postings in order, so that the whole
inversion is one sort and a few comparisons of neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from search.arrays.layout import LAYOUT_VERSION, About, SegmentArrays, smallest, starts_of

_PACKED_BITS = 64
_EIGHT = 8
"""Bytes that are one number."""
_COMPARED = 3 * _EIGHT
"""Bytes of a term that are compared as numbers; few are alike so far."""
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)


class Occurrences(NamedTuple):
    """(O,) Where terms stand: each a number of a term, a field, a document and a position."""

    terms: NDArray[np.unsignedinteger[Any]]
    fields: NDArray[np.unsignedinteger[Any]]
    docs: NDArray[np.unsignedinteger[Any]]
    positions: NDArray[np.unsignedinteger[Any]]


def invert(
    occurrences: Occurrences, terms: Sequence[bytes], fields: tuple[str, ...], documents: int
) -> SegmentArrays:
    """The arrays of a segment: ``terms`` and ``fields`` are what the numbers stand for.

    A term without any occurrence is left out.
    """
    order = order_of(terms)
    rank = np.empty(len(terms), np.uint64)
    rank[order] = np.arange(len(terms), dtype=np.uint64)
    entries, docs, positions = _sorted(occurrences, rank, len(fields), documents)
    first = _first_of_each(entries, docs)
    places = np.flatnonzero(first)
    entry_of, doc_of = entries[places], docs[places]
    opens = np.flatnonzero(_first_of_each(entry_of))
    entry = entry_of[opens]
    term = entry // np.uint64(len(fields))
    used = np.flatnonzero(_first_of_each(term))
    lengths = lengths_of(occurrences, len(fields), documents)
    return SegmentArrays(
        about=About(LAYOUT_VERSION, documents, fields, tuple(int(total) for total in lengths.sum(axis=1))),
        **dictionary([terms[order[number]] for number in term[used].tolist()]),
        entry_starts=smallest(np.append(used, len(entry))),
        entry_fields=(entry % np.uint64(len(fields))).astype(np.uint8),
        posting_starts=smallest(np.append(opens, len(places))),
        position_starts=smallest(np.append(places[opens], len(docs))),
        docs=smallest(doc_of),
        freqs=smallest(np.diff(np.append(places, len(docs)))),
        positions=smallest(positions),
        lengths=as_bytes(lengths),
    )


def order_of(terms: Sequence[bytes]) -> list[int]:
    """The numbers of terms in the order of their bytes: by their first as numbers, the rest one by one.

    >>> order_of([b"ski", b"hus", b"hushjelp", b"hushjelpen", b"hus"])
    [1, 4, 2, 3, 0]
    """
    text, starts = b"".join(terms), _starts_of(terms)
    keys = np.array([_eight(text, starts, skipped) for skipped in range(0, _COMPARED, _EIGHT)])
    order = np.lexsort(keys[::-1])
    """Right but for terms that are alike so far: they are one after another."""
    alike = np.append((keys[:, order[1:]] == keys[:, order[:-1]]).all(axis=0), False)
    opens = np.flatnonzero(alike & ~np.append(False, alike[:-1])).tolist()
    closes = np.flatnonzero(~alike & np.append(False, alike[:-1])).tolist()
    ordered: list[int] = order.tolist()
    for first, last in zip(opens, closes, strict=True):
        ordered[first : last + 1] = sorted(ordered[first : last + 1], key=terms.__getitem__)
    return ordered


def _sorted(
    occurrences: Occurrences, rank: NDArray[np.uint64], fields: int, documents: int
) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
    """Entries, documents and positions in the order of all three."""
    entries = rank[occurrences.terms] * np.uint64(fields) + occurrences.fields
    docs, positions = occurrences.docs.astype(np.uint64), occurrences.positions.astype(np.uint64)
    for_doc, for_position = _bits(documents), _bits(int(positions.max(initial=0)) + 1)
    if _bits(int(entries.max(initial=0)) + 1) + for_doc + for_position > _PACKED_BITS:
        order = np.lexsort((positions, docs, entries))
        return entries[order], docs[order], positions[order]
    packed = ((entries << np.uint64(for_doc)) | docs) << np.uint64(for_position) | positions
    packed.sort()
    positions = packed & np.uint64((1 << for_position) - 1)
    packed >>= np.uint64(for_position)
    return packed >> np.uint64(for_doc), packed & np.uint64((1 << for_doc) - 1), positions


def _bits(count: int) -> int:
    """Bits that tell ``count`` numbers from nought on apart."""
    return max(count - 1, 1).bit_length()


def _first_of_each(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows differ from the row before."""
    differs = np.ones(len(columns[0]), np.bool_)
    if len(differs):
        differs[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return differs


def dictionary(terms: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    """The arrays that hold terms in order: ``keys``, ``text`` and ``text_starts``."""
    text, starts = b"".join(terms), _starts_of(terms)
    return {
        "keys": _eight(text, starts, 0),
        "text": np.frombuffer(text, np.uint8),
        "text_starts": smallest(starts),
    }


def _starts_of(terms: Sequence[bytes]) -> NDArray[np.int64]:
    return starts_of(np.fromiter(map(len, terms), np.int64, len(terms)))


def _eight(text: bytes, starts: NDArray[np.int64], skipped: int) -> NDArray[np.uint64]:
    """(T,) Eight bytes of each term as a number, big-endian, after some that are skipped; noughts for bytes
    that it lacks.
    """
    padded = np.frombuffer(text + bytes(_EIGHT), np.uint8)
    begins = np.minimum(starts[:-1] + skipped, len(text))
    numbers = sliding_window_view(padded, _EIGHT)[begins].view(">u8").ravel().astype(np.uint64)
    has = np.clip(np.diff(starts) - skipped, 0, _EIGHT)
    lacks = (8 * (_EIGHT - np.maximum(has, 1))).astype(np.uint64)
    return np.where(has > 0, (numbers >> lacks) << lacks, np.uint64(0))


def lengths_of(occurrences: Occurrences, fields: int, documents: int) -> NDArray[np.int64]:
    """(F, N) How many occurrences each field of each document has."""
    cells = occurrences.fields.astype(np.int64) * documents + occurrences.docs
    return np.bincount(cells, minlength=fields * documents).reshape(fields, documents)


def as_bytes(lengths: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Lengths as Whoosh codes them in a byte: the first whose length is not less.

    >>> as_bytes(np.array([0, 1, 2, 10**9]))
    array([  0,   1,   2, 255], dtype=uint8)
    """
    return np.minimum(np.searchsorted(_LENGTHS, lengths), 255).astype(np.uint8)
