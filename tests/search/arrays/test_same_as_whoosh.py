"""The arrays answer as Whoosh's own searcher does, documents and scores, whatever is asked."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.arrays import And, AndNot, Every, Fields, Or, Phrase, Prefix, Query, Range, Term
from tests.search.arrays.oracle import FIELDS, Document, asked, built, collection

WORDS = ["a", "ab", "abc", "barnehage", "barnehageplass", "barnehageplasser", "ski", "skole", "øre", "åpent"]
words = st.sampled_from(WORDS)
texts = st.lists(st.sampled_from([*WORDS, ""]), max_size=12)
documents = st.fixed_dictionaries(dict.fromkeys(FIELDS, texts))
indexes = st.lists(st.lists(documents, min_size=1, max_size=8), min_size=1, max_size=3)
places = st.sampled_from(FIELDS)
boosts = st.sampled_from([1.0, 0.5, 3.0])

leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(Term, places, words, boosts),
    st.builds(Term, places, st.just("finnes-ikke")),
    st.builds(Phrase, places, st.lists(words, min_size=2, max_size=3).map(tuple), st.just(()), boosts),
    st.builds(Fields, words, st.just(tuple(zip(FIELDS, (2.0, 0.3), strict=True)))),
    st.builds(Prefix, places, st.sampled_from(["a", "b", "barnehage", "barnehagep", "ø", "x"]), boosts),
    st.builds(Range, places, words, words, boosts),
    st.builds(Range, places, st.none(), words, boosts),
    st.builds(Range, places, words, st.none(), boosts),
    st.builds(Every, boosts),
)


def grown(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=1, max_size=3, unique=True).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(AndNot, parts, parts))


queries = st.recursive(leaves, grown, max_leaves=6)


@settings(deadline=None, max_examples=300)
@given(indexes, queries, st.data())
def test_documents_and_scores_are_whooshs(
    segments: list[list[Document]], query: Query, data: st.DataObject
) -> None:
    count = sum(map(len, segments))
    deleted = data.draw(st.sets(st.integers(0, count - 1), max_size=max(count - 1, 0)))
    index = built(segments, deleted)
    ours, theirs = collection(segments, deleted).hits(query), asked(index, query)
    assert ours.docs.tolist() == theirs.docs.tolist()
    np.testing.assert_allclose(ours.scores, theirs.scores, rtol=0, atol=1e-6)


@settings(deadline=None, max_examples=100)
@given(indexes, queries)
def test_documents_without_scores_are_those_with(segments: list[list[Document]], query: Query) -> None:
    found = collection(segments, [0])
    assert found.docs(query).tolist() == found.hits(query).docs.tolist()
