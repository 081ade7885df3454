"""The order of the hits. It reads as a sentence: how well the text answers, times whether its kind is what
such a query asks for, times whether it is in Norwegian, times how new it is where newness matters, times how
exactly its title is what was typed, times whether its number is.

Each factor is a column over the hits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from search.analysis.chain import FOREIGN
from search.arrays.hits import Docs, Hits, Scores, contained, union
from search.arrays.top import best
from search.columns import KINDS, Columns, stable_hash
from search.query.curated import put_in_place
from search.query.parse import Query
from search.query.snapshot import Snapshot
from search.query.weights import (
    ASKED_KIND_WEIGHTS,
    ENGLISH_WEIGHT,
    FRESH_HALF_LIFE,
    FRESH_KINDS,
    KIND_WEIGHTS,
    NAMED_TITLE_WORDS,
    NUMBER_FIRST,
    TITLE_BONUS,
)


def rank(snapshot: Snapshot, query: Query, hits: Hits, today: date) -> Hits:
    """The hits with their final scores."""
    columns, docs = snapshot.columns, hits.docs
    main = _main_terms(query)
    typed = _typed_in_titles(snapshot, main, docs)
    numbers = [terms[0] for terms in main if "/" in terms[0]]
    text = np.where(hits.scores == 0.0, 1.0, hits.scores)  # chosen by filters alone: the others decide
    return Hits(
        docs,
        text
        * _kind(columns, docs, query, typed)
        * _language(columns, docs)
        * _freshness(columns, docs, today.toordinal())
        * _title_exactness(columns, docs, typed, len(main))
        * _number_first(columns, docs, numbers),
    )


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
        whole = [a.terms for a in group.alternatives if a.where == "text" and a.weight == 1.0]
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


def _kind(columns: Columns, docs: Docs, query: Query, typed: NDArray[np.int64]) -> Scores:
    """The weight of a kind: higher when the query asks for it, or names this very document by its title."""
    kinds = columns.kinds[docs]
    asked = np.array([kind in query.asked for kind in KINDS], np.bool_)
    named = typed >= np.maximum(columns.title_words[docs], NAMED_TITLE_WORDS)
    return np.where(named | asked[kinds], _ASKED_KIND[kinds], _KIND[kinds])


def _language(columns: Columns, docs: Docs) -> Scores:
    weights = [ENGLISH_WEIGHT if language == FOREIGN else 1.0 for language in columns.words.languages]
    return np.array(weights or [1.0])[columns.languages[docs]]


def _freshness(columns: Columns, docs: Docs, today: int) -> Scores:
    """1 for a kind that does not age, else up to 1 + its weight today, half of that after a half-life.

    Days to come count as days gone by: the next meeting is as fresh as the last.
    """
    most, dated = _FRESH[columns.kinds[docs]], columns.dated[docs]
    age = np.abs(today - dated.astype(np.float64))
    return 1.0 + np.where(dated > 0, most * 0.5 ** (age / FRESH_HALF_LIFE), 0.0)


def _title_exactness(columns: Columns, docs: Docs, typed: NDArray[np.int64], asked: int) -> Scores:
    """1 to 1 + ``TITLE_BONUS``: the share of the query in the title, times the share of the title typed."""
    words = columns.title_words[docs].astype(np.float64)
    share = np.minimum(typed / np.maximum(words, 1.0), 1.0)
    return 1.0 + TITLE_BONUS * (typed / max(asked, 1)) * np.where(words > 0, share, 0.0)


def _number_first(columns: Columns, docs: Docs, numbers: list[str]) -> Scores:
    """What the typed number names: its own number, in the full form."""
    if not numbers:
        return np.ones(len(docs))
    hashes = np.array([stable_hash(number) for number in numbers], np.uint64)
    return np.where(np.isin(columns.numbers[docs], hashes), _NUMBERED[columns.kinds[docs]], 1.0)
