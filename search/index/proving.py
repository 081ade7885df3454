"""What was written is read again before it is taken into use, by the process that wrote it where there are
several: they have it at hand, and prove theirs at the same time.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from search.arrays.layout import flaw
from search.index.generations import Files, IndexUnavailable, file_hash, large_on_disk
from search.index.tables import Table, read_table


class Proven(NamedTuple):
    """A segment that adds up, and whose large files are on disk."""

    about: Any
    """Whoosh's account of it."""
    files: Files


def proven(folder: Path, about: Any) -> Proven:
    """Prove a new segment while its large files are brought to disk, which takes no processor. Raises
    IndexUnavailable or OSError.
    """
    paths = sorted(folder.glob(f"{about.segment_id()}.*"))
    with ThreadPoolExecutor(1) as beside:
        synced = beside.submit(large_on_disk, paths)
        prove_table(read_table(about, folder))
        files = {path.name: file_hash(path) for path in paths}
        synced.result()
    return Proven(about, files)


def prove_table(table: Table) -> None:
    """Raises IndexUnavailable when the postings of a segment do not add up."""
    if name := flaw(table.segment.arrays):
        raise unproven(f"tabellen {name} går ikke opp")


def unproven(why: str) -> IndexUnavailable:
    """What is said of an index that must not be taken into use."""
    return IndexUnavailable(f"Den nye søkeindeksen svarer ikke rett ({why}). Den forrige er fortsatt i bruk.")
