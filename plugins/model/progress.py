"""A progress bar for whatever takes more than two seconds, where somebody watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

T = TypeVar("T")

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

PATIENCE = 2.0
"""Seconds before a bar is shown."""


@contextmanager
def bar() -> Iterator[Progress]:
    """What a command tells its progress to; shown on standard error when that is a terminal."""
    shown = _Bar(time.monotonic() + PATIENCE if sys.stderr.isatty() else float("inf"))
    try:
        yield shown.tell
    finally:
        shown.close()


def silent(what: str, done: int, of: int) -> None:
    """Progress that nobody watches."""


def counted(things: Iterable[T], what: str, of: int, progress: Progress) -> Iterator[T]:
    """``things``, with ``progress`` told now and then how many of them have been taken."""
    for number, thing in enumerate(things, 1):
        yield thing
        if number % 25 == 0 or number == of:
            progress(what, number, of)


class _Bar:
    def __init__(self, begins: float) -> None:
        self._begins = begins
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}

    def tell(self, what: str, done: int, of: int) -> None:
        """Show how far ``what`` has come, once there has been time to wonder."""
        if time.monotonic() < self._begins:
            return
        if self._bars is None:
            self._bars = _bars()
            self._bars.start()
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(what, total=of)
        self._bars.update(self._tasks[what], completed=done, total=of)

    def close(self) -> None:
        """Take the bars away."""
        if self._bars is not None:
            self._bars.stop()


def _bars() -> Bars:
    from rich.console import Console  # noqa: PLC0415 - most builds are over before a bar would be shown
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
