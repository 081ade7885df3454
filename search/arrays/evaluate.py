"""A query answered in one segment: each node is a few vector operations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.arrays.chosen import Within
from search.arrays.hits import Docs, Hits, Scores, contained, intersection, summed, union, without
from search.arrays.layout import Numbers
from search.arrays.phrase import documents_in_order
from search.arrays.query import And, AndNot, Every, Fields, Or, Phrase, Prefix, Query, Range, Term
from search.arrays.segment import Postings, Segment


class Statistics(Protocol):
    """What is counted over all segments, and so is the same in each."""

    def idf(self, field: str, text: str) -> float:
        """The inverse document frequency of a term in a field."""
        ...

    def norms(self, field: str) -> NDArray[np.float64]:
        """(256,) What each byte of length counts for in a field."""
        ...

    def norms_by_field(self, segment: Segment) -> NDArray[np.float64]:
        """(F · 256,) The same for all fields of a segment, one after another."""
        ...


@singledispatch
def evaluate(query: Query, segment: Segment, statistics: Statistics) -> Hits:
    """The documents of ``segment`` that answer, by their numbers there; deleted ones among them."""
    raise TypeError(f"no such query: {query!r}")


@evaluate.register
def _term(query: Term, segment: Segment, statistics: Statistics) -> Hits:
    return _in_fields(query.text, ((query.field, query.boost),), segment, statistics)


@evaluate.register
def _fields(query: Fields, segment: Segment, statistics: Statistics) -> Hits:
    return _in_fields(query.text, query.weights, segment, statistics)


def _in_fields(
    text: str, weights: tuple[tuple[str, float], ...], segment: Segment, statistics: Statistics
) -> Hits:
    run = _run_of([Fields(text, weights)], segment, statistics)
    docs = segment.docs_of(run.postings)
    scores = _weighed(run, docs, None, segment, statistics)[1]
    return Hits(docs, scores) if len(run.postings) < 2 else summed(docs, scores, segment.documents)


class _Run(NamedTuple):
    """The postings of terms in the fields that have them, R in all, one after another."""

    postings: Sequence[Postings]
    queries: NDArray[np.int64]
    """(R,) Which of the terms."""
    fields: NDArray[np.int64]
    weights: NDArray[np.float64]


def _run_of(
    queries: Sequence[Fields], segment: Segment, statistics: Statistics, within: Within | None = None
) -> _Run:
    """All postings of some terms; ``within`` only those of the documents between some of them."""
    rows = [
        (held, number, segment.fields[field], weight * statistics.idf(field, query.text))
        for number, query in enumerate(queries)
        for found in [segment.postings_by_field(query.text.encode())]
        for field, weight in query.weights
        if (held := found.get(field))
    ]
    if within is not None:
        rows = [(segment.between(held, within.low, within.high), *rest) for held, *rest in rows]  # type: ignore[misc]
        rows = [row for row in rows if row[0].begin < row[0].end]
    postings, numbers, fields, weights = zip(*rows, strict=True) if rows else ((), (), (), ())
    return _Run(
        postings, np.array(numbers, np.int64), np.array(fields, np.int64), np.array(weights, np.float64)
    )


def _weighed(
    run: _Run, docs: Docs, at: NDArray[np.int64] | None, segment: Segment, statistics: Statistics
) -> tuple[NDArray[np.int64], Scores]:
    """The postings at the ascending places ``at`` of a run, whose documents are ``docs``; all without places.
    How many there are of each term in each field, and the score of each.
    """
    sizes = np.array([end - begin for begin, end, _ in run.postings], np.int64)
    freqs = segment.freqs_of(run.postings)
    if at is not None:
        sizes = at.searchsorted(sizes.cumsum())
        sizes[1:] -= sizes[:-1].copy()
        freqs = freqs[at]
    lengths = segment.lengths[(run.fields * segment.documents).repeat(sizes) + docs]
    norms = statistics.norms_by_field(segment)[(run.fields * 256).repeat(sizes) + lengths]
    return sizes, bm25.scores(run.weights.repeat(sizes), freqs, norms)


def scores_among(
    queries: Sequence[Fields], segment: Segment, statistics: Statistics, within: Within, count: int
) -> Scores:
    """(Q, K) The score of each of ``count`` chosen documents for each query; 0 for one without the term, or
    of another segment.
    """
    run = _run_of(queries, segment, statistics, within)
    docs = segment.docs_of(run.postings)
    place = within.places[docs - within.low]
    at: NDArray[np.int64] | None = (place >= 0).nonzero()[0]
    if at is not None and len(at) < len(docs):
        docs, place = docs[at], place[at]
    else:  # what is chosen is mostly what has the term
        at = None
    sizes, scores = _weighed(run, docs, at, segment, statistics)
    cells = np.bincount((run.queries * count).repeat(sizes) + place, scores, len(queries) * count)
    return cells.astype(np.float64, copy=False).reshape(len(queries), count)


@evaluate.register
def _and(query: And, segment: Segment, statistics: Statistics) -> Hits:
    if not query.parts:
        return Hits.none()
    return intersection([evaluate(part, segment, statistics) for part in query.parts], segment.documents)


@evaluate.register
def _or(query: Or, segment: Segment, statistics: Statistics) -> Hits:
    return union([evaluate(part, segment, statistics) for part in query.parts], segment.documents)


@evaluate.register
def _and_not(query: AndNot, segment: Segment, statistics: Statistics) -> Hits:
    wanted = evaluate(query.wanted, segment, statistics)
    return without(wanted, evaluate(query.unwanted, segment, statistics).docs, segment.documents)


@evaluate.register
def _phrase(query: Phrase, segment: Segment, statistics: Statistics) -> Hits:
    """The words are weighed in the documents that have them in order, and in no other."""
    words = _postings(query, segment)
    docs = _in_order(query, words, segment)
    scores = np.zeros(len(docs))
    if len(docs):
        field, arrays = segment.fields[query.field], segment.arrays
        norms = statistics.norms(query.field)[arrays.lengths[field][docs]]
        for word, postings in zip(query.words, words, strict=True):
            listed = _listed(postings, segment)
            at = postings.begin + np.searchsorted(listed, docs.astype(listed.dtype))
            weight = query.boost * statistics.idf(query.field, word)
            scores += bm25.scores(weight, arrays.freqs[at], norms)
    return Hits(docs, scores)


def _postings(query: Phrase, segment: Segment) -> list[Postings]:
    """The postings of each word; none when one of them is not there."""
    found = [segment.postings(word.encode(), query.field) for word in query.words]
    words = [postings for postings in found if postings is not None]
    return words if len(words) == len(found) else []


def _listed(postings: Postings, segment: Segment) -> Numbers:
    return segment.arrays.docs[postings.begin : postings.end]


def _in_order(query: Phrase, words: list[Postings], segment: Segment) -> Docs:
    if not words:
        return np.empty(0, np.int64)
    least, *others = sorted(words, key=lambda postings: postings.end - postings.begin)
    docs = segment.docs(least)
    for other in others:
        docs = docs[contained(docs, _listed(other, segment), segment.documents)]
    if not len(docs):  # each word stands in the field, and nowhere together
        return docs
    return documents_in_order(segment, words, query.places or tuple(range(len(words))), docs)


def documents_of(query: Query, segment: Segment, statistics: Statistics) -> Docs:
    """The documents of ``segment`` that answer, without a score where none is needed to find them."""
    if isinstance(query, Phrase):
        return _in_order(query, _postings(query, segment), segment)
    if isinstance(query, Term):
        postings = segment.postings(query.text.encode(), query.field)
        return segment.docs(postings) if postings else np.empty(0, np.int64)
    return evaluate(query, segment, statistics).docs


@evaluate.register
def _prefix(query: Prefix, segment: Segment, statistics: Statistics) -> Hits:
    found = segment.docs_of_terms(*segment.with_prefix(query.text.encode()), query.field)
    return Hits.constant(found, query.boost)


@evaluate.register
def _range(query: Range, segment: Segment, statistics: Statistics) -> Hits:
    first = 0 if query.low is None else segment.first_from(query.low.encode())
    last = len(segment.arrays.keys) if query.high is None else segment.first_from(query.high.encode() + b"\0")
    return Hits.constant(segment.docs_of_terms(first, last, query.field), query.boost)


@evaluate.register
def _every(query: Every, segment: Segment, statistics: Statistics) -> Hits:
    return Hits.constant(np.arange(segment.documents), query.boost)
