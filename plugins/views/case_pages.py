"""A case with too many documents for one page, like a hearing with two thousand letters: parted as lists are.

It is parted from its first document on, as a day is: what is closed stays as it is when more comes.
"""

from __future__ import annotations

from collections.abc import Sequence

from plugins.model import addresses
from plugins.model.archive import Journalpost, Saksmappe
from plugins.store import Store, rows
from plugins.views.frame import Link
from plugins.views.journal import Pages, page_of
from plugins.views.outline import starts, whole_width

ROOM = 150_000
"""Bytes of HTML that the documents of one page may take; the way through the bodies needs its own."""
SURELY_FIRST = 10
"""Document numbers up to this are on the case's own page, unless the documents are very long."""


def pages_of_case(case: Saksmappe, entries: Sequence[Journalpost]) -> Pages:
    """The pages of a case: which of its entries each begins at, and its address; always at least one."""
    others = enumerate(starts(map(_width, entries), ROOM)[1:], 2)
    parts = [(at, addresses.case_part(case.arkiv, case.system_id, number)) for number, at in others]
    return [(0, addresses.case(case.arkiv, case.system_id)), *parts]


def on_another(pages: Pages, at: int) -> bool:
    """Whether an entry is on another page than the case's own."""
    return len(pages) > 1 and at >= pages[1][0]


def page_links(entries: Sequence[Journalpost], pages: Pages) -> tuple[Link, ...]:
    """The pages by the document numbers that they hold; none when there is one page alone."""
    if len(pages) < 2:
        return ()
    ends = [*(begins for begins, _ in pages[1:]), len(entries)]
    return tuple(
        Link(text=f"{entries[begins].journalpostnummer}–{entries[end - 1].journalpostnummer}", url=address)
        for (begins, address), end in zip(pages, ends, strict=True)
    )


def place_in_case(entry: Journalpost, store: Store) -> str:
    """Where an entry is shown: its place on one of the pages of its case."""
    case = store.saksmappe(entry.arkiv, entry.saksmappe_id)
    anchor = addresses.entry_anchor(entry.system_id)
    if case is None:
        return addresses.journal_entry(entry.arkiv, entry.saksmappe_id, entry.system_id)
    entries = store.entries_in_case(entry.arkiv, entry.saksmappe_id)
    at = next((n for n, one in enumerate(entries) if one.system_id == entry.system_id), 0)
    return f"{page_of(pages_of_case(case, entries), at)}#{anchor}"


def _width(entry: Journalpost) -> int:
    row = rows.entry_row(entry)
    return whole_width(row[7], row[10], row[12], row[11])
