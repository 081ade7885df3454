"""Many words looked at together give what each gives alone, and the sieve loses nothing."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import compounds
from search.analysis.chain import forms_of, word_forms
from search.analysis.compounds import MANY, reading, readings
from search.analysis.lemma import known_words
from search.analysis.sieve import Sieve, Text

KNOWN = [word for word in islice(known_words(), 0, None, 701) if word.isalpha()]
parts = st.sampled_from([*KNOWN, "s", "e", "ing", "inger", "barnehage", "plass", "kirke", "hent", "skule"])
compound = st.lists(parts, min_size=1, max_size=3).map("".join)
wild = st.text(st.sampled_from("abekrstgnåøæÅéß'½ﬁ-"), max_size=14)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(compound, wild), min_size=MANY, max_size=3 * MANY), st.sampled_from(["nb", "en"]))
def test_words_together_have_the_forms_that_each_has_alone(words: list[str], language: str) -> None:
    assert forms_of(words, language) == [forms_of([word], language)[0] for word in words]


def test_compounds_of_the_town_are_read_the_same_either_way() -> None:
    words = [
        "sjukeheimsplass",
        "renovasjonsgebyrene",
        "søppelhenting",
        "kommunestyremøter",
        "sykehjem",
    ] * MANY
    assert readings(words) == [reading(word) for word in words]
    assert forms_of(words) == [word_forms(word) for word in words]


@settings(deadline=None)
@given(st.lists(st.text(max_size=9), min_size=1, max_size=40), st.data())
def test_a_sieve_lets_through_all_that_is_in_it(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(words)))
    text = Text([f"x{word}yz" for word in words])
    through = Sieve(kept).may_have(text, text.begins + 1, text.ends - 2)
    assert all(passed for word, passed in zip(words, through, strict=True) if word in kept)


def test_a_sieve_of_the_dictionary_stops_nearly_all_that_is_no_word() -> None:
    text = Text([f"zq{number}x" for number in range(20_000)])
    assert np.mean(compounds._sieve().may_have(text, text.begins, text.ends)) < 0.1


@pytest.mark.parametrize("words", [[], [""] * MANY, ["å"] * MANY])
def test_nothing_much_is_no_trouble(words: list[str]) -> None:
    assert len(forms_of(words)) == len(words)
