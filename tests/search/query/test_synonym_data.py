"""The reviewed word lists are whole: each line has a reason, and says what the analysis does not."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from search.analysis.lemma import written_forms
from search.query.synonyms import LONGEST, main_terms, synonyms_of

ROWS = yaml.safe_load(files("search.query").joinpath("data/synonymer.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["ord"])
def test_each_synonym_has_a_reason_and_a_new_word(row):
    assert row["grunn"].endswith(".")
    key = main_terms(row["ord"])
    assert 1 <= len(key) <= LONGEST
    language = row.get("sprak", "nb")
    for text in row["ogsaa"]:
        also = main_terms(text, language)
        assert also
        assert also != key
        assert also in synonyms_of(key)


def test_no_expression_is_listed_twice():
    words = [row["ord"] for row in ROWS]
    assert len(words) == len(set(words))


def test_written_forms_lead_to_bokmal_in_one_step():
    pairs = written_forms()
    assert [word for word in pairs if pairs[word] in pairs and pairs[pairs[word]] != pairs[word]] == []


def test_a_word_without_synonyms_has_none():
    assert synonyms_of(("xyzzyx",)) == ()
