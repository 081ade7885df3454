"""The build's status and the index in use, read anew only when they are other files than before."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from types import FrameType

from plugins.model.build_status import BuildStatus, read_status
from search.index.generations import current
from search.service.live.news import Moment
from search.service.settings import Settings

POLL_SECONDS = 0.05
"""How often an open page's stream looks: one ``stat`` and one ``readlink``, shared through ``Live.now``."""


class Live:
    """What pages that stand open follow. ``ending`` is set when the process has been asked to stop."""

    def __init__(self, settings: Settings) -> None:
        self.ending = False
        self._files = settings.files
        self._front_page = settings.output / "index.html"
        self._stamp = (0, 0, 0)
        self._build: BuildStatus | None = None
        self._now = Moment(None)

    def now(self) -> Moment:
        """How things stand; the same object until something is new."""
        path = self._files.build_status
        if (stamp := _stamp(path)) != self._stamp:
            self._stamp, self._build = stamp, read_status(path)
        folder = current(self._files.index)
        index = folder.name if folder else ""
        if self._now.build is not self._build or self._now.index != index:
            self._now = Moment(self._build, index)
        return self._now

    @property
    def has_site(self) -> bool:
        """Whether there is a site to show at all, be it of an earlier day."""
        return self._front_page.is_file() and self._files.frame.is_file()

    def heed_signals(self) -> None:
        """End open streams when the process is asked to stop; the server would wait for them otherwise.

        The server listens to the same signals through the event loop, which hears of them by its own channel
        as long as any handler is set: this one takes the place of the loop's, which does nothing.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
            signal.siginterrupt(number, False)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.ending = True


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        about = path.stat()
    except OSError:
        return 0, 0, 0
    return about.st_mtime_ns, about.st_size, about.st_ino
