"""Scores and neighbours of some of the documents are those that all of them have."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.arrays import Chosen, Fields, Phrase
from search.arrays.hits import Hits, union
from tests.search.arrays.oracle import FIELDS, Document, collection
from tests.search.arrays.test_same_as_whoosh import WORDS, indexes

WEIGHTS = tuple(zip(FIELDS, (2.0, 0.3), strict=True))


def chosen_of(segments: list[list[Document]], data: st.DataObject) -> Chosen:
    count = sum(map(len, segments))
    return Chosen(np.array(sorted(data.draw(st.sets(st.integers(0, count - 1)))), np.int64), count)


@settings(deadline=None, max_examples=200)
@given(indexes, st.lists(st.sampled_from([*WORDS, "finnes-ikke"]), max_size=4), st.data())
def test_scores_of_some_are_those_of_all(
    segments: list[list[Document]], texts: list[str], data: st.DataObject
) -> None:
    index, chosen = collection(segments), chosen_of(segments, data)
    queries = [Fields(text, WEIGHTS) for text in texts]
    found = index.scores(queries, chosen)
    assert found.shape == (len(texts), len(chosen))
    for row, query in zip(found, queries, strict=True):
        whole = np.zeros(index.documents)
        hits = index.hits(query)
        whole[hits.docs] = hits.scores
        np.testing.assert_allclose(row, whole[chosen.docs], rtol=0, atol=1e-12)
        assert whole.max(initial=0.0) <= index.most(query)


@settings(deadline=None, max_examples=200)
@given(indexes, st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), max_size=3), st.data())
def test_neighbours_among_some_are_phrases_of_two(
    segments: list[list[Document]], pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    index, chosen = collection(segments), chosen_of(segments, data)
    for row, pair in zip(index.neighbours(pairs, FIELDS, chosen), pairs, strict=True):
        phrases = [Hits.constant(index.docs(Phrase(field, pair))) for field in FIELDS]
        docs = union(phrases, index.documents).docs
        assert chosen.docs[row].tolist() == sorted(set(docs.tolist()) & set(chosen.docs.tolist()))


@settings(deadline=None, max_examples=100)
@given(indexes, st.sampled_from(WORDS), st.data())
def test_marks_are_set_where_a_field_has_a_term(
    segments: list[list[Document]], text: str, data: st.DataObject
) -> None:
    index, chosen = collection(segments), chosen_of(segments, data)
    every, some = np.zeros(index.documents, np.bool_), np.zeros(len(chosen), np.bool_)
    index.mark([text], FIELDS[:1], every)
    index.mark_chosen(text, FIELDS[0], chosen, some)
    assert np.flatnonzero(every).tolist() == index.docs(Fields(text, WEIGHTS[:1])).tolist()
    assert every[chosen.docs].tolist() == some.tolist()


@pytest.mark.parametrize("documents", [255, 256, 257])
def test_the_last_document_is_in_its_span_whatever_numbers_are_written_as(documents: int) -> None:
    index = collection([[{FIELDS[0]: ["a"], FIELDS[1]: []}] * documents])
    chosen = Chosen(np.array([documents - 1]), documents)
    assert (index.scores([Fields("a", WEIGHTS)], chosen) > 0).all()
