"""The texts of documents that are analysed, found for many documents at once: most lie as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from msgspec import structs

from plugins.model.document import Document
from plugins.model.names import MASK
from search.analysis.fold import normalise_all
from search.texts import all_joined_lines, joined_lines

TEXTS = ("title", "summary", "headings", "keywords", "body", "context", "number")
"""The texts of a document, in the order they are read."""
_BLANK = " " * len(MASK)


def as_shown(documents: Sequence[Document]) -> list[Document]:
    """With the lines of their bodies joined: what is analysed is what is shown."""
    bodies = all_joined_lines([document.body for document in documents])
    return [
        document if body == document.body and document.named is None else _with(document, body)
        for document, body in zip(documents, bodies, strict=True)
    ]


def _with(document: Document, body: str) -> Document:
    named = document.named
    if named is not None:
        named = structs.replace(named, body=joined_lines(named.body))
    return structs.replace(document, body=body, named=named)


def texts_of(documents: Sequence[Document]) -> list[str]:
    """The texts of documents as they are shown, ``TEXTS`` of one after those of another; where a name is
    masked there are no words.
    """
    columns = (
        normalise_all([document.title for document in documents]),
        all_joined_lines([document.summary for document in documents]),
        normalise_all(["\n".join(document.headings) for document in documents]),
        normalise_all(["\n".join(document.keywords) for document in documents]),
        [document.body for document in documents],
        normalise_all(["\n".join(_context(document)) for document in documents]),
        normalise_all([document.number for document in documents]),
    )
    texts = list(chain.from_iterable(zip(*columns, strict=True)))
    return [text.replace(MASK, _BLANK) for text in texts] if MASK in "".join(texts) else texts


def _context(document: Document) -> tuple[str, ...]:
    return (document.unit_title, *document.subjects, *document.target_groups)
