"""What an update must do: the documents that are new, changed or gone since a generation was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from plugins.model.document import Manifest, Shard
from search.columns import Source, stable_hash
from search.documents import DocumentsError, Line, ReadEarly, Unread, unread_lines
from search.index.shards import right_count, source_of
from search.index.tables import Places, Table

_HEX = 16
"""Digits of a hash that the columns keep."""


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
    """Files that are held against the manifest while what is in them is indexed, where they were not read
    ``early``.
    """

    def __init__(self, beside: Executor, early: ReadEarly) -> None:
        self._beside, self._early = beside, early
        self._asked: list[Future[None]] = []

    def read(self, folder: Path, shard: Shard) -> Unread:
        """The lines of one more file. Raises DocumentsError when it is missing."""
        if unread := self._early.take(folder / shard.file, shard):
            return unread
        unread = unread_lines(folder, shard)
        self._asked.append(self._beside.submit(unread.prove, shard))
        return unread

    def hold(self) -> None:
        """Wait for all of them. Raises DocumentsError when one is another file."""
        for asked in self._asked:
            asked.result()


@contextmanager
def proofs(beside: Executor, early: ReadEarly) -> Iterator[Proofs]:
    """Whatever goes wrong with a file that is another than it should be, it is the file that is told of."""
    asked = Proofs(beside, early)
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
    old = _known(tables, other)
    place_of = {number: place for place, number in enumerate(old.ids.tolist())}
    plan = Plan(sum(shard.count for shard in manifest.shards))
    seen: dict[int, str] = {}
    for shard in manifest.shards:
        if shard.file not in other:
            continue
        unchanged = old.of_file(shard.file)
        unread = proofs.read(folder, shard)
        for line_number, begun in enumerate(unread.hashes):
            number = unchanged.get(begun)
            if number is not None and number not in seen:
                seen[number] = ""  # what it is called is only told of new ones
                continue
            line = unread.line(line_number)
            place = place_of.get(stable_hash(line.id))
            _take(plan, line, source_of(line.hash, shard.file), old.source(place), seen)
        right_count(shard, len(unread.bounds))
    plan.removed = set(place_of) - set(seen)
    for number in plan.changed | plan.removed:
        place = place_of[number]
        plan.gone.setdefault(tables[old.tables[place]].name, []).append(int(old.rows[place]))
    _refuse_twice(tables, other, {one: said for one, said in seen.items() if one not in place_of})
    return plan


def _take(plan: Plan, line: Line, source: Source, before: Source | None, seen: dict[int, str]) -> None:
    number = stable_hash(line.id)
    if number in seen:
        raise _twice(line.id)
    seen[number] = line.id
    if before == source:
        return
    plan.lines.append((line, source))
    if before is None:
        plan.added += 1
    else:
        plan.changed.add(number)


class _Known(NamedTuple):
    """K documents that came from some files, as the columns have them."""

    ids: NDArray[np.uint64]
    hashes: NDArray[np.uint64]
    shards: NDArray[np.uint64]
    tables: NDArray[np.int64]
    rows: NDArray[np.int64]
    """(K,) Which table and which of its rows."""

    def of_file(self, file: str) -> dict[bytes, int]:
        """The ids of the documents of a file by their hashes in hex, as the lines begin."""
        here = self.shards == stable_hash(file)
        digits = self.hashes[here].astype(">u8").tobytes().hex().encode()
        hashes = [digits[at : at + _HEX] for at in range(0, len(digits), _HEX)]
        return dict(zip(hashes, self.ids[here].tolist(), strict=True))

    def source(self, place: int | None) -> Source | None:
        """Where one of them came from."""
        return None if place is None else Source(int(self.hashes[place]), int(self.shards[place]))


def _known(tables: Sequence[Table], shards: set[str]) -> _Known:
    """The documents that came from some files."""
    wanted = np.array([stable_hash(shard) for shard in shards], np.uint64)
    found = [_Known(*np.empty((3, 0), np.uint64), *np.empty((2, 0), np.int64))]
    for number, table in enumerate(tables):
        columns, rows = table.columns, table.columns.of_shards(wanted)
        if not len(rows):
            continue
        rows = rows[table.live[rows]]
        ids, hashes, files = columns.ids[rows], columns.hashes[rows], columns.shards[rows]
        found.append(_Known(ids, hashes, files, np.full(len(rows), number), rows))
    return _Known(*map(np.concatenate, zip(*found, strict=True)))


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
