"""The arrays as a codec of Whoosh's: its own searcher reads the very tables that our queries read.

Whoosh keeps what an index is (schema, segments, deletions, tables of contents, lock); a codec is how it is
told where a segment's postings lie. So they lie in one file, once, and there is no second half that could
disagree. Whoosh never writes through it: a segment's arrays are made at once (``invert``, ``layout``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from search.arrays.files import Files
from search.arrays.layout import About, load
from search.arrays.segment import Postings, Segment

INDEX = "MAIN"
"""The name that Whoosh gives an index when none is given."""

Key = tuple[str, bytes]
"""A field and a term in it."""


def new_segment(about: About) -> Any:
    """Whoosh's account of a new segment, which a table of contents names; its files carry its id."""
    segment = ArraysCodec().new_segment(None, INDEX)
    segment.set_doc_count(about.documents)
    return segment


class ArraysCodec(base.Codec):  # type: ignore[misc]
    """Reads segments whose postings are arrays."""

    def new_segment(self, storage: Any, indexname: str) -> Any:
        """A segment with an id of its own and no documents yet."""
        return W3Segment(self, indexname)

    def terms_reader(self, storage: Any, segment: Any) -> _Terms:
        """The terms and postings of a segment."""
        return _Terms(_opened(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> _Documents:
        """The lengths of a segment's documents, and which are deleted."""
        return _Documents(_opened(storage, segment), segment)


def _opened(storage: Any, segment: Any) -> Segment:
    """A segment of a folder, or of files in memory."""
    content = getattr(storage, "files", None)
    return Segment(load(Files(Path(storage.folder), segment.segment_id(), content)))


class _Values(Sequence[bytes]):
    """The positions of each posting as Whoosh's format writes them, made when a phrase asks for them."""

    def __init__(
        self, positions: NDArray[Any], bounds: list[int], write: Callable[[list[int]], bytes]
    ) -> None:
        self._positions, self._bounds, self._write = positions, bounds, write

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __getitem__(self, number: Any) -> Any:
        begin, end = self._bounds[number : number + 2]
        return self._write(self._positions[begin:end].tolist())


class _Terms(base.TermsReader):  # type: ignore[misc]
    """Whoosh has the fields one after another, and the terms of each in order."""

    def __init__(self, segment: Segment) -> None:
        self._segment, self._arrays = segment, segment.arrays
        self._numbers: dict[str, NDArray[np.int64]] = {}

    def __contains__(self, key: Key) -> bool:
        field, term = key
        return self._segment.postings(term, field) is not None

    def indexed_field_names(self) -> Iterable[str]:
        return self._arrays.about.fields

    def terms(self) -> Iterator[Key]:
        return (key for field in self._arrays.about.fields for key in self.terms_from(field, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Key]:
        terms = self._of(fieldname)
        first = int(np.searchsorted(terms, self._segment.first_from(prefix)))
        return ((fieldname, self._segment.term(number)) for number in terms[first:].tolist())

    def items(self) -> Iterator[tuple[Key, TermInfo]]:
        return ((key, self.term_info(*key)) for key in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Key, TermInfo]]:
        return ((key, self.term_info(*key)) for key in self.terms_from(fieldname, prefix))

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return int(self.term_info(fieldname, text).doc_frequency())

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        postings = self._postings(fieldname, text)
        docs, freqs = self._docs(postings), self._freqs(postings)
        lengths = self._arrays.lengths[self._segment.fields[fieldname]][docs]
        return TermInfo(
            float(freqs.sum()), len(docs), _length(lengths.min()), _length(lengths.max()),
            float(freqs.max()), int(docs[0]), int(docs[-1]),
        )  # fmt: skip

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        postings = self._postings(fieldname, text)
        freqs = self._freqs(postings)
        bounds = [postings.positions, *(postings.positions + np.cumsum(freqs)).tolist()]
        values = _Values(self._arrays.positions, bounds, format_.encode)
        return ListMatcher(
            self._docs(postings).tolist(), freqs.astype(np.float64).tolist(), values, format_, scorer,
            term=(fieldname, text), terminfo=self.term_info(fieldname, text),
        )  # fmt: skip

    def _postings(self, field: str, term: bytes) -> Postings:
        postings = self._segment.postings(term, field)
        if postings is None:
            raise _MissingError(f"No term {field}:{term!r}")
        return postings

    def _docs(self, postings: Postings) -> NDArray[np.int64]:
        return self._segment.docs(postings)

    def _freqs(self, postings: Postings) -> NDArray[np.int64]:
        return self._arrays.freqs[postings.begin : postings.end].astype(np.int64)

    def _of(self, field: str) -> NDArray[np.int64]:
        """The numbers of a field's terms."""
        if field not in self._numbers:
            entries = np.flatnonzero(self._arrays.entry_fields == self._segment.fields.get(field, -1))
            self._numbers[field] = np.searchsorted(self._arrays.entry_starts, entries, "right") - 1
        return self._numbers[field]


class _MissingError(TermNotFound, KeyError):  # type: ignore[misc]
    """Whoosh expects one of the two, by where it asks."""


class _Documents(base.PerDocumentReader):  # type: ignore[misc]
    """Nothing is stored with Whoosh's documents: they lie beside the index."""

    def __init__(self, segment: Segment, about: Any) -> None:
        self._fields, self._arrays, self._about = segment.fields, segment.arrays, about

    def doc_count(self) -> int:
        return int(self._about.doc_count())

    def doc_count_all(self) -> int:
        return int(self._about.doc_count_all())

    def has_deletions(self) -> bool:
        return bool(self._about.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._about.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        return self._about.deleted_docs()  # type: ignore[no-any-return]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        number = self._fields.get(fieldname)
        return default if number is None else _length(self._arrays.lengths[number, docnum])

    def field_length(self, fieldname: str) -> int:
        number = self._fields.get(fieldname)
        return 0 if number is None else self._arrays.about.totals[number]

    def min_field_length(self, fieldname: str) -> int:
        return _length(self._arrays.lengths[self._fields[fieldname]].min(initial=255))

    def max_field_length(self, fieldname: str) -> int:
        return _length(self._arrays.lengths[self._fields[fieldname]].max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {}


def _length(byte: np.uint8) -> int:
    """The length that a byte stands for."""
    return int(byte_to_length(int(byte)))
