"""Text into tokens: words, and numbers that name something, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from search.analysis import numbers

TokenKind = Literal["word", "number"]
LONGEST = 60
"""Longer runs of letters are addresses and rubbish; they are skipped."""

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
"""A word, with the hyphens and apostrophes inside it."""

WORD_GROUP = "word"
PATTERN = re.compile(
    r"""
      (?=[\d§+]) (?:
      (?P<paragraph> §{1,2}\s?\d+[a-zA-Z]?\b )
    | (?P<iso> \b(?P<iso_year>\d{4})-(?P<iso_month>0[1-9]|1[0-2])-(?P<iso_day>0[1-9]|[12]\d|3[01])\b )
    | (?P<date> \b(?P<day>0?[1-9]|[12]\d|3[01])
        (?: \.\s?(?P<month>0?[1-9]|1[0-2])\.\s?(?P<year>\d{4}|\d{2})\b
          | (?:\.\s?|\s)(?P<name>(?i:__MONTHS__))(?![-\w])(?:\.?\s(?P<name_year>(?:19|20)\d\d)\b)? ) )
    | (?P<case> \b(?:\d{1,5}/|(?:\d{4}|\d{2})\s/\s)\d{1,7}(?:-\d{1,5})?\b )
    | (?P<phone> (?:\+47\s?)?\b(?:\d{2}\s\d{2}\s\d{2}\s\d{2}|\d{3}\s\d{2}\s\d{3}|[2-9]\d{7})\b )
    ) | (?=[A-Za-zÆØÅæøå]) (?:
      (?P<property> \b(?i:gnr)\.?\s?(?P<farm>\d{1,5})
        (?: (?: [\s,/]*(?:og\s)?(?i:bnr)\.?\s? | \s?/\s? ) (?P<title>\d{1,5}) )? \b )
    | (?P<council> \b(?:[A-ZÆØÅ]{2,6}[- ]?|[a-zæøå]{2,6}-?)\d{1,4}/(?:\d{4}|\d{2})\b )
    )
    """.replace("__MONTHS__", numbers.MONTHS)
    + rf"| (?P<word> {WORD.pattern} )",
    re.VERBOSE,
)
"""A number or a word. What a number begins with tells which kinds it may be of: seldom any.

Every number has a digit, and takes at most one word before its first digit or after its last."""


ONE_CASE = re.compile(r"\d{1,5}/\d{1,7}(?:-\d{1,5})?")
"""A number of a case, in a text that has nothing else: what ``PATTERN`` finds there, in a few steps."""
ALL_CASES = re.compile(rf"(?:{ONE_CASE.pattern}\n)*")
"""Lines that are such numbers, every one."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the forms of a number with the fullest first. ``start`` and ``end`` are in the text."""

    text: str
    kind: TokenKind
    start: int
    end: int
    forms: tuple[str, ...] = ()


def tokens(text: str) -> Iterator[Token]:
    """The tokens of normalised text, in order.

    >>> [t.text for t in tokens("Søknad 15/1234-7 etter § 13, web-TV!")]
    ['Søknad', '15/1234-7', 'etter', '§ 13', 'web-TV']
    >>> [t.forms for t in tokens("gnr. 135 bnr. 22 og KST-35/15") if t.kind == "number"]
    [('135/22', 'gnr135'), ('kst-35/15', '35/15', 'kst')]
    >>> [t.forms for t in tokens("20. nov. 2026") if t.kind == "number"]
    [('2026-11-20', '11-20', '20', 'nov', '2026')]
    """
    for match in PATTERN.finditer(text):
        found = match.group()
        if len(found) <= LONGEST:
            yield token_of(match)


def token_of(match: re.Match[str]) -> Token:
    """The token that ``PATTERN`` matched."""
    found = match.group()
    if match.lastgroup == WORD_GROUP:
        return Token(found, "word", match.start(), match.end())
    return Token(found, "number", match.start(), match.end(), written_in(match))


def written_in(match: re.Match[str]) -> tuple[str, ...]:
    """The forms of a number that ``PATTERN`` matched, by its kind, which is the group that closed last."""
    found = match[0]
    match match.lastgroup:
        case "property":
            return numbers.property_forms(match["farm"], match["title"] or "")
        case "case":
            return numbers.case_forms(found)
        case "iso" | "date":
            return _date_forms(match, found)
        case "council":
            return numbers.council_forms(found)
        case "paragraph":
            return numbers.paragraph_forms(found)
        case _:
            return (numbers.phone_form(found),)


def _date_forms(match: re.Match[str], found: str) -> tuple[str, ...]:
    """A date in full and without its year, then the words it is written in."""
    if match["iso"]:
        forms = numbers.date_forms(match["iso_day"], match["iso_month"], match["iso_year"])
    else:
        year = match["year"] or match["name_year"] or ""
        forms = numbers.date_forms(match["day"], match["month"] or match["name"], year)
    return (*forms, *WORD.findall(found.replace("-", " ")))
