"""Rows of digits with separators between them, which every kind of number is looked for in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from plugins.model.spans import Span

SEPARATOR = r"[\s._\-\u00ad\u00b7\u2010-\u2015\u2022\u200b-\u200d\u2060\u2212\ufeff]"
"""Whitespace, dots, hyphens and dashes, and the invisible characters that copying from a PDF leaves."""

SIGN = rf"(?:[,;|]| ?(?!{SEPARATOR}|/)[^\w\s,;|\0] ?)"
"""Any one other sign, as «:», «+» or «*», with a space beside it if need be; with one, commas make lists and
bars the cells of tables."""

SECOND_CONTROL = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
"""Weights of the last digit of a fødselsnummer and of a bank account; the sum is a multiple of eleven."""

_DIGITS = re.compile(r"\d+")
_IS_SIGN = re.compile(rf"(?!{SEPARATOR})[^\w\s]")

_LEADS = frozenset({0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xEA, 0xEF, 0xF0})
"""The first byte, in UTF-8, of every digit that is not one of ours."""


_DIGIT, _UNUSUAL = b"d", b"u"
_KINDS = b"".join(
    _DIGIT if chr(byte) in "0123456789" else _UNUSUAL if byte in _LEADS else b"x" for byte in range(256)
)
_BETWEEN = bytes(set(range(256)) - _LEADS - {b for b in range(0x80) if chr(b).isalnum()})
"""Bytes that may be a part of a separator or a sign."""


def has_long_row(text: str, digits: int) -> bool:
    """Whether there may be so many digits with nothing but separators between them; False is certain.

    It is many times faster than looking for them, and most texts have none.

    >>> has_long_row("Ring 64 87 87 00 eller 911", 9), has_long_row("01.01.90 – 000 83", 11)
    (False, True)
    """
    kinds = text.encode("utf-8", "replace").translate(_KINDS, _BETWEEN)
    return _DIGIT * digits in kinds or _UNUSUAL in kinds


_FOREIGN = re.compile(r"[^\x00-\x9f\u00a1-\u024f]")
"""All signs but ours and European letters."""


def in_our_signs(text: str) -> str:
    """A text with digits, spaces, dashes and full stops of any kind as ours, each sign still one sign.

    >>> in_our_signs("９００\u202f12–345")
    '900 12-345'
    """
    return text if text.isascii() else _FOREIGN.sub(lambda match: _our_sign(match[0]), text)


@lru_cache(maxsize=1024)
def _our_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign.isspace():
        return " "
    if unicodedata.category(sign) == "Pd" or sign == "\u2212":
        return "-"
    same = unicodedata.normalize("NFKC", sign)
    return same if len(same) == 1 and same.isascii() else "." if sign in "。｡" else sign


def groups_of(run: re.Match[str]) -> list[Span]:
    """The unbroken rows of digits in a run, as offsets in the text."""
    return [match.span() for match in _DIGITS.finditer(run.string, run.start(), run.end())]


def digits_of(text: str, start: int, end: int) -> str:
    """The digits alone."""
    return "".join(_DIGITS.findall(text, start, end))


def windows(groups: list[Span], longest: int) -> Iterator[tuple[int, list[Span]]]:
    """Consecutive groups with at most ``longest`` digits together, with their number of digits."""
    for first in range(len(groups)):
        count = 0
        for last in range(first, len(groups)):
            count += groups[last][1] - groups[last][0]
            if count > longest:
                break
            yield count, groups[first : last + 1]


def lengths(groups: list[Span]) -> list[int]:
    """How many digits each group has."""
    return [end - start for start, end in groups]


def between(text: str, groups: list[Span]) -> list[str]:
    """What stands between the groups, in order."""
    return [text[a[1] : b[0]] for a, b in pairwise(groups)]


def has_sign(texts: Iterable[str]) -> bool:
    """Whether there is anything else than separators in what stands between digits."""
    return any(_IS_SIGN.search(text) for text in texts)


def weighted(numbers: list[int], weights: tuple[int, ...]) -> int:
    """The sum of digits by their weights."""
    return sum(number * weight for number, weight in zip(numbers, weights, strict=False))
