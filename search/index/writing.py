"""Segments into an index: their tables, and Whoosh's table of contents that names them.

Nothing that is written is changed afterwards. The table of contents is written last, so that whoever opens
the folder in between sees the index as it was.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, LockError, clean_files

from search import columns
from search.analysis.chain import found_by
from search.arrays import layout
from search.arrays.codec import INDEX, new_segment
from search.arrays.files import Files
from search.arrays.merge import Part, merge
from search.columns import Columns, joined, of
from search.index.inverting import Inverted, Inverter, Item
from search.index.shared_words import LookUp
from search.index.tables import Places, Table, read_table, read_toc
from search.schema import make_schema
from search.texts import TextsWriter

MOST_DELETED = 0.25
"""Deleted documents still take room; past this share all segments are merged into one."""


def write_new(folder: Path, items: Iterable[Item]) -> None:
    """A new index of all documents, in one segment."""
    commit_new(folder, [saved(folder, inverted(items))])


def commit_new(folder: Path, segments: Sequence[Any]) -> None:
    """A new index of segments that lie in ``folder``."""
    with _locked(folder) as storage:
        found = [segment for segment in segments if segment.doc_count_all()]
        TOC(make_schema(), found, 1).write(storage, INDEX)
        clean_files(storage, INDEX, 1, found)


def write_changes(
    folder: Path,
    gone: Places,
    items: Iterable[Item],
    opened: Sequence[Table] = (),
    *,
    merging: bool = True,
) -> None:
    """Take documents out and add others, in a segment of its own; existing files are not touched.

    What is ``opened`` already is not opened again. Segments that are small beside the new one are merged into
    it, so that an index never has many; without ``merging`` that is left to ``merge_newest``.
    """
    with _locked(folder) as storage:
        toc = read_toc(storage)
        for segment in toc.segments:
            for number in gone.get(segment.segment_id(), ()):
                segment.delete_document(number)
        new = inverted(items)
        merged, kept = to_merge(toc.segments, len(new.columns)) if merging else ([], _of_any(toc.segments))
        if merged:
            new = _together(_tables(folder, merged, opened), new)
        _commit(storage, toc, [*kept, saved(folder, new)] if len(new.columns) else kept)


def merge_newest(folder: Path, opened: Sequence[Table], step: Callable[[], None]) -> bool:
    """Merge segments that are small beside the newest into it, as if they had been when it was written;
    whether there were any. ``step`` is called between what takes time, and may raise to give it up.
    """
    with _locked(folder) as storage:
        toc = read_toc(storage)
        *before, newest = toc.segments
        merged, kept = to_merge(before, _documents(newest))
        if merged:
            new = _together(_tables(folder, [*merged, newest], opened), step=step)
            step()
            _commit(storage, toc, [*kept, saved(folder, new)])
        return bool(merged)


def _tables(folder: Path, segments: Iterable[Any], opened: Sequence[Table]) -> list[Table]:
    known = {table.name: table for table in opened}
    return [read_table(about, folder, known=known) for about in segments]


def _commit(storage: Any, toc: Any, segments: list[Any]) -> None:
    """Name other segments than a table of contents does, and take away the files of those that are left."""
    generation = toc.generation + 1
    TOC(toc.schema, segments, generation).write(storage, INDEX)
    clean_files(storage, INDEX, generation, segments)


def inverted(items: Iterable[Item], look_up: LookUp = found_by) -> Inverted:
    """A segment in memory. No garbage is collected while millions of small objects are made."""
    with _without_collection():
        inverter = Inverter(look_up)
        for item in items:
            inverter.add(item)
        return inverter.finish()


def saved(folder: Path, new: Inverted) -> Any:
    """Write a segment, and give Whoosh's account of it."""
    with _without_collection():
        segment = new_segment(new.arrays.about)
        files = Files(folder, segment.segment_id())
        layout.save(new.arrays, files)
        columns.save(new.columns, files)
        new.texts.save(files)
        return segment


def _together(
    tables: Sequence[Table], new: Inverted | None = None, step: Callable[[], None] = lambda: None
) -> Inverted:
    """One segment of what is left of others, and of a new one where there is any."""
    parts, facts, texts = list[Part](), list[Columns](), TextsWriter()
    for table in tables:
        step()
        parts.append(Part(table.segment.arrays, table.live))
        facts.append(of(table.columns, table.live))
        for card in table.texts.raw(np.flatnonzero(table.live)):
            texts.add_raw(card)
    if new is not None:
        parts.append(Part(new.arrays, np.ones(len(new.columns), np.bool_)))
        facts.append(new.columns)
        for card in new.texts.cards():
            texts.add_raw(card)
    step()
    return Inverted(merge(parts), joined(facts), texts)


def to_merge(segments: Sequence[Any], new: int) -> tuple[list[Any], list[Any]]:
    """Which segments to merge with ``new`` documents, and which to leave; both in the order that they have,
    so that those who have them open see that they begin as before.

    From the smallest on, a segment of at most twice what is gathered so far is merged. Each that stays is
    then more than twice as large as all smaller ones together: a handful in all, and a document is copied
    few times. No word is analysed again, so that merging even a whole index takes a fraction of making it.
    """
    deleted = sum(segment.deleted_count() for segment in segments)
    everything = deleted > MOST_DELETED * sum(segment.doc_count_all() for segment in segments)
    gathered, kept = new, []
    for segment in sorted(segments, key=_documents):
        if everything or _documents(segment) <= 2 * gathered:
            gathered += _documents(segment)
        else:
            kept.append(segment)
    there = _of_any(segments)
    return [one for one in there if one not in kept], [one for one in there if one in kept]


def _of_any(segments: Iterable[Any]) -> list[Any]:
    """The segments that have any documents left."""
    return [segment for segment in segments if _documents(segment)]


def _documents(segment: Any) -> int:
    """The documents of a segment that are not deleted."""
    return int(segment.doc_count_all() - segment.deleted_count())


@contextmanager
def _locked(folder: Path) -> Iterator[Any]:
    """The folder as Whoosh's storage, under Whoosh's lock. Raises LockError when another holds it."""
    storage = FileStorage(str(folder))
    lock = storage.lock(f"{INDEX}_WRITELOCK")
    if not lock.acquire():
        raise LockError
    try:
        yield storage
    finally:
        lock.release()


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
