"""What people type in their own way, as ``tokens`` reads it: numbers that name something, quotation marks,
names of filters. Only for queries; what the pages have is read as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from search.analysis.fold import lower
from search.analysis.lemma import known
from search.analysis.stopwords import is_stop_word
from search.analysis.tokens import tokens
from search.query.typed_filters import FIELDS

_NO_BODIES = frozenset("arkivnr bnr dnr gnr jnr knr lnr mnr nr ps pnr ref saknr saksnr snr".split())
"""Short for what stands before a number without being a body."""


def _item(match: re.Match[str]) -> str:
    """The item of a body that is called by a short name, which no other word is."""
    word = lower(match[1])
    is_body = word not in _NO_BODIES and known(word) is None and not is_stop_word(word, "nb")
    return f"{match[1].upper()}-{match[2]}" if is_body else match[0]


_FARM = r"(?:g\.?\s?nr|gårds(?:nr|nummer))\.?"
_TITLE = r"(?:b\.?\s?nr|bruks(?:nr|nummer))\.?"
_BESIDE = r"(?<![\w/])(?:{})(?![\w/])"

_Read = str | Callable[[re.Match[str]], str]
_SIGNS: tuple[tuple[str, _Read], ...] = (
    ("[\N{LEFT DOUBLE QUOTATION MARK}-\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}]", '"'),
    (rf"(?<!\S)(?:[-–\N{{MINUS SIGN}}]|(?:not|ikke)\s+)({FIELDS}):\s*(?=\S)", r"-\1:"),
    (rf"(?<!\S)({FIELDS}):\s+(?=\S)", r"\1:"),
)
_NUMBERS: tuple[tuple[str, _Read], ...] = (
    (_BESIDE.format(rf"(?:{_FARM}|gnr/bnr):?\s?(\d{{1,5}})\s?/\s?(\d{{1,5}})"), r"gnr \1 bnr \2"),
    (
        _BESIDE.format(rf"{_FARM}\s?(\d{{1,5}})[\s,/]*(?:og\s)?{_TITLE}\s?(\d{{1,5}})"),
        r"gnr \1 bnr \2",
    ),
    (_BESIDE.format(rf"{_FARM}:?\s?(\d{{1,5}})"), r"gnr \1"),
    (r"(?<=\d)(?:[\s,]+[fs]nr\.?\s?\d{1,5}\b)+", ""),
    (_BESIDE.format(r"((?:19|20)\d\d)-(?!(?:19|20)\d\d\b)(\d{3,6})"), r"\1/\2"),
    (_BESIDE.format(r"\(?(\d\d)\)?[\s.](\d\d)[\s.](\d\d)[\s.](\d\d)"), r"\1\2\3\4"),
    (_BESIDE.format(r"(?!19|20)([2-9]\d{3})\s(\d{4})"), r"\1\2"),
    (_BESIDE.format(r"(116)(\d{3})"), r"\1 \2"),
    (r"\bparagraf(?:en)?\s(?=\d)", "§ "),
    (r"(§\s?\d+)\s([a-h])(?![-\w])", r"\1\2"),
    (_BESIDE.format(r"([^\W\d_]{2,6})[-\s]?(\d{1,4}/(?:\d{4}|\d{2}))"), _item),
)
_IN_WORDS = [(re.compile(pattern, re.IGNORECASE), read) for pattern, read in _SIGNS]
_SPELLINGS = [*_IN_WORDS, *((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _NUMBERS)]
_DIGIT = re.compile(r"\d")


def as_read(text: str) -> str:
    """A typed query as it is read.

    >>> as_read("gnr/bnr: 33/398"), as_read("g.nr. 33, b.nr. 398 fnr 0")
    ('gnr 33 bnr 398', 'gnr 33 bnr 398')
    >>> as_read("sak 2026-1365"), as_read("skoleruta 2026-2027"), as_read("2026-11-03")
    ('sak 2026/1365', 'skoleruta 2026-2027', '2026-11-03')
    >>> as_read("(64) 87 87 00"), as_read("6487 8700"), as_read("2026 2027"), as_read("116117")
    ('64878700', '64878700', '2026 2027', '116 117')
    >>> as_read("Gnr. 33, bnr. 398"), as_read("64 87 87 00")
    ('Gnr. 33, bnr. 398', '64 87 87 00')
    >>> as_read("paragraf 9 a"), as_read("§ 9 i loven"), as_read('\N{LEFT DOUBLE QUOTATION MARK}ny"')
    ('§ 9a', '§ 9 i loven', '"ny"')
    >>> as_read("gårdsnummer 33"), as_read("Kst 76/26"), as_read("sak 76/26")
    ('gnr 33', 'KST-76/26', 'sak 76/26')
    >>> as_read("Type: nyhet skole"), as_read("ikke type: nyhet"), as_read("–type:nyhet")
    ('Type:nyhet skole', '-type:nyhet', '-type:nyhet')
    """
    for pattern, read in _SPELLINGS if _DIGIT.search(text) else _IN_WORDS:
        text = pattern.sub(partial(_read, read), text)
    return text


def _read(read: _Read, match: re.Match[str]) -> str:
    """What was typed in another way; what ``tokens`` reads as one number is left as it was typed."""
    found = list(tokens(match[0]))
    is_read = len(found) == 1 and found[0].kind == "number" and found[0].text == match[0]
    if is_read:
        return match[0]
    return match.expand(read) if isinstance(read, str) else read(match)
