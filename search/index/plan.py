"""What an update must do: the documents that are new, changed or gone since a generation was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

import numpy as np

from plugins.model.document import Manifest
from search.columns import Source, stable_hash
from search.documents import DocumentsError, Line, Unread, unread_lines
from search.index.shards import right_count, source_of
from search.index.tables import Places, Table


@dataclass(slots=True)
class Plan:
    """The lines to write with where they come from, and what to take out first; ``total`` is all there is.

    Ids are hashes, as the columns have them: what is gone is known by nothing else.
    """

    total: int
    lines: list[tuple[Line, Source]] = field(default_factory=list)
    added: int = 0
    changed: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)
    gone: Places = field(default_factory=dict)
    """Where that which is changed or removed lies."""

    @property
    def touched(self) -> int:
        """How many documents must be written or taken out."""
        return len(self.lines) + len(self.removed)


class Proofs:
    """Files that are held against the manifest while what is in them is indexed."""

    def __init__(self, beside: Executor) -> None:
        self._beside = beside
        self._asked: list[Future[None]] = []

    def ask(self, unread: Unread) -> None:
        """Begin with one more."""
        self._asked.append(self._beside.submit(unread.prove))

    def hold(self) -> None:
        """Wait for all of them. Raises DocumentsError when one is another file."""
        for asked in self._asked:
            asked.result()


@contextmanager
def proofs() -> Iterator[Proofs]:
    """Whatever goes wrong with a file that is another than it should be, it is the file that is told of."""
    with ThreadPoolExecutor(1) as beside:
        asked = Proofs(beside)
        try:
            yield asked
        finally:
            asked.hold()


def plan_of(
    folder: Path, manifest: Manifest, before: dict[str, str], tables: Sequence[Table], proofs: Proofs
) -> Plan:
    """Compare files by hash, then the documents of those that differ. ``before`` are the files' hashes then;
    that the files are those of the manifest is for ``proofs`` to tell.

    A document that has moved to another file is written again: where it lies is known from there.
    Raises DocumentsError.
    """
    now = {shard.file: shard.sha256 for shard in manifest.shards}
    other = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    old, places = _known(tables, other)
    plan = Plan(sum(shard.count for shard in manifest.shards))
    seen: dict[int, str] = {}
    for shard in manifest.shards:
        if shard.file not in other:
            continue
        here = stable_hash(shard.file)
        unchanged = {b"%016x" % source.hash: number for number, source in old.items() if source.shard == here}
        unread = unread_lines(folder, shard)
        proofs.ask(unread)
        for place, begun in enumerate(unread.hashes()):
            number = unchanged.get(begun)
            if number is not None and number not in seen:
                seen[number] = ""  # what it is called is only told of new ones
                continue
            line = unread.line(place)
            _take(plan, line, source_of(line.hash, shard.file), old, seen)
        right_count(shard, len(unread.bounds))
    plan.removed = set(old) - set(seen)
    for number in plan.changed | plan.removed:
        name, row = places[number]
        plan.gone.setdefault(name, []).append(row)
    _refuse_twice(tables, other, {one: said for one, said in seen.items() if one not in old})
    return plan


def _take(plan: Plan, line: Line, source: Source, old: dict[int, Source], seen: dict[int, str]) -> None:
    number = stable_hash(line.id)
    if number in seen:
        raise _twice(line.id)
    seen[number] = line.id
    if old.get(number) == source:
        return
    plan.lines.append((line, source))
    if number in old:
        plan.changed.add(number)
    else:
        plan.added += 1


def _known(tables: Sequence[Table], shards: set[str]) -> tuple[dict[int, Source], dict[int, tuple[str, int]]]:
    """The documents that came from some files, and the segment and the row of each."""
    wanted = np.array([stable_hash(shard) for shard in shards], np.uint64)
    found: dict[int, Source] = {}
    places: dict[int, tuple[str, int]] = {}
    for table in tables:
        columns = table.columns
        chosen = columns.of_shards(wanted)
        chosen = chosen[table.live[chosen]]
        rows = (columns.ids[chosen], columns.hashes[chosen], columns.shards[chosen])
        ids, hashes, files = (row.tolist() for row in rows)
        found |= zip(ids, map(Source, hashes, files), strict=True)
        places |= zip(ids, zip(repeat(table.name), chosen.tolist(), strict=False), strict=True)
    return found, places


def _refuse_twice(tables: Sequence[Table], other: set[str], new: dict[int, str]) -> None:
    """No new document may be one of those that lie in a file that is as it was."""
    if not new:
        return
    ids = np.array(sorted(new), np.uint64)
    gone = np.array([stable_hash(shard) for shard in other], np.uint64)
    for table in tables:
        same = np.flatnonzero(np.isin(table.columns.ids, ids) & table.live)
        if len(same := same[~np.isin(table.columns.shards[same], gone)]):
            raise _twice(new[int(table.columns.ids[same[0]])])


def refuse_same_ids(tables: Sequence[Table]) -> None:
    """Raises DocumentsError when two documents of new segments have the same id."""
    ids = np.concatenate([table.columns.ids for table in tables]) if tables else np.empty(0, np.uint64)
    ordered = np.sort(ids)
    if len(again := ordered[1:][ordered[1:] == ordered[:-1]]):
        for table in tables:
            for card in table.texts.cards(np.flatnonzero(table.columns.ids == again[0])):
                raise _twice(card.document.id)


def _twice(name: str) -> DocumentsError:
    return DocumentsError(f"Søkedokumentet «{name}» finnes to ganger. Bygg nettstedet på nytt.")
