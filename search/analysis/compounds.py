"""Compounds into parts, with the dictionary as word list: barnehageplass → barnehage + plass."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from search.analysis.fold import fold
from search.analysis.lemma import CACHE, is_known, known, lemma, stem, written_forms

SHORTEST_PART = 3
LONG_PART = 9
"""A part this long may itself be a compound (behandlingstid)."""
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


@cache
def _exceptions() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    text = files("search.analysis").joinpath("data/sammensetninger.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return frozenset(map(fold, data["hele"])), {word: tuple(parts) for word, parts in data["deler"].items()}


@cache
def _given_by_stem() -> dict[str, str]:
    return {stem(word): word for word in _exceptions()[1]}


@lru_cache(CACHE)
def segments(word: str) -> tuple[Segment, ...]:
    """The parts of a compound in base form with what joins them; empty for a simple word.

    >>> segments("sjukeheimsplass")
    (Segment(text='sykehjem', link='s'), Segment(text='plass', link=''))
    """
    whole, _ = _exceptions()
    if len(word) < SHORTEST_WORD or fold(lemma(word)) in whole:
        return ()
    best: tuple[int, Segment, str] | None = None
    for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        text = word[cut:]
        if not (is_known(text) or text.endswith(_NOUN_ENDINGS) or "'" in text):
            continue
        right = _last_part(text)
        left = _first_part(word[:cut]) if right else None
        if left is None or right is None:
            continue
        score = _likeliness(left, right)
        if best is None or score > best[0]:
            best = (score, left, right)
    if best is None:
        return ()
    first = written_forms().get(best[1].text, best[1].text)
    return (Segment(first, best[1].link), Segment(best[2], ""))


@lru_cache(CACHE)
def base_form(word: str) -> str:
    """The lemma, where a compound no dictionary has takes the lemma of its last part.

    >>> base_form("renovasjonsgebyrene"), base_form("sjukeheimsplassen")
    ('renovasjonsgebyr', 'sykehjemsplass')
    """
    base = lemma(word)
    if given := _given_by_stem().get(stem(base)):
        return given
    return "".join(s.text + s.link for s in segments(base)) or base


@lru_cache(CACHE)
def parts(word: str) -> tuple[str, ...]:
    """The parts that a compound may also be found by, in base form, smaller ones after larger.

    >>> parts("barnehageplassene"), parts("søppelhenting"), parts("byggesøknad")
    (('barnehage', 'plass'), ('søppel', 'henting'), ('bygge', 'søknad'))
    >>> parts("skolefritidsordning"), parts("sykehjem"), parts("kommunestyremøter")
    (('skole', 'fritid', 'ordning'), (), ('kommunestyre', 'møte'))
    """
    _, given = _exceptions()
    if (base := base_form(word)) in given:
        return given[base]
    found: list[str] = []
    for segment in segments(base):
        found.append(lemma(segment.text))
        if len(segment.text) >= LONG_PART:
            found.extend(p for p in parts(segment.text) if len(p) > SHORTEST_PART)
    return tuple(dict.fromkeys(found))


def _first_part(text: str) -> Segment | None:
    """A first part: a base form, or one with the joint «s» or «e»."""
    if text in NOT_FIRST:
        return None
    if known(text) is not None and lemma(text) != text[:-1]:
        return Segment(text, "")
    base, joint = text[:-1], text[-1]
    if joint not in "se" or len(base) < SHORTEST_PART or base in NOT_FIRST or known(base) is None:
        return None
    return None if joint == "s" and base[-1] in "es" else Segment(base, joint)


def _last_part(text: str) -> str | None:
    """A last part in base form: a known word, or the noun of a known verb (hente → henting)."""
    if text in ENDINGS:
        return None
    if known(text) is not None:
        return lemma(text)
    for ending in _NOUN_ENDINGS:
        verb = text.removesuffix(ending)
        if verb != text and len(verb) > SHORTEST_PART and known(verb + "e") is not None:
            return f"{verb}ing"
    return None


def _likeliness(left: Segment, right: str) -> int:
    """Base forms before inflected, no short parts, and the longer first part of two equals."""
    score = min(len(left.text), 12) + 2 * min(len(right), 6)
    score += 4 * (known(left.text) == left.text)
    score -= 6 * (len(left.text) == SHORTEST_PART) + 6 * (len(right) == SHORTEST_PART)
    return score - (2 if left.link == "e" else 0)
