"""Builds in processes of their own that are killed at a step that is told beforehand."""

from __future__ import annotations

import os
import shutil
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plugins.engine import press
from plugins.memo.ledger import Ledger
from plugins.memo.trace import TracingMemo

STEPS: tuple[tuple[Any, str], ...] = (
    (os, "replace"), (Path, "rename"), (Path, "unlink"), (Path, "rmdir"), (Path, "mkdir"),
    (shutil, "rmtree"), (press, "_write"), (Ledger, "commit"), (Ledger, "show"), (TracingMemo, "learn"),
)  # fmt: skip
"""All that a build does to files and to what it remembers, and each message from another process."""

Meets = Callable[[str], None]
"""Called before each step of a build, with its name."""


def in_a_process(build: Callable[[], object]) -> int:
    """Run ``build`` in a fork. Gives its exit status, or the signal that ended it as a negative number."""
    process = os.fork()
    if process == 0:
        try:
            build()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def killed_at(step: int, build: Callable[[], object]) -> bool:
    """Run ``build`` in a process that is killed at a step. False when it was done before it came so far."""
    ended = in_a_process(lambda: _with_steps(build, _Killer(step)))
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


def _with_steps(build: Callable[[], object], meets: Meets) -> None:
    """Run ``build`` with ``meets`` called before each step. Never undone: for processes of their own."""
    for owner, name in STEPS:
        _precede(owner, name, meets)
    build()


def _precede(owner: Any, name: str, meets: Meets) -> None:
    original = getattr(owner, name)

    def preceded(*args: Any, **kwargs: Any) -> Any:
        meets(name)
        return original(*args, **kwargs)

    setattr(owner, name, preceded)


class _Killer:
    """Kills the process when it has come to a step; forks of it count for themselves alone."""

    def __init__(self, step: int) -> None:
        self._left, self._process = step, os.getpid()

    def __call__(self, name: str) -> None:
        if os.getpid() != self._process:
            return
        if self._left == 0:
            os.kill(self._process, signal.SIGKILL)
        self._left -= 1


def halved(path: Path, content: bytes) -> None:
    """Write half a file, and be killed."""
    path.write_bytes(content[: len(content) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


_FRAMES = ("ramme.json", "arkiv.json")


class Saved:
    """A site and what its build remembers, kept so that it can be put back with the same inodes and times."""

    def __init__(self, root: Path, output: Path, state: Path) -> None:
        self._kept, self._output, self._state = root / "tatt-vare-pa", output, state
        self._copy(output, self._kept / "output")
        self._copy(state / "dokumenter", self._kept / "dokumenter")
        for name in _FRAMES:
            os.link(state / name, self._kept / name)
        shutil.copy2(state / "bygg/husket.db", self._kept / "husket.db")

    def put_back(self) -> None:
        """Make all as it was kept, whatever has been done since."""
        shutil.rmtree(self._state / "bygg")
        for folder in (self._output, self._state / "dokumenter"):
            shutil.rmtree(folder)
            self._copy(self._kept / folder.name, folder)
        for name in _FRAMES:
            (self._state / name).unlink()
            os.link(self._kept / name, self._state / name)
        (self._state / "bygg").mkdir()
        shutil.copy2(self._kept / "husket.db", self._state / "bygg/husket.db")

    def _copy(self, folder: Path, target: Path) -> None:
        shutil.copytree(folder, target, copy_function=os.link)
