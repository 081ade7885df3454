"""Rows of digits with separators between them, which every kind of number is looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

SEPARATOR = r"[\s._\-\u00ad\u00b7\u2010-\u2015\u2022\u200b-\u200d\u2060\u2212\ufeff]"
"""Whitespace, dots, hyphens and dashes, and the invisible characters that copying from a PDF leaves."""

SECOND_CONTROL = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
"""Weights of the last digit of a fødselsnummer and of a bank account; the sum is a multiple of eleven."""

_DIGITS = re.compile(r"\d+")


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


def weighted(numbers: list[int], weights: tuple[int, ...]) -> int:
    """The sum of digits by their weights."""
    return sum(number * weight for number, weight in zip(numbers, weights, strict=False))
