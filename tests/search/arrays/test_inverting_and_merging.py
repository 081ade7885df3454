"""Arrays made at once are those that Whoosh's own writer makes a posting at a time, and Whoosh reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC, FileIndex

from search.arrays import Query
from search.arrays import invert as inverting
from search.arrays.decode import decode, differs
from search.arrays.encode import INDEX, write_segment
from search.arrays.invert import Occurrences, invert
from search.arrays.layout import ARRAY_NAMES, SegmentArrays
from search.arrays.merge import Part, merge
from tests.search.arrays.oracle import FIELDS, Document, asked, built, collection
from tests.search.arrays.test_same_as_whoosh import documents, indexes, queries

many = st.lists(documents, min_size=1, max_size=8)


def inverted(given_documents: Sequence[Document]) -> SegmentArrays:
    """The documents by way of their occurrences."""
    terms: dict[bytes, int] = {}
    rows = [
        (terms.setdefault(word.encode(), len(terms)), field, number, place)
        for number, document in enumerate(given_documents)
        for field, name in enumerate(FIELDS)
        for place, word in enumerate(document[name])
        if word
    ]
    columns = np.array(rows, np.uint32).reshape(-1, 4).T
    return invert(Occurrences(*columns), list(terms), FIELDS, len(given_documents))


def same(one: SegmentArrays, other: SegmentArrays) -> None:
    assert one.about == other.about
    for name in ARRAY_NAMES:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


def written(arrays: SegmentArrays) -> FileIndex:
    """The arrays as an index of Whoosh."""
    storage = RamStorage()
    TOC(built([]).schema, [write_segment(storage, arrays)], 1).write(storage, INDEX)
    return storage.open_index()


@settings(deadline=None)
@given(many)
def test_arrays_are_those_that_whooshs_writer_makes(given_documents: list[Document]) -> None:
    same(inverted(given_documents), collection(built([given_documents])).segments[0].arrays)


@settings(deadline=None)
@given(many, queries)
def test_whoosh_finds_in_our_files_what_it_finds_in_its_own(
    given_documents: list[Document], query: Query
) -> None:
    index = written(inverted(given_documents))
    ours, theirs = asked(index, query), asked(built([given_documents]), query)
    assert ours.docs.tolist() == theirs.docs.tolist()
    np.testing.assert_allclose(ours.scores, theirs.scores, rtol=0, atol=1e-6)


def test_lists_of_many_blocks_are_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks hold 128 postings; a word that stands everywhere has many, a few words have one alone."""
    every = [{"brød": ["a"] * (n % 7) + [f"x{n}"], "tittel": ["a", "b"][: n % 3]} for n in range(2_000)]
    arrays = inverted(every)
    with written(arrays).reader() as reader:
        same(decode(reader), arrays)
        assert differs(reader, arrays, 10_000) is None
        arrays.docs.flags.writeable = True
        arrays.docs[700] += 1
        assert differs(reader, arrays, 10_000) is not None


@settings(deadline=None)
@given(indexes, st.data())
def test_segments_merged_are_one_of_what_was_kept(
    segments: list[list[Document]], data: st.DataObject
) -> None:
    parts, kept = [], []
    for given_documents in segments:
        chosen = data.draw(
            st.lists(st.booleans(), min_size=len(given_documents), max_size=len(given_documents))
        )
        parts.append(Part(inverted(given_documents), np.array(chosen, np.bool_)))
        kept += [document for document, stays in zip(given_documents, chosen, strict=True) if stays]
    same(merge(parts), inverted(kept))


def test_numbers_too_large_to_pack_are_sorted_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [{"brød": ["a", "b", "a"], "tittel": ["b"]}, {"brød": ["b", "c"], "tittel": []}]
    expected = inverted(every)
    monkeypatch.setattr(inverting, "_PACKED_BITS", 3)
    same(inverted(every), expected)
