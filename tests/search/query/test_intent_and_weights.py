"""What a query asks for besides its words, and the weights that follow."""

from __future__ import annotations

from typing import get_args

import pytest

from plugins.model.document import Kind
from search.query.intent import ARCHIVE, KIND_WORDS, asked_kinds, kind_named
from search.query.weights import (
    ASKED_KIND_WEIGHTS,
    CASE_WEIGHT,
    ENGLISH_WEIGHT,
    FRESH_KINDS,
    KIND_WEIGHTS,
    PART_WEIGHT,
    SYNONYM_WEIGHT,
    WEAK_MISSING,
)


@pytest.mark.parametrize(
    "text",
    [
        "Jernbaneveien 12",
        "jernbanevegen 12b",
        "Åsgata 3",
        "Langhusveien 100 C",
        "Torget alléen 7",
        "Skibakken 4",
    ],
)
def test_a_street_with_a_number_asks_for_the_archive(text):
    assert asked_kinds(text) >= ARCHIVE


@pytest.mark.parametrize(
    "text", ["Jernbaneveien", "veien til skolen", "uke 12", "trinn 3", "bakken barnehage"]
)
def test_a_street_or_a_number_alone_does_not(text):
    assert not asked_kinds(text) & ARCHIVE


@pytest.mark.parametrize("text", ["26/1234", "2026/1234-7", "135/22", "gnr. 135 bnr. 22"])
def test_a_number_with_a_slash_asks_for_the_archive_and_meetings(text):
    assert asked_kinds(text) == {*ARCHIVE, "mote"}


@pytest.mark.parametrize("text", ["64 87 87 00", "§ 13", "2026", ""])
def test_other_numbers_ask_for_nothing_of_the_kind(text):
    assert asked_kinds(text) == frozenset()


@pytest.mark.parametrize("word", KIND_WORDS)
def test_each_word_that_names_a_kind_names_it_in_any_case(word):
    assert kind_named(word) == kind_named(word.upper()) == KIND_WORDS[word]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("åpningstidene på biblioteket", "virksomhet"), ("møta i kommunestyret", "mote"), ("nyheiter", None)],
)
def test_inflected_words_name_it_too(text, kind):
    assert asked_kinds(text) == (frozenset({kind}) if kind else frozenset())


def test_every_kind_has_a_weight_and_no_weight_is_for_anything_else():
    assert set(KIND_WEIGHTS) == set(get_args(Kind))
    assert set(ASKED_KIND_WEIGHTS) | set(FRESH_KINDS) <= set(get_args(Kind))


def test_asking_for_a_kind_never_lowers_it():
    assert all(weight >= KIND_WEIGHTS[kind] for kind, weight in ASKED_KIND_WEIGHTS.items())


def test_freshness_cannot_lift_an_entry_above_a_service():
    most = {kind: KIND_WEIGHTS[kind] * (1 + FRESH_KINDS.get(kind, 0.0)) for kind in ARCHIVE}
    assert max(most.values()) < KIND_WEIGHTS["tjeneste"] / 10


@pytest.mark.parametrize("weight", [PART_WEIGHT, SYNONYM_WEIGHT, CASE_WEIGHT, ENGLISH_WEIGHT, WEAK_MISSING])
def test_what_stands_in_for_the_word_itself_counts_less_than_it(weight):
    assert 0 < weight < 1
