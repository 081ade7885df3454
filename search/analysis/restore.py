"""What a query typed without æ, ø, å may have meant; the dictionary decides. Used on queries only."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from search.analysis.lemma import known

_SPOTS = re.compile("ae|oe|aa|o|a")
_READINGS = {"ae": ("ae", "æ"), "oe": ("oe", "ø"), "aa": ("aa", "å"), "o": ("o", "ø"), "a": ("a", "å")}
MOST_SPOTS = 6
"""Each place doubles the readings to look up; words with more places than this are left as they are."""


@lru_cache(20_000)
def restored(word: str) -> tuple[str, ...]:
    """Known words that a word typed without æ, ø, å may stand for; none when it is known itself.

    >>> restored("soknaden"), restored("naar"), restored("barnehage"), restored("sopla")
    (('søknaden',), ('når',), (), ('søpla',))
    """
    if not word.isascii() or not word.isalpha() or known(word) is not None:
        return ()
    pieces, spots = _SPOTS.split(word), _SPOTS.findall(word)
    if not spots or len(spots) > MOST_SPOTS:
        return ()
    found: list[str] = []
    for choice in product(*(_READINGS[spot] for spot in spots)):
        candidate = pieces[0] + "".join(c + p for c, p in zip(choice, pieces[1:], strict=True))
        if candidate != word and known(candidate) is not None:
            found.append(candidate)
    return tuple(found)
