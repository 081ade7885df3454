"""The index brought up to date with the documents: beside the old one, proven, then swapped in."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from whoosh import index as whoosh_index

from plugins.model.document import Document, Manifest
from plugins.model.state import State
from search.documents import DocumentsError, Line, read_manifest, read_shard, validate
from search.index import generations
from search.index.generations import Description, IndexUnavailable, ShardContent, index_version
from search.index.writing import segments_and_deleted, write_changes, write_new

MOST_SEGMENTS = 8
"""More segments than this and every query reads too many lists; the index is then built anew."""
MOST_DELETED = 0.25
"""Deleted documents still take room; past this share the index is built anew."""
MOST_CHANGED = 0.5
"""When more than this share has changed, a new index is both smaller and faster to make."""


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
        return (
            f"{self.added} nye, {self.changed} endrede, {self.removed} fjernede, {self.unchanged} uendrede "
            f"søkedokumenter på {self.seconds:.1f} s ({how}, {self.generation})"
        )


@dataclass(slots=True)
class _Plan:
    """What must be done: the shards' new content, the lines to write and the ids to take out first."""

    content: dict[str, ShardContent]
    lines: list[Line] = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        return sum(len(shard.documents) for shard in self.content.values())


def update_index(state: State, now: datetime) -> IndexReport:
    """Bring the index up to date with the documents under ``state``; the caller holds ``state.lock()``.

    Only changed shards are read and only changed documents indexed. A new generation is made beside the
    one in use and taken into use when it is proven; a process killed at any point leaves the old one.
    Raises DocumentsError or IndexUnavailable with a message for the person at the terminal.
    """
    begun = time.perf_counter()
    manifest = read_manifest(state.documents)
    base = _base(state.index)
    plan = _plan(state.documents, manifest, base[1] if base else None)
    if base is not None and _is_current(plan, manifest, base[1]):
        return _report(plan, begun, base[0], full=False)
    folder, full = _make(state, manifest, plan, base[0] if base else None, now)
    previous = generations.current(state.index) or folder
    generations.take_into_use(folder)
    generations.sweep(state.index, {folder, previous})
    return _report(plan, begun, folder, full=full)


def _base(root: Path) -> tuple[Path, Description] | None:
    """The generation to build on: the one in use, when it is whole and of this version."""
    folder = generations.current(root)
    if folder is None:
        return None
    try:
        description = generations.read_description(folder)
        generations.prove_files(folder, description)
    except IndexUnavailable:
        return None
    return (folder, description) if description.version == index_version() else None


def _plan(folder: Path, manifest: Manifest, base: Description | None) -> _Plan:
    """Compare shards by hash, then documents by hash; a document may have moved to another shard."""
    before = base.content if base else {}
    kept = {s.file for s in manifest.shards if s.file in before and before[s.file].sha256 == s.sha256}
    old = {i: h for name, shard in before.items() if name not in kept for i, h in shard.documents.items()}
    seen = {i for name in kept for i in before[name].documents}
    plan = _Plan({name: before[name] for name in kept})
    for shard in manifest.shards:
        if shard.file in kept:
            continue
        documents: dict[str, str] = {}
        for line in read_shard(folder, shard):
            if line.id in seen:
                raise DocumentsError(f"Søkedokumentet «{line.id}» finnes to ganger. Bygg nettstedet på nytt.")
            seen.add(line.id)
            documents[line.id] = line.hash
            if old.get(line.id) != line.hash:
                (plan.changed if line.id in old else plan.added).add(line.id)
                plan.lines.append(line)
        if len(documents) != shard.count:
            raise DocumentsError(
                f"{shard.file} har {len(documents)} dokumenter, manifestet sier {shard.count}."
            )
        plan.content[shard.file] = ShardContent(shard.sha256, documents)
    plan.removed = set(old) - seen
    return plan


def _is_current(plan: _Plan, manifest: Manifest, base: Description) -> bool:
    labels = (manifest.target_groups, manifest.units) == (base.target_groups, base.units)
    return labels and not plan.lines and not plan.removed and plan.content == base.content


def _make(
    state: State, manifest: Manifest, plan: _Plan, base: Path | None, now: datetime
) -> tuple[Path, bool]:
    """A new, proven generation that is not yet in use, and whether it was made from nothing."""
    full = base is None or _must_be_anew(plan, base)
    folder = generations.new_folder(state.index)
    if base is None or full:
        shards = (read_shard(state.documents, shard) for shard in manifest.shards)
        write_new(folder, (validate(line) for lines in shards for line in lines))
    else:
        generations.copy_of(base, folder)
        if plan.lines or plan.removed:
            write_changes(folder, sorted(plan.changed | plan.removed), map(validate, plan.lines))
    prove_index(folder, plan.total, validate(plan.lines[0]) if plan.lines else None)
    generations.describe(folder, _description(folder, manifest, plan, now))
    return folder, full


def _description(folder: Path, manifest: Manifest, plan: _Plan, now: datetime) -> Description:
    """What a folder holds, now that all its files are written."""
    files = [path for path in folder.iterdir() if path.name != generations.LOCK_NAME]
    return Description(
        version=index_version(),
        documents=plan.total,
        made=now.isoformat(timespec="seconds"),
        target_groups=manifest.target_groups,
        units=manifest.units,
        content=plan.content,
        files={path.name: generations.file_hash(path) for path in files},
    )


def _must_be_anew(plan: _Plan, base: Path) -> bool:
    segments, deleted = segments_and_deleted(base)
    much = len(plan.lines) + len(plan.removed) > MOST_CHANGED * max(plan.total, 1)
    return much or segments >= MOST_SEGMENTS or deleted > MOST_DELETED


def prove_index(folder: Path, documents: int, probe: Document | None) -> None:
    """Open an index and prove that it answers: the number of documents, and one document by its id.

    Raises IndexUnavailable; the generation in use is then left as it was.
    """
    with closing(whoosh_index.open_dir(str(folder))) as index, index.reader() as reader:
        found = reader.doc_count()
        answers = probe is None or len(list(reader.postings("id", probe.id).all_ids())) == 1
    if found != documents or not answers:
        raise IndexUnavailable(
            f"Den nye søkeindeksen svarer ikke rett ({found} av {documents} dokumenter). "
            "Den forrige er fortsatt i bruk."
        )


def _report(plan: _Plan, begun: float, folder: Path, *, full: bool) -> IndexReport:
    unchanged = plan.total - len(plan.added) - len(plan.changed)
    seconds = time.perf_counter() - begun
    return IndexReport(
        added=len(plan.added),
        changed=len(plan.changed),
        removed=len(plan.removed),
        unchanged=unchanged,
        seconds=seconds,
        generation=folder.name,
        full=full,
    )
