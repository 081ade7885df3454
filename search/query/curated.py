"""What people decided, put into an answer: pages that are no answer, and pages that have a given place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from plugins.model.curation import Pin
from search.arrays import Chosen
from search.arrays.hits import Docs, Scores
from search.columns import stable_hash
from search.query.matching import Matches
from search.query.snapshot import Mask, Snapshot


def at_addresses(snapshot: Snapshot, addresses: Iterable[str]) -> Mask:
    """Which documents lie on one of some addresses."""
    hashes = np.array([stable_hash(address) for address in addresses], np.uint64)
    found: Mask = np.isin(snapshot.columns.addresses, hashes)
    return found


def places_of(snapshot: Snapshot, pins: Sequence[Pin], candidates: Mask) -> dict[int, int]:
    """The place of each document that is pinned and may be shown; the first decision on a page holds."""
    found: dict[int, int] = {}
    for pin in pins:
        for number in np.flatnonzero(at_addresses(snapshot, (pin.address,)) & candidates).tolist():
            found.setdefault(number, pin.place)
    return found


def with_pinned(matches: Matches, pinned: Mapping[int, int]) -> Matches:
    """The matches, and those of the pinned that the words alone had not found, unscored."""
    if not pinned:
        return matches
    docs: Docs = np.array(sorted(pinned), np.int64)
    extra = docs[~np.isin(docs, matches.docs)]

    def score(chosen: Chosen) -> Scores:
        return np.where(np.isin(chosen.docs, extra), 0.0, matches.score(chosen))

    return replace(matches, docs=np.union1d(matches.docs, extra), score=score)


def put_in_place(
    ordered: Sequence[tuple[float, int]], pinned: Sequence[tuple[float, int, int]]
) -> list[tuple[float, int]]:
    """Hits in order, with the pinned (score, document, place) at their places, the first place first.

    >>> put_in_place([(3.0, 7), (2.0, 8)], [(1.0, 9, 2), (0.5, 4, 1)])
    [(0.5, 4), (1.0, 9), (3.0, 7), (2.0, 8)]
    """
    placed = list(ordered)
    for score, number, place in sorted(pinned, key=lambda one: one[2]):
        placed.insert(place - 1, (score, number))
    return placed
