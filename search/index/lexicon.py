"""Every different word of the documents, looked up once: the terms it is found by, and their places."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis.chain import Forms, forms_of, token_forms
from search.analysis.tokens import (
    HAS_DIGIT,
    LONGEST,
    MOST_WORDS_ASIDE,
    PATTERN,
    WORD,
    WORD_GROUP,
    Token,
    token_of,
)
from search.arrays.layout import starts_of
from search.arrays.segment import spread

_SPLIT = re.compile(f"({WORD.pattern})")
NOTHING, HAS_NUMBER = 0, 1
"""The entry of what is no word, which takes no place; and what stands for a word with a digit in it until all
kinds of numbers are tried."""


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
    and only those go through the lemmas and the compounds. They wait until what they stand for is asked for,
    so that compounds are looked for in many of them at once.
    """

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        """Term → number."""
        self._languages: dict[str, _Known] = {}
        self._waiting: list[tuple[Token, str]] = []
        self._count = 0
        self._starts, self._places = array("q", [0]), array("q")
        self._row_terms, self._row_at, self._row_part = array("I"), array("B"), array("B")
        for _ in (NOTHING, HAS_NUMBER):
            self._write(())
            self._count += 1

    def read(self, text: str, language: str) -> tuple[list[int], list[int]]:
        """The entries of a normalised text's words in order, and where each of them begins and ends.

        Words are found without trying all kinds of numbers; only where there are digits, those are tried.
        """
        known = self._languages.get(language)
        if known is None:
            known = self._languages[language] = _Known(self, language)
        pieces = _SPLIT.split(text)
        entries = list(map(known.__getitem__, pieces[1::2]))
        bounds = list(accumulate(map(len, pieces)))
        del bounds[-1]
        if HAS_NUMBER not in entries:
            return entries, bounds
        return _with_numbers(text, known, entries, bounds)

    def term(self, text: str) -> int:
        """The number of a term."""
        return self.terms.setdefault(text, len(self.terms))

    def entry(self, token: Token, language: str) -> int:
        """A new entry: what a token stands for in a language."""
        self._waiting.append((token, language))
        self._count += 1
        return self._count - 1

    def _settle(self) -> None:
        """Look up all that wait: simple words together, the rest one by one."""
        found: dict[int, tuple[Forms, ...]] = {}
        for language in self._languages:
            simple = [
                n for n, (token, of) in enumerate(self._waiting) if of == language and _is_simple(token)
            ]
            words = [self._waiting[number][0].text for number in simple]
            found |= zip(simple, zip(forms_of(words, language), strict=True), strict=True)
        for number, (token, language) in enumerate(self._waiting):
            self._write(found.get(number) or token_forms(token, language))
        self._waiting = []

    def _write(self, forms: tuple[Forms, ...]) -> None:
        """The forms at each of an entry's places."""
        terms = self.terms
        for at, one in enumerate(forms):
            for part, texts in enumerate(one):
                for text in texts:
                    self._row_terms.append(terms.setdefault(text, len(terms)))
                    self._row_at.append(at)
                    self._row_part.append(part)
        self._places.append(len(forms))
        self._starts.append(len(self._row_terms))

    def rows_of(self, entries: NDArray[np.int64]) -> Rows:
        """What entries stand for, one after another."""
        self._settle()
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


def _is_simple(token: Token) -> bool:
    """A word without hyphens."""
    return token.kind == "word" and "-" not in token.text


class _Known(dict[str, int]):
    """Word or number as it is written → entry, in one language."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__()
        self._lexicon, self._language = lexicon, language
        self.numbers: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        small = word.lower()
        if HAS_DIGIT.search(word):
            entry = HAS_NUMBER
        elif len(word) > LONGEST:
            entry = NOTHING
        elif small != word and len(small) == len(word):
            entry = self[small]
        else:
            entry = self._new(word)
        self[word] = entry
        return entry

    def of_match(self, match: re.Match[str]) -> int:
        """The entry of what ``PATTERN`` matched."""
        text = match[0]
        entry = self.numbers.get(text)
        if entry is None and match.lastgroup == WORD_GROUP:
            entry = self[text]
            if entry == HAS_NUMBER:
                entry = self.numbers[text] = self._new(text)
        elif entry is None:
            entry = self.numbers[text] = self._lexicon.entry(token_of(match), self._language)
        return entry

    def _new(self, word: str) -> int:
        return self._lexicon.entry(Token(word, "word", 0, len(word)), self._language)


def _with_numbers(
    text: str, known: _Known, entries: list[int], bounds: list[int]
) -> tuple[list[int], list[int]]:
    """Entries and bounds where the words about each digit are read again, numbers tried first."""
    found: list[int] = []
    places: list[int] = []
    at = 0
    for first, after in _about_digits(entries):
        found += entries[at:first]
        places += bounds[2 * at : 2 * first]
        begin = bounds[2 * first] if first else 0
        end = bounds[2 * after] if after < len(entries) else len(text)
        for match in PATTERN.finditer(text, begin, end):
            start, stop = match.span()
            if stop - start <= LONGEST:
                found.append(known.of_match(match))
                places += (start, stop)
        at = after
    return found + entries[at:], places + bounds[2 * at :]


def _about_digits(entries: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of words, from the first to the one after the last, that no number reaches into or out of."""
    begun, after = -1, -1
    for place, entry in enumerate(entries):
        if entry == HAS_NUMBER:
            first = max(place - MOST_WORDS_ASIDE, 0)
            if first > after:
                if begun >= 0:
                    yield begun, after
                begun = first
            after = min(place + MOST_WORDS_ASIDE + 1, len(entries))
    yield begun, after
