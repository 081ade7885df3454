"""The decisions as editors keep them under the content, followed while the service runs."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

from plugins.model.errors import Problem
from plugins.source.curation import KINDS, Placed, curation_folder, entries_of, read_decisions
from search.curation.curation import Curation

LOOK_AGAIN = 1.0
"""Seconds between two looks at the files: an edit is in use well within five."""


def content_folder() -> Path:
    """Where the content lies: ``CONTENT``, else ``content`` in the working directory."""
    return Path(os.environ.get("CONTENT") or "content")


Stamp = tuple[int, int, int]
log = logging.getLogger(__name__)


class CurationFiles:
    """The newest usable decisions in a folder.

    A file with anything wrong in it is told of once, and what it said before stays in use; one that has never
    been whole is used for what can be read of it.
    """

    def __init__(self, content: Path | None, look_again: float = LOOK_AGAIN) -> None:
        """Follow the files under ``content``; None has no decisions."""
        self._folder = curation_folder(content) if content else None
        self._look_again = look_again
        self._looked = float("-inf")
        self._stamps: dict[str, Stamp | None] = {}
        self._read: dict[str, tuple[Placed, ...]] = {}
        self._curation = Curation()

    def current(self) -> Curation:
        """The decisions in use: the same value until a file is another."""
        now = time.monotonic()
        if self._folder is not None and now - self._looked >= self._look_again:
            self._looked = now
            changed = [self._follow(self._folder / f"{name}.yaml") for name in KINDS]
            if any(changed):
                self._curation = Curation(entries_of(p for name in KINDS for p in self._read.get(name, ())))
        return self._curation

    def _follow(self, path: Path) -> bool:
        """Read a file that is new; whether it changed what is in use."""
        stamp = _stamp_of(path)
        if path.stem in self._stamps and self._stamps[path.stem] == stamp:
            return False
        self._stamps[path.stem] = stamp
        problems: list[Problem] = []
        found = read_decisions(path, problems)
        for problem in problems:
            log.error("%s", problem)
        if problems and path.stem in self._read:
            return False
        self._read[path.stem] = found
        return True


def _stamp_of(path: Path) -> Stamp | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
