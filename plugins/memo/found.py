"""What was just found, on its way to the ledger: also from one process to another."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

SMALL = 1000
"""Bytes. A packed answer that is not larger stays in memory; looking it up in the ledger takes longer."""


class Found(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An answer as it was just found; ``reads`` are keys with hashes, in order.

    ``since`` and ``until`` are seconds after 1970 within which it holds, by the clock.
    """

    key: str
    hash: bytes
    answer: bytes | None
    since: float | None
    until: float | None
    reads: tuple[tuple[str, bytes], ...]


def packed(found: Sequence[Found]) -> bytes:
    """Answers as another process reads them."""
    return _ENCODER.encode(found)


def unpacked(sent: bytes | memoryview) -> list[Found]:
    """Answers as another process packed them."""
    return _DECODER.decode(sent)


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Found])
