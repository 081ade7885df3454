"""All documents into new segments: one for each process, each with its own share of the files."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from plugins.model.document import Shard
from plugins.model.progress import Progress
from search.analysis.chain import found_by
from search.columns import Source, stable_hash
from search.documents import DocumentsError, read_shard
from search.index.generations import IndexUnavailable
from search.index.inverting import Item
from search.index.proving import Proven, proven
from search.index.shared_words import LookUp, SharedWords
from search.index.writing import inverted, saved

MOST_PROCESSES = 2
"""A segment each: every one makes a search a little slower."""
WORTH_A_PROCESS = 4_000
"""Documents that take as long as it takes to start a process."""
_TOLD_EVERY = 250
_MALLOPT = ((-1, 1 << 30), (-2, 1 << 26), (-3, 1 << 25))
"""What is kept when it is free, taken at a time, and taken alone, in bytes (mallopt(3))."""
_AROUND = 235
"""Bytes of a document that take no time: its hash and what its fields are called, but for what it takes to
have another document at all."""


def source_of(digest: str, shard: str) -> Source:
    """What the next update knows a document by: eight bytes of its hash, and its file."""
    return Source(int(digest[:16], 16), stable_hash(shard))


def items_of(folder: Path, shard: Shard) -> Iterator[Item]:
    """The documents of a file. Raises DocumentsError when it is not as the manifest says."""
    count, file = 0, stable_hash(shard.file)
    for digest, document in read_shard(folder, shard):
        yield Item(document, Source(int(digest[:16], 16), file))
        count += 1
    right_count(shard, count)


def right_count(shard: Shard, count: int) -> None:
    """Raises DocumentsError when a file has another number of documents than the manifest says."""
    if count != shard.count:
        raise DocumentsError(f"{shard.file} har {count} dokumenter, manifestet sier {shard.count}.")


def write_shards(folder: Path, documents: Path, shards: Sequence[Shard], progress: Progress) -> list[Proven]:
    """Segments in ``folder`` of all documents of the files, proven and on disk.

    Raises DocumentsError or IndexUnavailable.
    """
    total = sum(shard.count for shard in shards)
    processes = min(MOST_PROCESSES, os.cpu_count() or 1, max(total // WORTH_A_PROCESS, 1))
    if processes == 1:
        told = _Told(progress, total)
        return [_segment(folder, documents, shards, told.more)]
    sizes = [_letters(documents, shard) for shard in shards]
    return _in_processes(folder, documents, shared(shards, sizes, processes), progress, total)


class _Told:
    """How many documents of all are done, told to whoever watches."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def more(self, count: int) -> None:
        """So many more are done."""
        self._done += count
        self._progress("Indekserer", self._done, self._total)


def _segment(
    folder: Path,
    documents: Path,
    shards: Iterable[Shard],
    tell: Callable[[int], None],
    look_up: LookUp = found_by,
) -> Proven:
    items = chain.from_iterable(items_of(documents, shard) for shard in shards)
    return proven(folder, saved(folder, inverted(_counted(items, tell), look_up)))


def _counted(items: Iterable[Item], tell: Callable[[int], None]) -> Iterator[Item]:
    count = 0
    for item in items:
        yield item
        count += 1
        if count % _TOLD_EVERY == 0:
            tell(_TOLD_EVERY)
    tell(count % _TOLD_EVERY)


def shared(shards: Sequence[Shard], sizes: Sequence[int], processes: int) -> list[list[Shard]]:
    """The files in as many runs, with about as much to read in each: a page is as long as thirty entries."""
    ends = list(accumulate(sizes))
    shares: list[list[Shard]] = [[] for _ in range(processes)]
    for shard, size, end in zip(shards, sizes, ends, strict=True):
        shares[min(processes * (end - size // 2) // max(ends[-1], 1), processes - 1)].append(shard)
    return [share for share in shares if share]


def _letters(folder: Path, shard: Shard) -> int:
    """About how much there is to read in a file; one that is missing is told of when it is read."""
    path = folder / shard.file
    return max(path.stat().st_size - _AROUND * shard.count, 0) if path.is_file() else 0


def _in_processes(
    folder: Path, documents: Path, shares: list[list[Shard]], progress: Progress, total: int
) -> list[Proven]:
    """A process for each share. When one fails, the others are ended and its error is raised here."""
    with TemporaryDirectory(dir=folder) as words:
        return _processes(Path(words), folder, documents, shares, _Told(progress, total))


def _processes(
    words: Path, folder: Path, documents: Path, shares: list[list[Shard]], told: _Told
) -> list[Proven]:
    begin = get_context("fork").Process if may_fork() else get_context("spawn").Process
    ends: dict[Connection, int] = {}
    processes = []
    for number, share in enumerate(shares):
        ours, theirs = Pipe(duplex=False)
        look_up = _Words(words, number, len(shares))
        process = begin(target=_work, args=(theirs, folder, documents, share, look_up), daemon=True)
        process.start()
        theirs.close()
        ends[ours] = number
        processes.append(process)
    try:
        found = _listen(ends, told)
    finally:
        for process in processes:
            process.terminate()
            process.join()
    return [found[number] for number in range(len(shares))]


def may_fork() -> bool:
    """Whether a process can begin as a copy of this one, which has read the code already: it would also copy
    the locks that other threads hold.
    """
    return threading.active_count() == 1 and sys.platform == "linux"


def _listen(ends: dict[Connection, int], told: _Told) -> dict[int, Proven]:
    found: dict[int, Proven] = {}
    waiting = dict(ends)
    while waiting:
        for end in wait(list(waiting)):
            assert isinstance(end, Connection)  # noqa: S101 - nothing else is waited for
            try:
                said = end.recv()
            except EOFError:
                raise OSError("en av prosessene som indekserer, ble avbrutt") from None
            if isinstance(said, int):
                told.more(said)
            elif isinstance(said, Exception):
                raise said
            else:
                found[waiting.pop(end)] = said
    return found


class _Words(NamedTuple):
    """Where processes tell one another of words."""

    folder: Path
    number: int
    processes: int


def _keep_memory() -> None:
    """Give no memory back to the system before the process ends: that which is taken anew is cleared first,
    for a twentieth of all the time.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        for option, value in _MALLOPT:
            libc.mallopt(option, value)


def _work(end: Connection, folder: Path, documents: Path, shards: list[Shard], words: _Words) -> None:
    _keep_memory()
    try:
        end.send(_segment(folder, documents, shards, end.send, SharedWords(*words).found_by))
    except (DocumentsError, IndexUnavailable, OSError, MemoryError) as error:
        end.send(error)
