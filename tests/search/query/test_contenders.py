"""What is left unscored could not have been shown: the order is that of all hits."""

from __future__ import annotations

import numpy as np
import pytest

from search.query import contenders
from search.query.params import parse_params
from search.query.types import Ranking
from tests.search.corpus import NOW

QUERIES = [
    "barnehage",
    "plass i barnehage",
    "sak om barnehage",
    "2026/1234",
    "kommunestyret møte",
    "åpningstider servicetorget",
    "type:tjeneste",
    "-barnehage",
]
RANKINGS = [
    Ranking(),
    Ranking(without=frozenset({"type"})),
    Ranking(without=frozenset({"tittel", "ferskhet"})),
]


def shown(engine, text, size, ranking):
    return engine.search(parse_params({"q": [text], "antall": [str(size)]}), NOW, ranking=ranking).hits


@pytest.mark.parametrize("ranking", RANKINGS, ids=lambda one: "-".join(sorted(one.without)) or "alt")
@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize("text", QUERIES)
def test_the_first_hits_are_the_first_of_all_hits(town_engine, monkeypatch, text, size, ranking):
    whole = shown(town_engine, text, size, ranking)
    monkeypatch.setattr(contenders, "FEW", 0)
    assert [(hit.id, hit.score) for hit in shown(town_engine, text, size, ranking)] == [
        (hit.id, hit.score) for hit in whole
    ]


def test_entries_that_cannot_come_before_enough_services_are_not_scored(town_engine, monkeypatch):
    scored = []
    best = contenders.Ranker.best
    monkeypatch.setattr(contenders, "FEW", 0)
    monkeypatch.setattr(
        contenders.Ranker,
        "best",
        lambda self, docs, *rest: scored.append(len(docs)) or best(self, docs, *rest),
    )
    total = town_engine.search(parse_params({"q": ["barnehage"], "antall": ["1"]}), NOW).total
    assert np.sum(scored) < total
