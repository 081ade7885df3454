"""Which documents answer a query: groups of alternatives over postings. How well, is said when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from search.arrays import Chosen
from search.arrays.hits import Docs, Scores
from search.query.groups import Group, Query
from search.query.lookup import Lookup
from search.query.snapshot import Mask, Snapshot
from search.query.weights import WEAK_MISSING

_TITLE = frozenset({"title"})
FEW = 3
"""Hits with all the words: so few are followed by those with most of them, as a resident expects a page."""

Score = Callable[[Chosen], Scores]


def _nothing() -> Docs:
    return np.empty(0, np.int64)


def unscored(chosen: Chosen) -> Scores:
    """What is chosen by filters or by hand alone: no words to score by."""
    return np.zeros(len(chosen))


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents that answer, ascending. ``score`` gives some of them the sum of their groups' scores, which
    is never above ``most``.

    ``complete`` are those that answer every group, where they are so few that others follow them.
    ``relaxed`` when no document answers every group; ``missing`` are the groups that nothing answers.
    ``by_subject`` when nothing answers any of them, and the first part of a compound had to do.
    """

    docs: Docs = field(default_factory=_nothing)
    complete: Docs | None = None
    relaxed: bool = False
    missing: tuple[str, ...] = ()
    by_subject: bool = False
    score: Score = unscored
    most: float = 1.0

    @property
    def found(self) -> bool:
        """Whether any document answers."""
        return len(self.docs) > 0

    def among(self, docs: Docs) -> Matches:
        """With only those of ``docs``, ascending, counted among the complete: with none of them left by a
        filter, the others are the best there is.
        """
        if self.complete is None:
            return self
        left = self.complete[np.isin(self.complete, docs)]
        return replace(self, complete=left if len(left) else None, relaxed=not len(left))

    def alone(self) -> Matches:
        """Without those that only follow."""
        return self if self.complete is None else replace(self, docs=self.complete, complete=None)


def match(snapshot: Snapshot, query: Query, candidates: Mask, named: Mask) -> Matches:
    """All groups first, then as many groups as any document answers; never fewer than half of them.

    ``candidates`` are the documents that may be shown at all; ``named`` those whose names may be hit.
    """
    lookup = Lookup(snapshot, query, named)
    allowed = candidates
    for group in query.excluded:
        allowed = allowed & ~lookup.answering(group)
    if not query.groups:
        return Matches(allowed.nonzero()[0]) if query.excluded or query.filters else Matches()
    answering = [lookup.answering(group) & allowed for group in query.groups]
    strong = [m for group, m in zip(query.groups, answering, strict=True) if not group.weak] or answering
    docs = reduce(np.logical_and, strong).nonzero()[0]
    if len(docs):
        score, most = partial(_whole_first, lookup, query.groups), _most_of(lookup, query.groups)
        following = _following(strong) if len(docs) <= FEW < len(allowed) else _nothing()
        if not len(following):
            return Matches(docs, score=score, most=most)
        return Matches(np.sort(np.concatenate((docs, following))), docs, score=score, most=most)
    found = _relaxed(lookup, query.groups, answering)
    return found if found.found else _by_subject(snapshot, query.groups, allowed)


def _counts(masks: Sequence[Mask]) -> NDArray[np.uint8]:
    """(N,) How many of some masks each document is in; they are at most ``MOST_GROUPS``."""
    counts = np.zeros(len(masks[0]), np.uint8)
    for mask in masks:
        counts += mask.view(np.uint8)
    return counts


def _following(strong: Sequence[Mask]) -> Docs:
    """Documents that answer most of the groups, and not all: as many of them as any such document does, and
    never fewer than half.
    """
    if len(strong) == 1:
        return _nothing()
    counts = _counts(strong)
    counts = np.where(counts == len(strong), 0, counts)
    best = int(counts.max(initial=0))
    return (counts == best).nonzero()[0] if best and 2 * best >= len(strong) else _nothing()


def _relaxed(lookup: Lookup, groups: tuple[Group, ...], answering: Sequence[Mask]) -> Matches:
    """The documents that answer as many of the groups as any does, those that are weak not counted where
    there are others: a page that has only those answers nothing.
    """
    counted = [mask for group, mask in zip(groups, answering, strict=True) if not group.weak] or answering
    counts = _counts(counted)
    best = int(counts.max(initial=0))
    if not best or 2 * best < len(counted) or len(counted) == 1:
        return Matches()
    missing = tuple(g.text for g, docs in zip(groups, answering, strict=True) if not docs.any())
    return Matches(
        (counts == best).nonzero()[0],
        relaxed=True,
        missing=missing,
        score=partial(_sum, lookup, groups),
        most=_most_of(lookup, groups),
    )


def _by_subject(snapshot: Snapshot, groups: tuple[Group, ...], allowed: Mask) -> Matches:
    """Documents whose title has the first part of a compound that none has: parkeringskort, parkering."""
    compounds = [group for group in groups if group.subject and not group.weak]
    titled: dict[str, Mask] = {}
    for subject in dict.fromkeys(group.subject for group in compounds):
        titled[subject] = snapshot.nothing()
        snapshot.mark([subject], titled[subject], _TITLE)
    docs = np.flatnonzero(reduce(np.logical_or, titled.values(), snapshot.nothing()) & allowed)
    if not len(docs):
        return Matches()
    return Matches(
        docs,
        relaxed=True,
        missing=tuple(group.text for group in compounds),
        by_subject=True,
        score=partial(_of_subjects, snapshot, titled),
        most=max(snapshot.most(subject) for subject in titled),
    )


def _most_of(lookup: Lookup, groups: Sequence[Group]) -> float:
    return sum(lookup.most(group) * group.weight for group in groups)


def _sum(lookup: Lookup, groups: Sequence[Group], chosen: Chosen) -> Scores:
    sums = np.zeros(len(chosen))
    for group in groups:
        sums += lookup.scores(group, chosen) * group.weight
    return sums


def _whole_first(lookup: Lookup, groups: Sequence[Group], chosen: Chosen) -> Scores:
    """What answers the weak words too, a little ahead of what answers the others alone."""
    sums, whole = np.zeros(len(chosen)), np.ones(len(chosen), np.bool_)
    for group in groups:
        scores = lookup.scores(group, chosen)
        sums += scores * group.weight
        whole &= scores > 0.0
    return np.where(whole, sums, sums * WEAK_MISSING)


def _of_subjects(snapshot: Snapshot, titled: dict[str, Mask], chosen: Chosen) -> Scores:
    """Of several subjects in a title, the last counts."""
    scores = np.zeros(len(chosen))
    for subject, having in titled.items():
        scores = np.where(having[chosen.docs], snapshot.scores([subject], chosen)[0], scores)
    return scores
