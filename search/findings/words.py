"""Words that are one word spelt in two ways, and words that are English."""

from __future__ import annotations

from functools import cache, lru_cache

from simplemma.strategies import DictionaryLookupStrategy

from search.analysis.fold import lower
from search.analysis.lemma import known
from search.analysis.tokens import tokens
from search.curation.keys import query_key

SHORTEST = 4
"""Letters of the shortest word that a slip is looked for in: shorter ones are too like too many others."""
LONG = 8
"""Letters from which a word may have two slips."""


def is_same_word(one: str, other: str) -> bool:
    """Whether two terms are likely the same, inflected or with a slip of the finger; never for equal terms.

    >>> is_same_word("barnehaje", "barnehage"), is_same_word("søppel", "søpla"), is_same_word("buss", "boss")
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 2 or min(len(one), len(other)) < SHORTEST:
        return query_key(one) == query_key(other) and one != other
    if query_key(one) == query_key(other):
        return True
    longest = max(len(one), len(other))
    allowed = 2 if longest >= LONG else 1
    return longest > SHORTEST and one[0] == other[0] and slips(one, other, allowed) <= allowed


def slips(one: str, other: str, most: int) -> int:
    """Letters wrong, missing, too many or swapped with the next between two words; ``most`` + 1 for more.

    The distance of F. J. Damerau, «A technique for computer detection and correction of spelling errors»,
    Communications of the ACM 7(3), 1964, without edits inside a swap.

    >>> slips("barnehaje", "barnehage", 2), slips("sopple", "soppel", 2), slips("vann", "skole", 2)
    (1, 1, 3)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def is_english(term: str) -> bool:
    """Whether every word is in the English dictionary, and at least one in no Norwegian one.

    >>> is_english("garbage collection"), is_english("barnehage"), is_english("xqzzyx")
    (True, False, False)
    """
    words = [lower(token.text) for token in tokens(term)]
    norwegian = [known(word) is not None for word in words]
    return bool(words) and all(_is_english(word) for word in words) and not all(norwegian)


@lru_cache(4096)
def _is_english(word: str) -> bool:
    return _dictionary().get_lemma(word, "en") is not None


@cache
def _dictionary() -> DictionaryLookupStrategy:
    return DictionaryLookupStrategy()
