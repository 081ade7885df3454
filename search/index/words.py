"""Where the words of a long text lie, found for all letters at once.

A word is what ``search.analysis.tokens.WORD`` matches: a run of letters and digits, where a hyphen or an
apostrophe with one of them on both sides belongs to it. Which words may belong to a number that
``search.analysis.tokens.PATTERN`` matches is seen from the signs beside them; most house numbers cannot.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_OTHER, _SPACE, _LETTER, _DIGIT = 0, 1, 2, 3
"""Those of a word are the last."""
_LATIN = "latin-1"
"""One byte is enough for each letter of nearly all texts."""
_SMALL_LATIN = bytes(ord(chr(code).lower()) for code in range(256))
_TABLED = 1 << 16
"""Letters beyond the first plane are looked at one by one."""
_PHONE = 8
"""Digits of a phone number written in one."""
_OF_NUMBERS = tuple(map(ord, "§+./"))
"""Signs right before a number or right after its first digits."""
_SMALL = 0x20
"""The bit that a small letter has more than a capital one."""
_MONTHS = tuple(
    ord(begun[0]) << 16 | ord(begun[1])
    for begun in (
        *"ja fe ma ap ju au se ok oc no de".split(), "\N{LATIN SMALL LETTER LONG S}e", "o\N{KELVIN SIGN}"
    )
)  # fmt: skip
"""How the names of months begin; a pattern without regard to case takes the last two for «se» and «ok»."""

Codes = NDArray[np.unsignedinteger[Any]]


class Words(NamedTuple):
    """n words in order."""

    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    """(n,) Where each lies."""
    digits: NDArray[np.bool_]
    """(n,) Whether there is a digit in it."""
    numbers: NDArray[np.bool_]
    """(n,) Whether a number may begin with its digits. False is sure."""
    spaced: Codes
    """The letters of the text with a space for every one that is in no word."""

    def written(self) -> list[str]:
        """The words themselves."""
        return _text_of(self.spaced).split()

    def small(self) -> str:
        """The text with each word as ``small`` writes it, at the same place."""
        if self.spaced.itemsize == 1:
            return str(self.spaced.tobytes().translate(_SMALL_LATIN), _LATIN)
        text = _text_of(self.spaced)
        every = text.lower()
        if len(every) == len(text):
            return every
        return re.sub(r"\S+", lambda word: small(word[0]), text)


def small(word: str) -> str:
    """A word in small letters, unless one of them becomes two.

    >>> small("Nett-TV"), small("İ")
    ('nett-tv', 'İ')
    """
    lower = word.lower()
    return lower if len(lower) == len(word) else word


def words_in(text: str) -> Words:
    """The words of a text.

    >>> found = words_in("Nett-TV i 2. etasje, ja- rom 14")
    >>> found.written(), found.begins.tolist()
    (['Nett-TV', 'i', '2', 'etasje', 'ja', 'rom', '14'], [0, 8, 10, 13, 21, 25, 29])
    >>> found.digits.tolist(), found.numbers.tolist()
    ([False, False, True, False, False, False, True], [False, False, True, False, False, False, False])
    """
    codes, kinds = _read(text)
    inside = np.zeros(len(codes) + 2, np.bool_)
    inside[1:-1] = kinds >= _LETTER
    joins = np.flatnonzero((codes == ord("-")) | (codes == ord("'"))) + 1
    inside[joins] = inside[joins - 1] & inside[joins + 1]
    turns = np.flatnonzero(inside[1:] != inside[:-1])
    begins, ends = turns[::2], turns[1::2]
    of_digit = np.searchsorted(begins, np.flatnonzero(kinds == _DIGIT), "right") - 1
    digits = np.bincount(of_digit, minlength=len(begins))
    numbers = np.zeros(len(begins), np.bool_)
    some = np.flatnonzero(digits)
    signs = _Signs(codes, kinds)
    plain = digits[some] == ends[some] - begins[some]
    numbers[some] = ~plain | (digits[some] >= _PHONE) | signs.of_number(begins[some], ends[some])
    space = codes.dtype.type(ord(" "))
    return Words(begins, ends, digits > 0, numbers, (codes - space) * inside[1:-1] + space)


def _text_of(codes: Codes) -> str:
    wide = codes.itemsize > 1
    return str(codes.tobytes(), *(("utf-32-le", "surrogatepass") if wide else (_LATIN,)))


def _read(text: str) -> tuple[Codes, NDArray[np.uint8]]:
    """The letters of a text as numbers, and the kind of each."""
    try:
        latin = text.encode(_LATIN)
    except UnicodeEncodeError:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        return codes, _kinds_of(codes)
    return np.frombuffer(latin, np.uint8), np.frombuffer(latin.translate(_latin_kinds()), np.uint8)


class _Signs:
    """The letters of a text, with what stands beside digits."""

    def __init__(self, codes: Codes, kinds: NDArray[np.uint8]) -> None:
        around = np.zeros(3, codes.dtype)
        self._codes = np.concatenate([around, codes, around])
        self._kinds = np.concatenate([around.astype(kinds.dtype), kinds, around.astype(kinds.dtype)])

    def of_number(self, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a number of more than digits may begin with the digits at each place."""
        codes, kinds = self._codes, self._kinds
        before, after = begins + 2, ends + 3
        spaced = kinds[before] == _SPACE
        may: NDArray[np.bool_] = np.isin(codes[before], _OF_NUMBERS) | (
            spaced & (codes[before - 1] == ord("§"))
        )
        before = before - spaced
        before -= codes[before] == ord(".")
        may |= codes[before] | _SMALL == ord("r")  # gnr. 135
        may |= np.isin(codes[after], _OF_NUMBERS)
        next_codes = codes[after + 1] | _SMALL
        months = np.isin(next_codes.astype(np.int64) << 16 | codes[after + 2] | _SMALL, _MONTHS)
        goes_on = (codes[after + 1] == ord("/")) | (kinds[after + 1] == _DIGIT) | months
        may |= (kinds[after] == _SPACE) & goes_on
        return may


def _kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    kinds = _kinds()[np.minimum(codes, _TABLED)]
    for place in np.flatnonzero(codes >= _TABLED).tolist():
        kinds[place] = _kind(chr(codes[place]))
    return kinds


@cache
def _latin_kinds() -> bytes:
    return _kinds()[: len(_SMALL_LATIN)].tobytes()


@cache
def _kinds() -> NDArray[np.uint8]:
    return np.array([_kind(chr(code)) for code in range(_TABLED + 1)], np.uint8)


def _kind(letter: str) -> int:
    """What a regular expression takes it for."""
    if letter.isdecimal():
        return _DIGIT
    if letter.isalnum():
        return _LETTER
    return _SPACE if letter.isspace() else _OTHER
