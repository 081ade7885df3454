"""The tables beside each segment of an index: postings as arrays, documents as columns and as cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC

from search import columns
from search.arrays import layout
from search.arrays.codec import INDEX
from search.arrays.files import Files
from search.arrays.segment import Segment
from search.columns import Columns
from search.index.generations import IndexUnavailable
from search.texts import Texts


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


def read_tables(folder: Path, content: Mapping[str, bytes] | None = None) -> list[Table]:
    """The tables of an index, in the order of its segments. Raises IndexUnavailable, with a remedy."""
    try:
        storage: Any = FileStorage(str(folder))
        if content is not None:
            storage = RamStorage()
            storage.files.update(content)
        return [read_table(about, folder, content) for about in TOC.read(storage, INDEX).segments]
    except Exception as error:  # Whoosh answers a foreign or broken file with any exception at all
        raise IndexUnavailable(
            f"Søkeindeksen {folder} kan ikke åpnes ({type(error).__name__}). Lag den på nytt (make index)."
        ) from error


def read_table(about: Any, folder: Path, content: Mapping[str, bytes] | None = None) -> Table:
    """The tables of a segment that Whoosh's table of contents names.

    Raises OSError, KeyError or ValueError when they are missing, broken or not of one another.
    """
    files = Files(folder, about.segment_id(), content)
    table = Table(
        files.segment,
        about,
        Segment(layout.load(files)),
        columns.load(files),
        Texts(files),
        np.array(sorted(about.deleted_docs()), np.int64),
    )
    sizes = {about.doc_count_all(), table.segment.documents, len(table.columns), table.texts.documents}
    if len(sizes) > 1:
        raise ValueError(f"{files.segment}: {sizes} documents")
    return table
