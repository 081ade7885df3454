"""The base score is Whoosh's own: BM25F of each field, with Whoosh's searcher as the judge.

The mean length is of the lengths as Whoosh stores them (a byte each), over live documents, where Whoosh
takes the exact sum with deleted documents counted: that is the two per cent.
"""

from __future__ import annotations

import pytest
from whoosh import index as whoosh_index
from whoosh.query import Term
from whoosh.scoring import BM25F

from plugins.model.state import State
from search.index.build import update_index
from search.index.generations import current
from search.query.snapshot import Snapshot
from search.query.weights import FIELD_WEIGHTS, K1, B
from search.schema import TEXT_FIELDS
from tests.search.corpus import NOW, town, write_documents


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    state = State(tmp_path_factory.mktemp("orakel"))
    write_documents(state.documents, town())
    update_index(state, NOW)
    return current(state.index)


@pytest.mark.parametrize("field", ["title", "summary", "body", "lead_parts", "body_parts"])
def test_each_term_of_a_field_scores_as_whoosh_scores_it(folder, field):
    snapshot = Snapshot(folder)
    index = whoosh_index.open_dir(str(folder))
    with index.searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        terms = [term.decode() for term in searcher.reader().lexicon(field)]
        assert terms
        for term in terms:
            theirs = {hit.docnum: hit.score for hit in searcher.search(Term(field, term), limit=None)}
            assert snapshot._field_scores(field, term) == pytest.approx(theirs, rel=0.02)
    index.close()
    snapshot.close()


def test_every_text_field_has_a_weight():
    assert set(FIELD_WEIGHTS) == set(TEXT_FIELDS)


def test_a_term_scores_the_weighted_sum_of_its_fields(folder):
    snapshot = Snapshot(folder)
    expected = {}
    for field, weight in FIELD_WEIGHTS.items():
        for number, score in snapshot._field_scores(field, "barnehag").items():
            expected[number] = expected.get(number, 0) + weight * score
    assert snapshot.term_scores("barnehag") == pytest.approx(expected)
    snapshot.close()


def test_a_term_that_is_nowhere_scores_nothing(folder):
    snapshot = Snapshot(folder)
    assert snapshot.term_scores("xyzzyx") == {}
    assert snapshot.positions("body", "xyzzyx") == {}
    snapshot.close()
