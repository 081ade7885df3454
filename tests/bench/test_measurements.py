"""What is printed as a measurement is what was measured."""

from __future__ import annotations

import contextlib
import doctest
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import content, content_text, fts5, measure, report
from bench.measure import Latencies, machine, seconds_of, timed
from bench.queries import mixed
from search.query.params import parse_params
from tests.search.corpus import town, write_documents


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0), (0.0, 1.0)]
)
def test_a_percentile_is_the_nearest_rank(share, value):
    assert Latencies(tuple(float(n) for n in range(100, 0, -1))).percentile(share) == value


@given(st.lists(st.floats(0, 1000), min_size=1), st.floats(0, 1))
def test_a_percentile_is_one_of_the_samples_and_grows_with_its_share(samples, share):
    latencies = Latencies(tuple(samples))
    assert min(samples) <= latencies.percentile(share) <= latencies.percentile(1.0) == max(samples)


def test_every_call_is_made_once_and_every_sample_kept():
    calls = []
    found = timed((lambda n=n: calls.append(n)) for n in range(7))
    assert calls == list(range(7))
    assert len(found.samples) == 7
    assert all(sample >= 0 for sample in found.samples)


@pytest.mark.parametrize("module", [content, content_text, fts5, measure, report])
def test_examples_in_the_documentation_are_true(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_the_machine_is_named_and_how_fast_it_was_at_the_time():
    named = machine()
    assert "kjerner" in named
    assert f"Python {sys.version_info[0]}" in named
    assert re.search(r"talte til ti millioner på \d+,\d\d s$", named)


def test_a_process_that_fails_is_no_measurement(tmp_path):
    with pytest.raises(Exception, match="returned non-zero"):
        seconds_of(["search", "index"], {"STATE": str(tmp_path / "ingenting")})


def test_queries_are_distinct_mixed_accepted_by_the_search_and_the_same_every_time():
    queries = mixed()
    assert len({repr(query) for query in queries}) == len(queries) == 200
    assert queries == mixed()
    texts = [parse_params(query).text for query in queries]
    for sign in ('"', "/", " -", "xq"):
        assert any(sign in text for text in texts)
    assert any(len(query) > 1 for query in queries)


@pytest.fixture
def peer(tmp_path):
    write_documents(tmp_path / "dokumenter", town())
    with contextlib.closing(fts5.build(tmp_path / "dokumenter", tmp_path / "fts5.db")) as connection:
        yield connection


def test_the_peer_answers_over_the_same_documents(peer):
    assert fts5.search(peer, {"q": ["barnehage"]}) > 0
    assert fts5.search(peer, {"q": ["xyzzyx"]}) == 0
    assert fts5.search(peer, {"q": ["moderasjon -barnehage"]}) == 0


@pytest.mark.parametrize("query", mixed(60))
def test_the_peer_can_be_asked_all_that_the_search_is(peer, query):
    assert fts5.search(peer, query) >= 0


def test_the_peer_sees_every_document(tmp_path):
    write_documents(tmp_path, town())
    assert len(list(fts5.documents(tmp_path))) == len(town())
