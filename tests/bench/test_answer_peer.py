"""A compiled engine under the same service answers the same searches, so that the two can be compared."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from litestar.testing import TestClient

from bench import answer_peer, large_corpus
from bench.answer_peer import TantivyEngine
from bench.engine_peers import Tantivy
from bench.large_queries import mixed
from plugins.model.state import State
from search.query.params import parse_params
from search.query.types import FACETS
from search.service.app import create_app
from search.service.settings import settings_from

DOCUMENTS = 400
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def state(tmp_path_factory) -> State:
    state = State(tmp_path_factory.mktemp("tantivy") / "var")
    large_corpus.write(state.documents, DOCUMENTS)
    Tantivy(state.root).build()
    return state


def test_examples_in_the_documentation_are_true():
    found = doctest.testmod(answer_peer)
    assert found.attempted > 0
    assert found.failed == 0


def test_a_query_of_the_comparison_is_the_same_when_it_is_typed():
    for query in mixed(200, DOCUMENTS):
        assert answer_peer.as_asked(parse_params(query.parameters)) == query


def test_hits_come_with_what_an_answer_shows(state):
    engine = TantivyEngine(state)

    answers = [engine.search(parse_params(query.parameters), NOW) for query in mixed(100, DOCUMENTS)]

    assert any(answer.total > 10 for answer in answers)
    for answer in answers:
        assert len(answer.hits) == min(answer.total, 10)
        assert set(answer.facets) == set(FACETS)
        assert sum(count.count for count in answer.facets["kind"]) == answer.total
        assert all(hit.url and hit.title for hit in answer.hits)
    assert any("<b>" in hit.excerpt_html for answer in answers for hit in answer.hits)


def test_the_service_answers_with_it_as_data(state, tmp_path):
    places = {"STATE": str(state.root), "OUTPUT": str(tmp_path / "output"), "CONTENT": str(tmp_path)}
    app = create_app(settings_from(places), open_engine=lambda: TantivyEngine(state))

    with TestClient(app) as client:
        answers = [
            client.get(f"/api/v1/sok?{urlencode(query.parameters, doseq=True)}")
            for query in mixed(20, DOCUMENTS)
        ]

    assert {answer.status_code for answer in answers} == {200}
    assert any(answer.json()["hits"] for answer in answers)
