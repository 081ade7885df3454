"""The index's fields, on Whoosh. Whoosh stores terms, positions, lengths and deletions; the words it is
given are already analysed, so that the same pipe serves index, query and excerpt.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from whoosh import fields

from plugins.model.document import Document
from plugins.model.names import MASK
from search.analysis.chain import Analysis, Term, analyse, analyse_name
from search.arrays.format import PackedPositions

SCHEMA_VERSION = 3
"""Raised by hand when the fields change; the index is then built anew."""

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


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field of terms already analysed: positions kept, length kept for scoring, nothing stored."""

    def __init__(self) -> None:
        self.format = PackedPositions()
        self.analyzer = None
        self.scorable = True
        self.stored = False
        self.unique = False
        self.vector = None
        self.column_type = None
        self.multitoken_query = "default"

    def index(self, value: Iterable[Term], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh writes for one document: term, frequency, weight, encoded positions."""
        places: dict[str, list[int]] = defaultdict(list)
        for text, position in value:
            places[text].append(position)
        for text, positions in places.items():
            yield text.encode(), len(positions), float(len(positions)), self.format.encode(sorted(positions))


def make_schema() -> fields.Schema:
    """The schema of a new index: a field of terms for each in ``TEXT_FIELDS``, names, and what is stored."""
    terms = {name: TermsField() for name in (*TEXT_FIELDS, NAME_FIELD)}
    return fields.Schema(id=fields.ID(unique=True), facts=fields.STORED(), card=fields.STORED(), **terms)


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
    """The facts that are stored beside the terms."""
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


def index_fields(document: Document) -> dict[str, Any]:
    """A document as the keyword arguments of Whoosh's ``add_document``."""
    language = document.language
    title, body = _terms(document.title, language), _terms(document.body, language)
    lead = {
        "headings": _terms("\n".join(document.headings), language),
        "keywords": _terms("\n".join(document.keywords), language),
        "summary": _terms(document.summary, language),
    }
    context = "\n".join((document.unit_title, *document.subjects, *document.target_groups))
    names = document.named.names if document.named else ()
    return {
        "id": document.id,
        "title": title.words,
        "body": body.words,
        **{name: analysis.words for name, analysis in lead.items()},
        "context": _terms(context, language).words,
        "lead_parts": [*title.parts, *(part for analysis in lead.values() for part in analysis.parts)],
        "body_parts": body.parts,
        "number": _terms(document.number, language).words,
        NAME_FIELD: _name_terms(names),
        "facts": tuple(facts_of(document, len(title.words))),
        "card": pack(document),
    }


def _terms(text: str, language: str) -> Analysis:
    return analyse(text.replace(MASK, " "), language)


def _name_terms(names: Iterable[str]) -> list[Term]:
    """Names one after another with a gap between, so that a phrase never spans two persons."""
    terms: list[Term] = []
    for name in names:
        terms.extend(analyse_name(name, terms[-1].position + 10 if terms else 0))
    return terms


def pack(document: Document) -> bytes:
    """A document as it is stored for titles and excerpts."""
    return zlib.compress(msgspec.msgpack.encode(document), 6)


def unpack(card: bytes) -> Document:
    """The document that ``pack`` stored."""
    return msgspec.msgpack.decode(zlib.decompress(card), type=Document)
