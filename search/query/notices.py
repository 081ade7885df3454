"""The honest lines above the hits."""

from __future__ import annotations

from plugins.model.name_words import is_listed, is_ordinary
from plugins.model.names import find_person_names
from search.analysis.fold import normalise
from search.analysis.tokens import tokens
from search.query.groups import Query
from search.query.matching import Matches
from search.query.params import MAX_QUERY
from search.query.types import SearchParams

ONLY_SMALL_WORDS = (
    "Søket har bare små ord som «og» og «hvordan», og dem leter vi ikke etter. "
    "Skriv det saken gjelder, for eksempel «barnehageplass»."
)
NAMES_EXPIRE = (
    "Navn på privatpersoner i postlisten er søkbare i ett år. "
    "Leter du etter en eldre sak, kan du søke på saksnummer eller tema, eller spørre servicetorget."
)
NOTHING_TO_FIND = "Søket har ingen ord å lete etter. Skriv ett eller flere ord."
CUT = f"Søket er langt, så vi leter bare etter de første {MAX_QUERY} tegnene."
_MOST_NAMES = 4


def notice(params: SearchParams, query: Query, matches: Matches) -> str:
    """What the person should know about this answer; empty when there is nothing to say.

    The line on names depends on the query and on there being no full answer, and on nothing else: it is
    the same whether an expired entry has the name or no entry ever had it.
    """
    if query.only_stop_words:
        return ONLY_SMALL_WORDS
    if params.text and not query.groups and not matches.found:
        return NOTHING_TO_FIND
    lines = [CUT] if params.is_cut else []
    if matches.relaxed:
        lines.append(_relaxed(matches))
    elif matches.complete is not None:
        lines.append(_followed(len(matches.complete)))
    if (matches.relaxed or not matches.found) and looks_like_a_name(params.text):
        lines.append(NAMES_EXPIRE)
    return " ".join(lines)


def instead_of(typed: str) -> str:
    """The line over hits of another query than the one typed, which has none.

    >>> instead_of("barnehagplas")
    'Ingen treff på «barnehagplas».'
    """
    return f"Ingen treff på «{typed}»."


def by_sequence(number: str, cases: int) -> str:
    """The line over the cases that have a number, where the year of it was left out.

    >>> by_sequence("1234", 1)
    'Saksnummeret er skrevet uten år. Øverst står saken som har nummer 1234 i sitt år.'
    """
    which = (
        f"saken som har nummer {number} i sitt år."
        if cases == 1
        else f"de {cases} sakene som har nummer {number} i hvert sitt år, den nyeste først."
    )
    return f"Saksnummeret er skrevet uten år. Øverst står {which}"


def _followed(complete: int) -> str:
    hits = "Ett treff" if complete == 1 else f"{complete} treff"
    return f"{hits} har alle ordene. Etter {'det' if complete == 1 else 'dem'} kommer treff med flest av dem."


def _relaxed(matches: Matches) -> str:
    if not matches.missing:
        return "Ingen treff har alle ordene. Her er treffene med flest av dem."
    missing = ", ".join(f"«{word}»" for word in matches.missing)
    if matches.by_subject:
        return f"Vi fant ikke {missing}. Her er treff på den første delen av ordet."
    return (
        f"Ingen treff har alle ordene. Vi fant ikke {missing}; her er treffene med flest av de andre ordene."
    )


def looks_like_a_name(text: str) -> bool:
    """Whether a query may hold a person's name; decided by the words alone, never by what is in the index.

    >>> looks_like_a_name("Kari Nordmann"), looks_like_a_name("kari nordseth"), looks_like_a_name("ny skole")
    (True, True, False)
    """
    words = [token.text for token in tokens(normalise(text)) if token.kind == "word"]
    if find_person_names(" ".join(words)):
        return True
    if not 1 <= len(words) <= _MOST_NAMES:
        return False
    listed = any(is_listed(word.lower()) and not is_ordinary(word.lower()) for word in words)
    return listed and (len(words) == 1 or bool(find_person_names(" ".join(w.capitalize() for w in words))))
