"""The answer on top, where there is one: the case that a number names, and the unit that is to be reached."""

from __future__ import annotations

from plugins.model.document import Document, Kind
from search.columns import full_number, stable_hash
from search.query.intent import kind_named
from search.query.parse import Query
from search.query.snapshot import Mask, Snapshot

NUMBERED: tuple[Kind, ...] = ("sak", "journalpost")
"""Kinds that a number names, the one that is meant first."""


def leads_to(snapshot: Snapshot, query: Query, candidates: Mask) -> str:
    """The address of the one document that a query is the number of («sak 2026/1234»); empty for any other.

    Two archives may have a case by the same number, and then neither is meant more than the other.
    """
    strong = [group for group in query.groups if not group.weak and not kind_named(group.text)]
    if len(strong) != 1 or query.excluded or query.kinds or query.units or query.years:
        return ""
    first = strong[0].alternatives[0].terms[0]
    if "/" not in first or full_number(first) != first:
        return ""
    columns = snapshot.columns
    named = (columns.numbers == stable_hash(first)) & candidates
    documents = [snapshot.document(number) for number in named.nonzero()[0][:20].tolist()]
    for kind in NUMBERED:
        found = [document.url for document in documents if document.kind == kind]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def unit_to_reach(query: Query, first: Document | None) -> str:
    """The unit that comes first when phone or opening hours are asked for («åpningstider servicetorget»)."""
    if first is None or first.kind != "virksomhet" or "virksomhet" not in query.asked:
        return ""
    names_it = any(kind_named(group.text) is None for group in query.groups)
    return first.unit if names_it else ""
