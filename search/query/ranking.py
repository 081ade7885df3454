"""The order of the hits. It reads as a sentence: how well the text answers, times whether its kind is what
such a query asks for, times whether it is in Norwegian, times how new it is where newness matters, times how
exactly its title is what was typed, times whether its number is.

Each factor is a column over the hits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis.chain import FOREIGN
from search.arrays.hits import Docs, Hits, Scores, contained, union
from search.arrays.top import best
from search.columns import KINDS, Columns, stable_hash
from search.curation.keys import main_terms
from search.query.curated import put_in_place
from search.query.groups import Query
from search.query.snapshot import Snapshot
from search.query.weights import (
    ASKED_KIND_WEIGHTS,
    ENGLISH_WEIGHT,
    FRESH_HALF_LIFE,
    FRESH_KINDS,
    KIND_WEIGHTS,
    MOST_PAIRS,
    NAMED_TITLE_WORDS,
    NEAR_BONUS,
    NEAR_FIELDS,
    NUMBER_FIRST,
    TARGET_GROUP_WEIGHT,
    TITLE_BONUS,
)


class Hand(NamedTuple):
    """What a layer looks at: hits of a query, and what has been found out about them once for all layers."""

    snapshot: Snapshot
    query: Query
    hits: Hits
    today: int
    main: list[tuple[str, ...]]
    """For each thing asked for, the terms that are the word itself (not its parts, synonyms or a name)."""
    typed: NDArray[np.int64]
    """(N,) How many of them each hit has in its title."""

    @property
    def columns(self) -> Columns:
        """What is known of all documents."""
        return self.snapshot.columns

    @property
    def docs(self) -> Docs:
        """The hits' document numbers."""
        return self.hits.docs


class Ranked(NamedTuple):
    """Hits with their final scores, and what each layer multiplied by."""

    hits: Hits
    factors: dict[str, Scores]


def rank(
    snapshot: Snapshot, query: Query, hits: Hits, today: date, without: frozenset[str] = frozenset()
) -> Ranked:
    """The hits with their final scores: the product of all layers but those that are left out."""
    main = _main_terms(query)
    typed = _typed_in_titles(snapshot, main, hits.docs)
    hand = Hand(snapshot, query, hits, today.toordinal(), main, typed)
    factors = {name: layer(hand) for name, layer in LAYERS.items() if name not in without}
    score = np.ones(len(hits.docs))
    for factor in factors.values():
        score = score * factor
    return Ranked(Hits(hits.docs, score), factors)


def page(
    snapshot: Snapshot, ranked: Hits, first: int, size: int, pinned: Mapping[int, int] = MappingProxyType({})
) -> list[tuple[float, int]]:
    """Score and document number of a page, best first; equals by newest, then by a hash of their ids, so that
    the order is the same in every index of the same documents. ``pinned`` has the places (from 1) of those
    that do not stand where their score would put them.
    """
    columns = snapshot.columns
    is_pinned = np.isin(ranked.docs, sorted(pinned))
    held = [(score, doc, pinned[doc]) for doc, score in _pairs(ranked.where(is_pinned))]
    free = ranked.where(~is_pinned)
    ties = (-columns.dated[free.docs].astype(np.int64), columns.ids[free.docs])
    docs, scores = best(free, first + size, ties)
    ordered = put_in_place(list(zip(scores.tolist(), docs.tolist(), strict=True)), held)
    return ordered[first : first + size]


def _pairs(hits: Hits) -> list[tuple[int, float]]:
    return list(zip(hits.docs.tolist(), hits.scores.tolist(), strict=True))


def _main_terms(query: Query) -> list[tuple[str, ...]]:
    """For each group, the terms that are the word itself (not its parts, synonyms or a name)."""
    found = []
    for group in query.groups:
        whole = [a.terms for a in group.alternatives if a.where != "name" and a.weight == 1.0]
        if whole:
            found.append(tuple(term for terms in whole for term in terms))
    return found


def _typed_in_titles(snapshot: Snapshot, main: list[tuple[str, ...]], docs: Docs) -> NDArray[np.int64]:
    """How many of the groups each hit has in its title."""
    typed = np.zeros(len(docs), np.int64)
    documents = snapshot.collection.documents
    for terms in main:
        titles = union([Hits.constant(snapshot.in_title(term)) for term in terms], documents).docs
        typed += contained(docs, titles, documents)
    return typed


def _by_kind(weights: Mapping[str, float], otherwise: float) -> Scores:
    return np.array([weights.get(kind, otherwise) for kind in KINDS])


_KIND = _by_kind(KIND_WEIGHTS, 1.0)
_ASKED_KIND = _by_kind(ASKED_KIND_WEIGHTS, 1.0)
_FRESH = _by_kind(FRESH_KINDS, 0.0)
_NUMBERED = _by_kind(NUMBER_FIRST, 1.0)


def _text(hand: Hand) -> Scores:
    """How well the text answers; what is chosen by filters alone leaves it to the others to decide."""
    scores = hand.hits.scores
    return np.where(scores == 0.0, 1.0, scores)


def _kind(hand: Hand) -> Scores:
    """The weight of a kind: higher when the query asks for it, or names this very document by its title."""
    kinds = hand.columns.kinds[hand.docs]
    asked = np.array([kind in hand.query.asked for kind in KINDS], np.bool_)
    named = hand.typed >= np.maximum(hand.columns.title_words[hand.docs], NAMED_TITLE_WORDS)
    return np.where(named | asked[kinds], _ASKED_KIND[kinds], _KIND[kinds])


def _language(hand: Hand) -> Scores:
    languages = hand.columns.words.languages
    weights = [ENGLISH_WEIGHT if language == FOREIGN else 1.0 for language in languages]
    return np.array(weights or [1.0])[hand.columns.languages[hand.docs]]


def _freshness(hand: Hand) -> Scores:
    """1 for a kind that does not age, else up to 1 + its weight today, half of that after a half-life.

    Days to come count as days gone by: the next meeting is as fresh as the last.
    """
    columns, docs = hand.columns, hand.docs
    most, dated = _FRESH[columns.kinds[docs]], columns.dated[docs]
    age = np.abs(hand.today - dated.astype(np.float64))
    return 1.0 + np.where(dated > 0, most * 0.5 ** (age / FRESH_HALF_LIFE), 0.0)


def _title(hand: Hand) -> Scores:
    """1 to 1 + ``TITLE_BONUS``: the share of the query in the title, times the share of the title typed."""
    words = hand.columns.title_words[hand.docs].astype(np.float64)
    share = np.minimum(hand.typed / np.maximum(words, 1.0), 1.0)
    asked = max(len(hand.main), 1)
    return 1.0 + TITLE_BONUS * (hand.typed / asked) * np.where(words > 0, share, 0.0)


def _number(hand: Hand) -> Scores:
    """What the typed number names: its own number, in the full form."""
    numbers = [terms[0] for terms in hand.main if "/" in terms[0]]
    if not numbers:
        return np.ones(len(hand.docs))
    hashes = np.array([stable_hash(number) for number in numbers], np.uint64)
    kinds = hand.columns.kinds[hand.docs]
    return np.where(np.isin(hand.columns.numbers[hand.docs], hashes), _NUMBERED[kinds], 1.0)


def _proximity(hand: Hand) -> Scores:
    """1 to 1 + ``NEAR_BONUS``: the share of the query's neighbouring words that are neighbours in a title or
    a heading as well.
    """
    pairs = list(zip(hand.main, hand.main[1:], strict=False))[:MOST_PAIRS]
    near = np.zeros(len(hand.docs))
    documents = hand.snapshot.collection.documents
    for first, second in pairs:
        terms = (first[0], second[0])
        found = [Hits.constant(hand.snapshot.in_order(field, terms, (0, 1))) for field in NEAR_FIELDS]
        near += contained(hand.docs, union(found, documents).docs, documents)
    return 1.0 + NEAR_BONUS * near / max(len(pairs), 1)


def _target_group(hand: Hand) -> Scores:
    """``TARGET_GROUP_WEIGHT`` for what is written for the people that the query names."""
    titles = hand.snapshot.description.target_groups
    asked = {term for terms in hand.main for term in terms}
    named = {slug for slug, title in titles.items() if asked.intersection(main_terms(title))}
    words = hand.columns.words.target_groups
    bits = np.uint64(sum(1 << place for place, slug in enumerate(words) if slug in named))
    if not bits:
        return np.ones(len(hand.docs))
    return np.where(hand.columns.target_groups[hand.docs] & bits, TARGET_GROUP_WEIGHT, 1.0)


LAYERS: dict[str, Callable[[Hand], Scores]] = {
    "tekst": _text,
    "type": _kind,
    "språk": _language,
    "ferskhet": _freshness,
    "tittel": _title,
    "nærhet": _proximity,
    "målgruppe": _target_group,
    "nummer": _number,
}
"""In the order that they are told; each can be left out by its name."""
