"""Filters among the words of a query narrow and exclude as those of the page do, and are shown with them."""

from __future__ import annotations

import json

import pytest

from search.query.answer import as_dict
from search.query.params import parse_params


def kinds(results):
    return {hit.kind for hit in results.hits}


def test_a_kind_is_left_out(ask):
    everything, without = ask("barnehage"), ask("barnehage -type:nyhet")
    news = ask("barnehage", type="nyhet")
    assert "nyhet" in kinds(everything)
    assert kinds(without) == kinds(everything) - {"nyhet"}
    assert without.total == everything.total - news.total
    assert not any(count.value == "nyhet" for count in without.facets["kind"])


@pytest.mark.parametrize(
    ("typed", "facet"),
    [("-virksomhet:barnehage", "unit"), ("-år:2026", "year"), ("-type:journalpost", "kind")],
)
def test_what_is_left_out_and_what_is_narrowed_to_are_all_there_is(ask, typed, facet):
    everything, without, narrowed = ask("barnehage"), ask(f"barnehage {typed}"), ask(f"barnehage {typed[1:]}")
    assert without.total + narrowed.total == everything.total
    assert [(one.facet, one.excludes) for one in without.filters] == [(facet, True)]
    assert [(one.facet, one.excludes) for one in narrowed.filters] == [(facet, False)]


def test_only_what_is_left_out_is_all_the_rest(ask):
    assert ask("-type:journalpost").total > 20
    assert "journalpost" not in kinds(ask("-type:journalpost"))


def test_a_number_beside_a_filter_leads_nowhere(ask):
    assert ask("2026/1234 -type:nyhet").leads_to == ""


def test_programs_are_told_how_a_filter_was_understood(ask):
    params = parse_params({"q": ["barnehage -type:nyhet år:2025-2026"]})
    told = as_dict(ask(params.text), params)["filters"]
    assert told == [
        {"facet": "kind", "values": ["nyhet"], "excludes": True},
        {"facet": "year", "values": ["2025", "2026"], "excludes": False},
    ]
    assert json.loads(json.dumps(told)) == told
