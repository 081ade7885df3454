"""Word from the system of what happens in a folder, so that nobody looks again and again (inotify(7))."""

from __future__ import annotations

import ctypes
import os
import select
import struct
from collections.abc import Sequence
from pathlib import Path

_CLOEXEC, _NONBLOCK = os.O_CLOEXEC, os.O_NONBLOCK
_WRITTEN, _MOVED_HERE, _MADE, _REMOVED = 0x8, 0x80, 0x100, 0x200
_EVENTS = _WRITTEN | _MOVED_HERE | _MADE | _REMOVED
_MOST_READ = 65_536
_EVENT = struct.Struct("iIII")
"""Which folder, what, a cookie, and the bytes of the name that follows."""


class Notices:
    """Wakes who waits when a file is put in, written in or taken out of some folders, not those in them."""

    def __init__(self, folders: Sequence[Path], besides: Sequence[Path] = ()) -> None:
        """Folders that are not there yet may come later; those ``besides`` need never come."""
        self._folders, self._besides = folders, besides
        self._watched: dict[int, Path] = {}
        self._libc = ctypes.CDLL(None)
        known = hasattr(self._libc, "inotify_init1")
        self._handle: int = self._libc.inotify_init1(_CLOEXEC | _NONBLOCK) if known else -1

    def watch(self) -> bool:
        """Watch the folders that are there now; whether all are. Asked before each look: what happens after
        that is told of, also when a folder has been put in another's place.
        """
        if self._handle < 0:
            return False
        watched = {folder: self._watch(folder) for folder in (*self._folders, *self._besides)}
        return all(watched[folder] for folder in self._folders)

    def _watch(self, folder: Path) -> bool:
        number: int = self._libc.inotify_add_watch(self._handle, os.fsencode(folder), _EVENTS)
        self._watched[number] = folder
        return number >= 0

    def wait(self, seconds: float) -> list[Path]:
        """Return when something has happened, at the latest after so long; what it has happened to."""
        if not self.told(seconds):
            return []
        told, at, found = os.read(self._handle, _MOST_READ), 0, dict[Path, None]()
        while at < len(told):
            number, _, _, size = _EVENT.unpack_from(told, at)
            at += _EVENT.size + size
            if size and number in self._watched:
                found[self._watched[number] / os.fsdecode(told[at - size : at].rstrip(b"\0"))] = None
        return list(found)

    def told(self, seconds: float = 0.0) -> bool:
        """Whether something has happened, or does before so long."""
        return bool(select.select([self._handle] if self._handle >= 0 else [], [], [], seconds)[0])

    def close(self) -> None:
        """Watch no more."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
