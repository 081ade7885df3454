"""The index's fields, on Whoosh. Whoosh has terms, positions, lengths and deletions; the words are already
analysed, so that the same pipe serves index, query and excerpt.
"""

from __future__ import annotations

from typing import NamedTuple

from whoosh import fields, formats

from plugins.model.document import Document

SCHEMA_VERSION = 6
"""Raised by hand when the fields change, or how their segments lie; the index is then built anew."""

TEXT_FIELDS = (
    "title",
    "headings",
    "keywords",
    "summary",
    "body",
    "context",
    "lead_parts",
    "body_parts",
    "number",
)
"""Fields that any word is looked for in."""

NAME_FIELD = "names"
"""Natural persons of the journal; only looked in for entries whose names have not expired."""


FIELDS = tuple(sorted((*TEXT_FIELDS, NAME_FIELD)))
"""All fields of terms, in the order the arrays have them."""


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field of terms already analysed: positions kept, length kept for scoring, nothing stored."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.analyzer = None
        self.scorable = True
        self.stored = False
        self.unique = False
        self.vector = None
        self.column_type = None
        self.multitoken_query = "default"


def make_schema() -> fields.Schema:
    """The schema of a new index: a field of terms for each in ``FIELDS``. Documents lie beside the index."""
    return fields.Schema(**{name: TermsField() for name in FIELDS})


class Facts(NamedTuple):
    """What is known of each document without opening it: filters, facets and ranking rest on this alone."""

    id: str
    kind: str
    unit: str
    year: int
    target_groups: tuple[str, ...]
    language: str
    dated: int
    """Ordinal of the date that freshness counts from; 0 when there is none."""
    visible_from: float
    """Unix time; 0 when always."""
    visible_until: float
    """Unix time; 0 when never hidden."""
    has_names: bool
    names_dated: int
    """Ordinal of the date that names expire from; 0 when unknown, which counts as old."""
    title_words: int
    number: str
    url: str


def facts_of(document: Document, title_words: int) -> Facts:
    """The facts of a document, whose title has so many terms."""
    dated = document.dated or document.modified
    named = document.named
    return Facts(
        id=document.id,
        kind=document.kind,
        unit=document.unit,
        year=document.dated.year if document.dated else 0,
        target_groups=document.target_groups,
        language=document.language,
        dated=dated.toordinal() if dated else 0,
        visible_from=document.visible_from.timestamp() if document.visible_from else 0.0,
        visible_until=document.visible_until.timestamp() if document.visible_until else 0.0,
        has_names=named is not None,
        names_dated=named.dated.toordinal() if named is not None and named.dated else 0,
        title_words=title_words,
        number=document.number,
        url=document.url,
    )
