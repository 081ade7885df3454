"""An entry with more documents than a page has room for: how many a page shows, and which."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from plugins.model.archive import Dokumentbeskrivelse
from plugins.views.archive import EntryView
from plugins.views.frame import Link
from plugins.views.outline import ROOM_DOCUMENTS, bytes_of, starts
from plugins.views.rendering import tall

MOST_SHOWN = 50
"""Documents of one entry in a list: more than anybody looks through there."""
_ONE = ROOM_DOCUMENTS // MOST_SHOWN


def shares(documents: Sequence[Dokumentbeskrivelse]) -> tuple[tuple[int, int], ...]:
    """The documents in stretches that a page has room for, each as its first and the one after its last.

    There is always one. A list shows the first, the pages of the case all of them.
    """
    if len(documents) < 2:
        return ((0, len(documents)),)
    begins = starts((max(bytes_of(d.tittel + d.fil), _ONE) for d in documents), ROOM_DOCUMENTS)
    return tuple(zip(begins, (*begins[1:], len(documents)), strict=True))


def with_documents(view: EntryView, first: int, last: int, others: str = "") -> EntryView:
    """An entry with its documents from ``first`` to before ``last``; ``others`` is where they all are."""
    count = len(view.documents)
    if (first, last) == (0, count):
        return view
    return replace(
        view,
        documents=view.documents[first:last],
        documents_shown=f"{tall(first + 1)}–{tall(last)} av {tall(count)} dokumenter",
        all_documents=Link(text=f"Vis alle {tall(count)} dokumentene", url=others) if others else None,
    )
