"""A query answered in one segment: each node is a few vector operations."""

from __future__ import annotations

from functools import singledispatch
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.arrays.chosen import Chosen
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
    run = _run_of(text, weights, segment, statistics)
    docs = segment.docs_of(run.postings)
    scores = _weighed(run, docs, np.arange(len(docs)), segment)
    return Hits(docs, scores) if len(run.postings) < 2 else summed(docs, scores, segment.documents)


class _Run(NamedTuple):
    """The postings of a term in R of the fields it is asked for in, one field after another."""

    postings: list[Postings]
    fields: NDArray[np.int64]
    weights: NDArray[np.float64]
    norms: NDArray[np.float64]
    """(R · 256,) What each byte of length counts for in each field."""


def _run_of(
    text: str, weights: tuple[tuple[str, float], ...], segment: Segment, statistics: Statistics
) -> _Run:
    found = segment.postings_by_field(text.encode())
    asked = [(field, weight) for field, weight in weights if field in found]
    return _Run(
        [found[field] for field, _ in asked],
        np.array([segment.fields[field] for field, _ in asked], np.int64),
        np.array([weight * statistics.idf(field, text) for field, weight in asked]),
        np.concatenate([np.empty(0), *(statistics.norms(field) for field, _ in asked)]),
    )


def _weighed(run: _Run, docs: Docs, at: NDArray[np.int64], segment: Segment) -> Scores:
    """(A,) The scores of the postings at the ascending places ``at`` of a run; ``docs`` are theirs."""
    if not run.postings:
        return np.empty(0)
    ends = np.cumsum([postings.end - postings.begin for postings in run.postings])
    row = np.repeat(np.arange(len(ends)), np.diff(np.searchsorted(at, ends), prepend=0))
    lengths = segment.lengths[run.fields[row] * segment.documents + docs]
    return bm25.scores(run.weights[row], segment.freqs_of(run.postings)[at], run.norms[row * 256 + lengths])


def scores_among(
    query: Fields, segment: Segment, statistics: Statistics, chosen: Chosen, base: int
) -> Scores:
    """(K,) The score of each of some documents; 0 for one without the term, or of another segment.

    ``base`` is the number of the segment's first document among those of ``chosen``.
    """
    places, span = chosen.places[base : base + segment.documents], chosen.span(base, segment.documents)
    run = _run_of(query.text, query.weights, segment, statistics)
    run = run._replace(postings=[segment.between(one, *span) for one in run.postings])
    docs = segment.docs_of(run.postings)
    place = places[docs]
    at = np.flatnonzero(place >= 0)
    return np.bincount(place[at], _weighed(run, docs[at], at, segment), minlength=len(chosen))


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


def in_order(query: Phrase, segment: Segment, among: Docs | None = None) -> Docs:
    """The documents that answer a phrase; of ``among``, where given, and then the others cost nothing."""
    return _in_order(query, _postings(query, segment), segment, among)


def _in_order(query: Phrase, words: list[Postings], segment: Segment, among: Docs | None = None) -> Docs:
    if not words:
        return np.empty(0, np.int64)
    least, *others = sorted(words, key=lambda postings: postings.end - postings.begin)
    docs = segment.docs(least) if among is None else among
    for other in others if among is None else words:
        docs = docs[contained(docs, _listed(other, segment), segment.documents)]
    return documents_in_order(segment, words, query.places or tuple(range(len(words))), docs)


def documents_of(query: Query, segment: Segment, statistics: Statistics) -> Docs:
    """The documents of ``segment`` that answer, without a score where none is needed to find them."""
    if isinstance(query, Phrase):
        return in_order(query, segment)
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
