"""A case with too many documents for one page, like a hearing with two thousand letters: parted as lists are.

It is parted from its first document on, as a day is: what is closed stays as it is when more comes. An entry
with very many documents of its own goes on from page to page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from plugins.model import addresses
from plugins.model.archive import Journalpost, Saksmappe
from plugins.store import Store, rows
from plugins.views.frame import Link
from plugins.views.journal import Pages, page_of
from plugins.views.many_documents import shares
from plugins.views.outline import starts, whole_width

ROOM = 150_000
"""Bytes of HTML that the documents of one page may take; the way through the bodies needs its own."""
SURELY_FIRST = 10
"""Document numbers up to this are on the case's own page, unless the documents are very long."""


class Stretch(NamedTuple):
    """The entry ``at`` in a case with its documents from ``first`` to before ``last``."""

    at: int
    first: int
    last: int


class Parted(NamedTuple):
    """A case in pages: the first of its entries that begins on each, its address, and what stands on it."""

    pages: Pages
    shown: tuple[tuple[Stretch, ...], ...]


def parted(case: Saksmappe, entries: Sequence[Journalpost]) -> Parted:
    """The pages of a case; always at least one."""
    shown = tuple(_parted(entries))
    others = ((stretches[0], number) for number, stretches in enumerate(shown[1:], 2))
    parts = [
        (begins.at + (begins.first > 0), addresses.case_part(case.arkiv, case.system_id, number))
        for begins, number in others
    ]
    return Parted([(0, addresses.case(case.arkiv, case.system_id)), *parts], shown)


def _parted(entries: Sequence[Journalpost]) -> Iterator[tuple[Stretch, ...]]:
    found = [Stretch(at, *share) for at, entry in enumerate(entries) for share in shares(entry.dokumenter)]
    begins = starts((_width(entries[one.at], one) for one in found), ROOM) or (0,)
    for begin, end in zip(begins, (*begins[1:], len(found)), strict=True):
        yield tuple(_joined(found[begin:end]))


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Those of one page: what follows of the same entry is one."""
    for at, of_entry in groupby(stretches, key=lambda one: one.at):
        shown = list(of_entry)
        yield Stretch(at, shown[0].first, shown[-1].last)


def pages_of_case(case: Saksmappe, entries: Sequence[Journalpost]) -> Pages:
    """The pages of a case: the first of its entries that begins on each, and its address."""
    return parted(case, entries).pages


def on_another(pages: Pages, at: int) -> bool:
    """Whether an entry is on another page than the case's own."""
    return len(pages) > 1 and at >= pages[1][0]


def page_links(entries: Sequence[Journalpost], case: Parted) -> tuple[Link, ...]:
    """The pages by the document numbers that they hold; none when there is one page alone."""
    if len(case.pages) < 2:
        return ()
    return tuple(
        Link(text=_numbers(entries, shown), url=address)
        for (_, address), shown in zip(case.pages, case.shown, strict=True)
    )


def _numbers(entries: Sequence[Journalpost], shown: tuple[Stretch, ...]) -> str:
    """The document numbers on a page: «1–40», «7 (201–400)» where one entry goes on."""
    first, last = (entries[shown[n].at].journalpostnummer for n in (0, -1))
    goes_on = len(shown) == 1 and shown[0].first
    return f"{first} ({shown[0].first + 1}–{shown[0].last})" if goes_on else f"{first}–{last}"


def place_in_case(entry: Journalpost, store: Store) -> str:
    """Where an entry is shown: its place on one of the pages of its case."""
    case = store.saksmappe(entry.arkiv, entry.saksmappe_id)
    anchor = addresses.entry_anchor(entry.system_id)
    if case is None:
        return addresses.journal_entry(entry.arkiv, entry.saksmappe_id, entry.system_id)
    entries = store.entries_in_case(entry.arkiv, entry.saksmappe_id)
    at = next((n for n, one in enumerate(entries) if one.system_id == entry.system_id), 0)
    return f"{page_of(pages_of_case(case, entries), at)}#{anchor}"


def _width(entry: Journalpost, shown: Stretch) -> int:
    if (shown.first, shown.last) != (0, len(entry.dokumenter)):
        entry = replace(entry, dokumenter=entry.dokumenter[shown.first : shown.last])
    row = rows.entry_row(entry)
    return whole_width(row[7], row[10], row[12], row[11])
