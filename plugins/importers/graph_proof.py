"""Whether what was read stretch by stretch is what reading the graph as a whole would give."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from plugins.importers.graph_stretches import Outcome
from plugins.importers.stretches import ReadAsWholeError

_MOST = 1 << 16
"""Cases that may be far from their entries."""
_BYTES = 8
_TOGETHER = 1 << 18
"""Hashes that are held together to see whether any are alike."""


class Proof:
    """What all stretches together rest on. Of ids there are hashes alone: two that have one are as one."""

    def __init__(self) -> None:
        self._ids, self._again, self._renamed, self._owned = (bytearray() for _ in range(4))
        self._nowhere: set[int] = set()
        self._cases: set[int] = set()
        self.count = 0
        """How many nodes there are in the stretches that were seen."""

    def see(self, outcome: Outcome) -> None:
        """See the next stretch. Raises ReadAsWholeError when it is known already that something fails."""
        if outcome.problem:
            raise ReadAsWholeError
        new = set(_numbers(outcome.nowhere)) - self._nowhere
        _require(not any(_holds(self._ids, one) or _holds(self._again, one) for one in new))
        self._nowhere |= new
        self._cases.update(_numbers(outcome.cases))
        _require(len(self._cases) < _MOST)
        self._ids += outcome.ids
        self._again += outcome.again
        self._renamed += outcome.renamed
        self._owned += outcome.owned
        _require(self._nowhere.isdisjoint(_numbers(outcome.ids)))
        _require(self._nowhere.isdisjoint(_numbers(outcome.again)))
        self.count += outcome.nodes

    def end(self) -> None:
        """All were seen. Raises ReadAsWholeError when something fails."""
        _require(self._cases.isdisjoint(_numbers(self._renamed)))
        _require(_are_alone(_numbers(self._owned), ()))
        _require(_are_alone(_numbers(self._ids), _numbers(self._again)))


def _require(holds: bool) -> None:
    if not holds:
        raise ReadAsWholeError


def _numbers(hashes: bytes | bytearray) -> Sequence[int]:
    return memoryview(bytes(hashes)).cast("q")


def _are_alone(hashes: Sequence[int], others: Sequence[int]) -> bool:
    """Whether all are different, and none is among the others, which may be alike."""
    parts = 1 + (len(hashes) + len(others)) // _TOGETHER
    for part in range(parts):
        own = [one for one in hashes if one % parts == part]
        apart = {one for one in others if one % parts == part}
        if len(apart.union(own)) < len(apart) + len(own):
            return False
    return True


def _holds(hashes: bytearray, one: int) -> bool:
    sought, at = one.to_bytes(_BYTES, sys.byteorder, signed=True), -1
    while (at := hashes.find(sought, at + 1)) >= 0:
        if at % _BYTES == 0:
            return True
    return False
