"""Compounds into parts, with the dictionary as word list: barnehageplass → barnehage + plass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
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


class Smaller:
    """What the parts of compounds may be found by, each written in some way.

    Those of the parts that were seen lately are remembered: the same ones make most compounds.
    """

    def __init__(self, written: Callable[[str], str] = str) -> None:
        self._written = written
        self._remembered: dict[str, tuple[str, ...]] = {}

    def given(self, base: str) -> tuple[str, ...]:
        """Those of a word whose parts people have decided."""
        return tuple(dict.fromkeys(map(self._written, exceptions()[1][base])))

    def of(self, found: Iterable[Segments]) -> dict[str, tuple[str, ...]]:
        """Those of each segment: itself in base form, and its own parts when it is long."""
        texts = dict.fromkeys(segment.text for segments in found for segment in segments)
        new = [text for text in texts if text not in self._remembered]
        smaller = {text: self._remembered[text] for text in texts if text in self._remembered}
        if new:
            smaller |= zip(new, map(self._all_written, _bases_within(new)), strict=True)
            if len(self._remembered) + len(new) > CACHE:
                self._remembered.clear()
            self._remembered.update((text, smaller[text]) for text in new)
        return smaller

    def _all_written(self, parts: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self._written, parts))


def _bases_within(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The base form of each part, and those of its own parts when it is long."""
    bases, _ = _lemmas_of(texts)
    long = [text for text in texts if len(text) >= LONG_PART]
    own = dict(zip(long, read(long)[1], strict=True)) if long else {}
    for text, base in zip(texts, bases, strict=True):
        yield (base, *(part for part in own.get(text, ()) if len(part) > SHORTEST_PART))


_IN_BASE_FORM = Smaller()


def read(
    words: Sequence[str], smaller: Smaller = _IN_BASE_FORM
) -> tuple[list[str], list[tuple[str, ...]], list[bool]]:
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
    of_text, given = smaller.of(found), exceptions()[1]
    parts = [
        tuple(dict.fromkeys(of_text[of_it[0].text] + of_text[of_it[1].text])) if of_it else ()
        for of_it in found
    ]
    for place in [place for place, base in enumerate(bases) if base in given]:
        parts[place] = smaller.given(bases[place])
    return bases, parts, known


def _joined(first: Segment, last: Segment) -> str:
    """A compound with its last part in base form."""
    return f"{first.text}{first.link}{last.text}{last.link}"


def _given(base: str) -> str | None:
    """The word of the exceptions that has the same stem, which is what its word begins with."""
    return _given_by_stem().get(stem(base))


def _lemmas_of(words: Sequence[str]) -> tuple[list[str], list[bool]]:
    if len(words) >= MANY:
        return lemmas_of(words)
    return list(map(lemma, words)), list(map(is_known, words))


def _segments_of(words: Sequence[str]) -> list[Segments]:
    return segments_of(words) if len(words) >= MANY else list(map(segments, words))
