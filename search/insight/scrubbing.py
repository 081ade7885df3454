"""Takes out of a text what may say who wrote it or whom it is about, before it is written anywhere.

Identifiers are found by their forms and check digits. Addresses keep the street, which is public, and lose
the number. Names are judged by word lists and by what is left when known words are set aside; doubt is a
name. What is public (``public_words``) stands. Of a name whose every part is an everyday word («dag strand»),
only the capital letters tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import unquote

import simplemma

from plugins.model.identifiers import scrub
from plugins.model.name_words import PARTICLES, is_listed, is_ordinary, is_place, word
from plugins.model.names import find_person_names
from search.analysis.lemma import known
from search.analysis.segments import segments
from search.analysis.stopwords import is_stop_word
from search.insight.public_words import WORD, PublicWords

MAX_ENCODINGS = 3
"""How many times over a percent-encoding is undone before scrubbing."""
NAME = "[navn]"
NUMBER = "[husnummer]"
PROPERTY = "[eiendom]"
MAX_LENGTH = 3_000
"""Characters of a text that are looked at; far more than is kept."""
CUT_WORDS = 12
"""More groups than any identifier is written in."""
MAX_WORDS = 60
"""Words that names are looked for among; what comes after is cut away."""
SHORTEST_NAME = 3
SHORTEST_COMPOUND = 9
"""Shorter words that nobody knows fall into two short ones by chance."""
ALIKE = 0.8
"""How like a public word (0–1) an unknown one must be to be taken for a slip of it."""

_STREET = (
    r"[^\W\d_]*(?:veien|vegen|vei|veg|gata|gaten|gate|svingen|stien|plassen|torget|alleen|allé|alle|bakken|kollen"
    r"|tunet|feltet|jordet|stubben|faret|ringen|kroken|løkka|lia|åsen|haugen|grenda|terrasse|brygge)"
)
_DIGIT = re.compile(r"\d")
_HOUSE = re.compile(rf"(?i)\b({_STREET})(\s+(?:nr\.?\s*)?)\d{{1,3}}\s?[a-h]?(?:\s?[-–]\s?\d{{1,3}})?(?!\w)")
_AFTER_PLACE = re.compile(r"(?i)(?<=\s)\d{1,3}\s?[a-h]?(?=,?\s+\d{4}\s+[^\W\d_]{2,})")
"""A number before a post code and a town: «Nordre Ås 12, 1400 Ski»."""
_PROPERTY = re.compile(
    r"(?i)\b(?:gnr|g\.?\s?nr)\.?\s*\d+(?:[\s,/]*(?:og\s+)?(?:bnr|b\.?\s?nr)\.?\s*\d+)?(?:[\s,/]*(?:fnr|snr)\.?\s*\d+)*"
)


class Scrubber:
    """Scrubs texts that anybody may have written; ``public`` gives what may stand."""

    def __init__(self, public: Callable[[], PublicWords] = PublicWords) -> None:
        self._public = public

    def warm_up(self) -> None:
        """Read the dictionaries, which takes about a second, before anybody waits for it."""
        self.scrub("ukjentord annetord")

    def scrub(self, text: str) -> str:
        """``text`` with what is personal replaced by what it is; printable, without line breaks."""
        masked = _without_places(scrub(readable(text[:MAX_LENGTH])))
        if len(text) > MAX_LENGTH:  # what is nearest to the cut may be half an identifier
            masked = " ".join(masked.split()[:-CUT_WORDS])
        return _without_names(masked, self._public()).strip()


def readable(text: str) -> str:
    """``text`` with what hides an identifier undone: percent-encoding (once too often, as some programs do),
    and invisible characters inside a word.
    """
    for _ in range(MAX_ENCODINGS):
        text = unquote(text)
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():  # as nearly all is: nothing to take away
        return text
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return "".join(c if c.isprintable() else " " for c in seen)


def _without_places(text: str) -> str:
    """Without house numbers and property numbers.

    >>> _without_places("veilys Kirkeveien 12 B"), _without_places("gnr 135 bnr 22, vei 2026")
    ('veilys Kirkeveien [husnummer]', '[eiendom], vei 2026')
    """
    if not _DIGIT.search(text):
        return text
    text = _PROPERTY.sub(PROPERTY, text)
    return _AFTER_PLACE.sub(NUMBER, _HOUSE.sub(rf"\1\2{NUMBER}", text))


def _without_names(text: str, public: PublicWords) -> str:
    """Without what reads as names of persons, unless it is public."""
    found = [match for match in WORD.finditer(text) if not _is_mask(text, match)]
    if len(found) > MAX_WORDS:
        text, found = text[: found[MAX_WORDS].start()], found[:MAX_WORDS]
    if not found:
        return text
    named = _named(text, [match.group() for match in found], public)
    return _masked(text, found, named)


def _is_mask(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] == "[" and text[match.end() : match.end() + 1] == "]"


def _named(text: str, words: list[str], public: PublicWords) -> list[bool]:
    """Which words are names."""
    keys = [word.casefold() for word in words]
    free = _in_phrases(keys, public)
    strange = [not free[n] and _is_strange(key, public.words) for n, key in enumerate(keys)]
    capital = {part for name in find_person_names(text) for part in WORD.findall(name)}
    shaped = [
        words[n] in capital and not free[n] and (is_listed(key) or not _is_word(key))
        for n, key in enumerate(keys)
    ]
    sure = [not free[n] and (_is_name(key, public.words) or shaped[n]) for n, key in enumerate(keys)]
    named = list(sure)
    for n in range(len(words)):
        beside = (n > 0 and named[n - 1]) or (n + 1 < len(words) and sure[n + 1])
        if beside and not free[n]:
            listed = is_listed(keys[n]) and not is_stop_word(keys[n], "nb")
            named[n] = named[n] or strange[n] or listed or words[n] in capital
    for n in range(len(words) - 1):
        if strange[n] and strange[n + 1] and not (is_slip(keys[n], public) or is_slip(keys[n + 1], public)):
            named[n] = named[n + 1] = True
    return named


def _masked(text: str, found: list[re.Match[str]], named: list[bool]) -> str:
    """``text`` with each run of names as one mask; particles inside a run belong to it."""
    pieces: list[str] = []
    done, n = 0, 0
    while n < len(found):
        if not named[n]:
            n += 1
            continue
        last = n
        while last + 1 < len(found) and _goes_on(found, named, last + 1):
            last += 1
        while not named[last]:
            last -= 1
        pieces += [text[done : found[n].start()], NAME]
        done, n = found[last].end(), last + 1
    return "".join([*pieces, text[done:]])


def _goes_on(found: list[re.Match[str]], named: list[bool], n: int) -> bool:
    gap = found[n].string[found[n - 1].end() : found[n].start()]
    return not gap.strip(" .,") and (named[n] or found[n].group().casefold() in PARTICLES)


def _in_phrases(keys: list[str], public: PublicWords) -> list[bool]:
    """Which words stand in a phrase that is public."""
    free = [False] * len(keys)
    for start in range(len(keys)):
        for end in range(min(len(keys), start + public.longest), start + 1, -1):
            if tuple(keys[start:end]) in public.phrases:
                free[start:end] = [True] * (end - start)
                break
    return free


def _is_name(key: str, public: frozenset[str]) -> bool:
    """Whether one word is surely a name: listed as one, and no ordinary word, place or word of our titles."""
    bare = key[:-1] if key.endswith("s") and len(key) > SHORTEST_NAME else key
    if key in public or is_place(key) or is_place(bare) or is_ordinary(key):
        return False
    return is_listed(key) or (is_listed(bare) and not is_ordinary(bare) and not _is_word(key))


def _is_strange(key: str, public: frozenset[str]) -> bool:
    """Whether a word is in no list of words that we have."""
    if len(key) < SHORTEST_NAME or key in public or is_place(key):
        return False
    about = word(key)
    return not (about.street or about.organisation or about.stop or _is_word(key))


@lru_cache(maxsize=1 << 14)
def _is_word(key: str) -> bool:
    """Whether a word is in a dictionary (bokmål, nynorsk or English), or is made of two that are."""
    compound = len(key) >= SHORTEST_COMPOUND and len(segments(key)) > 1
    if compound or known(key) is not None or is_stop_word(key, "nb"):
        return True
    return bool(simplemma.is_known(key, lang="en"))


def is_slip(key: str, public: PublicWords) -> bool:
    """Whether a word that nobody knows is nearly one of our own.

    Comparing is slow, and there are many words. What ``ALIKE`` means is that so many letters are the same, in
    order; a word that lacks more letters than that is not compared.
    """
    letters, length = set(key), len(key)
    near = [
        word
        for size in range(length - 2, length + 3)
        for word in public.by_shape.get((key[:1], size), ())
        if length - len(letters.difference(word)) >= ALIKE * (length + size) / 2
    ]
    return bool(get_close_matches(key, near, n=1, cutoff=ALIKE))
