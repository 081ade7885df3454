"""The lemmas and the segments of many words at once, as ``lemma`` and ``segments`` find them one by one.

What the rules ask of a part is known for each string of the dictionary beforehand, as a column, so that all
ways to cut all the words are weighed by looking numbers up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from operator import methodcaller
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis.dictionary import MISSING, Places, Text, is_plain
from search.analysis.dictionary_file import dictionary
from search.analysis.fold import fold_all
from search.analysis.lemma import CACHE, is_known, lemma, reviewed, written_forms
from search.analysis.segments import (
    BASE_FORM,
    ENDINGS,
    JOINTS,
    NOT_FIRST,
    NOUN_ENDINGS,
    SHORTEST_PART,
    SHORTEST_WORD,
    Segment,
    Segments,
    exceptions,
    last_part,
    segments,
)

_NEVER = -1_000
"""What no part is worth."""
_LINK_BITS = 8
_SHORT_NOUN = SHORTEST_PART + min(map(len, NOUN_ENDINGS))
"""Letters of what is too short to be a noun that is made of a verb."""


class _Cuts(NamedTuple):
    """(c,) Ways to cut words in two: the word, the letters before the cut, and the parts with their worth."""

    word: Places
    before: Places
    first: Places
    link: Places
    """The letter between the parts; 0 for none."""
    last: Places
    worth: Places

    def where(self, kept: NDArray[np.bool_] | Places) -> _Cuts:
        """Some of them."""
        return _Cuts(*(column[kept] for column in self))


class _Parts:
    """What is known of each string of the dictionary as a part; the last row is of what is no string."""

    def __init__(self) -> None:
        self._book = book = dictionary()
        self._more: list[str] = []
        """Strings that only the reviewed words have; they are numbered after the dictionary's."""
        self.written = np.append(np.arange(len(book), dtype=np.int32), np.int32(MISSING))
        """(S + 1,) The number of each string as it is written in bokmål."""
        for word, form in written_forms().items():
            self.written[book.number(word)] = self._number(form)
        self.written[MISSING] = MISSING
        self.bases = self.written[np.append(book.lemmas, np.int32(MISSING))]
        """(S + 1,) The number of each word's lemma in bokmål, as ``lemma`` gives it."""
        for word, base in reviewed().items():
            self.bases[book.number(word)] = self._number(base)
        self.bases[MISSING] = MISSING
        sizes = np.append(np.diff(book.starts), list(map(len, self._more))).astype(np.int64)
        self.known = known = np.append(book.lemmas >= 0, np.False_)
        """(S + 1,) Whether each string is a word."""
        size, base = np.append(sizes[: len(book)], 0), sizes[self.bases]
        own = np.append(book.lemmas == np.arange(len(book)), np.False_)
        own |= self._among(word for word, base in reviewed().items() if word == base) & known
        letters = np.append(book.text[book.starts[:-1]], 0)
        related = letters[np.append(book.lemmas, np.int32(MISSING))] == letters
        may_be_first = known & ~self._among(NOT_FIRST) & (own | ((size > SHORTEST_PART) & related))
        first = np.minimum(size, 12) + BASE_FORM * own - 6 * (size == SHORTEST_PART)
        last = 2 * np.minimum(base, 6) - 6 * (base == SHORTEST_PART)
        self.first_worth = np.where(may_be_first, first, _NEVER)
        self.last_worth = np.where(known & ~self._among(ENDINGS), last, _NEVER)

    def _number(self, text: str) -> int:
        number = self._book.number(text)
        if number < 0:
            self._more.append(text)
            number = len(self._book) + len(self._more) - 1
        return number

    def _among(self, texts: Iterable[str]) -> NDArray[np.bool_]:
        found = np.zeros(len(self._book) + 1, np.bool_)
        found[[self._book.number(text) for text in texts]] = True
        return found

    def string(self, number: int) -> str:
        """The string of a number."""
        after = number - len(self._book)
        return self._more[after] if after >= 0 else self._book.string(number)


@cache
def _parts() -> _Parts:
    return _Parts()


def lemmas_of(words: Sequence[str]) -> tuple[list[str], list[bool]]:
    """The lemma of each word, and whether the dictionary has the word.

    >>> lemmas_of(["kyrkja", "søpla", "kråkstad"])
    (['kirke', 'søppel', 'kråkstad'], [True, True, False])
    """
    parts, decided, book = _parts(), reviewed(), dictionary()
    plain = _plain(words)
    text = Text(plain)
    numbers = book.numbers(text, text.begins, text.ends)
    bases, known = parts.bases[numbers].tolist(), parts.known[numbers].tolist()
    string = parts.string
    found = [
        word if base == number >= 0 else string(base) if base >= 0 else decided.get(word, word)
        for word, number, base in zip(words, numbers.tolist(), bases, strict=True)
    ]
    for place in _others(words, plain):
        found[place], known[place] = lemma(words[place]), is_known(words[place])
    return found, known


def segments_of(words: Sequence[str]) -> list[Segments]:
    """The parts of each compound in base form with what joins them; empty for a simple word.

    >>> segments_of(["sjukeheimsplass", "kråkstad"])
    [(Segment(text='sykehjem', link='s'), Segment(text='plass', link='')), ()]
    """
    parts, segment = _parts(), _segments()
    if len(segment) > CACHE:
        segment.clear()
    plain = _plain(words)
    cuts, nouns = _with_nouns(plain, _cuts_of(plain))
    best = _best(cuts)
    chosen = cuts.where(best)
    firsts = map(segment.__getitem__, _keys(parts.written[chosen.first], chosen.link))
    lasts = map(segment.__getitem__, _keys(parts.bases[chosen.last]))
    places = chosen.word.tolist()
    found: list[Segments] = [()] * len(words)
    for place, of_it in zip(places, zip(firsts, lasts, strict=True), strict=True):
        found[place] = of_it
    for at in np.flatnonzero(np.isin(best, list(nouns))).tolist():
        found[places[at]] = (found[places[at]][0], Segment(nouns[int(best[at])], ""))
    for place in _whole(words, places):
        found[place] = ()
    for place in _others(words, plain):
        found[place] = segments(words[place])
    return found


def _whole(words: Sequence[str], places: Sequence[int]) -> list[int]:
    """Which of some places have words that are not parted."""
    whole, _ = exceptions()
    lemmas, _ = lemmas_of([words[place] for place in places])
    return [place for place, base in zip(places, fold_all(lemmas), strict=True) if base in whole]


def _keys(numbers: NDArray[Any], links: Places | int = 0) -> list[int]:
    """The keys of segments: the number of a string, and the letter that joins it to the next."""
    keys: list[int] = (numbers.astype(np.int64) << _LINK_BITS | links).tolist()
    return keys


class _Segments(dict[int, Segment]):
    """The segment of a key; the same ones make most compounds."""

    def __missing__(self, key: int) -> Segment:
        number, link = key >> _LINK_BITS, key % (1 << _LINK_BITS)
        text = "" if number == MISSING else _parts().string(number)
        self[key] = segment = Segment(text, chr(link) if link else "")
        return segment


@cache
def _segments() -> _Segments:
    return _Segments()


def _plain(words: Sequence[str]) -> Sequence[str]:
    """The words, with nothing for those that the tables of the dictionary cannot have."""
    if is_plain("".join(words)):
        return words
    return [word if is_plain(word) else "" for word in words]


def _others(words: Sequence[str], plain: Sequence[str]) -> list[int]:
    """The places of the words that are not plain."""
    if words is plain:
        return []
    return [place for place, word in enumerate(words) if word and not plain[place]]


def _cuts_of(words: Sequence[str]) -> _Cuts:
    """The ways to cut plain words in two, the last place of each word first, where the first part fits; the
    last part fits too, or may be the noun of a verb.
    """
    parts, book, text = _parts(), dictionary(), Text(words)
    counts = np.where(text.sizes < SHORTEST_WORD, 0, text.sizes - 2 * SHORTEST_PART + 1)
    word = np.repeat(np.arange(len(words)), counts)
    nth = np.arange(len(word)) - np.repeat(np.cumsum(counts) - counts, counts)
    before = text.sizes[word] - SHORTEST_PART - nth
    noun = np.fromiter(map(methodcaller("endswith", NOUN_ENDINGS), words), np.bool_, len(words))
    begin = text.begins[word]
    last = book.numbers(text, begin + before, text.ends[word], before)
    noun = noun[word] & (text.sizes[word] - before > _SHORT_NOUN)
    fits = noun | (parts.last_worth[last] != _NEVER)
    word, before, last, begin = word[fits], before[fits], last[fits], begin[fits]
    cut = begin + before
    whole, joint = book.numbers(text, begin, cut), text.letters[cut - 1]
    joins = np.isin(joint, _codes(JOINTS)) & (before > SHORTEST_PART)
    asked = np.flatnonzero(joins | (whole != MISSING))
    shorter = np.full(len(cut), MISSING, np.int32)
    shorter[asked] = book.numbers(text, begin[asked], cut[asked] - 1)
    worth = np.where(parts.bases[whole] == shorter, _NEVER, parts.first_worth[whole])
    joins &= worth == _NEVER
    joins &= (joint != ord("s")) | ~np.isin(text.letters[cut - 2], _codes("es"))
    link = np.where(joins, joint, 0).astype(np.int64)
    worth = np.where(joins, parts.first_worth[shorter] - 2 * (joint == ord("e")), worth)
    first = np.where(joins, shorter, whole).astype(np.int64)
    cuts = _Cuts(word, before, first, link, last.astype(np.int64), worth + parts.last_worth[last])
    return cuts.where(worth > _NEVER // 2)


def _codes(letters: str) -> list[int]:
    return list(map(ord, letters))


def _with_nouns(words: Sequence[str], cuts: _Cuts) -> tuple[_Cuts, dict[int, str]]:
    """The cuts whose last part fits, and what the last parts that are no words are, by their places."""
    worth, found = cuts.worth.copy(), dict[int, str]()
    for place in np.flatnonzero(worth < _NEVER // 2).tolist():
        last = last_part(words[cuts.word[place]][cuts.before[place] :])
        if last is not None:
            found[place] = last.segment.text
            worth[place] += last.worth - _NEVER
    return cuts._replace(worth=worth), found


def _best(cuts: _Cuts) -> Places:
    """The place of the likeliest cut of each word that has any; the first of those that are equal."""
    fits = np.flatnonzero(cuts.worth > _NEVER // 2)
    order = fits[np.lexsort((-cuts.worth[fits], cuts.word[fits]))]
    opens = np.diff(cuts.word[order], prepend=-1) != 0
    best: Places = order[opens]
    return best
