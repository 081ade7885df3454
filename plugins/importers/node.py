"""A delivered record as every format is read into it: names folded, values as text, children in order."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

import msgspec

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_OTHER = re.compile(r"[^a-z0-9]")
_LONGEST_TERM = 60
"""Longer texts are no terms, and are not worth remembering."""
_MISSING = frozenset({"", "n/a", "na", "null", "none", "-"})
_LONGEST_MISSING = max(map(len, _MISSING))
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|(?<=[!-~])[\u200c\u200d\ufe00-\ufe0f]+|[\u200c\u200d\ufe00-\ufe0f]+(?=[!-~])"
)
"""Characters that take no room but turn the reading order or cut words in two. Joiners stay for emoji and for
the alphabets that need them, but not beside our own letters and digits.
"""


def plain(text: str) -> str:
    """A value as people see it: composed letters, single spaces, no characters that only steer display.

    >>> plain(" Sø\u00adknad \u202e om\\n skole ")
    'Søknad om skole'
    """
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def is_missing(text: str) -> bool:
    """Whether a value only says that there is none.

    >>> is_missing("N/A"), is_missing("Nei")
    (True, False)
    """
    return len(text) <= _LONGEST_MISSING and text.casefold() in _MISSING


def fold(name: str) -> str:
    """A term as one key, whatever spelling the delivery uses.

    >>> fold("referanseTilMøtesak"), fold("Organinternt dokument, uten oppfølging")
    ('referansetilmoetesak', 'organinterntdokumentutenoppfoelging')
    """
    return _folded(name) if len(name) <= _LONGEST_TERM else _OTHER.sub("", name.lower().translate(_LETTERS))


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return _OTHER.sub("", name.lower().translate(_LETTERS))


@lru_cache(maxsize=1 << 15)
def _said(text: str) -> str:
    """A value as people see it; empty when it only says that there is none. The same come again and again."""
    seen = plain(text)
    return "" if is_missing(seen) else seen


class Node(msgspec.Struct):
    """One record. ``names`` are what the format itself marks as names of natural persons (``personnavn``).

    ``refs`` are what a graph says about other nodes, as (term, id), until they are looked up.
    """

    kind: str
    place: int
    values: dict[str, str] = {}
    children: dict[str, list[Node]] = {}
    names: list[str] = []
    parent_id: str = ""
    refs: list[tuple[str, str]] = []

    def get(self, name: str, *others: str) -> str:
        """The first of these values that is there, trimmed; «N/A» and its like are missing."""
        if (raw := self.values.get(name)) and (text := _said(raw)):
            return text
        return self.get(*others) if others else ""

    def all(self, name: str) -> list[Node]:
        """The children of one name, in the delivery's order."""
        return self.children.get(name, [])

    def walk(self) -> list[Node]:
        """This record and everything under it, what lies nearest first."""
        found = [self]
        for part in found:
            if part.children:
                for group in part.children.values():
                    found += group
        return found


class TidyNode(Node):
    """A record whose values are as people see them already, and empty when they say that there is none."""

    def get(self, name: str, *others: str) -> str:
        """The first of these values that is there."""
        text = self.values.get(name, "")
        return text if text or not others else self.get(*others)


_SAYS_MISSING = frozenset(
    "".join(letters)
    for missing in _MISSING
    for letters in product(*((letter.lower(), letter.upper()) for letter in missing))
    if missing
)


_COMMON = bytes(range(0x20, 0x7F))
_ALONE = re.compile("[\u00a0-\u02ff\u2010-\u2027\u20ac]*")
"""Characters that are composed with no other, and are no other one composed: letters, and signs of titles."""
_FEW = 200


def are_tidy(texts: tuple[str, ...]) -> bool:
    """Whether texts are as people see them, as nearly all are; False when in doubt.

    >>> are_tidy(("Søknad", "", "2026-01-02")), are_tidy(("Søknad ", "")), are_tidy(("n/A",))
    (True, False, False)
    """
    joined = " ".join(texts)
    if _has_odd_spaces(joined) and _has_odd_spaces(" ".join(filter(None, texts))):
        return False
    # What only steers the display is not printable, and neither is whitespace but for spaces.
    other = joined.encode("utf-8", "surrogatepass").translate(None, _COMMON)
    are_plain = _are_plain(other) if len(other) <= _FEW else _look_plain(other)
    return _SAYS_MISSING.isdisjoint(texts) and (
        are_plain or (joined.isprintable() and unicodedata.is_normalized("NFC", joined))
    )


def _has_odd_spaces(text: str) -> bool:
    return "  " in text or text.startswith(" ") or text.endswith(" ")


def _look_plain(other: bytes) -> bool:
    """Whether these characters of a text, all that are not ASCII's own, are printed and composed already."""
    characters = other.decode("utf-8", "surrogatepass")
    return characters.isprintable() and _ALONE.fullmatch(characters) is not None


_are_plain = lru_cache(maxsize=4096)(_look_plain)
