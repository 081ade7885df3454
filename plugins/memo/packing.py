"""Answers as bytes, for the ledger and for telling one from another."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec

from plugins.memo.query import Query
from plugins.memo.stored_trace import HASH_BYTES


def pack(query: Query, answer: Any) -> bytes | None:
    """An answer as it is compared, and stored where it is; None for one that lives in the process alone."""
    if query.kept == "opaque":
        return None
    if query.kept == "forgotten" and isinstance(answer, str):
        return answer.encode()  # it is never read back
    return pickle.dumps(answer, 5) if query.kept == "pickled" else _ENCODER.encode(answer)


def unpack(query: Query, packed: bytes) -> Any:
    """The answer that was packed."""
    if query.kept == "pickled":
        return pickle.loads(packed)  # noqa: S301 - the ledger is our own
    return _decoder(query.function).decode(packed)


def hash_of(packed: bytes) -> bytes:
    """What tells one answer from another."""
    return sha256(packed).digest()[:HASH_BYTES]  # which processors have instructions of their own for


_ENCODER = msgspec.json.Encoder()


@cache
def _decoder(function: Callable[..., Any]) -> msgspec.json.Decoder[Any]:
    """By the function's return type alone: those of its arguments need not be there when it runs."""
    returns = eval(function.__annotations__["return"], function.__globals__)  # noqa: S307 - our own source
    return msgspec.json.Decoder(returns)
