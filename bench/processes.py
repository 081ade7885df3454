"""A whole process measured: seconds on the wall and of the processor, and the most memory its tree had."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLED_EVERY = 0.02
"""Seconds between two looks at the memory of a tree of processes, if they are quick."""
_MOST_LOOKING = 0.02
"""How much of the time may go to looking: the kernel walks through all the memory of a process each time, and
that takes a processor from what is measured."""

_PROC = Path("/proc")
_LISTENS = "0A"
"""The state of a socket that others may connect to (include/net/tcp_states.h)."""


@dataclass(frozen=True)
class Run:
    """What one process took. ``megabytes`` is 0 where memory was not looked at, since looking takes time."""

    seconds: float
    processor: float
    megabytes: float = 0.0


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    memory: bool = False,
    settle: bool = True,
) -> Run:
    """Run ``command`` to its end in ``folder``. Raises SystemExit with what it said when it fails.

    To ``settle`` is to put on disk first what those before it wrote, so that it waits for none of it.
    """
    if settle:
        os.sync()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            list(command), cwd=folder, env=environment_of(environment), stdout=said, stderr=said
        )
        watcher = _Watcher(process.pid) if memory else None
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watcher.stop() if watcher else 0.0
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} feilet:\n{said.read().decode(errors='replace')[-4000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak)


def environment_of(own: Mapping[str, str]) -> dict[str, str]:
    """What is measured keeps what Python has compiled, as Python does unless it is told not to."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **own}


class _Watcher:
    """Looks at a tree of processes until told to stop, and keeps the most it saw."""

    def __init__(self, root: int) -> None:
        self._root, self._most, self._stopped = root, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The most megabytes seen."""
        self._stopped.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        pause = SAMPLED_EVERY
        while not self._stopped.wait(pause):
            began = time.thread_time()
            self._most = max(self._most, tree_megabytes(self._root))
            pause = max(SAMPLED_EVERY, (time.thread_time() - began) / _MOST_LOOKING)


def tree_megabytes(root: int) -> float:
    """The memory of a process and all below it: the sum of their proportional shares (PSS)."""
    return sum(_share(process) for process in _tree(root)) / 1024


def tree_processor(root: int) -> float:
    """Seconds of the processors that all processes below one have used until now."""
    return sum(_used(process) for process in _tree(root) if process != root)


def listeners(port: int) -> int:
    """How many sockets listen on a port of loopback: each worker of a service has one when it is ready."""
    lines = (_PROC / "net" / "tcp").read_text().splitlines()[1:]
    return sum(line.split()[1].endswith(f":{port:04X}") and line.split()[3] == _LISTENS for line in lines)


def _used(process: int) -> float:
    """Seconds in user and system; 0 for one that has ended."""
    try:
        fields = (_PROC / str(process) / "stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tree(process: int) -> Iterator[int]:
    yield process
    for child in _children(process):
        yield from _tree(child)


def _children(process: int) -> list[int]:
    """The processes that any thread of this one began; none when it has ended between two looks."""
    try:
        threads = (_PROC / str(process) / "task").glob("*/children")
        return [int(child) for children in threads for child in children.read_text().split()]
    except OSError:
        return []


def _share(process: int) -> int:
    """Kilobytes, with what is shared divided among those that share it; 0 for one that has ended."""
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
