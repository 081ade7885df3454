"""A word to its base form and stem: the dictionary first, the rules for what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import snowballstemmer
import yaml

from search.analysis.dictionary_file import dictionary

CACHE = 50_000
"""Words that each filter remembers. One costs about 2 kB over all filters, so that nothing that visitors type
makes a process grow by more than 100 MB; the demonstration has 5,000."""

SHORTEST_VERB = 4
"""Letters of a verb's stem before -ing; shorter ones are other words (ring, ting)."""


@cache
def written_forms() -> dict[str, str]:
    """Reviewed pairs: lemma in nynorsk or everyday speech → lemma in bokmål (``data/skriftformer.yaml``)."""
    text = files("search.analysis").joinpath("data/skriftformer.yaml").read_text("utf-8")
    return {str(k): str(v) for k, v in yaml.safe_load(text).items()}


@cache
def _corrections() -> dict[str, str]:
    """Words that the dictionary takes for another word (``data/lemma.yaml``)."""
    text = files("search.analysis").joinpath("data/lemma.yaml").read_text("utf-8")
    return {str(k): str(v) for k, v in yaml.safe_load(text).items()}


@cache
def reviewed() -> dict[str, str]:
    """Words whose lemma people have decided, in bokmål."""
    pairs = written_forms()
    return {word: pairs.get(base, base) for word, base in _corrections().items()} | pairs


@cache
def _kept_nouns() -> frozenset[str]:
    text = files("search.analysis").joinpath("data/ing.yaml").read_text("utf-8")
    return frozenset(map(str, yaml.safe_load(text)))


@cache
def _written_stems() -> dict[str, str]:
    return {stem(k): stem(v) for k, v in written_forms().items()}


def known(word: str) -> str | None:
    """The dictionary's lemma in bokmål of a lower-case word, else in nynorsk; None when neither has it.

    >>> known("barnehagene"), known("kyrkja"), known("bøker"), known("langhus")
    ('barnehage', 'kyrkje', 'bok', None)
    """
    return dictionary().lemma(word)


def is_known(word: str) -> bool:
    """Whether ``known`` knows a word; asked of every way to cut a compound in two, and mostly of what is no
    word, so that nothing is remembered.
    """
    return word in dictionary()


def known_words() -> Iterator[str]:
    """All words that ``is_known`` knows."""
    return iter(dictionary())


def lemma(word: str) -> str:
    """The lemma in bokmål of a lower-case word, or the word itself.

    >>> [lemma(w) for w in ("kyrkja", "kirken", "vekene", "søpla", "kråkstad")]
    ['kirke', 'kirke', 'uke', 'søppel', 'kråkstad']
    """
    if (decided := reviewed().get(word)) is not None:
        return decided
    base = known(word)
    return word if base is None else written_forms().get(base, base)


def verbal(base: str) -> str:
    """The verb of a noun in -ing, since both name the same thing done; a reviewed few are kept.

    >>> verbal("henting"), verbal("betaling"), verbal("stilling"), verbal("penger")
    ('hente', 'betale', 'stilling', 'penger')
    """
    verb = base.removesuffix("ing")
    if verb == base or len(verb) < SHORTEST_VERB or base in _kept_nouns() or known(verb + "e") != verb + "e":
        return base
    return verb + "e"


def _stemmer(language: str) -> Any:
    stemmer = snowballstemmer.stemmer(language)
    stemmer.maxCacheSize = 0  # looking a word up takes longer than its stem does
    return stemmer


_norwegian: Callable[[str], str] = _stemmer("norwegian").stemWord
_english: Callable[[str], str] = _stemmer("english").stemWord
stems: Callable[[Sequence[str]], list[str]] = _stemmer("norwegian").stemWords
"""The Norwegian stem of each of many words."""


def stem(word: str, language: str = "nb") -> str:
    """The stem by Snowball's rules for Norwegian or English.

    >>> stem("barnehage"), stem("gravemeldinger"), stem("applications", "en")
    ('barnehag', 'gravemelding', 'applic')
    """
    return _english(word) if language == "en" else _norwegian(word)


def written_stem(word: str) -> str:
    """The stem of a word no dictionary has, by way of the reviewed pairs.

    >>> written_stem("skulane") == stem("skole")
    True
    """
    return by_written(stem(word))


def by_written(found: str) -> str:
    """A stem, or that of the word in bokmål when it is one of a reviewed pair."""
    return _written_stems().get(found, found)
