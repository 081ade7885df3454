"""The honest lines above the hits."""

from __future__ import annotations

from search.analysis.fold import lower, normalise
from search.analysis.lemma import known
from search.analysis.stopwords import NORWEGIAN
from search.analysis.tokens import tokens
from search.query.matching import Matches
from search.query.parse import Query
from search.query.types import SearchParams

ONLY_SMALL_WORDS = "Søket har bare små ord som «og» og «hvordan», og dem leter vi ikke etter. Skriv det saken gjelder, for eksempel «barnehageplass»."
NAMES_EXPIRE = (
    "Navn på privatpersoner i postlisten er søkbare i ett år. "
    "Leter du etter en eldre sak, kan du søke på saksnummer eller tema, eller spørre servicetorget."
)
NOTHING_TO_FIND = "Søket har ingen ord å lete etter. Skriv ett eller flere ord."
_MOST_NAMES = 4


def notice(params: SearchParams, query: Query, matches: Matches) -> str:
    """What the person should know about this answer; empty when there is nothing to say.

    The line on names depends on the query and on there being no full answer, and on nothing else: it is
    the same whether an expired entry has the name or no entry ever had it.
    """
    if query.only_stop_words:
        return ONLY_SMALL_WORDS
    if params.text and not query.groups and not matches.scores:
        return NOTHING_TO_FIND
    lines = []
    if matches.relaxed:
        lines.append(_relaxed(matches))
    if (matches.relaxed or not matches.scores) and looks_like_a_name(params.text):
        lines.append(NAMES_EXPIRE)
    return " ".join(lines)


def _relaxed(matches: Matches) -> str:
    if not matches.missing:
        return "Ingen treff har alle ordene. Her er treffene med flest av dem."
    missing = ", ".join(f"«{word}»" for word in matches.missing)
    return (
        f"Ingen treff har alle ordene. Vi fant ikke {missing}; her er treffene med flest av de andre ordene."
    )


def looks_like_a_name(text: str) -> bool:
    """Whether a query may be a person's name: two to four words of letters alone, and at least one that is
    written with a capital letter or is no word of the dictionary.

    >>> looks_like_a_name("Kari Nordmann"), looks_like_a_name("kari nordseth"), looks_like_a_name("ny skole")
    (True, True, False)
    """
    words = [token.text for token in tokens(normalise(text))]
    if not 2 <= len(words) <= _MOST_NAMES or not all(w.replace("-", "").isalpha() for w in words):
        return False
    if any(lower(word) in NORWEGIAN for word in words):
        return False
    return all(w[0].isupper() for w in words) or any(known(lower(w)) is None for w in words)
