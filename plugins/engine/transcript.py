"""The archive's search documents: a transcript of the store in files; only what is touched is rewritten.

A file holds a day's entries, a hundred cases by their numbers, or a month's meetings. Its name bears a hash
of what it says, so that a new one never takes the place of one that the manifest in use names. What was
written, and how much of the store's history it covers, is in a book of its own: the build's memory would hold
a line for each entry, and lose them all when it is lost.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from plugins.engine.shard_book import Book, Row
from plugins.engine.shard_files import FOLDER, stamp_of
from plugins.model.clock import OSLO, Now
from plugins.model.document import Shard
from plugins.model.state import State
from plugins.store.changes import Changes
from plugins.views.archive_reader import ArchiveReader
from plugins.views.archive_shards import ShardKey, ShardMaker


class Heard(Now):
    """The clock, and the moments between which what was made by it holds."""

    __slots__ = ("_inner", "since", "until")

    def __init__(self, inner: Now) -> None:
        self._inner = inner
        self.since: float | None = None
        self.until: float | None = None

    def reached(self, moment: datetime) -> bool:
        """Whether ``moment`` has come; it bounds what is being made."""
        reached, seconds = self._inner.reached(moment), moment.timestamp()
        if reached:
            self.since = seconds if self.since is None else max(self.since, seconds)
        else:
            self.until = seconds if self.until is None else min(self.until, seconds)
        return reached

    def begin(self, since: float | None = None, until: float | None = None) -> None:
        """Listen anew, from bounds that are known already."""
        self.since, self.until = since, until


@dataclass
class Touched:
    """What must be made: lines of files, by the documents' ids."""

    lines: dict[ShardKey, set[str]] = field(default_factory=lambda: defaultdict(set))
    recount: set[ShardKey] = field(default_factory=set)
    """Files that may have got or lost documents, whose other lines are as they were."""

    def add(self, found: Iterable[tuple[ShardKey, str]]) -> None:
        """Lines that must be made."""
        for key, document in found:
            self.lines[key].add(document)


class Transcript:
    """The files of one state, as of the clock that ``reader`` listens to."""

    def __init__(self, state: State, reader: ArchiveReader, now: Heard) -> None:
        self._folder = state.documents / FOLDER
        self._book = Book(state.transcript)
        self._changes = Changes(reader.store.connection)
        self._maker, self._now = ShardMaker(reader), now

    def bring_up(self, grounds: bytes) -> tuple[Shard, ...]:
        """Write what is new, and name every file, by kind and part.

        ``grounds`` tells what documents rest on besides store and clock: when it is another, all is new.
        """
        try:
            touched = self._touched_since(grounds)
            rows = self._book.rows() if touched is not None else {}
            for key in self._maker.all_keys():
                self._bring_up_one(key, rows.pop(key, None), touched or Touched())
            for key in rows:
                self._book.put(key, None)
            self._book.finish(*self._changes.last(), grounds)
            return tuple(row.shard(key) for key, row in sorted(self._book.rows().items()))
        finally:
            self._book.close()

    def _touched_since(self, grounds: bytes) -> Touched | None:
        """What the store's history tells since the files were written; None when all must be written anew."""
        seen = self._book.seen()
        if seen is None or seen[2] != grounds or not self._changes.has_been(seen[0], seen[1]):
            self._book.clear()
            return None
        return self._touched(seen[0])

    def _bring_up_one(self, key: ShardKey, row: Row | None, touched: Touched) -> None:
        if row is None or not self._holds(row):
            self._now.begin()
            self._write(key, row, self._maker.lines(key))
        elif key in touched.lines or key in touched.recount:
            self._now.begin(row.since, row.until)
            old = dict(_lines_of(self._folder / row.file))
            self._write(key, row, self._maker.lines(key, old, frozenset(touched.lines.get(key, ()))))

    def _holds(self, row: Row) -> bool:
        """Whether a file is there as it was written, and the clock has not made it another."""
        begun = row.since is None or self._now.reached(datetime.fromtimestamp(row.since, OSLO))
        over = row.until is not None and self._now.reached(datetime.fromtimestamp(row.until, OSLO))
        return begun and not over and row.stamp == stamp_of(self._folder / row.file)

    def _write(self, key: ShardKey, row: Row | None, lines: Iterable[tuple[str, str]]) -> None:
        text = "".join(f"{line}\n" for _, line in sorted(lines)).encode()
        if not text:
            self._book.put(key, None)
            return
        digest = hashlib.sha256(text).hexdigest()
        file = f"{key.kind}/{key.part}-{digest[:12]}.jsonl"
        path = self._folder / file
        if not _is(path, text):
            _put(path, text)
        since, until = self._now.since, self._now.until
        self._book.put(key, Row(file, digest, text.count(b"\n"), stamp_of(path), since, until))

    def _touched(self, number: int) -> Touched:
        touched, maker = Touched(), self._maker
        for part in self._changes.since(number):
            if part.kind == "dag":
                touched.recount.add(maker.of_day(part.key))
            elif part.kind == "saksnummer":
                touched.recount.add(maker.of_number(part.key))
            elif part.kind == "mote":
                touched.recount.update(maker.of_meetings())  # it may have left any month
                touched.add(maker.of_meeting(*part.key.split("/", 1)))
            elif part.kind == "sak":
                touched.add(maker.of_case(*part.key.split("/", 1)))
        return touched


def _lines_of(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_bytes().splitlines():
        yield _decoder.decode(line).document.id, line.decode()


class _Identified(msgspec.Struct):
    id: str


class _Line(msgspec.Struct):
    document: _Identified


_decoder = msgspec.json.Decoder(_Line)


def _is(path: Path, text: bytes) -> bool:
    """Whether a file says this already."""
    try:
        return path.read_bytes() == text
    except OSError:
        return False


def _put(path: Path, text: bytes) -> None:
    """A whole file or none, also when the process is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(text)
    beside.replace(path)
