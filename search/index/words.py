"""Where the words of a long text lie, found for all letters at once.

A word is what ``search.analysis.tokens.WORD`` matches: a run of letters and digits, where a hyphen or an
apostrophe with one of them on both sides belongs to it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_OTHER, _LETTER, _DIGIT = 0, 1, 2
_TABLED = 1 << 16
"""Letters beyond the first plane are looked at one by one."""


class Words(NamedTuple):
    """n words in order."""

    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    """(n,) Where each lies."""
    digits: NDArray[np.bool_]
    """(n,) Whether there is a digit in it."""


def words_in(text: str) -> Words:
    """The words of a text.

    >>> words_in("Nett-TV i 2. etasje, ja-")
    Words(begins=array([ 0,  8, 10, 13, 21]), ends=array([ 7,  9, 11, 19, 23]), \
digits=array([False, False,  True, False, False]))
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _kinds_of(codes)
    inside = np.zeros(len(codes) + 2, np.bool_)
    inside[1:-1] = kinds != _OTHER
    joins = (codes == ord("-")) | (codes == ord("'"))
    inside[1:-1] |= joins & inside[:-2] & inside[2:]
    turns = np.flatnonzero(inside[1:] != inside[:-1])
    begins, ends = turns[::2], turns[1::2]
    digits = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(kinds == _DIGIT, out=digits[1:])
    return Words(begins, ends, digits[ends] > digits[begins])


def _kinds_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    kinds = _kinds()[np.minimum(codes, _TABLED)]
    for place in np.flatnonzero(codes >= _TABLED).tolist():
        kinds[place] = _kind(chr(codes[place]))
    return kinds


@cache
def _kinds() -> NDArray[np.uint8]:
    return np.array([_kind(chr(code)) for code in range(_TABLED + 1)], np.uint8)


def _kind(letter: str) -> int:
    """What a regular expression takes it for."""
    if letter.isdecimal():
        return _DIGIT
    return _LETTER if letter.isalnum() else _OTHER
