"""The order of the hits. It reads as a sentence: how well the text answers, times whether its kind is what
such a query asks for, times whether it is in Norwegian, times how new it is where newness matters, times how
exactly its title is what was typed, times whether its number is.

Each factor is a column over the hits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from plugins.model.document import Kind
from search.analysis.chain import FOREIGN
from search.arrays import Chosen
from search.arrays.hits import Docs, Hits, Scores
from search.arrays.top import best
from search.columns import KINDS, Columns, stable_hash
from search.query.groups import Query
from search.query.matching import Matches
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
    chosen: Chosen
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

    def of(self, places: NDArray[np.int64]) -> Hand:
        """The same for some of the hits, by their places."""
        hits = Hits(self.hits.docs[places], self.hits.scores[places])
        chosen = Chosen(hits.docs, self.chosen.documents)
        return self._replace(hits=hits, chosen=chosen, typed=self.typed[places])


ALMOST = 1.0 - 1e-6
"""Sums in another order differ in the last bits; a limit so near is no limit."""
SLOWEST = "nærhet"
"""The layer that reads positions."""


class Bounds(NamedTuple):
    """What all layers but the text multiply each of some hits by, at least and at most."""

    least: Scores
    most: Scores

    def reach(self, scores: Scores, count: int) -> NDArray[np.bool_]:
        """Which of the hits may be among the ``count`` best, by how well their texts answer."""
        text = np.where(scores == 0.0, 1.0, scores)
        sure = np.partition(text * self.least, -count)[-count]
        may: NDArray[np.bool_] = text * self.most >= sure * ALMOST
        return may


class Ranked(NamedTuple):
    """Hits with their final scores, and what each layer multiplied by."""

    hits: Hits
    factors: dict[str, Scores]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Gives documents that match a query their final scores on a day, by all layers but those left out."""

    snapshot: Snapshot
    query: Query
    matches: Matches
    today: date
    without: frozenset[str] = frozenset()

    def rank(self, docs: Docs) -> Ranked:
        """Some of the documents that match, ascending: the product of all layers."""
        hand = self._hand(docs)
        factors = {name: layer(hand) for name, layer in LAYERS.items() if name not in self.without}
        return Ranked(Hits(docs, _product(factors.values(), len(docs))), factors)

    def best(self, docs: Docs, bounds: Bounds | None, count: int) -> Hits:
        """Of some of the documents that match, at least the ``count`` best. The layers are only asked about
        those that ``bounds`` leave, and the one that takes longest about those that it may lift so far.
        """
        hand, last = self._hand(docs, bounds, count), LAYERS[SLOWEST]
        docs = hand.docs
        layers = [layer for name, layer in LAYERS.items() if name not in {*self.without, SLOWEST}]
        product = _product((layer(hand) for layer in layers), len(docs))
        if SLOWEST in self.without:
            return Hits(docs, product)
        if len(docs) > count:
            least = np.partition(product, -count)[-count]
            kept = (product * (1.0 + NEAR_BONUS) >= least * ALMOST).nonzero()[0]
            hand, product = hand.of(kept), product[kept]
        return Hits(hand.docs, product * last(hand))

    def _hand(self, docs: Docs, bounds: Bounds | None = None, count: int = 0) -> Hand:
        main = main_terms_of(self.query)
        chosen = Chosen(docs, self.snapshot.collection.documents)
        hits = Hits(docs, self.matches.score(chosen))
        if bounds is not None and 0 < count < len(docs):
            hits = hits.where(bounds.reach(hits.scores, count))
            chosen = Chosen(hits.docs, chosen.documents)
        typed = _typed_in_titles(self.snapshot, main, chosen)
        return Hand(self.snapshot, self.query, hits, chosen, self.today.toordinal(), main, typed)


def in_order(snapshot: Snapshot, hits: Hits, count: int) -> list[tuple[float, int]]:
    """Score and document number of the ``count`` best hits, best first; equals by newest, then by a hash of
    their ids, so that the order is the same in every index of the same documents.
    """
    columns = snapshot.columns
    ties = (-columns.dated[hits.docs].astype(np.int64), columns.ids[hits.docs])
    docs, scores = best(hits, count, ties)
    return list(zip(scores.tolist(), docs.tolist(), strict=True))


def _product(factors: Iterable[Scores], count: int) -> Scores:
    product = np.ones(count)
    for factor in factors:
        product *= factor
    return product


def main_terms_of(query: Query) -> list[tuple[str, ...]]:
    """For each group, the terms that are the word itself (not its parts, synonyms or a name). A compound that
    was typed as several words is that of the first of them.
    """
    found: dict[tuple[str, ...], None] = {}
    counted: set[str] = set()
    for group in query.groups:
        whole = [a.terms for a in group.alternatives if a.where != "name" and a.weight >= 1.0]
        if own := tuple(term for terms in whole for term in terms if term not in counted):
            found[own] = None
        counted.update(own)
    return list(found)


def _typed_in_titles(snapshot: Snapshot, main: list[tuple[str, ...]], chosen: Chosen) -> NDArray[np.int64]:
    """How many of the groups each hit has in its title."""
    typed = np.zeros(len(chosen), np.int64)
    for terms in main:
        typed += snapshot.in_title(terms, chosen)
    return typed


def _by_kind(weights: Mapping[str, float], otherwise: float) -> Scores:
    return np.array([weights.get(kind, otherwise) for kind in KINDS])


_KIND = _by_kind(KIND_WEIGHTS, 1.0)
_ASKED_KIND = _by_kind(ASKED_KIND_WEIGHTS, 1.0)
_FRESH = _by_kind(FRESH_KINDS, 0.0)
_NUMBERED = _by_kind(NUMBER_FIRST, 1.0)
_LEFT = 0.5 ** (np.arange(60 * FRESH_HALF_LIFE) / FRESH_HALF_LIFE)
"""What is left of newness by its days; what is left after sixty half-lives changes no score."""


@lru_cache(maxsize=64)
def bounds_by_kind(asked: frozenset[Kind]) -> Bounds:
    """(2 · kinds,) What all layers but the text and the number multiply a hit of each kind by, where a query
    points at some kinds; the second half where its title may be typed in full.
    """
    points = np.array([kind in asked for kind in KINDS], np.bool_)
    named = np.maximum(_KIND, _ASKED_KIND)
    most = np.concatenate([np.where(points, _ASKED_KIND, weights) for weights in (_KIND, named)])
    bonus = (1.0 + TITLE_BONUS) * (1.0 + NEAR_BONUS) * max(TARGET_GROUP_WEIGHT, 1.0)
    least = np.where(points, _ASKED_KIND, np.minimum(_KIND, _ASKED_KIND))
    malus = min(TARGET_GROUP_WEIGHT, 1.0) * min(ENGLISH_WEIGHT, 1.0)
    fresh = np.tile(1.0 + _FRESH, 2)
    return Bounds(np.tile(least * malus, 2), most * fresh * bonus * max(ENGLISH_WEIGHT, 1.0))


def _text(hand: Hand) -> Scores:
    """How well the text answers; what is chosen by filters alone leaves it to the others to decide."""
    scores = hand.hits.scores
    return np.where(scores == 0.0, 1.0, scores)


def _kind(hand: Hand) -> Scores:
    """The weight of a kind: higher when the query asks for it, or names this very document by its title."""
    kinds = hand.columns.kinds[hand.docs]
    weights = _by_asked(hand.query.asked)[kinds]
    if len(hand.main) < NAMED_TITLE_WORDS:
        return weights
    named = hand.typed >= np.maximum(hand.columns.title_words[hand.docs], NAMED_TITLE_WORDS)
    return np.where(named, _ASKED_KIND[kinds], weights)


@lru_cache(maxsize=64)
def _by_asked(asked: frozenset[Kind]) -> Scores:
    """(kinds,) The weight of each kind, where a query points at some."""
    return np.where([kind in asked for kind in KINDS], _ASKED_KIND, _KIND)


def _language(hand: Hand) -> Scores:
    if not hand.snapshot.has_english:
        return np.ones(len(hand.docs))
    languages = hand.columns.words.languages
    weights = [ENGLISH_WEIGHT if language == FOREIGN else 1.0 for language in languages]
    return np.array(weights or [1.0])[hand.columns.languages[hand.docs]]


def _freshness(hand: Hand) -> Scores:
    """1 for a kind that does not age, else up to 1 + its weight today, half of that after a half-life.

    Days to come count as days gone by: the next meeting is as fresh as the last.
    """
    columns, docs = hand.columns, hand.docs
    most = _FRESH[columns.kinds[docs]]
    if not most.any():
        return np.ones(len(docs))
    dated = columns.dated[docs]
    days = np.minimum(np.abs(hand.today - dated), len(_LEFT) - 1)
    return 1.0 + np.where(dated > 0, most * _LEFT[days], 0.0)


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
    if not pairs or not len(hand.docs):
        return np.ones(len(hand.docs))
    words = [(first[0], second[0]) for first, second in pairs]
    return 1.0 + NEAR_BONUS * hand.snapshot.neighbours(words, NEAR_FIELDS, hand.chosen) / len(pairs)


def _target_group(hand: Hand) -> Scores:
    """``TARGET_GROUP_WEIGHT`` for what is written for the people that the query names."""
    asked = {term for terms in hand.main for term in terms}
    titles = hand.snapshot.target_groups
    named = {slug for slug, terms in titles.items() if not asked.isdisjoint(terms)}
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
