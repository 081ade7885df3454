"""The answers that a build has at hand: whole, or packed and soon whole."""

from __future__ import annotations

from typing import Any

from plugins.memo.found import SMALL
from plugins.memo.query import Query

_RECENT = 64


class AtHand:
    """Answers by their keys, each held as its query says: all the build, one batch, or not for long."""

    def __init__(self) -> None:
        self._of_build: dict[str, Any] = {}
        self._of_batch: dict[str, Any] = {}
        self._recent: dict[str, Any] = {}
        self._packed: dict[str, bytes] = {}

    def get(self, key: str, missing: object) -> Any:
        """The answer, or ``missing``."""
        answer = self._of_build.get(key, missing)
        if answer is not missing:
            return answer
        return self._of_batch[key] if key in self._of_batch else self._recent.get(key, missing)

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

    def hold_packed(self, key: str, answer: bytes | None) -> None:
        """Keep an answer packed, where that is little."""
        if answer is not None and len(answer) <= SMALL:
            self._packed[key] = answer

    def end_batch(self) -> None:
        """Let go of what was only held for the batch of queries that has been asked."""
        self._of_batch.clear()
