"""Occurrences of terms, in the order documents have them, into the arrays of a segment.

Each occurrence is packed into one number, from the left: the entry (its term's place in the order of bytes,
then its field), the document, the position. The numbers sorted are the postings in order, so that the whole
inversion is one sort and a few comparisons of neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from search.arrays.layout import (
    EIGHT,
    LAYOUT_VERSION,
    About,
    Numbers,
    SegmentArrays,
    eight_from,
    smallest,
    starts_of,
)

_PACKED_BITS = 64
_COMPARED = 3 * EIGHT
"""Bytes of a term that are compared as numbers; few are alike so far."""
_FEW = 1_000
"""Terms that are put in order one by one in less time than as numbers."""
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)


class Occurrences(NamedTuple):
    """(O,) Where terms stand: each a number of a term, a field, a document and a position."""

    terms: NDArray[np.unsignedinteger[Any]]
    fields: NDArray[np.unsignedinteger[Any]]
    docs: NDArray[np.unsignedinteger[Any]]
    positions: NDArray[np.unsignedinteger[Any]]


class _Postings(NamedTuple):
    """P postings in order, and where among O positions those of each begin."""

    entries: NDArray[np.uint64]
    docs: Numbers
    places: NDArray[np.int64]
    positions: Numbers


def invert(
    pieces: Sequence[Occurrences], terms: Sequence[bytes], fields: tuple[str, ...], documents: int
) -> SegmentArrays:
    """The arrays of a segment: ``terms`` and ``fields`` are what the numbers stand for.

    A term without any occurrence is left out.
    """
    order = order_of(terms)
    rank = np.empty(len(terms), np.uint64)
    rank[order] = np.arange(len(terms), dtype=np.uint64)
    found = _sorted(pieces, rank, len(fields), documents)
    opens = np.flatnonzero(_first_of_each(found.entries))
    entry = found.entries[opens]
    term = entry // np.uint64(len(fields))
    used = np.flatnonzero(_first_of_each(term))
    lengths = lengths_of(pieces, len(fields), documents)
    return SegmentArrays(
        about=About(LAYOUT_VERSION, documents, fields, tuple(int(total) for total in lengths.sum(axis=1))),
        **dictionary(list(map(terms.__getitem__, np.array(order, np.int64)[term[used]].tolist()))),
        entry_starts=smallest(np.append(used, len(entry))),
        entry_fields=(entry % np.uint64(len(fields))).astype(np.uint8),
        posting_starts=smallest(np.append(opens, len(found.places))),
        position_starts=smallest(np.append(found.places[opens], len(found.positions))),
        docs=smallest(found.docs),
        freqs=smallest(_sizes(found.places, len(found.positions))),
        positions=found.positions,
        lengths=as_bytes(lengths),
    )


def order_of(terms: Sequence[bytes]) -> list[int]:
    """The numbers of terms in the order of their bytes: by their first as numbers, the rest one by one.

    >>> order_of([b"ski", b"hus", b"hushjelp", b"hushjelpen", b"hus"])
    [1, 4, 2, 3, 0]
    """
    if len(terms) < _FEW:
        return sorted(range(len(terms)), key=terms.__getitem__)
    text, starts = b"".join(terms), _starts_of(terms)
    begins, sizes = starts[:-1], np.diff(starts)
    keys = _eight(text, begins, sizes)
    order = np.argsort(keys)
    alike = ~_first_of_each(keys[order])
    """(T,) Which terms in order are like the one before, so far as they are compared."""
    for skipped in range(EIGHT, _COMPARED, EIGHT):
        here = np.flatnonzero(alike | np.append(alike[1:], False))
        run, some = np.cumsum(~alike[here]), order[here]
        keys = _eight(text, begins[some] + skipped, sizes[some] - skipped)
        again = np.lexsort((keys, run))
        order[here] = some[again]
        alike[here] = ~_first_of_each(keys[again], run)
    ordered: list[int] = order.tolist()
    opens = np.flatnonzero(~alike & np.append(alike[1:], False)).tolist()
    ends = (np.flatnonzero(alike & ~np.append(alike[1:], False)) + 1).tolist()
    for first, end in zip(opens, ends, strict=True):
        ordered[first:end] = sorted(ordered[first:end], key=terms.__getitem__)
    return ordered


def _sorted(
    pieces: Sequence[Occurrences], rank: NDArray[np.uint64], fields: int, documents: int
) -> _Postings:
    """The postings in the order of entries and documents, with their positions in order.

    Each piece is packed where it lies beside the processor; one long column of everything never does.
    """
    most = max((int(piece.positions.max(initial=0)) for piece in pieces), default=0)
    for_doc, for_position = _bits(documents), _bits(most + 1)
    if _bits(len(rank) * fields) + for_doc + for_position > _PACKED_BITS:
        return _sorted_by_columns(pieces, rank, fields, documents)
    shift = np.uint64(for_doc + for_position)
    of_term, of_field = rank * np.uint64(fields) << shift, np.arange(fields, dtype=np.uint64) << shift
    bounds = starts_of([len(piece.terms) for piece in pieces]).tolist()
    packed = np.empty(bounds[-1], np.uint64)
    for piece, begin, end in zip(pieces, bounds[:-1], bounds[1:], strict=True):
        some = of_term[piece.terms]
        some += of_field[piece.fields]
        some += piece.docs.astype(np.uint64) << np.uint64(for_position)
        some += piece.positions
        packed[begin:end] = some
    packed.sort()
    positions = packed.astype(np.min_scalar_type(most)) & np.min_scalar_type(most).type(
        (1 << for_position) - 1
    )
    packed >>= np.uint64(for_position)
    places = np.flatnonzero(_first_of_each(packed))
    packed = packed.take(places)
    docs = np.empty(len(packed), np.uint32)
    np.bitwise_and(packed, np.uint64((1 << for_doc) - 1), out=docs, casting="unsafe")
    packed >>= np.uint64(for_doc)
    return _Postings(packed, docs, places, positions)


def _sorted_by_columns(
    pieces: Sequence[Occurrences], rank: NDArray[np.uint64], fields: int, documents: int
) -> _Postings:
    """The same where a number of 64 bits is too small for a term, a field, a document and a position."""
    terms, of, docs, positions = (np.concatenate(column) for column in zip(*pieces, strict=True))
    entries, docs = rank[terms] * np.uint64(fields) + of, docs.astype(np.uint64)
    order = np.lexsort((positions, docs, entries))
    entries, docs = entries[order], docs[order]
    places = np.flatnonzero(_first_of_each(entries, docs))
    return _Postings(entries[places], docs[places], places, smallest(positions[order]))


def _bits(count: int) -> int:
    """Bits that tell ``count`` numbers from nought on apart."""
    return max(count - 1, 1).bit_length()


def _first_of_each(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows differ from the row before."""
    differs = np.ones(len(columns[0]), np.bool_)
    first, *others = columns
    np.not_equal(first[1:], first[:-1], out=differs[1:])
    for column in others:
        differs[1:] |= column[1:] != column[:-1]
    return differs


def _sizes(begins: NDArray[np.int64], end: int) -> NDArray[np.uint32]:
    """How long each of some runs is; the last ends at ``end``."""
    sizes = np.empty(len(begins), np.uint32)
    np.subtract(begins[1:], begins[:-1], out=sizes[:-1], casting="unsafe")
    sizes[-1:] = end - begins[-1:]
    return sizes


def dictionary(terms: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    """The arrays that hold terms in order: ``keys``, ``text`` and ``text_starts``."""
    text, starts = b"".join(terms), _starts_of(terms)
    return {
        "keys": _eight(text, starts[:-1], np.diff(starts)),
        "text": np.frombuffer(text, np.uint8),
        "text_starts": smallest(starts),
    }


def _starts_of(terms: Sequence[bytes]) -> NDArray[np.int64]:
    return starts_of(np.fromiter(map(len, terms), np.int64, len(terms)))


def _eight(text: bytes, begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """(n,) The first eight bytes of each of some pieces as a number, big-endian; noughts for bytes that it
    lacks.
    """
    padded = np.frombuffer(text + bytes(EIGHT), np.uint8)
    numbers = eight_from(padded, ">u8")[np.minimum(begins, len(text))].astype(np.uint64)
    has = np.clip(sizes, 0, EIGHT)
    lacks = (8 * (EIGHT - np.maximum(has, 1))).astype(np.uint64)
    return np.where(has > 0, (numbers >> lacks) << lacks, np.uint64(0))


def lengths_of(pieces: Sequence[Occurrences], fields: int, documents: int) -> NDArray[np.int64]:
    """(F, N) How many occurrences each field of each document has."""
    lengths = np.zeros((fields, documents), np.int64)
    for piece in pieces:
        if len(piece.docs):
            first = int(piece.docs.min())
            count = int(piece.docs.max()) - first + 1
            cells = piece.fields.astype(np.int64) * count + (piece.docs - np.uint32(first))
            found = np.bincount(cells, minlength=fields * count).reshape(fields, count)
            lengths[:, first : first + count] += found
    return lengths


def as_bytes(lengths: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Lengths as Whoosh codes them in a byte: the first whose length is not less.

    >>> as_bytes(np.array([0, 1, 2, 10**9]))
    array([  0,   1,   2, 255], dtype=uint8)
    """
    return np.minimum(np.searchsorted(_LENGTHS, lengths), 255).astype(np.uint8)
