"""The answers that a build has at hand: whole, or packed and soon whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plugins.memo.found import Found
from plugins.memo.query import Query

_RECENT = 64
_SMALL = 1000
"""Bytes. A packed answer that is not larger stays in memory too; looking it up in the ledger takes longer."""


class AtHand:
    """Answers by their keys, each held as its query says: all the build, one batch, or not for long."""

    def __init__(self) -> None:
        self._of_build: dict[str, Any] = {}
        self._of_batch: dict[str, Any] = {}
        self._recent: dict[str, Any] = {}
        self._packed: dict[str, bytes] = {}
        self._places = (self._of_build, self._of_batch, self._recent)

    def get(self, key: str, missing: object) -> Any:
        """The answer, or ``missing``."""
        for place in self._places:
            if key in place:
                return place[key]
        return missing

    def packed(self, key: str) -> bytes | None:
        """The answer as it was packed."""
        return self._packed.get(key)

    def hold(self, query: Query, key: str, answer: Any) -> None:
        """Keep an answer."""
        if query.held == "build":
            self._of_build[key] = answer
        elif query.held == "batch":
            self._of_batch[key] = answer
        else:
            self._recent[key] = answer
            if len(self._recent) > _RECENT:
                del self._recent[next(iter(self._recent))]

    def hold_packed(self, found: Iterable[Found]) -> None:
        """Keep what another process found, where that is little."""
        for each in found:
            if each.answer is not None and len(each.answer) <= _SMALL:
                self._packed[each.key] = each.answer

    def end_batch(self) -> None:
        """Let go of what was only held for the batch of queries that has been asked."""
        self._of_batch.clear()
