"""The honest lines above the hits, and when they stand there."""

from __future__ import annotations

import numpy as np
import pytest

from search.query.matching import Matches
from search.query.notices import NAMES_EXPIRE, NOTHING_TO_FIND, ONLY_SMALL_WORDS, looks_like_a_name, notice
from search.query.params import parse_params
from search.query.parse import parse

ONE = np.array([1])


def line(text, matches):
    return notice(parse_params({"q": [text]}), parse(text, {}), matches)


@pytest.mark.parametrize(
    ("text", "matches", "expected"),
    [
        ("barnehage", Matches(ONE), ""),
        ("barnehage", Matches(), ""),
        ("", Matches(), ""),
        ("hvordan", Matches(), ONLY_SMALL_WORDS),
        ("😀 !!", Matches(), NOTHING_TO_FIND),
        ("Kari Nordmann", Matches(), NAMES_EXPIRE),
        ("Kari Nordmann", Matches(ONE), ""),
    ],
)
def test_a_line_stands_only_where_it_helps(text, matches, expected):
    assert line(text, matches) == expected


def test_words_that_nothing_has_are_named():
    assert "Vi fant ikke «xyzzyx»" in line("xyzzyx vei", Matches(ONE, relaxed=True, missing=("xyzzyx",)))


def test_a_compound_found_by_its_first_part_is_said_to_be_missing():
    matches = Matches(ONE, relaxed=True, missing=("parkeringskort",), by_subject=True)
    said = line("parkeringskort", matches)
    assert said == "Vi fant ikke «parkeringskort». Her er treff på den første delen av ordet."


def test_words_that_only_never_stand_together_are_not_said_to_be_missing():
    said = line("vei svane", Matches(ONE, relaxed=True))
    assert said == "Ingen treff har alle ordene. Her er treffene med flest av dem."


def test_a_name_among_partial_hits_gets_both_lines():
    said = line("Kari Nordmann garasje", Matches(ONE, relaxed=True, missing=("Kari", "Nordmann")))
    assert said.startswith("Ingen treff har alle ordene.")
    assert said.endswith(NAMES_EXPIRE)


@pytest.mark.parametrize(
    "text", ["Kari Nordmann", "kari nordmann", "Ola Hansen", "hansen ola", "Søknad fra Per Hansen"]
)
def test_names_of_persons_are_recognised(text):
    assert looks_like_a_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "barnehage plass",
        "ny skole",
        "søppelhenting langhus",
        "15/1234",
        "",
        "kommunestyret møte",
        "Ski kommune",
    ],
)
def test_other_queries_are_not_taken_for_names(text):
    assert not looks_like_a_name(text)
