"""The answer on top, where there is one: the case that a number names, and the unit that is to be reached."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from plugins.model.document import Kind
from search.analysis.numbers import is_item
from search.arrays import Hits, Or, Term
from search.arrays.hits import Docs
from search.columns import KINDS, full_number, stable_hash
from search.query.groups import Query
from search.query.intent import kind_named
from search.query.snapshot import Mask, Snapshot

NUMBERED: tuple[Kind, ...] = ("sak", "journalpost")
"""Kinds that a number names, the one that is meant first."""

ITEMS_IN = "keywords"
"""The field where a case has the items of the bodies that treated it."""

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
    if len(strong) != 1 or query.excluded or query.kinds or query.units or query.years:
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
    named = [group for group in query.groups if not kind_named(group.text)]
    if not named:
        return ""
    units = docs[snapshot.columns.kinds[docs] == KINDS.index("virksomhet")]
    for group in named:
        terms = [one.terms[0] for one in group.alternatives if one.where == "text" and len(one.terms) == 1]
        held = Or(tuple(Term(field, term) for field in NAMED_IN for term in terms))
        units = units[np.isin(units, snapshot.collection.docs(held))]
    return snapshot.document(int(units[ranked(units).scores.argmax()])).unit if len(units) else ""
