"""The tables beside each segment of an index: postings as arrays, documents as columns and as cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC

from search import columns
from search.arrays import layout
from search.arrays.codec import INDEX
from search.arrays.files import Files, segment_of
from search.arrays.segment import Segment
from search.columns import Columns
from search.index.generations import Description, IndexUnavailable, check_files, proven_content
from search.schema import make_schema
from search.texts import Texts

IN_MEMORY_BYTES = 64 * 1024 * 1024
"""An index up to this size is read into memory; the demonstration's is 5 MB."""

Places = dict[str, list[int]]
"""Numbers of documents by the name of the segment that they lie in."""


@dataclass(frozen=True)
class Table:
    """One segment as a search reads it. ``deleted`` are the numbers of its deleted documents."""

    name: str
    about: Any
    """Whoosh's account of the segment."""
    segment: Segment
    columns: Columns
    texts: Texts
    deleted: NDArray[np.int64]

    @property
    def live(self) -> NDArray[np.bool_]:
        """(documents,) Which documents are not deleted."""
        live = np.ones(self.segment.documents, np.bool_)
        live[self.deleted] = False
        return live


def read_tables(
    folder: Path, content: Mapping[str, bytes] | None = None, known: Sequence[Table] = ()
) -> list[Table]:
    """The tables of an index, in the order of its segments. Those that are ``known``, by name, are not opened
    again: a segment's files never change. Raises IndexUnavailable, with a remedy.
    """
    try:
        storage: Any = FileStorage(str(folder))
        if content is not None:
            storage = RamStorage()
            storage.files.update(content)
        opened = {table.name: table for table in known}
        return [read_table(about, folder, content, opened) for about in read_toc(storage).segments]
    except Exception as error:  # Whoosh answers a foreign or broken file with any exception at all
        raise IndexUnavailable(
            f"Søkeindeksen {folder} kan ikke åpnes ({type(error).__name__}). Lag den på nytt (make index)."
        ) from error


def read_toc(storage: Any) -> Any:
    """The newest table of contents in a folder. Its schema is the one there is, and is not read."""
    return TOC.read(storage, INDEX, schema=_schema())


_schema = cache(make_schema)


def read_table(
    about: Any,
    folder: Path,
    content: Mapping[str, bytes] | None = None,
    known: Mapping[str, Table] = MappingProxyType({}),
) -> Table:
    """The tables of a segment that Whoosh's table of contents names; one that is ``known`` but for what has
    been deleted since, is not opened again.

    Raises OSError, KeyError or ValueError when they are missing, broken or not of one another.
    """
    if about.segment_id() in known:
        return replace(known[about.segment_id()], about=about, deleted=_deleted(about))
    files = Files(folder, about.segment_id(), content)
    table = Table(
        files.segment,
        about,
        Segment(layout.load(files)),
        columns.load(files),
        Texts(files),
        _deleted(about),
    )
    sizes = {about.doc_count_all(), table.segment.documents, len(table.columns), table.texts.documents}
    if len(sizes) > 1:
        raise ValueError(f"{files.segment}: {sizes} documents")
    return table


def _deleted(about: Any) -> NDArray[np.int64]:
    return np.array(sorted(about.deleted_docs()), np.int64)


def places_of(folder: Path, ids: Collection[int]) -> Places:
    """Where the documents with some ids (``stable_hash``) lie in an index. Raises IndexUnavailable."""
    wanted = np.array(sorted(ids), np.uint64)
    return {
        table.name: np.flatnonzero(np.isin(table.columns.ids, wanted)).tolist()
        for table in read_tables(folder)
    }


def content_of(
    folder: Path, description: Description, before: Mapping[str, bytes], opened: AbstractSet[str]
) -> dict[str, bytes]:
    """What the files of a small index hold, by hash, so that no damage to the disk can reach what is open (a
    truncated file that is memory-mapped kills the process); nothing of a large one. Proven either way, but
    for segments that are ``opened``.
    """
    if fits_in_memory(description):
        return proven_content(folder, description, before)
    check_files(folder, description, {name for name in description.files if segment_of(name) in opened})
    return {}


def fits_in_memory(description: Description) -> bool:
    """Whether an index is read into memory."""
    return sum(size for size, _ in description.files.values()) <= IN_MEMORY_BYTES
