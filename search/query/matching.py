"""Which documents answer a query, and how well their text does: groups of alternatives over postings."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from search.query.parse import Alternative, Group, Query
from search.query.snapshot import Scores, Snapshot
from search.query.weights import NAME_WEIGHT, WEAK_MISSING
from search.schema import NAME_FIELD, TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents that answer, each with the sum of its groups' scores.

    ``relaxed`` when no document answers every group; ``missing`` are the groups that nothing answers.
    ``by_subject`` when nothing answers any of them, and the first part of a compound had to do.
    """

    scores: Scores
    relaxed: bool = False
    missing: tuple[str, ...] = ()
    by_subject: bool = False


def match(snapshot: Snapshot, query: Query, candidates: AbstractSet[int], named: AbstractSet[int]) -> Matches:
    """All groups first, then as many groups as any document answers; never fewer than half of them.

    ``candidates`` are the documents that may be shown at all; ``named`` those whose names may be hit.
    """
    allowed = candidates - _excluded(snapshot, query, named)
    if not query.groups:
        return Matches(
            dict.fromkeys(allowed, 0.0) if query.excluded or query.kinds or query.units or query.years else {}
        )
    per_group = [_visible(group_scores(snapshot, group, named), allowed) for group in query.groups]
    strong = [s for group, s in zip(query.groups, per_group, strict=True) if not group.weak] or per_group
    every = set.intersection(*(set(scores) for scores in strong))
    if every:
        return Matches(_whole_first(per_group, _sum(per_group, every)))
    found = _most(query.groups, per_group)
    return found if found.scores else _by_subject(snapshot, query.groups, allowed)


def _most(groups: tuple[Group, ...], per_group: list[Scores]) -> Matches:
    counts: dict[int, int] = {}
    for scores in per_group:
        for number in scores:
            counts[number] = counts.get(number, 0) + 1
    best = max(counts.values(), default=0)
    if 2 * best < len(groups) or len(groups) == 1:
        return Matches({})
    chosen = {number for number, count in counts.items() if count == best}
    missing = tuple(group.text for group, scores in zip(groups, per_group, strict=True) if not scores)
    return Matches(_sum(per_group, chosen), relaxed=True, missing=missing)


def _by_subject(snapshot: Snapshot, groups: tuple[Group, ...], allowed: AbstractSet[int]) -> Matches:
    """Documents whose title has the first part of a compound that none has: parkeringskort, parkering."""
    compounds = [group for group in groups if group.subject]
    scores: Scores = {}
    for group in compounds:
        titles = snapshot.in_title(group.subject) & allowed
        scores.update((n, s) for n, s in snapshot.term_scores(group.subject).items() if n in titles)
    if not scores:
        return Matches({})
    return Matches(scores, relaxed=True, missing=tuple(group.text for group in compounds), by_subject=True)


def _sum(per_group: list[Scores], chosen: AbstractSet[int]) -> Scores:
    return {number: sum(scores.get(number, 0.0) for scores in per_group) for number in sorted(chosen)}


def _whole_first(per_group: list[Scores], scores: Scores) -> Scores:
    """What answers the weak words too, a little ahead of what answers the others alone."""
    whole = set.intersection(*(set(found) for found in per_group))
    return {n: score if n in whole else score * WEAK_MISSING for n, score in scores.items()}


def _visible(scores: Scores, allowed: AbstractSet[int]) -> Scores:
    return {number: score for number, score in scores.items() if number in allowed}


def _excluded(snapshot: Snapshot, query: Query, named: AbstractSet[int]) -> set[int]:
    return {number for group in query.excluded for number in group_scores(snapshot, group, named)}


def group_scores(snapshot: Snapshot, group: Group, named: AbstractSet[int]) -> Scores:
    """Documents that answer a group, by their best alternative."""
    best: Scores = {}
    for alternative in group.alternatives:
        scores = _phrase_scores(snapshot, alternative, group.places, named) if group.places else None
        if scores is None:
            scores = _alternative_scores(snapshot, alternative, named)
        for number, score in scores.items():
            if score > best.get(number, -1.0):
                best[number] = score
    return best


def _alternative_scores(snapshot: Snapshot, alternative: Alternative, named: AbstractSet[int]) -> Scores:
    """All terms in any field: the weighted sum; names are worth a constant."""
    if alternative.where == "name":
        found = frozenset.intersection(*(snapshot.in_names(term) for term in alternative.terms))
        return dict.fromkeys(found & named, NAME_WEIGHT * alternative.weight)
    first, *rest = (snapshot.term_scores(term) for term in alternative.terms)
    if not rest:
        return first if alternative.weight == 1.0 else {n: alternative.weight * s for n, s in first.items()}
    common = set(first).intersection(*rest)
    return {n: alternative.weight * (first[n] + sum(s[n] for s in rest)) for n in common}


def _phrase_scores(
    snapshot: Snapshot, alternative: Alternative, places: tuple[int, ...], named: AbstractSet[int]
) -> Scores | None:
    """The alternative where its terms stand at ``places`` from one another; None when it is no phrase.

    Synonyms and parts of a phrase have another number of terms and are matched as words.
    """
    if len(alternative.terms) != len(places):
        return None
    everywhere = _alternative_scores(snapshot, alternative, named)
    fields = (NAME_FIELD,) if alternative.where == "name" else TEXT_FIELDS
    found: set[int] = set()
    for field in fields:
        found |= _in_order(snapshot, field, alternative.terms, places, everywhere)
    return {number: everywhere[number] for number in found}


def _in_order(
    snapshot: Snapshot, field: str, terms: tuple[str, ...], places: tuple[int, ...], among: Scores
) -> set[int]:
    first, *rest = (snapshot.positions(field, term) for term in terms)
    found = set()
    for number in among:
        starts = set(first.get(number, ()))
        for positions, place in zip(rest, places[1:], strict=True):
            if not starts:
                break
            starts &= {p - place for p in positions.get(number, ())}
        if starts:
            found.add(number)
    return found
