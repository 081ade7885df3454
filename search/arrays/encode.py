"""The arrays of a segment written as Whoosh writes one, for Whoosh's own searcher to read.

The same files as Whoosh's codec makes of the same documents (``whoosh.codec.whoosh3``), made a field at
a time from whole arrays instead of a posting at a time. Blocks of few postings are not compressed.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec

from search.arrays.format import POSITION_BYTES
from search.arrays.layout import SegmentArrays, starts_of
from search.arrays.segment import spread

INDEX = "MAIN"
"""The name that Whoosh gives an index when none is given."""
_MAGIC = b"W3Bl"
_BLOCK = 128
"""Postings in a block, as in Whoosh."""
_WORTH = 16
_LEVEL = 1
_AT_ONCE = 1 << 20
"""Postings that are held as Python's numbers at once."""
_PICKLED = 3
"""The first protocol that has bytes as they are, and the last that does not frame them."""
_TABLES = 256
_CRC = 1
_PAIR = struct.Struct("!ii")
_ENTRY = struct.Struct("!qi")
_SLOT = np.dtype([("hash", ">u4"), ("place", ">i8")])
_LENGTH = struct.Struct("!i")
_INFO = np.dtype(
    [
        ("inlined", "u1"), ("weight", ">f4"), ("documents", ">u4"), ("shortest", "u1"), ("longest", "u1"),
        ("most", ">f4"), ("first", ">u4"), ("last", ">u4"),
    ]
)  # fmt: skip
"""What Whoosh's dictionary knows of a term: ``W3TermInfo``."""
_IN_BLOCKS = np.dtype([("known", _INFO), ("offset", ">i8"), ("length", ">i4")])
_INLINED = np.dtype(
    [
        ("known", _INFO), ("begins", "V3"), ("document", "<i4"), ("weights", "V2"), ("one", ">f8"),
        ("values", "V3"), ("position", "<u4"), ("ends", "V3"),
    ]
)  # fmt: skip
_SPELT = {"begins": b"\x80\x03J", "weights": b"\x85G", "values": b"\x85C\x04", "ends": b"\x85\x87."}


class _Postings(NamedTuple):
    """P postings of E entries of a field in B blocks."""

    docs: NDArray[np.int64]
    freqs: NDArray[np.int64]
    lengths: NDArray[np.uint8]
    """(P,) Each document's length in the field, as a byte."""
    positions: bytes
    entries: NDArray[np.int64]
    """(E,) Where each entry begins."""
    blocks: NDArray[np.int64]
    """(B,) Where each block begins."""
    counts: NDArray[np.int64]
    """(E,) Occurrences."""


def write_segment(storage: Any, arrays: SegmentArrays) -> Any:
    """Write a new segment to ``storage`` and give Whoosh's account of it, which a table of contents names."""
    codec = W3Codec()
    segment = codec.new_segment(storage, INDEX)
    segment.set_doc_count(arrays.about.documents)
    segment._fieldlengths = dict(zip(arrays.about.fields, arrays.about.totals, strict=True))
    _write_columns(codec, storage, segment, arrays)
    with segment.create_file(storage, W3Codec.POSTS_EXT) as postings:
        keys, infos = _write_postings(postings, arrays)
    with segment.create_file(storage, W3Codec.TERMS_EXT) as terms:
        write_hash(terms, keys, infos, {"fieldmap": {n: i for i, n in enumerate(arrays.about.fields)}})
    segment.create_compound_file(storage)
    segment.compound = True
    return segment


def _write_columns(codec: Any, storage: Any, segment: Any, arrays: SegmentArrays) -> None:
    """A byte of length for each document, and a column of stored fields with nothing in it."""
    for name, row in zip(arrays.about.fields, arrays.lengths, strict=True):
        if row.any():
            with storage.create_file(codec.column_filename(segment, f"_{name}_len")) as file:
                file.write(row.tobytes())
    with storage.create_file(codec.column_filename(segment, "_stored")) as file:
        STORED_COLUMN.writer(file).finish(arrays.about.documents)


def _write_postings(file: Any, arrays: SegmentArrays) -> tuple[list[bytes], list[bytes]]:
    """Write the blocks of every entry, a field at a time; the keys of the dictionary and what it says."""
    keys: list[bytes] = []
    infos: list[bytes] = []
    term_of = np.repeat(np.arange(len(arrays.keys)), np.diff(arrays.entry_starts))
    text, bounds = arrays.text.tobytes(), arrays.text_starts.tolist()
    for number in range(len(arrays.about.fields)):
        entries = np.flatnonzero(arrays.entry_fields == number)
        if len(entries):
            prefix = struct.pack("!H", number)
            keys += [prefix + text[bounds[t] : bounds[t + 1]] for t in term_of[entries].tolist()]
            infos += _write_field(file, arrays, number, entries)
    return keys, infos


def _write_field(file: Any, arrays: SegmentArrays, number: int, entries: NDArray[np.int64]) -> list[bytes]:
    """Write the blocks of a field's entries, some at a time, and give what the dictionary says of each."""
    counts = arrays.position_starts[entries + 1] - arrays.position_starts[entries]
    alone = counts == 1
    infos = np.empty(len(entries), object)
    infos[alone] = _inlined(arrays, number, entries[alone])
    entries = entries[~alone]
    ends = np.cumsum(arrays.posting_starts[entries + 1] - arrays.posting_starts[entries])
    cuts = np.searchsorted(ends, np.arange(_AT_ONCE, ends[-1] if len(ends) else 0, _AT_ONCE))
    written: list[bytes] = []
    for some in np.split(entries, np.unique(cuts)):
        if len(some):
            written += _write_entries(file, _gathered(arrays, number, some))
    infos[~alone] = written
    return list(infos)


def _inlined(arrays: SegmentArrays, number: int, entries: NDArray[np.int64]) -> list[bytes]:
    """What the dictionary says of terms that stand in one place: the posting itself, and no block of it.

    Most terms of an archive are such. The pickle is ``((document,), (1.0,), (position,))``, spelt out.
    """
    docs = arrays.docs[arrays.posting_starts[entries]]
    lengths = arrays.lengths[number][docs]
    info = np.zeros(len(entries), _INLINED)
    info["known"]["inlined"] = 1
    info["known"]["weight"] = info["known"]["documents"] = info["known"]["most"] = 1
    info["known"]["shortest"] = info["known"]["longest"] = lengths
    info["known"]["first"] = info["known"]["last"] = info["document"] = docs
    for place, bytes_ in _SPELT.items():
        info[place] = np.void(bytes_)
    info["one"] = 1.0
    info["position"] = arrays.positions[arrays.position_starts[entries]]
    return _each(info)


def _each(rows: NDArray[Any]) -> list[bytes]:
    packed, size = rows.tobytes(), rows.dtype.itemsize
    return [packed[at : at + size] for at in range(0, len(packed), size)]


def _gathered(arrays: SegmentArrays, number: int, entries: NDArray[np.int64]) -> _Postings:
    """The postings of a field's entries one after another, cut into blocks."""
    begins = arrays.posting_starts[entries]
    sizes = arrays.posting_starts[entries + 1] - begins
    chosen = spread(begins, sizes)
    places = arrays.position_starts[entries]
    counts = arrays.position_starts[entries + 1] - places
    docs, freqs = arrays.docs[chosen].astype(np.int64), arrays.freqs[chosen].astype(np.int64)
    lengths = arrays.lengths[number][docs]
    entry_begins = starts_of(sizes)
    within = np.arange(len(docs)) - np.repeat(entry_begins[:-1], sizes)
    return _Postings(
        docs, freqs, lengths, arrays.positions[spread(places, counts)].astype("<u4").tobytes(),
        entry_begins[:-1], np.flatnonzero(within % _BLOCK == 0), counts,
    )  # fmt: skip


def _write_entries(file: Any, postings: _Postings) -> list[bytes]:
    blocks, begins = postings.blocks, postings.entries
    first = np.searchsorted(blocks, begins)
    base = file.tell()
    written = list(_blocks(postings, set(first.tolist())))
    file.write(b"".join(written))
    length = np.add.reduceat([len(block) for block in written], first)
    ends = np.append(begins[1:], len(postings.docs))
    info = np.zeros(len(begins), _IN_BLOCKS)
    known = info["known"]
    known["weight"], known["documents"] = postings.counts, ends - begins
    known["shortest"] = np.minimum.reduceat(postings.lengths, begins)
    known["longest"] = np.maximum.reduceat(postings.lengths, begins)
    known["most"] = np.maximum.reduceat(postings.freqs, begins)
    known["first"], known["last"] = postings.docs[begins], postings.docs[ends - 1]
    info["offset"], info["length"] = base + np.cumsum(length) - length, length
    return _each(info)


def _blocks(postings: _Postings, opening: set[int]) -> Iterator[bytes]:
    """Each block as it lies in the file; the first of an entry after a magic word, the last marked so."""
    docs, blocks = postings.docs, postings.blocks
    ends = np.append(blocks[1:], len(docs))
    deltas = np.diff(docs, prepend=0)
    deltas[blocks] = docs[blocks]
    ids, weights = deltas.tolist(), postings.freqs.astype(np.float64).tolist()
    stops = (np.cumsum(postings.freqs) * POSITION_BYTES).tolist()
    lasts, most = docs[ends - 1].tolist(), np.maximum.reduceat(postings.freqs, blocks).tolist()
    shortest = np.minimum.reduceat(postings.lengths, blocks).tolist()
    longest = np.maximum.reduceat(postings.lengths, blocks).tolist()
    stop = 0
    for number, (begin, end) in enumerate(zip(blocks.tolist(), ends.tolist(), strict=True)):
        values = []
        for at in stops[begin:end]:
            values.append(postings.positions[stop:at])
            stop = at
        held = _weights(weights[begin:end], most[number])
        data = pickle.dumps((tuple(ids[begin:end]), held, tuple(values)), _PICKLED)
        level = _LEVEL if end - begin >= _WORTH else 0
        if level:
            data = zlib.compress(data, level)
        info = pickle.dumps(
            (end - begin, lasts[number], float(most[number]), level, shortest[number], longest[number]),
            _PICKLED,
        )
        size = len(info) + len(data)
        last = number + 1 in opening or number + 1 == len(blocks)
        head = _MAGIC if number in opening else b""
        yield head + _LENGTH.pack(-size if last else size) + info + data


def _weights(weights: list[float], most: int) -> tuple[float, ...] | float | None:
    """Frequencies as Whoosh makes them small: nothing for ones, one number for equals."""
    if most == 1:
        return None
    return weights[0] if min(weights) == most else tuple(weights)


def write_hash(file: Any, keys: list[bytes], values: list[bytes], extras: dict[str, Any]) -> None:
    """Keys in order and their values as Whoosh's ``OrderedHashWriter`` writes them, with CRC-32 for hash.

    256 tables, each with twice as many slots as keys; a key lies in the first free slot from where its hash
    says, round the table.
    """
    file.write(b"HSH3" + bytes([_CRC]) + bytes(8))
    records = [
        _PAIR.pack(len(key), len(value)) + key + value for key, value in zip(keys, values, strict=True)
    ]
    places = file.tell() + starts_of([len(record) for record in records])
    file.write(b"".join(records))
    hashes = np.array([zlib.crc32(key) for key in keys], np.int64)
    bucket = hashes & (_TABLES - 1)
    order = np.argsort(bucket, kind="stable")
    bounds = np.searchsorted(bucket[order], np.arange(_TABLES + 1)).tolist()
    tables = [_table(hashes[order[a:b]], places[order[a:b]]) if b > a else b"" for a, b in pairwise(bounds)]
    begins = file.tell() + starts_of([len(table) for table in tables])
    slots = (2 * np.diff(bounds)).tolist()
    file.write(b"".join(tables))
    file.write(b"".join(map(_ENTRY.pack, begins[:-1].tolist(), slots)))
    extra = file.tell()
    small = int(places[-1]) < 1 << 32
    file.write_pickle({**extras, "indextype": "I" if small else "q", "indexlen": len(keys)})
    file.write(places[:-1].astype(">u4" if small else ">i8").tobytes())
    file.write_int(file.tell() - extra)


def _table(hashes: NDArray[np.int64], places: NDArray[np.int64]) -> bytes:
    size = 2 * len(hashes)
    table = np.zeros(size, _SLOT)
    taken = bytearray(size)
    slots = []
    for slot in ((hashes >> 8) % max(size, 1)).tolist():
        while taken[slot]:
            slot = slot + 1 if slot + 1 < size else 0  # noqa: PLW2901 - the next one, round the table
        taken[slot] = 1
        slots.append(slot)
    table["hash"][slots], table["place"][slots] = hashes, places
    return table.tobytes()
