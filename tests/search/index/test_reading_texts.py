"""Texts are read in bulk as the tokens of a query are: the same words and numbers at the same places."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis.chain import token_forms
from search.analysis.fold import normalise
from search.analysis.tokens import WORD, tokens
from search.index.lexicon import Lexicon
from search.index.words import words_in

Found = list[tuple[tuple[int, int], list[tuple[int, str, bool]]]]

PIECES = [
    "Barnehage", "gnr", "gnr.", "Gnr", "bnr", "bnr.", "og", "135", "22", "2015/1234-7", "15 / 12", "KST",
    "KST-35/15", "kst35/15", "§", "§§ 13A", "mai", "3.", "3. mai", "2026", "2026-11-03", "+47", "64 87 87 00",
    "400 12 345",
    "e-12/2015", "web-TV", "l'eau", "_", "a_1", "½", "٣", "\x00", "x" * 70, "9" * 70, "nov", "20", "juli",
    "des.", "\N{LATIN SMALL LETTER LONG S}eptember", "o\N{KELVIN SIGN}T", "64878700", "Storgata 15", "\u2028",
]  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from([" ", " ", "\n", ",", ".", "-", "/", "'", ""])),
    max_size=24,
).map("".join)


def read_in_bulk(texts: list[str], languages: list[str]) -> list[Found]:
    """For each text where its places lie, and the terms there."""
    lexicon = Lexicon()
    tokens = lexicon.read(texts, languages)
    rows = lexicon.rows_of(tokens.entries)
    names = list(lexicon.terms)
    found: list[Found] = [[] for _ in texts]
    of_text = np.repeat(np.arange(len(texts)), tokens.counts).tolist()
    bounds_of = zip(tokens.begins.tolist(), tokens.ends.tolist(), strict=True)
    for number, (text, bounds) in enumerate(zip(of_text, bounds_of, strict=True)):
        of_token = slice(*rows.starts[number : number + 2].tolist())
        terms = zip(rows.terms[of_token], rows.at[of_token], rows.part[of_token], strict=True)
        if rows.places[number]:
            found[text].append((bounds, [(int(at), names[term], bool(part)) for term, at, part in terms]))
    return found


def expected(text: str, language: str) -> Found:
    """The same by the tokens of a query."""
    found: Found = []
    for token in tokens(text):
        forms = token_forms(token, language)
        said = [
            (at, word, part)
            for at, one in enumerate(forms)
            for part, words in ((False, one.words), (True, one.parts))
            for word in words
        ]
        found.append(((token.start, token.end), said))
    return found


@settings(deadline=None, max_examples=400)
@given(st.lists(st.tuples(st.one_of(texts, st.text(max_size=30)), st.sampled_from(["nb", "en"])), max_size=5))
@example([("gnr 135 , / og bnr 22", "nb"), ("12", "en"), ("/2015", "nb")])
@example([("Se 15/1234-7-12/2015 og 3. mai-dagen, KST 35/15.", "nb"), ("", "nb"), ("mai", "nb")])
@example([("3 \N{LATIN SMALL LETTER LONG S}ept 2026, 4\xa0o\N{KELVIN SIGN}t og 5\u2009JUNE", "nb")])
@example([("Storgata 15 /22 og 64878700, +47\xa064 87 87 00 i Gnr.135 bnr\x1f22", "nb")])
@example([("3.", "nb"), ("mai \U0001d7d9\U00010400", "nb"), ("KST", "nb"), ("35/15", "nb")])
@example([("2015/1234-7", "nb"), ("2015/1234-7", "en"), ("15/012-07", "nb"), ("12345/2016", "nb")])
@example(
    [("2015/1234-7", "nb"), ("2015/1234-7 ", "nb"), ("15/12/3", "nb"), ("123456/12", "nb"), ("1/2-a", "nb")]
)
@example(
    [("\N{ARABIC-INDIC DIGIT ONE}5/12", "nb"), ("2015/12345678", "nb"), ("0/0-0", "nb"), ("_15/12", "nb")]
)
def test_texts_are_read_as_their_tokens(given_texts: list[tuple[str, str]]) -> None:
    every = [normalise(text) for text, _ in given_texts]
    languages = [language for _, language in given_texts]
    assert read_in_bulk(every, languages) == list(map(expected, every, languages))


@given(st.one_of(texts, st.text()))
def test_words_are_those_of_the_pattern(text: str) -> None:
    found = words_in(text)
    assert list(zip(found.begins, found.ends, strict=True)) == [match.span() for match in WORD.finditer(text)]
    digits = [bool(re.search(r"\d", match[0])) for match in WORD.finditer(text)]
    assert found.digits.tolist() == digits
