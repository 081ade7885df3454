"""Keeps the board new: reads it when it is another, and has it worked out again when it is old."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import structlog

from plugins.model.state import State
from search.findings.board import Board, read_board
from search.findings.pages import Pages, read_pages

_log = structlog.get_logger("innsikt")

Stamp = tuple[int, int, int]


class Refresher:
    """The board and the pages under ``state``, as they are now.

    A board that is old is worked out again by a process of its own, at lower priority, so that no search
    waits for it. Of several workers that start one at once, all but one end right away.
    """

    def __init__(self, state: State, content: Path) -> None:
        self._state = state
        self._content = content
        self._lock = threading.Lock()
        self._board: tuple[Stamp | None, Board | None] = (None, None)
        self._pages: tuple[Stamp | None, Pages] = (None, Pages())
        self._job: subprocess.Popen[bytes] | None = None

    def board(self) -> Board | None:
        """The newest board; None before the first."""
        with self._lock:
            stamp = _stamp(self._state.findings)
            if stamp != self._board[0]:
                self._board = (stamp, read_board(self._state.findings))
            return self._board[1]

    def pages(self) -> Pages:
        """The pages of the newest build."""
        with self._lock:
            stamp = _stamp(self._state.documents / "manifest.json")
            if stamp != self._pages[0]:
                self._pages = (stamp, read_pages(self._state.documents))
            return self._pages[1]

    def look(self, now: datetime) -> None:
        """Have the board worked out again, unless it is fresh or that is under way. Never raises."""
        board = self.board()
        if (board is not None and board.is_fresh(now)) or not self._state.index.is_dir():
            return
        with self._lock:
            if self._job is not None and self._job.poll() is None:
                return
            environ = {**os.environ, "STATE": str(self._state.root), "CONTENT": str(self._content)}
            try:
                self._job = subprocess.Popen(
                    (sys.executable, "-m", "search", "funn"),
                    env=environ,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError as error:
                _log.error("funnene kan ikke regnes ut", feil=type(error).__name__)

    def close(self) -> None:
        """End a job that is under way: the board is as it was."""
        if self._job is not None and self._job.poll() is None:
            self._job.terminate()
            self._job.wait()


def _stamp(path: Path) -> Stamp | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
