"""The base score is Whoosh's own: BM25F of each field, with Whoosh's searcher as the judge."""

from __future__ import annotations

from contextlib import closing

import pytest
from msgspec.structs import replace
from whoosh import index as whoosh_index
from whoosh.query import Or, Phrase, Term
from whoosh.scoring import BM25F

from plugins.model.state import State
from search.arrays import bm25
from search.index.build import update_index
from search.index.generations import current
from search.query.snapshot import Snapshot
from search.query.weights import FIELD_WEIGHTS
from search.schema import TEXT_FIELDS
from tests.search.corpus import NOW, document, town, write_documents


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An index of two segments, with a deleted document in the first."""
    state = State(tmp_path_factory.mktemp("orakel"))
    first, *rest = town()
    write_documents(state.documents, [first, *rest])
    update_index(state, NOW)
    changed = replace(first, title=f"{first.title} og mer")
    write_documents(state.documents, [changed, *rest, document(id="ny", title="Barnehage i Ski")])
    update_index(state, NOW)
    return current(state.index)


@pytest.fixture(scope="module")
def searcher(folder):
    with closing(whoosh_index.open_dir(str(folder))) as index:
        assert index.reader().has_deletions()
        with index.searcher(weighting=BM25F(B=bm25.B, K1=bm25.K1)) as opened:
            yield opened


@pytest.fixture(scope="module")
def snapshot(folder):
    with closing(Snapshot(folder)) as opened:
        yield opened


def scored(hits):
    return dict(zip(hits.docs.tolist(), hits.scores.tolist(), strict=True))


def whooshs(searcher, query):
    return {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}


def test_every_term_of_every_field_scores_as_whoosh_scores_it(searcher, snapshot):
    words = {term.decode() for field in TEXT_FIELDS for term in searcher.reader().lexicon(field)}
    assert len(words) > 100
    for word in words:
        query = Or([Term(field, word, boost=weight) for field, weight in FIELD_WEIGHTS.items()])
        assert scored(snapshot.term(word)) == pytest.approx(whooshs(searcher, query), abs=1e-6)


def test_words_in_order_are_found_where_whoosh_finds_them(searcher, snapshot):
    body = [term.decode() for term in searcher.reader().lexicon("body")][:40]
    found = 0
    for one in body:
        for other in body:
            expected = sorted(whooshs(searcher, Phrase("body", [one, other])))
            assert snapshot.in_order("body", (one, other), (0, 1)).tolist() == expected
            found += len(expected)
    assert found


def test_every_text_field_has_a_weight():
    assert set(FIELD_WEIGHTS) == set(TEXT_FIELDS)


def test_a_term_that_is_nowhere_scores_nothing(snapshot):
    assert scored(snapshot.term("xyzzyx")) == {}
    assert snapshot.in_order("body", ("xyzzyx", "barnehag"), (0, 1)).tolist() == []
