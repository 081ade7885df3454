"""The answers that a build has at hand: whole, or packed and soon whole."""

from __future__ import annotations

from typing import Any

from plugins.memo.found import SMALL
from plugins.memo.query import Query

_RECENT = 64
"""So many answers that are not held, and so many of each query whose answers are held for a while."""


class AtHand:
    """Answers by their keys, each held as its query says."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self._of_batch: list[str] = []
        self._recent: dict[str, dict[str, None]] = {}
        self._packed: dict[str, bytes] = {}

    def packed(self, key: str) -> bytes | None:
        """The answer as it was packed."""
        return self._packed.get(key)

    def hold(self, query: Query, key: str, answer: Any) -> None:
        """Keep an answer that is not at hand."""
        self.answers[key] = answer
        if query.held == "batch":
            self._of_batch.append(key)
        elif query.held != "build":
            recent = self._recent.setdefault(query.name if query.held == "while" else "", {})
            recent[key] = None
            if len(recent) > _RECENT:
                oldest = next(iter(recent))
                del recent[oldest], self.answers[oldest]

    def hold_packed(self, key: str, answer: bytes | None) -> None:
        """Keep an answer packed, where that is little."""
        if answer is not None and len(answer) <= SMALL:
            self._packed[key] = answer

    def end_batch(self) -> None:
        """Let go of what was only held for the batch of queries that has been asked."""
        for key in self._of_batch:
            self.answers.pop(key, None)
        self._of_batch.clear()
