"""Compounds that are typed as several words: «barne hage plass»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from search.analysis.chain import NOTHING, Forms, word_forms
from search.analysis.fold import lower
from search.analysis.lemma import is_known
from search.analysis.segments import SHORTEST_PART

MOST_JOINED = 3
"""Words that are taken for one."""


def joined_forms(words: Sequence[str]) -> Forms:
    """The forms of the compound that some words in a row make; none when they make none.

    >>> joined_forms(["barne", "hage"]).words, joined_forms(["barne", "hage", "plass"]).words
    (('barnehag',), ('barnehageplass',))
    >>> joined_forms(["sykehjem", "plass"]).words, joined_forms(["bygg", "søknad"]).words
    (('sykehjemsplass',), ('byggesoknad',))
    >>> joined_forms(["ny", "hage"]).words
    ()
    """
    if min(map(len, words)) < SHORTEST_PART:
        return NOTHING
    whole = lower("".join(words))
    if is_known(whole):
        return word_forms(whole)
    if len(words) == 2 and (linked := _linked(*words)):
        return word_forms(linked)
    forms = word_forms(whole)
    return forms if forms.parts else NOTHING


@lru_cache(4096)
def _linked(first: str, second: str) -> str:
    """The word that the dictionary has for two with a letter between them, as compounds often have."""
    return next((word for link in "es" if is_known(word := lower(first + link + second))), "")


@lru_cache(4096)
def are_one_word(first: str, second: str) -> bool:
    """Whether two words are one that the dictionary has, so that neither of them means anything by itself.

    >>> are_one_word("bygge", "sak"), are_one_word("møte", "kommunestyret")
    (True, False)
    """
    return min(len(first), len(second)) >= SHORTEST_PART and is_known(lower(first + second))
