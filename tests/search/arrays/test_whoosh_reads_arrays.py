"""Whoosh's own searcher reads a segment of arrays as it reads one of its own, from disk and from memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import TermNotFound

from search.arrays import Query
from search.arrays.codec import INDEX, new_segment
from search.arrays.files import Files
from search.arrays.layout import save
from tests.search.arrays.oracle import FIELDS, Document, asked, built, inverted
from tests.search.arrays.test_same_as_whoosh import documents, queries

many = st.lists(documents, min_size=1, max_size=8)
BOOK = [{"brød": ["rett", "til", "plass", "til"], "tittel": ["plass"]}, {"brød": ["plass"], "tittel": []}]


def written(folder: str, given_documents: Sequence[Document], *deleted: int) -> FileIndex:
    """The documents as an index of Whoosh whose segment is arrays, read into memory."""
    arrays = inverted(given_documents)
    segment = new_segment(arrays.about)
    for number in deleted:
        segment.delete_document(number)
    save(arrays, Files(Path(folder), segment.segment_id()))
    TOC(built([]).schema, [segment], 1).write(FileStorage(folder), INDEX)
    storage = RamStorage()
    storage.files.update({path.name: path.read_bytes() for path in Path(folder).iterdir()})
    return storage.open_index()


@settings(deadline=None)
@given(many, queries, st.booleans())
def test_whoosh_finds_in_our_files_what_it_finds_in_its_own(
    given_documents: list[Document], query: Query, first_is_gone: bool
) -> None:
    gone = [0] if first_is_gone and len(given_documents) > 1 else []
    with TemporaryDirectory() as folder:
        ours = asked(written(folder, given_documents, *gone), query)
    theirs = asked(built([given_documents], gone), query)
    assert ours.docs.tolist() == theirs.docs.tolist()
    assert ours.scores.tolist() == pytest.approx(theirs.scores.tolist(), abs=1e-6)


def test_whoosh_tells_the_same_of_every_term(tmp_path: Path) -> None:
    with written(str(tmp_path), BOOK).reader() as ours, built([BOOK]).reader() as theirs:
        expected = [(key, info) for key, info in theirs if key[0] in FIELDS]
        found = list(ours)
        assert [key for key, _ in found] == [key for key, _ in expected] == list(ours.all_terms())
        for (_, one), (_, other) in zip(found, expected, strict=True):
            for about in ("weight", "doc_frequency", "max_weight", "min_length", "max_length", "max_id"):
                assert getattr(one, about)() == getattr(other, about)(), about
        assert [t for _, t in ours.terms_from("brød", "r")] == [b"rett", b"til"]
        for field in FIELDS:
            for about in ("field_length", "min_field_length", "max_field_length"):
                assert getattr(ours, about)(field) == getattr(theirs, about)(field), about
        assert ours.doc_field_length(0, "brød") == theirs.doc_field_length(0, "brød")
        assert ours.postings("brød", "til").value_as("positions") == [1, 3]


def test_a_term_that_is_not_there_is_missed_as_whoosh_misses_it(tmp_path: Path) -> None:
    with written(str(tmp_path), BOOK).reader() as reader:
        assert ("brød", "rett") in reader
        assert ("tittel", "rett") not in reader
        assert (reader.frequency("brød", "x"), reader.doc_frequency("tittel", "rett")) == (0, 0)
        for look in (reader.term_info, reader.postings):
            with pytest.raises(TermNotFound):
                look("brød", "x")
        assert list(reader.iter_docs()) == [(0, {}), (1, {})]
        assert list(reader.lexicon("tittel")) == [b"plass"]
