"""Compounds into parts, with the dictionary as word list: barnehageplass → barnehage + plass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from search.analysis.lemma import CACHE, is_known, lemma, stem
from search.analysis.many import lemmas_of, segments_of
from search.analysis.segments import SHORTEST_PART, Segment, Segments, exceptions, segments

LONG_PART = 9
"""A part this long may itself be a compound (behandlingstid)."""
MANY = 32
"""So many words are worth looking at together."""


class Reading(NamedTuple):
    """What a word is in base form, and the parts that it may also be found by."""

    base: str
    parts: tuple[str, ...]
    known: bool
    """Whether the dictionary has the word."""


@cache
def _given_by_stem() -> dict[str, str]:
    return {stem(word): word for word in exceptions()[1]}


@cache
def _given_stems() -> tuple[str, ...]:
    return tuple(_given_by_stem())


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
    [Reading(base='barnehageplass', parts=('barnehage', 'plass'), known=True), \
Reading(base='langhus', parts=(), known=False)]
    """
    return list(map(Reading, *read(words)))


def read(words: Sequence[str]) -> tuple[list[str], list[tuple[str, ...]], list[bool]]:
    """The same as three columns: base forms, parts, and whether the dictionary has each word."""
    lemmas, known = _lemmas_of(words)
    found = _segments_of(lemmas)
    stems = _given_stems()
    bases = [
        (_given(one) if one.startswith(stems) else None) or (_joined(*of_it) if of_it else one)
        for one, of_it in zip(lemmas, found, strict=True)
    ]
    other = [place for place, (one, base) in enumerate(zip(lemmas, bases, strict=True)) if one != base]
    for place, of_it in zip(other, _segments_of([bases[place] for place in other]), strict=True):
        found[place] = of_it
    given, smaller = exceptions()[1], _smaller_of(found)
    parts = [
        given[base] if base in given else tuple(dict.fromkeys(chain(*(smaller[one.text] for one in of_it))))
        for base, of_it in zip(bases, found, strict=True)
    ]
    return bases, parts, known


def _joined(first: Segment, last: Segment) -> str:
    """A compound with its last part in base form."""
    return f"{first.text}{first.link}{last.text}{last.link}"


def _given(base: str) -> str | None:
    """The word of the exceptions that has the same stem, which is what its word begins with."""
    return _given_by_stem().get(stem(base))


def _smaller_of(found: Iterable[Segments]) -> dict[str, tuple[str, ...]]:
    """The parts in base form, each with its own parts when it is long."""
    texts = dict.fromkeys(segment.text for segments in found for segment in segments)
    new = [text for text in texts if text not in _remembered]
    smaller = {text: _remembered[text] for text in texts if text in _remembered}
    if new:
        bases, _ = _lemmas_of(new)
        long = [text for text in new if len(text) >= LONG_PART]
        own = dict(zip(long, read(long)[1], strict=True)) if long else {}
        smaller |= {
            text: (base, *(part for part in own.get(text, ()) if len(part) > SHORTEST_PART))
            for text, base in zip(new, bases, strict=True)
        }
        if len(_remembered) + len(new) > CACHE:
            _remembered.clear()
        _remembered.update((text, smaller[text]) for text in new)
    return smaller


_remembered: dict[str, tuple[str, ...]] = {}
"""Parts that were seen lately: the same ones make most compounds."""


def _lemmas_of(words: Sequence[str]) -> tuple[list[str], list[bool]]:
    if len(words) >= MANY:
        return lemmas_of(words)
    return list(map(lemma, words)), list(map(is_known, words))


def _segments_of(words: Sequence[str]) -> list[Segments]:
    return segments_of(words) if len(words) >= MANY else list(map(segments, words))
