"""Documents into Whoosh: a new index in an empty folder, or changes to a linked copy."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from whoosh import index as whoosh_index

from plugins.model.document import Document
from search.schema import index_fields, make_schema

BUFFER_MB = 128
"""Memory for postings before Whoosh spills to disk; the whole demonstration fits."""


def write_new(folder: Path, documents: Iterable[Document]) -> None:
    """A new index of all documents, in one segment."""
    _write(whoosh_index.create_in(str(folder), make_schema()), (), documents)


def write_changes(folder: Path, removed: Iterable[str], documents: Iterable[Document]) -> None:
    """Take documents out by id and add others, in a segment of its own; existing files are not touched."""
    _write(whoosh_index.open_dir(str(folder)), removed, documents)


def _write(index: whoosh_index.FileIndex, removed: Iterable[str], documents: Iterable[Document]) -> None:
    writer = index.writer(limitmb=BUFFER_MB)
    writer.merge = False  # existing segments are shared with the generation in use
    with (
        _without_collection(),
        closing(index),
        writer,
    ):  # leaving ``writer`` commits, or cancels after an error
        for document_id in removed:
            writer.delete_by_term("id", document_id)
        for document in documents:
            writer.add_document(**index_fields(document))


@contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection while millions of small objects are made and none is a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def segments_and_deleted(folder: Path) -> tuple[int, float]:
    """How many segments an index has, and the share of its documents that are deleted."""
    with closing(whoosh_index.open_dir(str(folder))) as index, index.reader() as reader:
        everything = reader.doc_count_all()
        deleted = everything - reader.doc_count()
        leaves = len(list(reader.leaf_readers()))
    return leaves, deleted / everything if everything else 0.0
