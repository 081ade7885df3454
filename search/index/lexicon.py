"""Every different word of the documents, looked up once: the terms it is found by, and their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import compress, count, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis.chain import Forms, found_by, number_forms, token_forms
from search.analysis.fold import fold
from search.analysis.numbers import case_forms, is_date
from search.analysis.tokens import ALL_CASES, LONGEST, ONE_CASE, PATTERN, WORD_GROUP, Token, written_in
from search.arrays.layout import starts_of
from search.index.quick import QuickEntries
from search.index.rows import Rows, RowTable
from search.index.shared_words import LookUp
from search.index.words import Words, small, words_in


class Tokens(NamedTuple):
    """n tokens of T texts, one text after another."""

    entries: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    """(n,) Where in its text each lies."""
    counts: NDArray[np.int64]
    """(T,) How many each text has."""


class Lexicon:
    """Numbers for words, and for the terms that they are found by.

    A town writes the same words over and over: ten million words are some hundred thousand different ones,
    and only those go through the lemmas and the compounds. They wait until what they stand for is asked for,
    so that compounds are looked for in many of them at once.
    """

    def __init__(self, look_up: LookUp = found_by) -> None:
        self._look_up = look_up
        self._table = RowTable()
        self.terms = self._table.terms
        """Term → number; a new one when it is asked for."""
        self._ids = count()
        self._languages: dict[str, _Known] = {}
        self._cases = _Seen(self._ids)

    def read(self, texts: Sequence[str], languages: Sequence[str]) -> Tokens:
        """The tokens of normalised texts, each in its language.

        Words are found without trying all kinds of numbers; only where there are digits, those are tried.
        """
        joined = "\0".join([*texts, ""])
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        closes = np.cumsum(sizes + 1) - 1
        opens = closes - sizes
        words = words_in(joined)
        counts = _in_each(words.begins, closes)
        text = np.repeat(np.arange(len(texts)), counts)
        runs = _about_numbers(words, text, opens, closes)
        begins, ends = words.begins, words.ends
        kept = ~_among(runs.first, runs.last, len(text))
        entries = self._entries(words, kept, text, languages)
        if len(runs.begin):
            numbers = np.concatenate(list(self._numbers(joined, runs, sizes, languages)))
            columns = zip((begins, ends, entries), numbers.T, strict=True)
            begins, ends, entries = (np.concatenate([column[kept], more]) for column, more in columns)
            order = np.argsort(begins, kind="stable")
            begins, ends, entries = begins[order], ends[order], entries[order]
            counts = _in_each(begins, closes)
        opens = np.repeat(opens, counts)
        return Tokens(entries, begins - opens, ends - opens, counts)

    def _numbers(
        self, joined: str, runs: _Runs, sizes: NDArray[np.int64], languages: Sequence[str]
    ) -> Iterator[NDArray[np.int64]]:
        """(n, 3) Where each token of the runs begins and ends, and its entry."""
        alone = (runs.last == runs.first + 1) & (runs.end - runs.begin == sizes[runs.text])
        """Which are two words that are a whole text, as the number of an entry and that of its case are."""
        begin, end = runs.begin[alone], runs.end[alone]
        written = [joined[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
        cases = np.array(_are_cases(written), np.bool_)
        entries = map(self._cases.entries.__getitem__, compress(written, cases))
        yield np.column_stack([begin[cases], end[cases], np.fromiter(entries, np.int64)])
        alone[alone] = cases
        begin, end = runs.begin[~alone], runs.end[~alone]
        spoken = [languages[text] for text in runs.text[~alone].tolist()]
        for language in dict.fromkeys(spoken):
            here = np.array([one == language for one in spoken], np.bool_)
            yield self._known(language).read(joined, begin[here], end[here])

    def _entries(
        self, words: Words, kept: NDArray[np.bool_], text: NDArray[np.int64], languages: Sequence[str]
    ) -> NDArray[np.int64]:
        """(n,) The entries of the words that are kept, each in the language of its text."""
        entries = np.zeros(len(kept), np.int64)
        numbers = {language: number for number, language in enumerate(dict.fromkeys(languages))}
        spoken = np.fromiter(map(numbers.__getitem__, languages), np.intp, len(languages))[text]
        small = words.small()
        for language, number in numbers.items():
            here = np.flatnonzero(kept & (spoken == number))
            entries[here] = self._known(language).entries_of(small, words.begins[here], words.ends[here])
        return entries

    def _known(self, language: str) -> _Known:
        if language not in self._languages:
            self._languages[language] = _Known(self._ids, language, self._look_up)
        return self._languages[language]

    def rows_of(self, entries: NDArray[np.int64]) -> Rows:
        """What entries stand for, one after another."""
        self._settle()
        return self._table.of(entries)

    def _settle(self) -> None:
        """Look up all that was seen since the last time, and write what every new entry stands for."""
        table, first = self._table, len(self._table)
        every = (self._cases, *(seen for known in self._languages.values() for seen in known.seen))
        taken = sum(len(seen.entries) for seen in every) - first
        if not taken:
            return
        numbers, entries = self._cases.new()
        table.add(entries, list(map(case_forms, numbers)))
        odd: list[tuple[int, tuple[Forms, ...]]] = []
        for known in self._languages.values():
            odd += known.look_up(table)
        places = np.ones(taken, np.int64)
        places[[entry - first for entry, _ in odd]] = [len(forms) for _, forms in odd]
        for at in range(max((len(forms) for _, forms in odd), default=0)):
            here = [(entry, forms[at]) for entry, forms in odd if len(forms) > at]
            entries = np.array([entry for entry, _ in here], np.int64)
            table.add(entries, [forms.words for _, forms in here], at)
            table.add(entries, [forms.parts for _, forms in here], at, part=True)
        table.settle(places)


def _are_cases(written: Sequence[str]) -> list[bool]:
    """Whether each text is the number of a case; most often all of them are."""
    if ALL_CASES.fullmatch("\n".join((*written, ""))):
        return [True] * len(written)
    return [ONE_CASE.fullmatch(one) is not None for one in written]


class _Seen:
    """Texts → entries, numbered as they come."""

    def __init__(self, ids: Iterator[int]) -> None:
        self.entries: defaultdict[str, int] = defaultdict(ids.__next__)
        self._taken = 0

    def new(self) -> tuple[list[str], NDArray[np.int64]]:
        """The texts that were not there the last time, and their entries."""
        begin, self._taken = self._taken, len(self.entries)
        texts = list(islice(self.entries, begin, None))
        return texts, np.fromiter(islice(self.entries.values(), begin, None), np.int64, len(texts))


class _Known:
    """Words in small letters and numbers as they are written, in one language."""

    def __init__(self, ids: Iterator[int], language: str, look_up: LookUp) -> None:
        self.words, self._numbers = _Seen(ids), _Seen(ids)
        self._quick = QuickEntries()
        self._written: list[tuple[str, ...]] = []
        """The forms of each new number."""
        self._language, self._look_up = language, look_up

    @property
    def seen(self) -> tuple[_Seen, _Seen]:
        """Words and numbers."""
        return self.words, self._numbers

    def entries_of(self, text: str, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """(n,) The entries of words in small letters that lie at some places of a text."""
        return self._quick.of(text, begins, ends, self.words.entries)

    def look_up(self, table: RowTable) -> Iterator[tuple[int, tuple[Forms, ...]]]:
        """Add the terms of new words to a table; new entries that take several places or none are given."""
        words, entries = self.words.new()
        usual = [len(word) <= LONGEST and "-" not in word for word in words]
        found = self._look_up(list(compress(words, usual)), self._language)
        plain = np.array(usual, np.bool_)
        table.add_one(entries[plain], found.terms)
        table.add(entries[plain], found.parts, part=True)
        for place in np.flatnonzero(~plain).tolist():
            yield int(entries[place]), self._odd(words[place])
        written, self._written = self._written, []
        _, entries = self._numbers.new()
        dated = np.array([is_date(forms[0]) for forms in written], np.bool_)
        of_others = compress(written, (~dated).tolist())
        table.add(entries[~dated], [list(map(fold, forms)) for forms in of_others])
        for place in np.flatnonzero(dated).tolist():
            yield int(entries[place]), number_forms(written[place], self._language)

    def _odd(self, word: str) -> tuple[Forms, ...]:
        """A word with hyphens, or one that is too long to be any."""
        return token_forms(Token(word, "word", 0, len(word)), self._language) if len(word) <= LONGEST else ()

    def read(self, text: str, begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
        """(n, 3) The tokens of some pieces of a text, numbers tried first: where each begins and ends, and
        its entry. A piece is read with the sign before it, which tells whether a word may begin after it.
        """
        begin = np.maximum(begin - 1, 0)
        pieces = [text[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
        words, numbers, found = self.words.entries, self._numbers.entries, list[int]()
        for match in PATTERN.finditer("\0".join(pieces)):
            start, stop = match.span()
            if stop - start > LONGEST:
                continue
            if match.lastgroup == WORD_GROUP:
                found += (start, stop, words[small(match[0])])
                continue
            if match[0] not in numbers:
                self._written.append(written_in(match))
            found += (start, stop, numbers[match[0]])
        every = np.array(found, np.int64).reshape(-1, 3)
        opens = starts_of(end - begin + 1)[:-1]
        piece = np.searchsorted(opens, every[:, 0], "right") - 1
        every[:, :2] += (begin - opens)[piece, None]
        return every


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


def _in_each(begins: NDArray[np.int64], closes: NDArray[np.int64]) -> NDArray[np.int64]:
    """(T,) How many begin before each text ends, and after the one before."""
    return np.diff(np.searchsorted(begins, closes), prepend=0)


def _among(first: NDArray[np.int64], last: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """(count,) Which places are in any of some runs that do not overlap."""
    turns = np.zeros(count + 1, np.int8)
    turns[first] += 1
    turns[last + 1] -= 1
    return np.cumsum(turns[:-1], dtype=np.int8) > 0
