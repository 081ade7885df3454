"""A Whoosh segment's postings, decoded into arrays: the proof that what was written is what is read."""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.format import POSITION_BYTES, PackedPositions
from search.arrays.invert import dictionary
from search.arrays.layout import LAYOUT_VERSION, About, SegmentArrays, smallest, starts_of

_MAGIC_BYTES = 4
_LENGTH = struct.Struct("!i")


class _Entry(NamedTuple):
    """The postings of a term in a field, in the order Whoosh has them."""

    term: bytes
    field: int
    deltas: tuple[int, ...]
    frequencies: tuple[float, ...]
    positions: bytes


def decode(reader: Any) -> SegmentArrays:
    """The arrays of a ``whoosh.reading.SegmentReader``: those of its fields with packed positions.

    Whoosh has the fields one after another and the terms of each in order; here the terms of all fields
    are in one order. Deleted documents are decoded too: which they are is no part of a segment.
    """
    names = tuple(sorted(n for n, f in reader.schema.items() if isinstance(f.format, PackedPositions)))
    entries = sorted(_entries(reader, names), key=lambda entry: (entry.term, entry.field))
    return SegmentArrays(
        about=_about(reader, names), **_dictionary(entries), **_postings(entries), **_lengths(reader, names)
    )  # fmt: skip


def differs(reader: Any, arrays: SegmentArrays, sampled: int) -> bytes | None:
    """A term whose postings Whoosh's files and the arrays tell differently, among ``sampled`` of all entries;
    None when there is none.
    """
    count = len(arrays.entry_fields)
    entries = np.unique(np.linspace(0, count - 1, min(sampled, count)).astype(np.int64))
    terms = np.searchsorted(arrays.entry_starts, entries, "right") - 1
    for entry, term in zip(entries.tolist(), terms.tolist(), strict=True):
        word = bytes(arrays.text[arrays.text_starts[term] : arrays.text_starts[term + 1]])
        number = int(arrays.entry_fields[entry])
        info = reader._terms.term_info(arrays.about.fields[number], word)
        theirs = _entry(word, number, _blocks(reader._terms, info))
        begin, end = arrays.posting_starts[entry : entry + 2].tolist()
        first, last = arrays.position_starts[entry : entry + 2].tolist()
        same = (
            np.array_equal(np.cumsum(theirs.deltas), arrays.docs[begin:end])
            and np.array_equal(theirs.frequencies, arrays.freqs[begin:end])
            and np.array_equal(np.frombuffer(theirs.positions, "<u4"), arrays.positions[first:last])
        )
        if not same:
            return word
    return None


def _about(reader: Any, names: tuple[str, ...]) -> About:
    totals = tuple(int(reader.field_length(name)) for name in names)
    return About(version=LAYOUT_VERSION, documents=reader.doc_count_all(), fields=names, totals=totals)


def _dictionary(entries: list[_Entry]) -> dict[str, NDArray[Any]]:
    terms = list(dict.fromkeys(entry.term for entry in entries))
    numbers = {term: number for number, term in enumerate(terms)}
    counts = np.bincount([numbers[entry.term] for entry in entries], minlength=len(terms))
    fields = np.array([entry.field for entry in entries], np.uint8)
    return {**dictionary(terms), "entry_starts": starts_of(counts), "entry_fields": fields}


def _postings(entries: list[_Entry]) -> dict[str, NDArray[Any]]:
    sizes = [len(entry.deltas) for entry in entries]
    posting_starts = starts_of(sizes)
    deltas = np.fromiter(chain.from_iterable(e.deltas for e in entries), np.int64, posting_starts[-1])
    freqs = np.fromiter(chain.from_iterable(e.frequencies for e in entries), np.int64, posting_starts[-1])
    return {
        "posting_starts": posting_starts,
        "position_starts": starts_of([len(entry.positions) // POSITION_BYTES for entry in entries]),
        "docs": _undelta(deltas, posting_starts),
        "freqs": smallest(freqs),
        "positions": smallest(np.frombuffer(b"".join(entry.positions for entry in entries), "<u4")),
    }


def _undelta(deltas: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The numbers whose differences these are, beginning anew at each of ``starts``."""
    running = np.cumsum(deltas)
    before = np.concatenate(([0], running))[starts[:-1]]
    numbers: NDArray[np.uint32] = (running - np.repeat(before, np.diff(starts))).astype(np.uint32)
    return numbers


def _lengths(reader: Any, names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Whoosh has a file for each field with a byte for each document, as far as any has the field."""
    lengths = np.zeros((len(names), reader.doc_count_all()), np.uint8)
    about = reader._perdoc
    for row, name in zip(lengths, names, strict=True):
        column = f"_{name}_len"
        if about.has_column(column):
            file, offset, size = about._get_column_file(column)
            row[:size] = np.frombuffer(file.get(offset, size), np.uint8)
    return {"lengths": lengths}


def _entries(reader: Any, names: tuple[str, ...]) -> Iterator[_Entry]:
    numbers = {name: number for number, name in enumerate(names)}
    terms = reader._terms  # the matchers above it unpack a posting at a time
    for (name, term), info in terms.items():
        if name in numbers:
            yield _entry(bytes(term), numbers[name], _blocks(terms, info))


def _entry(term: bytes, field: int, blocks: list[tuple[Any, ...]]) -> _Entry:
    """Document numbers are differences within a block, the first of each from nothing."""
    deltas: list[int] = []
    frequencies: list[float] = []
    values: list[bytes] = []
    last = 0
    for ids, weights, packed in blocks:
        deltas.append(ids[0] - last)
        deltas.extend(ids[1:])
        last = sum(ids)
        frequencies.extend([weights or 1.0] * len(ids) if not isinstance(weights, tuple) else weights)
        values.extend(packed)
    return _Entry(term, field, tuple(deltas), tuple(frequencies), b"".join(values))


def _blocks(terms: Any, info: Any) -> list[tuple[Any, ...]]:
    """The blocks of a posting list: differences of document numbers, weights and packed positions.

    The file holds, after four bytes that tell the format: for each block its length (negative for the last),
    a pickle about it whose fourth part says whether it is compressed, and a pickle with its content.
    """
    if info.is_inlined():
        ids, weights, values = info.inlined_postings()
        return [((ids[0], *(b - a for a, b in pairwise(ids))), tuple(weights), values)]
    offset, (length,) = info.extent()  # Whoosh forgets to unpack the length
    content = io.BytesIO(terms._postfile.get(offset, length))
    content.seek(_MAGIC_BYTES)
    blocks, last = [], False
    while not last:
        (size,) = _LENGTH.unpack(content.read(_LENGTH.size))
        last, begins = size < 0, content.tell()
        compressed = pickle.load(content)[3]  # noqa: S301 - the generation's files are proven by their hashes
        packed = content.read(begins + abs(size) - content.tell())
        blocks.append(pickle.loads(zlib.decompress(packed) if compressed else packed))  # noqa: S301
    return blocks
