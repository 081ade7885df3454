"""Many words looked at together give what each gives alone."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import chain
from search.analysis.chain import OF_A_PAGE, forms_of, word_forms
from search.analysis.compounds import MANY, reading, readings
from search.analysis.fold import normalise
from search.analysis.lemma import is_known, known_words, lemma, reviewed
from search.analysis.many import lemmas_of, segments_of
from search.analysis.segments import ENDINGS, NOT_FIRST, segments

KNOWN = [word for word in islice(known_words(), 0, None, 701) if word.isalpha()]
parts = st.sampled_from([*KNOWN, "s", "e", "ing", "inger", "barnehage", "plass", "kirke", "hent", "skule"])
compound = st.lists(parts, min_size=1, max_size=3).map("".join)
wild = st.text(st.sampled_from("abekrstgnåøæÅéß'½ﬁ-"), max_size=14)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(compound, wild), min_size=MANY, max_size=3 * MANY), st.sampled_from(["nb", "en"]))
def test_words_together_have_the_forms_that_each_has_alone(words: list[str], language: str) -> None:
    together = chain._forms_of(words, language)
    assert together == [chain._forms_of([word], language)[0] for word in words]
    assert forms_of(words, language) == together


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


def test_words_that_are_remembered_have_the_forms_that_they_had() -> None:
    before = [chain._forms_of([word], language)[0] for language in ("nb", "en") for word in KNOWN]
    again = [forms for language in ("nb", "en") for forms in forms_of(KNOWN * 2, language)[: len(KNOWN)]]
    assert again == before
    assert len(KNOWN) * MANY > OF_A_PAGE
    assert forms_of(KNOWN * MANY) == before[: len(KNOWN)] * MANY


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "REMEMBERED", 50)
    for number in range(0, 400, 20):
        forms_of([f"{KNOWN[0]}{place}x" for place in range(number, number + 20)])
    assert sum(map(len, chain._remembered.values())) <= 50


@settings(deadline=None, max_examples=30)
@given(st.lists(st.one_of(st.sampled_from(KNOWN), compound, wild), min_size=1, max_size=3 * MANY))
def test_lemmas_and_segments_together_are_those_of_each_alone(words: list[str]) -> None:
    assert lemmas_of(words) == (list(map(lemma, words)), list(map(is_known, words)))
    assert segments_of(words) == list(map(segments, words))


def test_all_reviewed_words_are_the_same_either_way() -> None:
    words = [*reviewed(), *reviewed().values(), *ENDINGS, *NOT_FIRST]
    pairs = [first + joint + last for first in words for joint in ("", "s", "e") for last in words[::9]]
    assert lemmas_of(words) == (list(map(lemma, words)), list(map(is_known, words)))
    assert segments_of(pairs) == list(map(segments, pairs))


@pytest.mark.parametrize("words", [[], [""] * MANY, ["å"] * MANY])
def test_nothing_much_is_no_trouble(words: list[str]) -> None:
    assert len(forms_of(words)) == len(words)


@given(st.text(st.characters(max_codepoint=0xFF), max_size=12))
def test_latin_letters_are_normalised_as_beside_others(text: str) -> None:
    assert normalise(text + "Ā") == normalise(text) + "Ā"
