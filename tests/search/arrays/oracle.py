"""Whoosh's own writer and searcher as the oracle: small invented indexes, and the same asked of both."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from whoosh import fields, formats, matching
from whoosh import query as whoosh_query
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex

from search.arrays import And, AndNot, Collection, Every, Fields, Hits, Or, Phrase, Prefix, Query, Range, Term
from search.arrays.invert import Occurrences, invert
from search.arrays.layout import SegmentArrays
from search.arrays.segment import Segment

FIELDS = ("brød", "tittel")
Document = Mapping[str, Sequence[str]]
"""The words of each field, in order; an empty text is a gap in the positions."""


class Words(fields.FieldType):  # type: ignore[misc]
    """A field of words that are given one by one."""

    def __init__(self) -> None:
        self.format, self.analyzer = formats.Positions(), None
        self.scorable, self.stored, self.unique = True, False, False
        self.vector = self.column_type = None
        self.multitoken_query = "default"

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        for place, word in enumerate(value):
            if word:
                places.setdefault(word, []).append(place)
        for word, found in places.items():
            yield word.encode(), len(found), float(len(found)), self.format.encode(found)


class _Memory(RamStorage):
    """Whoosh writes its pool to one folder for all processes, and the tests run in several."""

    def temp_storage(self, name: str | None = None) -> FileStorage:
        return super().temp_storage(f"whoosh-{os.getpid()}")


def built(segments: Iterable[Iterable[Document]], deleted: Iterable[int] = ()) -> FileIndex:
    """An index with a segment for each list of documents; ``deleted`` are numbers in the whole."""
    index = _Memory().create_index(
        fields.Schema(number=fields.ID(unique=True), **{f: Words() for f in FIELDS})
    )
    count = 0
    for documents in segments:
        writer = index.writer()
        for document in documents:
            writer.add_document(number=str(count), **document)
            count += 1
        writer.commit(merge=False)
    writer = index.writer()
    for number in deleted:
        writer.delete_by_term("number", str(number))
    writer.commit(merge=False)
    return index


def inverted(documents: Sequence[Document]) -> SegmentArrays:
    """The arrays of documents, by way of their occurrences."""
    terms: dict[bytes, int] = {}
    rows = [
        (terms.setdefault(word.encode(), len(terms)), field, number, place)
        for number, document in enumerate(documents)
        for field, name in enumerate(FIELDS)
        for place, word in enumerate(document[name])
        if word
    ]
    columns = np.array(rows, np.uint32).reshape(-1, 4).T
    return invert([Occurrences(*columns)], list(terms), FIELDS, len(documents))


def collection(segments: Iterable[Sequence[Document]], deleted: Iterable[int] = ()) -> Collection:
    """The same documents as arrays, which Whoosh's writer has no part in."""
    arrays = [inverted(documents) for documents in segments]
    bounds = np.cumsum([0, *(one.about.documents for one in arrays)])
    gone = np.array(sorted(deleted), np.int64)
    of_each = [gone[(gone >= a) & (gone < b)] - a for a, b in pairwise(bounds.tolist())]
    return Collection([Segment(one) for one in arrays], of_each)


def asked(index: FileIndex, query: Query) -> Hits:
    """What Whoosh's searcher answers."""
    with index.searcher() as searcher:
        found = dict(_scored(searcher, in_whoosh(query)))
    docs = sorted(found)
    return Hits(np.array(docs, np.int64), np.array([found[number] for number in docs], np.float64))


def _scored(searcher: Any, query: Any) -> Iterator[tuple[int, float]]:
    """Each matching document with its matcher's score, segment by segment; nothing is ranked or cut."""
    for leaf, base in searcher.leaf_searchers():
        matcher = query.matcher(leaf, leaf.context())
        while matcher.is_active():
            yield base + matcher.id(), matcher.score()
            matcher.next()


def in_whoosh(query: Query) -> Any:  # noqa: PLR0911 - one line for each node
    """The same query as Whoosh's own nodes."""
    match query:
        case Term(field, text, boost):
            return whoosh_query.Term(field, text, boost=boost)
        case Fields(text, weights):
            return whoosh_query.Or([whoosh_query.Term(field, text, boost=w) for field, w in weights])
        case And(parts):
            return whoosh_query.And([in_whoosh(part) for part in parts])
        case Or(parts):
            return whoosh_query.Or([in_whoosh(part) for part in parts])
        case AndNot(wanted, unwanted):
            return _AndNot(in_whoosh(wanted), in_whoosh(unwanted))
        case Phrase(field, words, _, boost):
            return whoosh_query.Phrase(field, list(words), boost=boost)
        case Prefix(field, text, boost):
            return _constant(whoosh_query.Prefix(field, text), boost)
        case Range(field, low, high, boost):
            return _constant(whoosh_query.TermRange(field, low, high), boost)
        case Every(boost):
            return whoosh_query.Every(boost=boost)


class _AndNotMatcher(matching.AndNotMatcher):  # type: ignore[misc]
    """Whoosh looks at the first document only where both sides begin with the same, and reads on past the
    last where a skip leads beyond it.
    """

    def _find_first(self) -> None:
        if self.b.is_active():
            self._find_next()

    def _find_next(self) -> Any:
        return super()._find_next() if self.a.is_active() else None


class _AndNot(whoosh_query.AndNot):  # type: ignore[misc]
    def matcher(self, searcher: Any, context: Any = None) -> Any:
        return _AndNotMatcher(self.a.matcher(searcher, context), self.b.matcher(searcher, context))


def _constant(query: Any, score: float) -> Any:
    """Whoosh promises a constant for prefixes and ranges, and gives one only where several terms match."""
    return whoosh_query.ConstantScoreQuery(query, score)
