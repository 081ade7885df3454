"""Every different word of the documents, looked up once: the terms it is found by, and their places."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis.chain import Forms, forms_of, number_forms, token_forms
from search.analysis.fold import fold
from search.analysis.numbers import case_forms
from search.analysis.tokens import LONGEST, ONE_CASE, PATTERN, WORD_GROUP, Token, written_in
from search.arrays.layout import starts_of
from search.arrays.segment import spread
from search.index.words import Words, words_in

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


class Tokens(NamedTuple):
    """n tokens of T texts, one text after another."""

    entries: NDArray[np.int64]
    """(n,)"""
    bounds: NDArray[np.int64]
    """(n, 2) Where in its text each begins and ends."""
    counts: NDArray[np.int64]
    """(T,) How many each text has."""


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
        self._cases = _Cases(self)
        self._waiting: list[tuple[Forms, ...]] = []
        self._starts, self._places = array("q", [0]), array("q")
        self._row_terms, self._row_at, self._row_part = array("I"), bytearray(), bytearray()
        self.entry(())

    def read(self, texts: Sequence[str], languages: Sequence[str]) -> Tokens:
        """The tokens of normalised texts, each in its language.

        Words are found without trying all kinds of numbers; only where there are digits, those are tried.
        """
        joined = "\0".join([*texts, ""])
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        closes = np.cumsum(sizes + 1) - 1
        opens = closes - sizes
        words = words_in(joined)
        text = np.searchsorted(closes, words.begins)
        runs = _about_numbers(words, text, opens, closes)
        kept = ~_among(runs.first, runs.last, len(text))
        entries = self._entries(words.written(), kept, text, languages)
        every = np.column_stack([words.begins[kept], words.ends[kept], entries[kept]])
        every = np.concatenate([every, *self._numbers(joined, runs, sizes, languages)])
        every = every[np.argsort(every[:, 0], kind="stable")]
        text = np.searchsorted(closes, every[:, 0])
        counts = np.bincount(text, minlength=len(texts))
        return Tokens(every[:, 2], every[:, :2] - opens[text, None], counts)

    def _numbers(
        self, joined: str, runs: _Runs, sizes: NDArray[np.int64], languages: Sequence[str]
    ) -> Iterator[NDArray[np.int64]]:
        """(n, 3) Where each token of the runs begins and ends, and its entry."""
        alone = (runs.last == runs.first + 1) & (runs.end - runs.begin == sizes[runs.text])
        """Which are two words that are a whole text, as the number of an entry and that of its case are."""
        begin, end = runs.begin[alone], runs.end[alone]
        written = [joined[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
        known, one_case = self._cases, ONE_CASE.fullmatch
        cases = np.array([one in known or one_case(one) is not None for one in written], np.bool_)
        entries = [known[one] for one in compress(written, cases.tolist())]
        yield np.column_stack([begin[cases], end[cases], np.array(entries, np.int64)])
        alone[alone] = cases
        others = (column[~alone].tolist() for column in (runs.begin, runs.end, runs.text))
        found: list[tuple[int, int, int]] = []
        for first, last, of in zip(*others, strict=True):
            found += self._known(languages[of]).read(joined, first, last)
        yield np.array(found, np.int64).reshape(-1, 3)

    def _entries(
        self, words: list[str], kept: NDArray[np.bool_], text: NDArray[np.int64], languages: Sequence[str]
    ) -> NDArray[np.int64]:
        """(n,) The entries of the words that are kept, each in the language of its text."""
        entries = np.zeros(len(words), np.int64)
        numbers = {language: number for number, language in enumerate(dict.fromkeys(languages))}
        spoken = np.fromiter(map(numbers.__getitem__, languages), np.intp, len(languages))[text]
        for language, number in numbers.items():
            here = kept & (spoken == number)
            found = map(self._known(language).__getitem__, compress(words, here.tolist()))
            entries[here] = np.fromiter(found, np.int64, np.count_nonzero(here))
        return entries

    def _known(self, language: str) -> _Known:
        if language not in self._languages:
            self._languages[language] = _Known(self, language)
        return self._languages[language]

    def term(self, text: str) -> int:
        """The number of a term."""
        return self.terms.setdefault(text, len(self.terms))

    def entry(self, forms: tuple[Forms, ...]) -> int:
        """A new entry, with the forms at each of its places."""
        self._waiting.append(forms)
        return len(self._places) + len(self._waiting) - 1

    def _settle(self) -> None:
        """Look up all the words that wait, and write what every new entry stands for."""
        if not self._waiting:
            return
        new, self._waiting = self._waiting, []
        for known in self._languages.values():
            for entry, found in known.looked_up():
                new[entry - len(self._places)] = (found,)
        for entry, found in self._cases.looked_up():
            new[entry - len(self._places)] = (found,)
        every = list(chain.from_iterable(new))
        """The forms at each place of each entry, one after another."""
        texts = list(chain.from_iterable(chain.from_iterable(every)))
        places = np.fromiter(map(len, new), np.int64, len(new))
        counts = np.fromiter(map(len, chain.from_iterable(every)), np.int64, 2 * len(every)).reshape(-1, 2)
        """(f, 2) How many words and parts there are."""
        at = spread(np.zeros_like(places), places)
        sizes = counts.sum(axis=1)
        bounds = starts_of(sizes)[np.cumsum(places)]
        part = np.repeat(np.tile(np.array([0, 1], np.uint8), len(every)), counts.ravel())
        self._starts.frombytes((len(self._row_terms) + bounds).tobytes())
        self._places.frombytes(places.tobytes())
        self._row_at += np.repeat(at, sizes).astype(np.uint8).tobytes()
        self._row_part += part.tobytes()
        terms = self.terms
        self._row_terms.extend([terms.setdefault(text, len(terms)) for text in texts])

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


class _Known(dict[str, int]):
    """Word as it is written → entry, in one language. Words without hyphens wait to be looked up together."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        super().__init__()
        self._lexicon, self._language = lexicon, language
        self._numbers: dict[str, int] = {}
        self._entries: list[int] = []
        self._words: list[str] = []

    def __missing__(self, word: str) -> int:
        small = word.lower()
        if len(word) > LONGEST:
            entry = NOTHING
        elif small != word and len(small) == len(word):
            entry = self[small]
        elif "-" in word:
            entry = self._lexicon.entry(token_forms(Token(word, "word", 0, len(word)), self._language))
        else:
            entry = self._lexicon.entry(())
            self._entries.append(entry)
            self._words.append(word)
        self[word] = entry
        return entry

    def looked_up(self) -> Iterator[tuple[int, Forms]]:
        """The forms of all words that wait, with their entries."""
        entries, words = self._entries, self._words
        self._entries, self._words = [], []
        return zip(entries, forms_of(words, self._language), strict=True)

    def read(self, text: str, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The tokens of a piece of text, numbers tried first: where each begins and ends, and its entry."""
        for match in PATTERN.finditer(text, begin, end):
            start, stop = match.span()
            if stop - start <= LONGEST:
                yield start, stop, self[match[0]] if match.lastgroup == WORD_GROUP else self._number(match)

    def _number(self, match: re.Match[str]) -> int:
        entry = self._numbers.get(match[0])
        if entry is None:
            entry = self._lexicon.entry(number_forms(written_in(match), self._language))
            self._numbers[match[0]] = entry
        return entry


class _Cases(dict[str, int]):
    """Number of a case as it is written → entry; the same in all languages."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._waiting: list[str] = []

    def __missing__(self, number: str) -> int:
        self._waiting.append(number)
        self[number] = entry = self._lexicon.entry(())
        return entry

    def looked_up(self) -> Iterator[tuple[int, Forms]]:
        """The forms of all numbers that wait, with their entries."""
        waiting, self._waiting = self._waiting, []
        return ((self[number], Forms(tuple(map(fold, case_forms(number))))) for number in waiting)


class _Runs(NamedTuple):
    """r runs of words that may have a number in them, which never reaches out of them: words with digits and
    the word on either side.
    """

    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    text: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    """(r,) The first and the last word of each."""


def _about_numbers(
    words: Words, text: NDArray[np.int64], opens: NDArray[np.int64], closes: NDArray[np.int64]
) -> _Runs:
    """The runs; ``text`` is (n,) the text of each word, ``opens`` and ``closes`` where each text begins and
    ends.
    """
    place = np.flatnonzero(words.digits)
    if not len(place):
        return _Runs(*np.empty((5, 0), np.int64))
    inner = np.diff(text, prepend=-1, append=-1) == 0
    """(n + 1,) Whether a word is in the same text as the one before."""
    first, last = place - inner[place], place + inner[place + 1]
    opening = np.append(True, (first[1:] > last[:-1] + 1) | (text[first[1:]] != text[last[:-1]]))
    numbers = np.add.reduceat(words.numbers[place], np.flatnonzero(opening), dtype=np.int64) > 0
    first, last = first[opening][numbers], last[np.append(opening[1:], True)][numbers]
    begin = np.where(inner[first], words.begins[first], opens[text[first]])
    after = np.minimum(last + 1, len(text) - 1)
    end = np.where(inner[last + 1], words.begins[after], closes[text[last]])
    return _Runs(begin, end, text[first], first, last)


def _among(first: NDArray[np.int64], last: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """(count,) Which places are in any of some runs that do not overlap."""
    turns = np.zeros(count + 1, np.int8)
    turns[first] += 1
    turns[last + 1] -= 1
    return np.cumsum(turns[:-1], dtype=np.int8) > 0
