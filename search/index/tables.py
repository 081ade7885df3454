"""The tables beside each segment of an index: its postings as arrays, and its documents as columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index

from search import columns
from search.arrays import layout
from search.arrays.decode import decode
from search.arrays.files import Files
from search.arrays.segment import Segment
from search.columns import Columns, columns_of
from search.schema import Facts


@dataclass(frozen=True)
class Table:
    """One segment as a search reads it. ``deleted`` are the numbers of its deleted documents."""

    name: str
    segment: Segment
    columns: Columns
    deleted: NDArray[np.int64]


def write_tables(folder: Path) -> None:
    """Write the tables of the segments in ``folder`` that have none: the new ones.

    A segment never changes, and what Whoosh takes away with one are all files that bear its name.
    """
    with closing(whoosh_index.open_dir(str(folder))) as index, index.reader() as reader:
        for leaf, name in _segments(reader):
            files = Files(folder, name)
            if not (folder / files.name("docs")).exists():
                layout.save(decode(leaf), files)
                columns.save(columns_of(_facts(leaf)), files)


def read_tables(reader: Any, folder: Path, content: Mapping[str, bytes] | None) -> list[Table]:
    """The tables of an open index, in the order of its segments."""
    return [
        Table(
            name,
            Segment(layout.load(Files(folder, name, content))),
            columns.load(Files(folder, name, content)),
            np.array(sorted(leaf.segment().deleted_docs()), np.int64),
        )
        for leaf, name in _segments(reader)
    ]


def _segments(reader: Any) -> Iterator[tuple[Any, str]]:
    for leaf, _ in reader.leaf_readers():
        about = leaf.segment()
        if about is not None:  # an index of no documents has a reader and no segment
            yield leaf, about.segment_id()


def _facts(leaf: Any) -> list[Facts]:
    return [Facts(*leaf.stored_fields(number)["facts"]) for number in range(leaf.doc_count_all())]
