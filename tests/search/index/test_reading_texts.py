"""Texts are read in bulk as the tokens of a query are: the same words and numbers at the same places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis.chain import placed_forms, token_forms
from search.analysis.fold import normalise
from search.analysis.tokens import tokens
from search.index.lexicon import Lexicon

PIECES = [
    "Barnehage", "gnr", "gnr.", "Gnr", "bnr", "bnr.", "og", "135", "22", "2015/1234-7", "15 / 12", "KST",
    "KST-35/15", "kst35/15", "§", "§§ 13A", "mai", "3.", "3. mai", "2026", "2026-11-03", "+47", "64 87 87 00",
    "400 12 345",
    "e-12/2015", "web-TV", "l'eau", "_", "a_1", "½", "٣", "\x00", "x" * 70, "9" * 70, "nov", "20",
]  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from([" ", " ", "\n", ",", ".", "-", "/", "'", ""])),
    max_size=24,
).map("".join)


def read_in_bulk(text: str, language: str) -> list[tuple[tuple[int, int], list[tuple[int, str, bool]]]]:
    """Where each place of a text lies, and the terms there."""
    lexicon = Lexicon()
    entries, bounds = lexicon.read(text, language)
    rows = lexicon.rows_of(np.array(entries, np.int64))
    names = list(lexicon.terms)
    found = []
    for number, places in enumerate(rows.places.tolist()):
        of_token = slice(*rows.starts[number : number + 2].tolist())
        terms = zip(rows.terms[of_token], rows.at[of_token], rows.part[of_token], strict=True)
        said = [(int(at), names[term], bool(part)) for term, at, part in terms]
        if places:
            found.append(((bounds[2 * number], bounds[2 * number + 1]), said))
    return found


@settings(deadline=None, max_examples=400)
@given(st.one_of(texts, st.text(max_size=30)), st.sampled_from(["nb", "en"]))
@example("gnr 135 , / og bnr 22", "nb")
@example("Se 15/1234-7-12/2015 og 3. mai-dagen, KST 35/15.", "nb")
def test_a_text_is_read_as_its_tokens(text: str, language: str) -> None:
    text = normalise(text)
    expected = []
    for token in tokens(text):
        forms = token_forms(token, language)
        said = [
            (at, word, part)
            for at, one in enumerate(forms)
            for part, words in ((False, one.words), (True, one.parts))
            for word in words
        ]
        expected.append(((token.start, token.end), said))
    assert read_in_bulk(text, language) == expected


@pytest.mark.parametrize("text", ["", " ", "135/22", "…"])
def test_places_are_as_many_as_the_analysis_says(text: str) -> None:
    found = read_in_bulk(text, "nb")
    assert len(found) == len({position for _, position, _ in placed_forms(text)})
