"""The order is a product of layers: each can be left out, and each hit's product can be told."""

from __future__ import annotations

from math import prod

import pytest

from search.query.params import parse_params
from search.query.ranking import LAYERS
from search.query.types import Ranking
from tests.search.corpus import NOW

QUERIES = [
    "barnehage",
    "plass i barnehage",
    "2026/1234",
    "hovedopptak barnehagene",
    "kari nordmann",
    '"ledig plass"',
]


def ranked(engine, text, **ranking):
    return engine.search(parse_params({"q": [text], "antall": ["50"]}), NOW, ranking=Ranking(**ranking)).hits


@pytest.mark.parametrize("text", QUERIES)
def test_a_score_is_the_product_of_its_factors_and_the_first_the_sum_of_the_words(town_engine, text):
    for hit in ranked(town_engine, text, explain=True):
        told = hit.explanation
        assert [name for name, _ in told.factors] == list(LAYERS)
        assert prod(value for _, value in told.factors) == pytest.approx(hit.score, rel=0.02, abs=0.002)
        if told.words:
            assert told.factors[0][1] == pytest.approx(sum(score for _, score in told.words), abs=0.01)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("text", QUERIES)
def test_a_layer_that_is_left_out_multiplies_nothing(town_engine, text, layer):
    whole = {hit.id: dict(hit.explanation.factors) for hit in ranked(town_engine, text, explain=True)}
    for hit in ranked(town_engine, text, explain=True, without=frozenset({layer})):
        factors = dict(hit.explanation.factors)
        assert layer not in factors
        assert factors == {name: value for name, value in whole[hit.id].items() if name != layer}


def test_the_hits_are_the_same_whatever_is_left_out(town_engine):
    whole = {hit.id for hit in ranked(town_engine, "barnehage")}
    assert {hit.id for hit in ranked(town_engine, "barnehage", without=frozenset(LAYERS))} == whole


def test_nothing_is_told_to_those_who_do_not_ask(town_engine):
    assert all(hit.explanation is None for hit in ranked(town_engine, "barnehage"))


def test_those_who_follow_a_search_get_the_newest_first(town_engine):
    dates = [hit.dated or hit.updated for hit in ranked(town_engine, "barnehage", newest=True)]
    known = [day for day in dates if day]
    assert known == sorted(known, reverse=True)
