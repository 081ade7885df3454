"""The answer on top, where there is one: the case that a number names, and the unit that is to be reached."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import numpy as np

from plugins.model.document import Kind
from search.analysis.fold import lower, normalise
from search.analysis.numbers import is_item
from search.analysis.tokens import tokens
from search.arrays import Hits, Or, Term
from search.arrays.hits import Docs
from search.columns import KINDS, full_number, stable_hash
from search.query.as_typed import as_read
from search.query.groups import Query
from search.query.intent import kind_named
from search.query.snapshot import Mask, Snapshot

NUMBERED: tuple[Kind, ...] = ("sak", "journalpost")
"""Kinds that a number names, the one that is meant first."""

ITEMS_IN = "keywords"
"""The field where a case has the items of the bodies that treated it."""

_NUMBER_WORDS = frozenset({"nr", "nummer"})

NAMED_IN = ("title", "keywords")
"""Fields of a unit's page that say what the unit is called."""


def leads_to(snapshot: Snapshot, query: Query, candidates: Mask) -> str:
    """The address of the one document that a query is the number of («sak 2026/1234»), or of the case that it
    is the item of at a meeting («KST-35/15»); empty for any other.

    Two archives may have a case by the same number, and then neither is meant more than the other.
    """
    if not any("/" in group.alternatives[0].terms[0] for group in query.groups):
        return ""
    strong = [group for group in query.groups if not group.weak and not kind_named(group.text)]
    if len(strong) != 1 or query.excluded or query.filters:
        return ""
    first = strong[0].alternatives[0].terms[0]
    if "/" not in first:
        return ""
    documents = [snapshot.document(number) for number in _named(snapshot, first, candidates)[:20].tolist()]
    for kind in NUMBERED:
        found = [document.url for document in documents if document.kind == kind]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


_SEQUENCE = re.compile(r"[0-9]{1,6}")
_MAY_BE_SEQUENCE = re.compile(r"(?is)(?=.*sak).*[0-9]").match
_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_FIRST_YEAR = 1951
"""The archives go back no further (``numbers.full_year``)."""


def sequence_number(text: str) -> str:
    """The number of a case within its year, where that is all a query has of it; else empty. «Sak 2026» is
    about a year, unless it says that it is a number.

    >>> sequence_number("sak 1234"), sequence_number("Saksnr. 01234"), sequence_number("sak nummer 12")
    ('1234', '1234', '12')
    >>> sequence_number("sak 2026"), sequence_number("saksnummer 2026"), sequence_number("sak 1234 skole")
    ('', '2026', '')
    """
    if not _MAY_BE_SEQUENCE(text):  # as it seldom is
        return ""
    words = [lower(token.text) for token in tokens(as_read(normalise(text)))]
    numbers = [word for word in words if _SEQUENCE.fullmatch(word)]
    others = [word for word in words if word not in numbers]
    says_number = any(word.endswith(("nr", "nummer", "nummeret")) for word in others)
    if len(numbers) != 1 or not any(kind_named(word) == "sak" for word in others):
        return ""
    if any(kind_named(word) != "sak" and word not in _NUMBER_WORDS for word in others):
        return ""
    return "" if _YEAR.fullmatch(numbers[0]) and not says_number else numbers[0].lstrip("0")


def cases_by_sequence(snapshot: Snapshot, sequence: str, candidates: Mask, today: date) -> list[int]:
    """The cases that have a number within some year, the newest year first."""
    found: list[int] = []
    for year in range(today.year, _FIRST_YEAR - 1, -1) if sequence else ():
        docs = snapshot.collection.docs(Term("number", f"{year}/{sequence}"))
        found += docs[candidates[docs] & (snapshot.columns.kinds[docs] == KINDS.index("sak"))].tolist()
    return found


def _named(snapshot: Snapshot, number: str, candidates: Mask) -> Docs:
    """The documents whose own number it is; of an item of a body, those that were treated by it."""
    if is_item(number):
        docs = snapshot.collection.docs(Term(ITEMS_IN, number))
        return docs[candidates[docs]]
    if full_number(number) != number:
        return np.empty(0, np.int64)
    named: Docs = ((snapshot.columns.numbers == stable_hash(number)) & candidates).nonzero()[0]
    return named


def unit_to_reach(snapshot: Snapshot, query: Query, docs: Docs, ranked: Callable[[Docs], Hits]) -> str:
    """The unit whose phone or opening hours are asked for («åpningstider servicetorget»); empty for none.

    Its title or its keywords must have all that the query names besides; the best of several is meant.
    """
    if "virksomhet" not in query.asked:
        return ""
    words = [group for group in query.groups if not kind_named(group.text)]
    named = [group for group in words if not group.weak] or words
    if not named:
        return ""
    units = docs[snapshot.columns.kinds[docs] == KINDS.index("virksomhet")]
    for group in named:
        terms = [one.terms[0] for one in group.alternatives if one.where == "text" and len(one.terms) == 1]
        held = Or(tuple(Term(field, term) for field in NAMED_IN for term in terms))
        units = units[np.isin(units, snapshot.collection.docs(held))]
    return snapshot.document(int(units[ranked(units).scores.argmax()])).unit if len(units) else ""
