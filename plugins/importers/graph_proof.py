"""Whether what was read stretch by stretch is what reading the graph as a whole would give."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from plugins.importers.graph_stretches import Outcome
from plugins.importers.stretches import ReadAsWholeError

_MOST = 1 << 16
"""Cases that may be far from their entries."""
_PARTS = 64
"""How many parts hashes lie in, so that only those of one need be compared with each other at a time."""


class _Hashes:
    """Hashes of ids, eight bytes each, those that may be alike together."""

    def __init__(self) -> None:
        self.parts = [array("q") for _ in range(_PARTS)]

    def __contains__(self, one: int) -> bool:
        return one in self.parts[one % _PARTS]

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self.parts)

    def add(self, hashes: bytes) -> None:
        """Add those of a stretch."""
        parts = self.parts
        for one in _numbers(hashes):
            parts[one % _PARTS].append(one)


class Proof:
    """What all stretches together rest on. Of ids there are hashes alone: two that have one are as one."""

    def __init__(self) -> None:
        self._ids, self._again, self._renamed, self._owned = (_Hashes() for _ in range(4))
        self._nowhere: set[int] = set()
        self._cases: set[int] = set()
        self.count = 0
        """How many nodes there are in the stretches that were seen."""

    def see(self, outcome: Outcome) -> None:
        """See the next stretch. Raises ReadAsWholeError when it is known already that something fails."""
        if outcome.problem:
            raise ReadAsWholeError
        new = set(_numbers(outcome.nowhere)) - self._nowhere
        _require(not any(one in self._ids or one in self._again for one in new))
        self._nowhere |= new
        _require(self._nowhere.isdisjoint(_numbers(outcome.ids)))
        _require(self._nowhere.isdisjoint(_numbers(outcome.again)))
        self._cases.update(_numbers(outcome.cases))
        _require(len(self._cases) < _MOST)
        self._ids.add(outcome.ids)
        self._again.add(outcome.again)
        self._renamed.add(outcome.renamed)
        self._owned.add(outcome.owned)
        self.count += outcome.nodes

    def end(self) -> None:
        """All were seen. Raises ReadAsWholeError when something fails."""
        _require(self._cases.isdisjoint(self._renamed))
        _require(all(_are_alone(part, ()) for part in self._owned.parts))
        _require(all(map(_are_alone, self._ids.parts, self._again.parts)))


def _require(holds: bool) -> None:
    if not holds:
        raise ReadAsWholeError


def _numbers(hashes: bytes) -> Sequence[int]:
    return memoryview(hashes).cast("q")


def _are_alone(hashes: Sequence[int], others: Iterable[int]) -> bool:
    """Whether all are different, and none is among the others, which may be alike."""
    apart = set(others)
    return len(apart.union(hashes)) == len(apart) + len(hashes)
