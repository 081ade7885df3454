"""Facets count what choosing them would give."""

from __future__ import annotations

import pytest


def counts(results, name):
    return {count.value: count.count for count in results.facets[name]}


def test_every_count_is_the_number_of_hits_that_choosing_it_gives(ask):
    everything = ask("barnehage")
    for name, parameter in (
        ("kind", "type"),
        ("unit", "virksomhet"),
        ("year", "ar"),
        ("target_group", "for"),
    ):
        for value, count in counts(everything, name).items():
            assert ask("barnehage", **{parameter: value}).total == count


def test_a_facet_ignores_its_own_choice_and_honours_the_others(ask):
    chosen = ask("barnehage", type="nyhet")
    assert counts(chosen, "kind") == counts(ask("barnehage"), "kind")
    assert sum(counts(chosen, "year").values()) == chosen.total


def test_labels_are_what_a_resident_reads(ask):
    facets = ask("barnehage").facets
    assert {c.label for c in facets["kind"]} >= {"Tjenester og sider", "Postliste"}
    assert "Barnehage" in {c.label for c in facets["unit"]}


def test_years_are_newest_first(ask):
    years = [c.value for c in ask("barnehage").facets["year"]]
    assert years == sorted(years, reverse=True)


@pytest.mark.parametrize("text", ["", "xyzzyx", "og"])
def test_no_hits_means_no_counts(ask, text):
    assert all(not counts for counts in ask(text).facets.values())
