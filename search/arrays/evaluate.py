"""A query answered in one segment: each node is a few vector operations."""

from __future__ import annotations

from functools import singledispatch
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.arrays.hits import Hits, intersection, union, without
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
    found = segment.postings_by_field(text.encode())
    parts = [
        _scored(found[field], field, weight * statistics.idf(field, text), segment, statistics)
        for field, weight in weights
        if field in found
    ]
    return union(parts, segment.documents)


def _scored(postings: Postings, field: str, weight: float, segment: Segment, statistics: Statistics) -> Hits:
    arrays = segment.arrays
    docs = segment.docs(postings)
    norms = statistics.norms(field)[arrays.lengths[segment.fields[field]][docs]]
    return Hits(docs, bm25.scores(weight, arrays.freqs[postings.begin : postings.end], norms))


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
    postings = [segment.postings(word.encode(), query.field) for word in query.words]
    words = [found for found in postings if found is not None]
    if not words or len(words) < len(query.words):
        return Hits.none()
    terms = tuple(Term(query.field, word, query.boost) for word in query.words)
    every = _and(And(terms), segment, statistics)
    places = query.places or tuple(range(len(words)))
    docs = documents_in_order(segment, words, places, every.docs)
    return Hits(docs, every.scores[np.searchsorted(every.docs, docs)])


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
