"""Words of special categories (GDPR art. 9 and 10, and child welfare) beside a person's name.

The words are in ``data/saerlige_kategorier.txt``, which says how they are written. A word alone is nothing:
«Søknad om sykehjemsplass» names nobody. Together with a natural person's name it is for a human to judge.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from plugins.model.name_words import is_listed

REMEDY = "rett posten i arkivet, eller slipp den gjennom når den er vurdert: make slipp POST=<posten>"
"""What somebody can do with a record that is held for a human."""

_DATA = Path(__file__).with_name("data") / "saerlige_kategorier.txt"
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_INFLECTED = re.compile(r"(?:e|t|en|et|er|ene|a|ar|ane|s|ens|ets|enes|n)?")
_DIGIT = re.compile(r"\d")
_harmless: set[str] = set()
"""Words that have been looked up and are ordinary, and what stands between spaces with no other words in it;
numbers are too many."""
_MOST_HARMLESS = 1 << 16
_NOT_MID_SENTENCE = '.:;–-—/«"(|'


@dataclass(frozen=True, slots=True)
class Finding:
    """A word as it stands in a text, and the category it belongs to."""

    word: str
    category: str

    @property
    def reason(self) -> str:
        """Why the record is held back."""
        return f"har et ord av særlig kategori ({self.category}) sammen med navnet på en person"


def find_sensitive(texts: Iterable[str], names: Iterable[str], units: Iterable[str] = ()) -> Finding | None:
    """The first word of a special category in ``texts`` when ``names`` names somebody; else None.

    ``units`` are the names of the municipality's own units: a whole text that is one, or one with its
    capital letter inside a sentence, is the unit and not the matter. A word that belongs to one of the
    names, and is one («Kristen Moe»), is a name.

    >>> find_sensitive(["Søknad om sykehjemsplass"], ["Kari Nordmann"])
    Finding(word='sykehjemsplass', category='helse')
    >>> find_sensitive(["Søknad om sykehjemsplass"], [])
    >>> find_sensitive(["Svar fra Barnevern på henvendelse"], ["Kari Nordmann"], ["Barnevern"])
    """
    people = [name for name in names if name]
    if not people:
        return None
    own: frozenset[str] | None = None
    for text in texts:
        for found in _findings(_without_units(text, tuple(units))):
            own = frozenset(w.casefold() for n in people for w in _WORD.findall(n)) if own is None else own
            key = found.word.casefold()
            if key not in own or not is_listed(key):
                return found
    return None


def has_sensitive(text: str) -> bool:
    """Whether a text has such a word at all, whoever is named."""
    return bool(_findings(text))


def may_be_sensitive(texts: Iterable[str]) -> bool:
    """Whether any text has a word that may be one, alone or with others; False is certain. For many texts.

    >>> may_be_sensitive(["Søknad om (sykehjemsplass)"]), may_be_sensitive(["Søknad om sykkelvei, 2. gang"])
    (True, False)
    """
    return bool(words_that_may_be(texts))


def words_that_may_be(texts: Iterable[str]) -> frozenset[str]:
    """The words in texts that may be such, alone or with others.

    >>> words_that_may_be(["Søknad om (sykehjemsplass)", "Søknad om sykkelvei, 2. gang"])
    frozenset({'sykehjemsplass'})
    """
    # No word goes across a space, and to split there costs a tenth of finding words.
    new = set(" ".join(texts).split()) - _harmless
    if not new:
        return frozenset()
    words = set(_WORD.findall(" ".join(new))) - _harmless
    found = frozenset(word for word in words if category_of(word) or _begins_pair(word))
    if len(_harmless) < _MOST_HARMLESS:
        _harmless.update(words - found, (piece for piece in new if not (found or _DIGIT.search(piece))))
    return found


def fingerprint(texts: Iterable[str]) -> str:
    """What a human has seen when letting a record through: another text is another fingerprint."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:32]


@lru_cache(maxsize=1 << 14)
def _findings(text: str) -> tuple[Finding, ...]:
    words = _WORD.findall(text)
    pairs = [f"{a}_{b}" for a, b in pairwise(words) if _begins_pair(a)]
    found = ((word, category_of(word)) for word in (*words, *pairs))
    return tuple(Finding(word.replace("_", " "), category) for word, category in found if category)


@lru_cache(maxsize=1 << 16)
def category_of(word: str) -> str:
    """The category of one word (or of two with «_» between them); empty when it is an ordinary one.

    >>> category_of("Barnevernssak"), category_of("sjukeheimsplass"), category_of("sykkelvei")
    ('barnevern', 'helse', '')
    """
    key = word.casefold().replace("‐", "-").replace("‑", "-").translate(_LETTERS)
    lists = _lists()
    if lists[0].matches(key):
        return ""
    whole = next((one.category for one in lists[1:] if one.matches(key)), "")
    if whole or "-" not in key:
        return whole
    return next((category for part in key.split("-") if (category := category_of(part))), "")


@lru_cache(maxsize=1 << 16)
def _begins_pair(word: str) -> bool:
    return word.casefold().translate(_LETTERS) in _first_of_two()


@cache
def _first_of_two() -> frozenset[str]:
    pairs = (entry for one in _lists() for entry in one.whole if "_" in entry)
    return frozenset(pair.partition("_")[0] for pair in pairs)


@lru_cache(maxsize=1 << 12)
def _without_units(text: str, units: tuple[str, ...]) -> str:
    """``text`` without the names of units that stand as names in it."""
    for unit in units:
        if unit in text:
            text = "" if text.strip() == unit else _unit(unit).sub(_dropped, text)
    return text


@lru_cache(maxsize=1 << 10)
def _unit(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)(?!-)")


def _dropped(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip()
    opens = not before or before[-1] in _NOT_MID_SENTENCE
    return match[0] if opens else ""


@dataclass(frozen=True, slots=True)
class _List:
    """The words of one category, each kind looked up its own way."""

    category: str
    whole: frozenset[str]
    beginnings: tuple[str, ...]
    ends: tuple[str, ...]
    parts: tuple[str, ...]

    def matches(self, key: str) -> bool:
        if key.startswith(self.beginnings) or key.endswith(self.ends):
            return True
        if any(part in key for part in self.parts):
            return True
        return key in self.whole or any(
            key[:cut] in self.whole and _INFLECTED.fullmatch(key, cut) for cut in range(2, len(key))
        )


@cache
def _lists() -> tuple[_List, ...]:
    """The exceptions first, then each category in the file's order."""
    category = ""
    words: dict[str, list[str]] = {"!": []}
    for line in _DATA.read_text(encoding="utf-8").translate(_LETTERS).splitlines():
        if line.startswith("["):
            category = line.strip("[] ")
            words[category] = []
        elif not line.startswith("#"):
            for entry in line.casefold().split():
                words["!" if entry.startswith("!") else category].append(entry.lstrip("!"))
    return tuple(_list(name, entries) for name, entries in words.items())


def _list(category: str, entries: list[str]) -> _List:
    both = [e for e in entries if e.startswith("-") and e.endswith("-")]
    starts = [e for e in entries if e.endswith("-") and e not in both]
    ends = [e for e in entries if e.startswith("-") and e not in both]
    whole = frozenset(entries) - {*both, *starts, *ends}
    return _List(category, whole, _bare(starts), _bare(ends), _bare(both))


def _bare(entries: list[str]) -> tuple[str, ...]:
    return tuple(entry.strip("-") for entry in entries)
