"""Compounds into parts, with the dictionary as word list: barnehageplass → barnehage + plass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import yaml

from search.analysis.fold import fold
from search.analysis.lemma import CACHE, is_known, known, known_words, lemma, stem, written_forms
from search.analysis.sieve import Sieve, Text

SHORTEST_PART = 3
LONG_PART = 9
"""A part this long may itself be a compound (behandlingstid)."""
_JOINTS = "se"
MANY = 32
"""So many words are worth looking at together."""
SHORTEST_WORD = 6
"""Shorter words are seldom compounds; splitting them finds more nonsense than help."""

ENDINGS = frozenset(
    """
    akte asjon bar dom eld else ende ene ens ent ere eri ers etting het heten heter illing ing inger ingen inn
    isk jett jon jonering lasjon lig ligere lige løs masjon misse nal nes ner nerer ning ninger ningen om opp
    ovasjon rasjon ring sam sen sess ser skap skapet som ter tet ting vasjon
    """.split()
)
"""Endings that the dictionary also knows as words; they are never the last part."""

NOT_FIRST = frozenset("ans avd bed beg bes ber for fra ges kon kom mod opp pro res sta sts tra uns".split())
"""Short words that are nearly always the beginning of something else."""


_NOUN_ENDINGS = ("ingene", "inger", "ingen", "ing")
"""Of the nouns that are made of verbs."""


class Segment(NamedTuple):
    """A part of a compound in base form, and the letter that joins it to the next."""

    text: str
    link: str


class Reading(NamedTuple):
    """What a word is in base form, and the parts that it may also be found by."""

    base: str
    parts: tuple[str, ...]


Segments = tuple[Segment, ...]


class _First(NamedTuple):
    """A first part, and how likely it is."""

    segment: Segment
    worth: int


class _Last(NamedTuple):
    """A last part in base form, and how likely it is."""

    segment: Segment
    worth: int


@cache
def _exceptions() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    text = files("search.analysis").joinpath("data/sammensetninger.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return frozenset(map(fold, data["hele"])), {word: tuple(parts) for word, parts in data["deler"].items()}


@cache
def _given_by_stem() -> dict[str, str]:
    return {stem(word): word for word in _exceptions()[1]}


@lru_cache(CACHE)
def segments(word: str) -> Segments:
    """The parts of a compound in base form with what joins them; empty for a simple word.

    >>> segments("sjukeheimsplass")
    (Segment(text='sykehjem', link='s'), Segment(text='plass', link=''))
    """
    return _segments(word, _cuts(word))


def base_form(word: str) -> str:
    """The lemma, where a compound no dictionary has takes the lemma of its last part.

    >>> base_form("renovasjonsgebyrene"), base_form("sjukeheimsplassen")
    ('renovasjonsgebyr', 'sykehjemsplass')
    """
    return reading(word).base


def parts(word: str) -> tuple[str, ...]:
    """The parts that a compound may also be found by, in base form, smaller ones after larger.

    >>> parts("barnehageplassene"), parts("søppelhenting"), parts("byggesøknad")
    (('barnehage', 'plass'), ('søppel', 'henting'), ('bygge', 'søknad'))
    >>> parts("skolefritidsordning"), parts("sykehjem"), parts("kommunestyremøter")
    (('skole', 'fritid', 'ordning'), (), ('kommunestyre', 'møte'))
    """
    return reading(word).parts


@lru_cache(CACHE)
def reading(word: str) -> Reading:
    """A word's base form and parts."""
    return readings((word,))[0]


def readings(words: Sequence[str]) -> list[Reading]:
    """The base form and parts of each word; many take a small share of the time each that one takes.

    >>> readings(["barnehageplassene", "langhus"])
    [Reading(base='barnehageplass', parts=('barnehage', 'plass')), Reading(base='langhus', parts=())]
    """
    lemmas = list(map(lemma, words))
    found = _segments_of(lemmas)
    bases = [_given(one) or _joined(of_it) or one for one, of_it in zip(lemmas, found, strict=True)]
    other = [place for place, (one, base) in enumerate(zip(lemmas, bases, strict=True)) if one != base]
    for place, of_it in zip(other, _segments_of([bases[place] for place in other]), strict=True):
        found[place] = of_it
    return list(map(_reading, bases, found))


def _reading(base: str, found: Segments) -> Reading:
    _, given = _exceptions()
    if base in given:
        return Reading(base, given[base])
    if not found:
        return Reading(base, ())
    smaller = [part for segment in found for part in _smaller(segment.text)]
    return Reading(base, tuple(dict.fromkeys(smaller)))


def _joined(found: Segments) -> str:
    """A compound with its last part in base form."""
    return "".join([segment.text + segment.link for segment in found])


def _given(base: str) -> str | None:
    """The word of the exceptions that has the same stem; a stem is what its word begins with."""
    stems = _given_by_stem()
    return stems.get(stem(base)) if base.startswith(tuple(stems)) else None


@lru_cache(CACHE)
def _smaller(part: str) -> tuple[str, ...]:
    """A part in base form, and its own parts when it is long."""
    base = lemma(part)
    if len(part) < LONG_PART:
        return (base,)
    return (base, *(p for p in parts(part) if len(p) > SHORTEST_PART))


def _segments(word: str, cuts: Iterable[int]) -> Segments:
    """The likeliest of some cuts; the last of those that are equal."""
    most, best = -100, None
    for cut in cuts:
        last = _last_part(word[cut:])
        first = _first_part(word[:cut]) if last else None
        if last and first and first.worth + last.worth > most:
            most, best = first.worth + last.worth, (first.segment, last.segment)
    whole, _ = _exceptions()
    return () if best is None or fold(lemma(word)) in whole else best


def _segments_of(words: Sequence[str]) -> list[Segments]:
    cuts = _cuts_of(words) if len(words) >= MANY else map(_cuts, words)
    return [_segments(word, some) if some else () for word, some in zip(words, cuts, strict=True)]


def _cuts(word: str) -> Sequence[int]:
    """Where a word may be cut in two, the last place first: all that ``_first_part`` and ``_last_part`` can
    say yes to, and little else.
    """
    if len(word) < SHORTEST_WORD:
        return ()
    cuts = range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1)
    if "'" in word:
        return cuts
    noun = word.endswith(_NOUN_ENDINGS)
    return [
        cut
        for cut in cuts
        if (noun or is_known(word[cut:]))
        and (is_known(word[:cut]) or (word[cut - 1] in _JOINTS and is_known(word[: cut - 1])))
    ]


def _cuts_of(words: Sequence[str]) -> list[Sequence[int]]:
    """The cuts of many words at once, by way of a sieve: those of ``_cuts``, and some that lead nowhere."""
    text, sieve = Text(words), _sieve()
    counts = np.maximum(text.sizes - 2 * SHORTEST_PART + 1, 0)
    word = np.repeat(np.arange(len(words)), counts)
    cut = np.repeat(text.ends - SHORTEST_PART + np.cumsum(counts) - counts, counts) - np.arange(len(word))
    noun = np.fromiter((one.endswith(_NOUN_ENDINGS) for one in words), np.bool_, len(words))
    ends = noun[word] | sieve.may_have(text, cut, text.ends[word])
    word, cut = word[ends], cut[ends]
    begin = text.begins[word]
    begun = sieve.may_have(text, begin, cut)
    joint = np.isin(text.letters[cut - 1], [ord(letter) for letter in _JOINTS])
    begun |= joint & sieve.may_have(text, begin, cut - 1)
    places = (cut - begin)[begun].tolist()
    bounds = np.searchsorted(word[begun], np.arange(len(words) + 1)).tolist()
    return [
        _cuts(one) if "'" in one else places[first:last]
        for one, (first, last) in zip(words, pairwise(bounds), strict=True)
    ]


@cache
def _sieve() -> Sieve:
    return Sieve(known_words())


@lru_cache(CACHE)
def _first_part(text: str) -> _First | None:
    """A first part: a base form, or one with the joint «s» or «e»."""
    if text in NOT_FIRST:
        return None
    if known(text) is not None and lemma(text) != text[:-1]:
        return _First(_written(text, ""), _worth_first(text))
    base, joint = text[:-1], text[-1]
    if joint not in _JOINTS or len(base) < SHORTEST_PART or base in NOT_FIRST or known(base) is None:
        return None
    if joint == "s" and base[-1] in "es":
        return None
    return _First(_written(base, joint), _worth_first(base) - (2 if joint == "e" else 0))


def _written(text: str, link: str) -> Segment:
    """A first part as it is written in bokmål."""
    return Segment(written_forms().get(text, text), link)


@lru_cache(CACHE)
def _last_part(text: str) -> _Last | None:
    """A last part in base form: a known word, or the noun of a known verb (hente → henting)."""
    if text in ENDINGS:
        return None
    if known(text) is not None:
        return _worth_last(lemma(text))
    for ending in _NOUN_ENDINGS:
        verb = text.removesuffix(ending)
        if verb != text and len(verb) > SHORTEST_PART and known(verb + "e") is not None:
            return _worth_last(f"{verb}ing")
    return None


def _worth_first(text: str) -> int:
    """A base form before an inflected one, no short part, and the longer of two."""
    return min(len(text), 12) + 4 * (known(text) == text) - 6 * (len(text) == SHORTEST_PART)


def _worth_last(text: str) -> _Last:
    return _Last(Segment(text, ""), 2 * min(len(text), 6) - 6 * (len(text) == SHORTEST_PART))
