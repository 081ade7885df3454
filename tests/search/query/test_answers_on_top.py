"""The answer on top where there is one, and a query mended only to one that finds at least as much."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("2026/1234", "/c1/"),
        ("26/1234", "/c1/"),
        ("26 / 1234", "/c1/"),
        ("sak nr. 26/1234", "/c1/"),
        ("saksnr 2026/1234", "/c1/"),
        ("26/1234-7", "/j4/"),
        ("2026/1234 garasje", ""),
        ("2026/9999", ""),
        ("135/22", ""),
        ("35/26", ""),
        ("barnehage", ""),
        ("-2026/1234", ""),
    ],
)
def test_a_number_leads_straight_to_what_it_names(ask, text, address):
    assert ask(text).leads_to == address


def test_a_filter_asks_for_a_list(ask):
    assert ask("2026/1234", type="sak").leads_to == ""
    assert ask("2026/1234", side="2").leads_to == ""


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("åpningstider servicetorget", "servicetorget"),
        ("telefon servicetorget", "servicetorget"),
        ("når åpner servicetorget?", "servicetorget"),
        ("er servicetorget åpent", "servicetorget"),
        ("servicetorget", ""),
        ("åpningstider", ""),
        ("telefon xyzzyx", ""),
    ],
)
def test_the_unit_that_is_to_be_reached(ask, text, unit):
    assert ask(text).unit == unit


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("barnehageplas", "barnehageplass"),  # one of two letters
        ("banehageplass", "barnehageplass"),  # a letter that is not heard
        ("barnheageplass", "barnehageplass"),  # two in the wrong order
        ("barnegageplass", "barnehageplass"),  # the key beside it
        ("sjykehjem", "sykehjem"),
        ("skjenkebevling", "skjenkebevilling"),
        ("starlån", "startlån"),
        ("starlån bolgi", "startlån bolig"),
    ],
)
def test_a_slip_is_mended_to_a_word_of_the_index(ask, typed, meant):
    found, right = ask(typed), ask(meant)
    assert found.answers_to == meant
    assert found.notice == f"Ingen treff på «{typed}»."
    assert (found.total, found.hits, found.facets) == (right.total, right.hits, right.facets)


def test_a_slip_beside_words_that_are_found_is_asked_about(ask):
    found = ask("startlån bolgi")
    assert found.relaxed
    assert found.meant is not None
    assert found.meant.text == "startlån bolig"


@pytest.mark.parametrize(
    "typed",
    "barnehageplass|søppel|soppel|xyzzyx|traktor|kari nordmann|hansen|2026/9999|sfo||–|ф".split("|"),
)
def test_nothing_is_mended_that_is_right_or_unlike_everything(ask, typed):
    found = ask(typed)
    assert found.meant is None
    assert found.answers_to == ""


@pytest.mark.parametrize("typed", ["starlån bolgi", "barnehageplas moderasjon", "skolefritt", "kirkn"])
def test_what_was_meant_never_finds_less(ask, typed):
    found = ask(typed)
    if found.meant:
        full = 0 if found.relaxed else found.total
        assert ask(found.meant.text).total >= max(full, 1)
