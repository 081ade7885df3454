"""Words too small to search for. Chosen by hand: the common lists also drop «ny», «rett» and «tid»."""

from __future__ import annotations

NORWEGIAN = frozenset(
    """
    alle at av bare ble blei bli blir blitt både da de deg dei deira dem den denne der dere deres dersom det
    dette di din ditt du dykk då eg eit ei ein eller en enn er et etter for fordi fra frå før ha hadde han har
    hans henne hennes her ho hun hva hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor i ikke ikkje
    inn ja jeg kan kom korleis kva kven kvifor kor kunne man mange med meg mellom men mi min mitt mot må
    ned noe noen noko nokon når nå no og også om oss over på sa samt seg si sin sitt sjå skal skulle slik
    som so så til å um under ut utan var ved vert vi vil ville vår være vært åssen dykkar får
    ka kem koffor korsen kossen mæ dæ sæ nokka ska æ
    dine hos kvar kvart mine sine våre våres
    """.split()
)  # fmt: skip
"""Bokmål, nynorsk and everyday speech. «nei», «ny», «rett», «tid», «hjem» and «sak» mean something here."""

ENGLISH = frozenset(
    """
    a about an and any are as at be been by can could did do does for from get had has have he her his how
    i if in into is it its me my no not of on or our she should so that the their them there they this
    to was we were what when where which who why will with would you your
    """.split()
)

PLAINLY_ENGLISH = frozenset(
    "about and are can do does from how is my of should the what where which with you".split()
)
"""Words that show that a question is put in English; none of them is a Norwegian search word."""


WEAK = frozenset(
    """
    bestille finne gammel gjelde gjøre gå hente info informasjon kjøpe kommune koste ledig lete levere mange
    melde mye neste nr opp ordne pris påmelding sende sitte skjema slippe spørsmål søke søkje trenge uten
    virke ønske apply find get order want
    """.split()
)
"""What people want to *do* with a thing, and how much of it: it ranks («si opp plassen» is not «søke plass»),
but a page that is about the thing asked for need not say it."""

PLACES = frozenset("kråkstad langhus siggerud ski skotbu".split())
"""Places within the municipality. What is asked for is mostly the same in all of them, and its page seldom
names them; one that does comes first."""


def is_stop_word(word: str, language: str) -> bool:
    """Whether a lower-case word is left out of index and query.

    >>> is_stop_word("hvordan", "nb"), is_stop_word("rett", "nb"), is_stop_word("the", "en")
    (True, False, True)
    """
    return word in (ENGLISH if language == "en" else NORWEGIAN)


def asks_in_english(words: list[str]) -> bool:
    """Whether lower-case words read as a question in English.

    >>> asks_in_english(["how", "do", "i", "apply"]), asks_in_english(["is", "på", "tangenten"])
    (True, False)
    """
    return any(w in PLAINLY_ENGLISH for w in words) and not any(
        w in NORWEGIAN and w not in ENGLISH for w in words
    )
