"""Documents into Whoosh: a new index in an empty folder, or changes to a copy of one."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.reading import SegmentReader

from plugins.model.document import Document
from search.schema import index_fields, make_schema

BUFFER_MB = 128
"""Memory for postings before Whoosh spills to disk; the whole demonstration fits."""
MOST_DELETED = 0.25
"""Deleted documents still take room; past this share all segments are merged into one."""


def write_new(folder: Path, documents: Iterable[Document]) -> None:
    """A new index of all documents, in one segment."""
    _write(whoosh_index.create_in(str(folder), make_schema()), (), documents)


def write_changes(folder: Path, removed: Iterable[str], documents: Iterable[Document]) -> None:
    """Take documents out by id and add others, in a segment of its own; existing files are not touched.

    Segments that are small beside the new one are merged into it, so that an index never has many.
    """
    _write(whoosh_index.open_dir(str(folder)), removed, documents)


def _write(index: whoosh_index.FileIndex, removed: Iterable[str], documents: Iterable[Document]) -> None:
    writer = index.writer(limitmb=BUFFER_MB)
    writer.mergetype = merge_small
    with (
        _without_collection(),
        closing(index),
        writer,
    ):  # leaving ``writer`` commits, or cancels after an error
        for document_id in removed:
            writer.delete_by_term("id", document_id)
        for document in documents:
            writer.add_document(**index_fields(document))


def merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: what is copied into the segment being written; returns the segments that stay.

    From the smallest on, a segment of at most twice what is gathered so far is merged. Each that stays is
    then more than twice as large as all smaller ones together: a handful in all, and a document is copied
    few times. No word is analysed again, so that merging even a whole index takes a fraction of making it.
    """
    deleted = sum(segment.deleted_count() for segment in segments)
    everything = deleted > MOST_DELETED * sum(segment.doc_count_all() for segment in segments)
    gathered = writer.doc_count()
    kept = []
    for segment in sorted(segments, key=_documents):
        if not _documents(segment):
            continue
        if everything or _documents(segment) <= 2 * gathered:
            with closing(SegmentReader(writer.storage, writer.schema, segment)) as reader:
                writer.add_reader(reader)
            gathered += _documents(segment)
        else:
            kept.append(segment)
    return kept[::-1]


def _documents(segment: Any) -> int:
    """The documents of a segment that are not deleted."""
    return int(segment.doc_count_all() - segment.deleted_count())


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
