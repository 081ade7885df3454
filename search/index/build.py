"""The index brought up to date with the documents: beside the old one, proven, then swapped in."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgspec import structs

from plugins.model import withdrawn
from plugins.model.document import Manifest
from plugins.model.progress import Progress, counted, silent
from plugins.model.state import State
from search.documents import ReadEarly, read_manifest, validate
from search.index import generations
from search.index.generations import Description, Identities, IndexUnavailable, identities, index_version
from search.index.inverting import Item
from search.index.plan import Plan, Proofs, plan_of, proofs, refuse_same_ids
from search.index.proving import prove_table, unproven
from search.index.shards import write_shards
from search.index.tables import Table, read_tables
from search.index.writing import commit_new, merge_newest, write_changes

MOST_CHANGED = 0.5
"""When more than this share has changed, a new index is both smaller and faster to make."""
MOST_SEGMENTS = 16
"""An index with more waits no longer for its segments to be merged: each makes a search a little slower."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did. ``generation`` is the name of the folder in use afterwards."""

    added: int
    changed: int
    removed: int
    unchanged: int
    seconds: float
    generation: str
    full: bool = False

    def __str__(self) -> str:
        """One line for the terminal, in Norwegian."""
        how = "hele indeksen laget på nytt" if self.full else "bare endringene indeksert"
        seconds = f"{self.seconds:.2f}".replace(".", ",")
        return (
            f"{self.added} nye, {self.changed} endrede, {self.removed} fjernede, {self.unchanged} uendrede "
            f"søkedokumenter på {seconds} s ({how}, {self.generation})"
        )


@dataclass(frozen=True, slots=True)
class _Base:
    """A proven generation, its tables, and what its files were when it was proven."""

    folder: Path
    description: Description
    files: Identities
    tables: list[Table]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A folder that has the files of a generation and is no generation yet."""

    of: Path
    folder: Path
    there: generations.Files
    """What the files hold."""
    files: Identities

    def is_of(self, base: _Base) -> bool:
        """Whether it can be made a generation after one; others may have swept it away meanwhile."""
        return self.of == base.folder and self.folder.is_dir() and identities(self.folder) == self.files


def update_index(state: State, now: datetime, progress: Progress = silent) -> IndexReport:
    """Bring the index up to date once; see ``Indexer.update``."""
    return Indexer(state).update(now, progress)


class Indexer:
    """Brings the index under ``state`` up to date with the documents, time after time.

    Remembers the generation that it made or proved last, so that the next update need not read it again
    while its files are the same. One that ``merges_later`` is to be asked to ``merge`` when it has updated
    and nobody waits: a changed page is then in use before it is put together with others.
    """

    def __init__(self, state: State, *, merges_later: bool = False) -> None:
        self._state = state
        self._merges_later = merges_later
        self._base: _Base | None = None
        self._is_unmerged = False
        self._copy: _Copy | None = None
        self._early = ReadEarly()
        self._beside = ThreadPoolExecutor(1)  # kept, since a thread takes long to begin when others are busy

    def update(self, now: datetime, progress: Progress = silent) -> IndexReport:
        """Bring the index up to date; the caller holds ``state.lock()``.

        Only changed shards are read and only changed documents indexed. A new generation is made beside the
        one in use and taken into use when it is proven; a process killed at any point leaves the old one.
        Raises DocumentsError or IndexUnavailable with a message for the person at the terminal.
        """
        begun = time.perf_counter()
        root = self._state.index
        manifest = read_manifest(self._state.documents)
        base = self._base = _proven(root, self._base)
        with proofs(self._beside, self._early) as asked:
            plan = _plan(self._state.documents, manifest, base, asked)
            made = base if base is not None and _is_current(plan, manifest, base.description) else None
            full = base is None or plan.touched > MOST_CHANGED * max(plan.total, 1)
            new = made or self._make(manifest, plan, None if full else base, now, progress)
        previous = generations.current(root) or new.folder
        if made is None:
            generations.take_into_use(new.folder)
            self._base, self._is_unmerged = new, bool(plan.lines)
        withdrawn.indexed(self._state.withdrawn)  # after the swap: nobody is to find them in between
        if made is None:
            generations.sweep(root, {new.folder, previous})
        return _report(plan, begun, new.folder, full=full)

    def read_early(self, file: Path) -> None:
        """Read a file of documents that was put in place, while the manifest that names it is made."""
        self._early.read(self._state.documents, file)

    def copy(self) -> None:
        """Copy what the next generation has of the one in use, so that an update need not. Raises OSError."""
        base, root = self._base, self._state.index
        if base is None or (self._copy and self._copy.of == base.folder):
            return
        try:
            self._copy = _copied(root, base)
        except OSError:
            if generations.current(root) == base.folder:
                raise  # else another was made and taken into use meanwhile, and this one swept away

    def merge(self, step: Callable[[], None]) -> None:
        """Merge the segments that are small beside what the last update wrote, if it left that for later.

        A generation is made of the one in use as in an update, and the lock is only held while it is taken
        into use, if that still is the one in use. ``step`` is called between what takes time, and may raise
        to give it all up. Raises IndexUnavailable or OSError.
        """
        base, root = self._base, self._state.index
        if base is None or not self._is_unmerged:
            return
        self._is_unmerged = False
        try:
            new = _merged(generations.new_folder(root), base, step)
        except (IndexUnavailable, OSError):
            if generations.current(root) == base.folder:
                raise
            return  # another was made and taken into use meanwhile, and this one swept away
        if new is None:
            return
        with self._state.lock("indekseringen"):
            if generations.current(root) == base.folder:
                generations.take_into_use(new.folder)
                self._base = new
                step()
                generations.sweep(root, {new.folder, base.folder})

    def _make(
        self, manifest: Manifest, plan: Plan, base: _Base | None, now: datetime, progress: Progress
    ) -> _Base:
        """A new, proven generation that is not yet in use: from nothing, or from ``base``."""
        root, there = self._state.index, generations.Files()
        """Files that are on disk, and what they were proven to hold."""
        opened = base.tables if base else []
        known = {table.name for table in opened}
        if base is None:
            folder = generations.new_folder(root)
            new = write_shards(folder, self._state.documents, manifest.shards, progress)
            commit_new(folder, [segment.about for segment in new])
            known = {segment.about.segment_id() for segment in new}
            there = {name: about for segment in new for name, about in segment.files.items()}
        else:
            copy = self._copy if self._copy and self._copy.is_of(base) else _copied(root, base)
            self._copy, folder, there = None, copy.folder, copy.there
            if plan.touched:
                lines = counted(plan.lines, "Indekserer", len(plan.lines), progress)
                items = (Item(validate(line), source) for line, source in lines)
                merging = not self._merges_later or len(opened) >= MOST_SEGMENTS
                write_changes(folder, plan.gone, items, opened, merging=merging)
        tables = prove_index(folder, plan.total, known, opened)
        if base is None:
            refuse_same_ids(tables)
        description = Description(
            version=index_version(),
            documents=plan.total,
            made=now.isoformat(timespec="seconds"),
            target_groups=manifest.target_groups,
            units=manifest.units,
            shards=_hashes(manifest),
            files=generations.files_of(folder, there),
        )
        generations.describe(folder, description, there)
        return _Base(folder, description, identities(folder), tables)


def _copied(root: Path, base: _Base) -> _Copy:
    folder = generations.new_folder(root)
    there = generations.copy_of(base.folder, folder, base.description.files)
    return _Copy(base.folder, folder, there, identities(folder))


def _merged(folder: Path, base: _Base, step: Callable[[], None]) -> _Base | None:
    """A proven generation of the same documents in fewer segments; None when there are none to merge."""
    step()
    there = generations.copy_of(base.folder, folder, base.description.files)
    step()
    if not merge_newest(folder, base.tables, step):
        shutil.rmtree(folder, ignore_errors=True)
        return None
    step()
    tables = prove_index(
        folder, base.description.documents, {table.name for table in base.tables}, base.tables
    )
    step()
    description = structs.replace(base.description, files=generations.files_of(folder, there))
    generations.describe(folder, description, there)
    return _Base(folder, description, identities(folder), tables)


def _proven(root: Path, known: _Base | None) -> _Base | None:
    """The generation to build on: the one in use, when it is whole and of this version."""
    folder = generations.current(root)
    if folder is None:
        return None
    files = identities(folder)
    if known is not None and (known.folder, known.files) == (folder, files):
        return known
    try:
        description = generations.read_description(folder)
        if description.version != index_version():
            return None
        generations.prove_files(folder, description)
        return _Base(folder, description, files, read_tables(folder))
    except IndexUnavailable:
        return None


def _plan(folder: Path, manifest: Manifest, base: _Base | None, asked: Proofs) -> Plan:
    if base is not None:
        return plan_of(folder, manifest, base.description.shards, base.tables, asked)
    total = sum(shard.count for shard in manifest.shards)
    return Plan(total, added=total)


def _hashes(manifest: Manifest) -> dict[str, str]:
    return {shard.file: shard.sha256 for shard in manifest.shards}


def _is_current(plan: Plan, manifest: Manifest, base: Description) -> bool:
    labels = (manifest.target_groups, manifest.units) == (base.target_groups, base.units)
    return labels and not plan.touched and _hashes(manifest) == base.shards


def prove_index(
    folder: Path, documents: int, known: Collection[str] = (), opened: Sequence[Table] = ()
) -> list[Table]:
    """Open an index, and prove that every document is there and that the tables add up.

    Segments that are ``known`` were proven before, and those that are ``opened`` are not opened again. Raises
    IndexUnavailable; the generation in use is then left as it was.
    """
    tables = read_tables(folder, known=opened)
    found = sum(table.segment.documents - len(table.deleted) for table in tables)
    if found != documents:
        raise unproven(f"{found} av {documents} dokumenter")
    for table in tables:
        if table.name not in known:
            prove_table(table)
    return tables


def _report(plan: Plan, begun: float, folder: Path, *, full: bool) -> IndexReport:
    unchanged = plan.total - plan.added - len(plan.changed)
    seconds = time.perf_counter() - begun
    return IndexReport(
        added=plan.added,
        changed=len(plan.changed),
        removed=len(plan.removed),
        unchanged=unchanged,
        seconds=seconds,
        generation=folder.name,
        full=full,
    )
