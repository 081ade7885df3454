"""The index brought up to date with the documents: beside the old one, proven, then swapped in."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from whoosh import index as whoosh_index

from plugins.model import withdrawn
from plugins.model.document import Document, Manifest
from plugins.model.progress import Progress, counted, silent
from plugins.model.state import State
from search.documents import DocumentsError, Line, read_manifest, read_shard, validate
from search.index import generations
from search.index.generations import Description, Identities, IndexUnavailable, ShardContent, index_version
from search.index.tables import write_tables
from search.index.writing import write_changes, write_new

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
        seconds = f"{self.seconds:.2f}".replace(".", ",")
        return (
            f"{self.added} nye, {self.changed} endrede, {self.removed} fjernede, {self.unchanged} uendrede "
            f"søkedokumenter på {seconds} s ({how}, {self.generation})"
        )


@dataclass(slots=True)
class _Plan:
    """What must be done: the shards' new content, the lines to write and the ids to take out first.

    ``progress`` is told how many of the documents are indexed.
    """

    content: dict[str, ShardContent]
    lines: list[Line] = field(default_factory=list)
    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    progress: Progress = silent

    @property
    def total(self) -> int:
        return sum(len(shard.documents) for shard in self.content.values())


@dataclass(frozen=True, slots=True)
class _Base:
    """A proven generation, and what its files were when it was proven."""

    folder: Path
    description: Description
    files: Identities


def update_index(state: State, now: datetime, progress: Progress = silent) -> IndexReport:
    """Bring the index up to date once; see ``Indexer.update``."""
    return Indexer(state).update(now, progress)


class Indexer:
    """Brings the index under ``state`` up to date with the documents, time after time.

    Remembers the generation that it made or proved last, so that the next update need not read it again
    while its files are the same.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._base: _Base | None = None

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
        plan = _plan(self._state.documents, manifest, base.description if base else None)
        if base is not None and _is_current(plan, manifest, base.description):
            withdrawn.indexed(self._state.withdrawn)
            return _report(plan, begun, base.folder, full=False)
        full = base is None or _is_mostly_new(plan)
        plan.progress = progress
        made = _make(self._state, manifest, plan, None if full else base, now)
        previous = generations.current(root) or made.folder
        generations.take_into_use(made.folder)
        self._base = made
        withdrawn.indexed(self._state.withdrawn)  # after the swap: nobody is to find them in between
        generations.sweep(root, {made.folder, previous})
        return _report(plan, begun, made.folder, full=full)


def _proven(root: Path, known: _Base | None) -> _Base | None:
    """The generation to build on: the one in use, when it is whole and of this version."""
    folder = generations.current(root)
    if folder is None:
        return None
    files = generations.identities(folder)
    if known is not None and (known.folder, known.files) == (folder, files):
        return known
    try:
        description = generations.read_description(folder)
        generations.prove_files(folder, description)
    except IndexUnavailable:
        return None
    return _Base(folder, description, files) if description.version == index_version() else None


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


def _make(state: State, manifest: Manifest, plan: _Plan, base: _Base | None, now: datetime) -> _Base:
    """A new, proven generation that is not yet in use: from nothing, or from ``base``."""
    folder = generations.new_folder(state.index)
    linked: generations.Files = {}
    if base is None:
        shards = (read_shard(state.documents, shard) for shard in manifest.shards)
        every = counted((line for lines in shards for line in lines), "Indekserer", plan.total, plan.progress)
        write_new(folder, map(validate, every))
    else:
        linked = {name: base.description.files[name] for name in generations.copy_of(base.folder, folder)}
        if plan.lines or plan.removed:
            changed = counted(plan.lines, "Indekserer", len(plan.lines), plan.progress)
            write_changes(folder, sorted(plan.changed | plan.removed), map(validate, changed))
    write_tables(folder)
    prove_index(folder, plan.total, validate(plan.lines[0]) if plan.lines else None)
    description = Description(
        version=index_version(),
        documents=plan.total,
        made=now.isoformat(timespec="seconds"),
        target_groups=manifest.target_groups,
        units=manifest.units,
        content=plan.content,
        files=generations.files_of(folder, linked),
    )
    generations.describe(folder, description, linked)
    return _Base(folder, description, generations.identities(folder))


def _is_mostly_new(plan: _Plan) -> bool:
    return len(plan.lines) + len(plan.removed) > MOST_CHANGED * max(plan.total, 1)


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
