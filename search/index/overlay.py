"""A generation with some documents changed, made beside the one in use and thrown away after.

What a title or a keyword would do is tried on it: the same files, the same engine, one small segment more.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from plugins.model.document import Document
from search.columns import stable_hash
from search.index import generations
from search.index.generations import IndexUnavailable
from search.index.inverting import Item
from search.index.tables import places_of
from search.index.writing import write_changes

MEMORY = Path("/dev/shm")  # noqa: S108  (tmpfs; a folder of our own is made in it)
IN_MEMORY_BYTES = 64 * 1024 * 1024
"""An index up to this size is copied into memory; the files of a larger one are linked beside it."""


@contextmanager
def changed_index(root: Path, documents: Sequence[Document]) -> Iterator[Path]:
    """The root of an index where ``documents`` stand instead of those with the same ids.

    Raises IndexUnavailable when there is no index to change. Everything is removed afterwards.
    """
    base = generations.current(root)
    if base is None:
        raise IndexUnavailable("Det finnes ingen søkeindeks å prøve forslaget mot.")
    description = generations.read_description(base)
    small = sum(size for size, _ in description.files.values()) <= IN_MEMORY_BYTES
    place = MEMORY if small and MEMORY.is_dir() else root.parent
    with tempfile.TemporaryDirectory(prefix="ski-prove-", dir=place) as made:
        folder = generations.new_folder(Path(made))
        known = generations.copy_of(base, folder, description.files)
        gone = places_of(folder, {stable_hash(document.id) for document in documents})
        write_changes(folder, gone, map(Item, documents))
        files = generations.files_of(folder, known)
        generations.describe(folder, replace(description, files=files), known)
        generations.take_into_use(folder)
        yield Path(made)
