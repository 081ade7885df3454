"""What a worker has logged and nobody has taken in yet: files of lines, one for each worker, only added to.

A line is in the kernel's hands when ``append`` returns, so it survives that the process is killed; within a
second it is on the disk too. Whoever takes lines in notes how far in the same transaction as the rows, so
each is taken once. A worker holds a lock on its file for as long as it adds to it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SUFFIX = ".jsonl"
FILE_BYTES = 1_000_000
FILE_SECONDS = 60.0
BACKLOG_BYTES = 64_000_000
"""What may wait to be taken in, of all workers: the log stops growing there."""


class JournalFullError(OSError):
    """So much waits to be taken in that no more is added."""


class Journal:
    """One worker's file under ``folder``; begun anew now and then, so that old ones can be removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._one_at_a_time = threading.Lock()
        self._file: int | None = None
        self._size = 0
        self._begun = 0.0
        self._synced = 0
        self._full = False

    def append(self, line: bytes) -> None:
        """Add one line (without its end). Raises OSError when it can't be; then nothing of it stays."""
        with self._one_at_a_time:
            if self._full:
                raise JournalFullError(errno.EDQUOT, "for mye venter på å bli skrevet")
            if self._file is None:
                self._file = self._begin()
            self._write(self._file, line + b"\n")

    def sync(self) -> None:
        """Have what was added reach the disk, and begin a new file when this one is old or long."""
        full = backlog(self._folder) > BACKLOG_BYTES
        with self._one_at_a_time:
            self._full = full
            if self._file is None:
                return
            file, size = self._file, self._size
            unsynced, self._synced = size != self._synced, size
            due = self._is_due(file)
            if due:
                self._file = None
        if unsynced:  # outside the lock: a search must not wait for the disk
            os.fsync(file)
        if due:
            os.close(file)

    def _is_due(self, file: int) -> bool:
        """Whether it is time for a new file; also when somebody has deleted this one with the whole log."""
        old = time.monotonic() - self._begun >= FILE_SECONDS
        used = self._size > 0 and (old or self._full or self._size >= FILE_BYTES)
        return used or not os.fstat(file).st_nlink

    def close(self) -> None:
        """Let go of the file; a later ``append`` begins another."""
        with self._one_at_a_time:
            if self._file is not None:
                with suppress(OSError):
                    os.fsync(self._file)
                os.close(self._file)
                self._file = None

    def _begin(self) -> int:
        """Make the file under another name and lock it first: one that is there unlocked may be removed."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        draft = self._folder / f"{name}.ny"
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.rename(self._folder / f"{name}{SUFFIX}")
        except OSError:
            os.close(file)
            draft.unlink(missing_ok=True)
            raise
        self._size, self._synced, self._begun = 0, 0, time.monotonic()
        return file

    def _write(self, file: int, line: bytes) -> None:
        try:
            written = os.write(file, line)
        except OSError:
            self._take_back(file)
            raise
        if written != len(line):  # the disk became full in the middle
            self._take_back(file)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._size += written

    def _take_back(self, file: int) -> None:
        with suppress(OSError):
            os.ftruncate(file, self._size)


def journals(folder: Path) -> list[Path]:
    """The files that are there, the oldest first."""
    with suppress(OSError):
        return sorted(Path(entry) for entry in os.scandir(folder) if entry.name.endswith(SUFFIX))
    return []


def backlog(folder: Path) -> int:
    """Bytes of all files that are there."""
    total = 0
    for path in journals(folder):
        with suppress(OSError):
            total += path.stat().st_size
    return total


def whole_lines(path: Path, start: int) -> Iterator[tuple[bytes, int]]:
    """The whole lines from byte ``start``, each with the byte after it. A line without its end is left."""
    with path.open("rb") as file:
        file.seek(start)
        for line in file:
            if not line.endswith(b"\n"):
                return
            start += len(line)
            yield line[:-1], start


def is_left(path: Path) -> bool:
    """Whether no worker adds to a file any longer."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
    finally:
        os.close(file)


def remove_drafts(folder: Path) -> None:
    """Remove drafts that a killed worker left behind; they are empty."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.endswith(".ny") and is_left(Path(entry)):
                Path(entry).unlink(missing_ok=True)
