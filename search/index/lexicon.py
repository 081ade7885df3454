"""Every different word of the documents, looked up once: the terms it is found by, and their places."""

from __future__ import annotations

import re
from array import array
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis.chain import Forms, token_forms
from search.analysis.tokens import LONGEST, PATTERN, WORD, WORD_GROUP, Token, token_of
from search.arrays.layout import starts_of
from search.arrays.segment import spread

_SPLIT = re.compile(f"({WORD.pattern})")
_HAS_NUMBERS = re.compile(r"[\d§]")
NOTHING = 0
"""The entry of what is no word: it takes no place."""


class Rows(NamedTuple):
    """What E entries stand for: R rows, those of entry i from ``starts[i]`` to ``starts[i + 1]``."""

    starts: NDArray[np.int64]
    """(E + 1,)"""
    places: NDArray[np.int64]
    """(E,) How many places an entry takes."""
    terms: NDArray[np.uint32]
    """(R,)"""
    at: NDArray[np.uint8]
    """(R,) Which of its entry's places a term stands at."""
    part: NDArray[np.bool_]
    """(R,) Whether the term is a part of a compound."""


class Lexicon:
    """Numbers for words, and for the terms that they are found by.

    A town writes the same words over and over: ten million words are some hundred thousand different ones,
    and only those go through the lemmas and the compounds.
    """

    def __init__(self) -> None:
        self.terms: dict[bytes, int] = {}
        """Term → number."""
        self._languages: dict[str, _Known] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self._starts, self._places = array("q", [0]), array("q")
        self._row_terms, self._row_at, self._row_part = array("I"), array("B"), array("B")
        self.entry(())

    def read(self, text: str, language: str) -> tuple[list[int], list[int]]:
        """The entries of a normalised text's words in order, and for each the letters before it and in it.

        A text without digits has words alone, and they are found without trying all kinds of numbers.
        """
        known = self._languages.get(language)
        if known is None:
            known = self._languages[language] = _Known(self, language)
        if not _HAS_NUMBERS.search(text):
            pieces = _SPLIT.split(text)
            return [known[word] for word in pieces[1::2]], list(map(len, pieces[:-1]))
        entries: list[int] = []
        letters: list[int] = []
        end = 0
        for match in PATTERN.finditer(text):
            begin, stop = match.span()
            if stop - begin > LONGEST:
                continue
            is_word = match.lastgroup == WORD_GROUP
            entries.append(known[match[0]] if is_word else self._number(token_of(match), language))
            letters += (begin - end, stop - begin)
            end = stop
        return entries, letters

    def _number(self, token: Token, language: str) -> int:
        key = (language, *token.forms)
        if key not in self._numbers:
            self._numbers[key] = self.entry(token_forms(token, language))
        return self._numbers[key]

    def term(self, text: str) -> int:
        """The number of a term."""
        return self.terms.setdefault(text.encode(), len(self.terms))

    def entry(self, forms: tuple[Forms, ...]) -> int:
        """A new entry: the forms at each of its places."""
        for at, one in enumerate(forms):
            for part, texts in enumerate((one.words, one.parts)):
                for text in texts:
                    self._row_terms.append(self.term(text))
                    self._row_at.append(at)
                    self._row_part.append(part)
        self._places.append(len(forms))
        self._starts.append(len(self._row_terms))
        return len(self._places) - 1

    def rows_of(self, entries: NDArray[np.int64]) -> Rows:
        """What entries stand for, one after another."""
        starts, places = np.frombuffer(self._starts, np.int64), np.frombuffer(self._places, np.int64)
        sizes = starts[entries + 1] - starts[entries]
        rows = spread(starts[entries], sizes)
        return Rows(
            starts_of(sizes),
            places[entries],
            np.frombuffer(self._row_terms, np.uint32)[rows],
            np.frombuffer(self._row_at, np.uint8)[rows],
            np.frombuffer(self._row_part, np.bool_)[rows],
        )


class _Known(dict[str, int]):
    """Word as it is written → entry, in one language."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__()
        self._lexicon, self._language = lexicon, language

    def __missing__(self, word: str) -> int:
        entry = NOTHING
        if len(word) <= LONGEST:
            token = Token(word, "word", 0, len(word))
            entry = self._lexicon.entry(token_forms(token, self._language))
        self[word] = entry
        return entry
