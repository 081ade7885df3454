"""A compound in two, with the dictionary as word list: sjukeheimsplass → sykehjem + s + plass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from search.analysis.fold import fold
from search.analysis.lemma import CACHE, is_known, known, lemma, reviewed, written_forms

SHORTEST_PART = 3
JOINTS = "se"
SHORTEST_WORD = 6
"""Shorter words are seldom compounds; splitting them finds more nonsense than help."""

ENDINGS = frozenset(
    """
    akte asjon bar dom eld else ende ene ens ent ere eri ers ert etting het heten heter illing ing inger ingen
    inn isk jett jon jonering lasjon lig ligere lige løs masjon misse nal nes ner nerer ning ninger ningen om
    opp ovasjon rasjon ring sam sel sen sess ser sjon skap skapet som ter tet ting vasjon
    """.split()
)
"""Endings that the dictionary also knows as words; they are never the last part."""

NOT_FIRST = frozenset(
    "ans avd bed beg bes ber for fra ges kon kom mod opp pro res sta sts tra uns utb utbe".split()
)
"""Short words that are nearly always the beginning of something else."""

BASE_FORM = 8
"""What a first part in base form is worth more than another: turkart is «tur» and «kart», not «turk»."""

NOUN_ENDINGS = ("ingene", "inger", "ingen", "ing")
"""Of the nouns that are made of verbs."""


class Segment(NamedTuple):
    """A part of a compound in base form, and the letter that joins it to the next."""

    text: str
    link: str


Segments = tuple[Segment, ...]


class Part(NamedTuple):
    """A part in base form, and how likely it is where it stands."""

    segment: Segment
    worth: int


@cache
def exceptions() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Words that are not parted, folded, and the parts of some that are (``data/sammensetninger.yaml``)."""
    text = files("search.analysis").joinpath("data/sammensetninger.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return frozenset(map(fold, data["hele"])), {word: tuple(parts) for word, parts in data["deler"].items()}


@lru_cache(CACHE)
def segments(word: str) -> Segments:
    """The parts of a compound in base form with what joins them; empty for a simple word.

    >>> segments("sjukeheimsplass")
    (Segment(text='sykehjem', link='s'), Segment(text='plass', link=''))
    """
    return _segments(word, _cuts(word))


def _segments(word: str, cuts: Iterable[int]) -> Segments:
    """The likeliest of some cuts; the last of those that are equal."""
    most, best = -100, None
    for cut in cuts:
        last = last_part(word[cut:])
        first = first_part(word[:cut]) if last else None
        if last and first and first.worth + last.worth > most:
            most, best = first.worth + last.worth, (first.segment, last.segment)
    whole, _ = exceptions()
    return () if best is None or fold(lemma(word)) in whole else best


def _cuts(word: str) -> Sequence[int]:
    """Where a word may be cut in two, the last place first: all that ``first_part`` and ``last_part`` can
    say yes to, and little else.
    """
    if len(word) < SHORTEST_WORD:
        return ()
    cuts = range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1)
    noun = word.endswith(NOUN_ENDINGS)
    return [
        cut
        for cut in cuts
        if (noun or is_known(word[cut:]))
        and (is_known(word[:cut]) or (word[cut - 1] in JOINTS and is_known(word[: cut - 1])))
    ]


@lru_cache(CACHE)
def first_part(text: str) -> Part | None:
    """A first part: a base form, or one with the joint «s» or «e»."""
    if text in NOT_FIRST:
        return None
    if _can_be_first(text) and lemma(text) != text[:-1]:
        return Part(_written(text, ""), worth_first(text))
    base, joint = text[:-1], text[-1]
    if joint not in JOINTS or len(base) < SHORTEST_PART or base in NOT_FIRST or not _can_be_first(base):
        return None
    if joint == "s" and base[-1] in "es":
        return None
    return Part(_written(base, joint), worth_first(base) - (2 if joint == "e" else 0))


def _can_be_first(text: str) -> bool:
    """Whether a word may begin a compound: of those that are no base form, neither a short one (antall is no
    «ant») nor one of another root than its base form (bestille has nothing to do with «god»).
    """
    base = known(text)
    return base is not None and (is_base(text) or (len(text) > SHORTEST_PART and base[0] == text[0]))


def is_base(text: str) -> bool:
    """Whether a word is a base form, by the dictionary or by what people have decided.

    >>> is_base("barn"), is_base("eldre"), is_base("best")
    (True, True, False)
    """
    return known(text) == text or reviewed().get(text) == text


def _written(text: str, link: str) -> Segment:
    """A first part as it is written in bokmål."""
    return Segment(written_forms().get(text, text), link)


@lru_cache(CACHE)
def last_part(text: str) -> Part | None:
    """A last part in base form: a known word, or the noun of a known verb (hente → henting)."""
    if text in ENDINGS:
        return None
    if known(text) is not None:
        return worth_last(lemma(text))
    for ending in NOUN_ENDINGS:
        verb = text.removesuffix(ending)
        if verb != text and len(verb) > SHORTEST_PART and known(verb + "e") is not None:
            return worth_last(f"{verb}ing")
    return None


def worth_first(text: str) -> int:
    """A base form before an inflected one, no short part, and the longer of two."""
    return min(len(text), 12) + BASE_FORM * is_base(text) - 6 * (len(text) == SHORTEST_PART)


def worth_last(text: str) -> Part:
    """No short part, and the longer of two."""
    return Part(Segment(text, ""), 2 * min(len(text), 6) - 6 * (len(text) == SHORTEST_PART))
