"""The dictionary on disk answers as simplemma does for every word, and is made again when it is not whole."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simplemma.strategies import DictionaryLookupStrategy
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.analysis import dictionary_file
from search.analysis.dictionary import BUCKETS, PRIME, Dictionary, Text
from search.analysis.dictionary_file import dictionary, open_dictionary, tables_of
from search.analysis.fold import lower
from search.analysis.lemma import is_known, known, known_words
from search.analysis.simplemma_words import LANGUAGES

FEW = {"hus": "hus", "huset": "hus", "hagen": "hage", "co₂": "co2", "å": "å"}


@pytest.fixture(scope="module")
def simplemma_says() -> DictionaryLookupStrategy:
    """simplemma itself, with its own dictionaries."""
    return DictionaryLookupStrategy(DefaultDictionaryFactory())


def expected(strategy: DictionaryLookupStrategy, word: str) -> str | None:
    lemmas = (strategy.get_lemma(word, language) for language in LANGUAGES)
    found = next(filter(None, lemmas), None)
    return None if found is None else lower(found)


def test_every_word_has_the_lemma_that_simplemma_gives(simplemma_says: DictionaryLookupStrategy) -> None:
    count = 0
    for language in LANGUAGES:
        for written in simplemma_says._dictionary_factory.get_dictionary(language):
            word = written.lower()
            if word != written and word.capitalize() != written:
                continue  # simplemma finds «CO₂» only by just those letters, and no word of ours has capitals
            assert (known(word), is_known(word)) == (expected(simplemma_says, word), True)
            count += 1
    assert count > 750_000


@settings(deadline=None, max_examples=500)
@given(word=st.text(st.sampled_from("abdeghiklmnoprstuvyæøåéäö'’½₂"), max_size=7))
def test_other_letters_are_no_words_to_either(simplemma_says: DictionaryLookupStrategy, word: str) -> None:
    if "’" not in word:  # every apostrophe is straight when the dictionary is asked
        assert known(word) == expected(simplemma_says, word)
    assert is_known(word) == (known(word) is not None)


@pytest.mark.parametrize("word", ["", "\ud800", "\0", "x" * 100_000, "مدرسة", "😀"])
def test_whatever_is_asked_for_is_answered(word: str) -> None:
    assert known(word) is None
    assert not is_known(word)


def test_words_whose_hashes_are_the_same_are_told_apart() -> None:
    one, other = (PRIME.to_bytes(4, "little") + b"a", (2 * PRIME).to_bytes(4, "little") + b"a")
    words = [letters.decode("latin-1") for letters in (one, other)]
    few = Dictionary(tables_of({words[0]: words[0]}), {})
    assert (words[0] in few, words[1] in few) == (True, False)
    text = Text(words)
    assert few.numbers(text, text.begins, text.ends).tolist() == [few.number(words[0]), -1]
    both = Dictionary(tables_of({word: word for word in words}), {})
    assert both.numbers(text, text.begins, text.ends).tolist() == list(map(both.number, words))
    assert sorted(both) == sorted(words)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.one_of(st.sampled_from(list(islice(known_words(), 0, None, 997))), st.text("abcæøå")), min_size=1
    )
)
def test_substrings_have_the_numbers_that_they_have_alone(words: list[str]) -> None:
    words = [word for word in words if word.isascii()] or ["a"]
    text = Text(words)
    spans = [
        (begin + i, begin + j, i)
        for begin, word in zip(text.begins.tolist(), words, strict=True)
        for i in range(len(word))
        for j in range(i, len(word) + 1)
    ]
    begins, ends, skipped = np.array(spans, np.int64).reshape(-1, 3).T
    joined = "".join(words)
    found = dictionary().numbers(text, begins, ends, skipped)
    assert found.tolist() == [dictionary().number(joined[begin:end]) for begin, end, _ in spans]


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """simplemma with few words, and how often they were asked for."""
    asked: list[int] = []

    def some() -> dict[str, str]:
        asked.append(1)
        return FEW

    monkeypatch.setattr(dictionary_file, "lemmas_by_word", some)
    return asked


def test_it_is_made_once_and_then_read(tmp_path: Path, few_words: list[int]) -> None:
    for _ in range(3):
        found = open_dictionary(tmp_path / "of-code")
        assert {word: found.lemma(word) for word in found} == FEW
        assert found.lemma("hage") is None
        assert "hage" not in found
    assert len(few_words) == 1
    assert len(list((tmp_path / "of-code").iterdir())) == 1


@pytest.mark.parametrize("left", [0, 7, 500, 4_000_000])
def test_one_that_is_cut_short_is_made_again(tmp_path: Path, few_words: list[int], left: int) -> None:
    open_dictionary(tmp_path)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:left])
    assert open_dictionary(tmp_path).lemma("huset") == "hus"
    assert path.read_bytes() == whole


def test_one_of_other_sources_is_put_away(
    tmp_path: Path, few_words: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_dictionary(tmp_path)
    (old,) = tmp_path.iterdir()
    monkeypatch.setattr(dictionary_file, "version", lambda _: "another")
    dictionary_file._digest.cache_clear()
    try:
        assert open_dictionary(tmp_path).lemma("huset") == before.lemma("huset") == "hus"
    finally:
        dictionary_file._digest.cache_clear()
    (new,) = tmp_path.iterdir()
    assert new.name != old.name


def test_where_nothing_can_be_written_it_is_there_all_the_same(tmp_path: Path, few_words: list[int]) -> None:
    (tmp_path / "file").write_text("")
    assert open_dictionary(tmp_path / "file").lemma("hagen") == "hage"


def test_the_tables_are_as_large_as_they_say() -> None:
    tables = tables_of({"hus": "hus", "huset": "hus"})
    assert len(tables["buckets"]) == BUCKETS + 1
    assert tables["starts"][-1] == len(tables["text"])
