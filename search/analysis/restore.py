"""What a query typed without æ, ø, å may have meant; the dictionary decides. Used on queries only."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from search.analysis.compounds import parts
from search.analysis.lemma import known

_SPOTS = re.compile("ae|oe|aa|o|a")
_READINGS = {"ae": ("ae", "æ"), "oe": ("oe", "ø"), "aa": ("aa", "å"), "o": ("o", "ø"), "a": ("a", "å")}
MOST_SPOTS = 6
"""Each place doubles the readings to look up; words with more places than this are left as they are."""
MOST_OF_COMPOUND = 3
"""The same for words that no dictionary has: whether each reading is a compound takes longer to see."""


@lru_cache(20_000)
def restored(word: str) -> tuple[str, ...]:
    """Known words that a word typed without æ, ø, å may stand for, else the compound with most of them; none
    when it is a word or a compound itself.

    >>> restored("soknaden"), restored("naar"), restored("barnehage"), restored("sopla")
    (('søknaden',), ('når',), (), ('søpla',))
    >>> restored("soppelkjoring"), restored("barnehageplass")
    (('søppelkjøring',), ())
    """
    if not word.isascii() or not word.isalpha() or known(word) is not None:
        return ()
    pieces, spots = _SPOTS.split(word), _SPOTS.findall(word)
    if not spots or len(spots) > MOST_SPOTS:
        return ()
    readings = [
        pieces[0] + "".join(c + p for c, p in zip(choice, pieces[1:], strict=True))
        for choice in product(*(_READINGS[spot] for spot in spots))
    ]
    found = tuple(one for one in readings if one != word and known(one) is not None)
    if found or len(spots) > MOST_OF_COMPOUND or parts(word):
        return found
    return tuple(one for one in readings if one != word and parts(one))[-1:]
