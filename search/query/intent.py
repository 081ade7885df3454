"""What a query asks for besides its words: the kinds that it names, or that only the archive can answer."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from plugins.model.document import Kind
from search.analysis.chain import word_forms
from search.analysis.compounds import parts
from search.analysis.fold import lower, normalise
from search.analysis.numbers import date_forms
from search.analysis.tokens import tokens
from search.query.joined import are_one_word

ARCHIVE: frozenset[Kind] = frozenset({"sak", "journalpost"})
"""What the archive delivers. Where it isn't asked for, it comes after what the municipality has written."""

KIND_WORDS: dict[str, Kind] = {
    "sak": "sak",
    "saksnummer": "sak",
    "saksnr": "sak",
    "saksmappe": "sak",
    "arkivsak": "sak",
    "journalpost": "journalpost",
    "møte": "mote",
    "nyhet": "nyhet",
    "høring": "horing",
    "telefon": "virksomhet",
    "telefonnummer": "virksomhet",
    "adresse": "virksomhet",
    "besøksadresse": "virksomhet",
    "kontakte": "virksomhet",
    "åpen": "virksomhet",
    "åpne": "virksomhet",
    "epost": "virksomhet",
    "e-postadresse": "virksomhet",
    "åpningstid": "virksomhet",
}
"""Words that name a kind: who types one means that kind, and need not find the word itself. A unit's page
shows its phone, address and opening hours beside the text, whatever the text says.
"""

BODIES = frozenset("kommunestyre formannskap utvalg hovedutvalg planutvalg eldreråd ungdomsråd".split())
"""What «-møte» after it means a meeting that has a page."""

_ADDRESS = re.compile(
    r"\b[^\W\d_]*(?:ve[ig]en|ve[ig]|gaten?|gata|svingen|stien|bakken|tunet|all[eé]en)\s+\d{1,4}\s?[a-z]?\b",
    re.IGNORECASE,
)
"""A street and a house number: the title of a case, and hardly ever a service."""


_SLASHED_DATE = re.compile(r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])-((?:19|20)\d\d)")


def slashed_date(number: str) -> tuple[str, ...]:
    """The forms of a date written as a case number could be; empty for any other number.

    >>> slashed_date("20/11-2026"), slashed_date("15/1234-7"), slashed_date("20/11-26")
    (('2026-11-20', '11-20'), (), ())
    """
    match = _SLASHED_DATE.fullmatch(number)
    return date_forms(*match.groups()) if match else ()


@cache
def _terms() -> dict[str, Kind]:
    """Kind by term; made when it is first asked for, since it takes the dictionaries."""
    return {word_forms(word).words[0]: kind for word, kind in KIND_WORDS.items()}


@lru_cache(maxsize=4096)
def kind_named(word: str) -> Kind | None:
    """The kind that a word names, in any form. A query asks it of each of its words several times.

    >>> kind_named("saka"), kind_named("møtene"), kind_named("barnehage")
    ('sak', 'mote', None)
    """
    terms = _terms()
    return next((terms[form] for form in word_forms(word).words if form in terms), None)


@lru_cache(maxsize=4096)
def meeting_of_body(word: str) -> tuple[str, ...]:
    """The body and the meeting of it that a word names; nothing for other words.

    >>> meeting_of_body("kommunestyremøtet"), meeting_of_body("foreldremøte")
    (('kommunestyre', 'møte'), ())
    """
    named = parts(lower(word))
    return named if len(named) == 2 and named[0] in BODIES and kind_named(named[1]) == "mote" else ()


def asked_kinds(text: str) -> frozenset[Kind]:
    """The kinds that a query points at, by a word, by a number with a slash, or by a street address.

    >>> sorted(asked_kinds("saken om ny skole")), sorted(asked_kinds("Jernbaneveien 12"))
    (['sak'], ['journalpost', 'sak'])
    >>> sorted(asked_kinds("KST-67/26")), sorted(asked_kinds("barnehage")), sorted(asked_kinds("20/11-2026"))
    (['journalpost', 'mote', 'sak'], [], [])
    >>> sorted(asked_kinds("bygge sak")), sorted(asked_kinds("neste kommunestyremøte"))
    ([], ['mote'])
    """
    clean = normalise(text)
    found: set[Kind] = set(ARCHIVE) if _ADDRESS.search(clean) else set()
    typed = list(tokens(clean))
    words = [token.text if token.kind == "word" else "" for token in typed]
    for token, before, after in zip(typed, ["", *words], [*words[1:], ""], strict=False):
        if token.kind == "number":
            if "/" in token.forms[0] and not slashed_date(token.text):
                found |= ARCHIVE | {"mote"}
        elif meeting_of_body(token.text):
            found.add("mote")
        elif (kind := kind_named(token.text)) and not (
            are_one_word(before, token.text) or are_one_word(token.text, after)
        ):
            found.add(kind)
    return frozenset(found)
