"""A trace as it is stored: what an answer has read, in order, with the hash that each had then."""

from __future__ import annotations

import struct
from collections.abc import Iterator

HASH_BYTES = 16
MISSING = bytes(HASH_BYTES)
"""The hash of a leaf that is not there."""
_ENTRY = 4 + HASH_BYTES  # a trace is the ids of the nodes read, little-endian, then the hashes they had


def entries(trace: bytes) -> Iterator[tuple[int, bytes]]:
    """What a trace says was read, in order: the id of each node, and the hash it had."""
    number = len(trace) // _ENTRY
    hashes = range(4 * number, len(trace), HASH_BYTES)
    for node, at in zip(struct.unpack_from(f"<{number}I", trace), hashes, strict=True):
        yield node, trace[at : at + HASH_BYTES]


def stored_trace(nodes: list[int], hashes: list[bytes]) -> bytes:
    """What was read, as it is stored; each hash has ``HASH_BYTES``."""
    return struct.pack(f"<{len(nodes)}I", *nodes) + b"".join(hashes)
