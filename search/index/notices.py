"""Word from the system of what happens in a folder, so that nobody looks again and again (inotify(7))."""

from __future__ import annotations

import ctypes
import os
import select
from collections.abc import Sequence
from pathlib import Path

_CLOEXEC, _NONBLOCK = os.O_CLOEXEC, os.O_NONBLOCK
_WRITTEN, _MOVED_HERE, _MADE, _REMOVED = 0x8, 0x80, 0x100, 0x200
_EVENTS = _WRITTEN | _MOVED_HERE | _MADE | _REMOVED
_MOST_READ = 65_536


class Notices:
    """Wakes who waits when a file is put in, written in or taken out of some folders, not those in them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Folders that are not there yet may come later."""
        self._folders = [os.fsencode(folder) for folder in folders]
        self._libc = ctypes.CDLL(None)
        known = hasattr(self._libc, "inotify_init1")
        self._handle: int = self._libc.inotify_init1(_CLOEXEC | _NONBLOCK) if known else -1

    def watch(self) -> bool:
        """Watch the folders that are there now; whether all are. Asked before each look: what happens after
        that is told of, also when a folder has been put in another's place.
        """
        add = self._libc.inotify_add_watch if self._handle >= 0 else None
        return add is not None and all(add(self._handle, folder, _EVENTS) >= 0 for folder in self._folders)

    def wait(self, seconds: float) -> None:
        """Return when something has happened, at the latest after so long."""
        if self.told(seconds):
            os.read(self._handle, _MOST_READ)

    def told(self, seconds: float = 0.0) -> bool:
        """Whether something has happened, or does before so long."""
        return bool(select.select([self._handle] if self._handle >= 0 else [], [], [], seconds)[0])

    def close(self) -> None:
        """Watch no more."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
