"""The reviewed word lists are whole: each line has a reason, and says what the analysis does not."""

from __future__ import annotations

import pytest

from search.analysis.lemma import written_forms
from search.curation.curation import LONGEST
from search.curation.keys import main_terms
from tests.search.corpus import DECISIONS, RULES


@pytest.mark.parametrize("row", DECISIONS.entries.synonyms, ids=lambda row: row.word)
def test_each_synonym_has_a_reason_and_a_new_word(row):
    assert row.why.endswith(".")
    key = main_terms(row.word)
    assert 1 <= len(key) <= LONGEST
    for text in row.also:
        also = main_terms(text, row.language)
        assert also
        assert also != key
        assert also in RULES.synonyms_of(key)


def test_written_forms_lead_to_bokmal_in_one_step():
    pairs = written_forms()
    assert [word for word in pairs if pairs[word] in pairs and pairs[pairs[word]] != pairs[word]] == []


def test_a_word_without_synonyms_has_none():
    assert RULES.synonyms_of(("xyzzyx",)) == ()
