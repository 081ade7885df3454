"""Which documents answer a query, and how well their text does: groups of alternatives over postings."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from search.arrays.hits import Docs, Hits, Scores, contained, intersection, places, union
from search.query.groups import Alternative, Group, Query
from search.query.snapshot import Mask, Snapshot
from search.query.weights import NAME_WEIGHT, WEAK_MISSING
from search.schema import NAME_FIELD, TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents that answer, each with the sum of its groups' scores.

    ``relaxed`` when no document answers every group; ``missing`` are the groups that nothing answers.
    ``by_subject`` when nothing answers any of them, and the first part of a compound had to do.
    """

    hits: Hits = field(default_factory=Hits.none)
    relaxed: bool = False
    missing: tuple[str, ...] = ()
    by_subject: bool = False

    @property
    def found(self) -> bool:
        """Whether any document answers."""
        return len(self.hits.docs) > 0


def match(snapshot: Snapshot, query: Query, candidates: Mask, named: Mask) -> Matches:
    """All groups first, then as many groups as any document answers; never fewer than half of them.

    ``candidates`` are the documents that may be shown at all; ``named`` those whose names may be hit.
    """
    allowed = candidates & ~_excluded(snapshot, query, named)
    if not query.groups:
        asked = query.excluded or query.kinds or query.units or query.years
        return Matches(Hits.constant(np.flatnonzero(allowed), 0.0)) if asked else Matches()
    every = [group_hits(snapshot, group, named) for group in query.groups]
    per_group = [hits.where(allowed[hits.docs]) for hits in every]
    strong = [h for group, h in zip(query.groups, per_group, strict=True) if not group.weak] or per_group
    docs = intersection(strong, len(allowed)).docs
    if len(docs):
        return Matches(_whole_first(per_group, docs, len(allowed)))
    found = _most(query.groups, per_group, len(allowed))
    return found if found.found else _by_subject(snapshot, query.groups, allowed)


def _most(groups: tuple[Group, ...], per_group: list[Hits], documents: int) -> Matches:
    counts = union([Hits.constant(hits.docs) for hits in per_group], documents)
    best = counts.scores.max(initial=0)
    if 2 * best < len(groups) or len(groups) == 1:
        return Matches()
    chosen = counts.docs[counts.scores == best]
    missing = tuple(group.text for group, hits in zip(groups, per_group, strict=True) if not len(hits.docs))
    return Matches(Hits(chosen, _sums(per_group, chosen, documents)[0]), relaxed=True, missing=missing)


def _by_subject(snapshot: Snapshot, groups: tuple[Group, ...], allowed: Mask) -> Matches:
    """Documents whose title has the first part of a compound that none has: parkeringskort, parkering."""
    compounds = [group for group in groups if group.subject]
    found = Hits.none()
    for group in compounds:
        titles = snapshot.in_title(group.subject)
        titles = titles[allowed[titles]]
        hits = snapshot.term(group.subject)
        hits = hits.where(contained(hits.docs, titles, len(allowed)))
        found = _better(found, hits, len(allowed), latest=True)
    if not len(found.docs):
        return Matches()
    return Matches(found, relaxed=True, missing=tuple(group.text for group in compounds), by_subject=True)


def _sums(per_group: list[Hits], docs: Docs, documents: int) -> tuple[Scores, Mask]:
    """The sum of the groups' scores for each of ``docs``, and which of them answer every group."""
    sums, whole = np.zeros(len(docs)), np.ones(len(docs), np.bool_)
    for hits in per_group:
        at, there = places(docs, hits.docs, documents)
        sums[there] += hits.scores[at]
        whole &= there
    return sums, whole


def _whole_first(per_group: list[Hits], docs: Docs, documents: int) -> Hits:
    """What answers the weak words too, a little ahead of what answers the others alone."""
    sums, whole = _sums(per_group, docs, documents)
    return Hits(docs, np.where(whole, sums, sums * WEAK_MISSING))


def _excluded(snapshot: Snapshot, query: Query, named: Mask) -> Mask:
    excluded = np.zeros(len(named), np.bool_)
    for group in query.excluded:
        excluded[group_hits(snapshot, group, named).docs] = True
    return excluded


def group_hits(snapshot: Snapshot, group: Group, named: Mask) -> Hits:
    """Documents that answer a group, by their best alternative."""
    best = Hits.none()
    for alternative in group.alternatives:
        hits = _alternative_hits(snapshot, alternative, named)
        if group.places and len(alternative.terms) == len(group.places):
            hits = _in_phrase(snapshot, alternative, group.places, hits)
        best = _better(best, hits, len(named))
    return best


def _better(one: Hits, other: Hits, documents: int, *, latest: bool = False) -> Hits:
    """Documents of either, each with the higher score, or with the other's when ``latest``."""
    if not len(one.docs) or not len(other.docs):
        return other if not len(one.docs) else one
    docs = union([one, other], documents).docs
    scores = np.full(len(docs), -np.inf)
    scores[np.searchsorted(docs, one.docs)] = one.scores
    at = np.searchsorted(docs, other.docs)
    scores[at] = other.scores if latest else np.maximum(scores[at], other.scores)
    return Hits(docs, scores)


def _alternative_hits(snapshot: Snapshot, alternative: Alternative, named: Mask) -> Hits:
    """All terms in any field: the weighted sum; names are worth a constant."""
    if alternative.where == "name":
        parts = [Hits.constant(snapshot.in_names(term)) for term in alternative.terms]
        docs = intersection(parts, len(named)).docs
        return Hits.constant(docs[named[docs]], NAME_WEIGHT * alternative.weight)
    found = intersection([snapshot.term(term) for term in alternative.terms], len(named))
    if alternative.where == "english":
        found = found.where(snapshot.in_english(found.docs))
    return found if alternative.weight == 1.0 else Hits(found.docs, alternative.weight * found.scores)


def _in_phrase(snapshot: Snapshot, alternative: Alternative, spans: tuple[int, ...], hits: Hits) -> Hits:
    """The alternative where its terms stand at ``spans`` from one another.

    Synonyms and parts of a phrase have another number of terms, and are matched as words.
    """
    fields = (NAME_FIELD,) if alternative.where == "name" else TEXT_FIELDS
    documents = snapshot.collection.documents
    found = [Hits.constant(snapshot.in_order(field, alternative.terms, spans)) for field in fields]
    return hits.where(contained(hits.docs, union(found, documents).docs, documents))
