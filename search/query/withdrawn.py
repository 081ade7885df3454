"""What the archive has withdrawn, hidden from the first search after it, whichever index is open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from plugins.model.withdrawn import Stamp, read_withdrawn, stamp_of
from search.query.snapshot import Snapshot

log = logging.getLogger(__name__)


class Withdrawn:
    """Follows the file that names withdrawn documents, and tells each snapshot which of its own they are.

    A name that leaves the file does so because the newest generation is right without it. A snapshot of an
    older one goes on hiding it.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._seen: tuple[Stamp | None, Snapshot] | None = None
        self._names: frozenset[str] = frozenset()

    def look(self, snapshot: Snapshot, newest: Callable[[], Path | None]) -> None:
        """Hide in ``snapshot`` what is withdrawn; ``newest`` tells which generation should be in use, and is
        asked only where the file or the snapshot is another.
        """
        if self._path is None:
            return
        seen = (stamp_of(self._path), snapshot)
        if self._seen is not None and self._seen[0] == seen[0] and self._seen[1] is snapshot:
            return
        self._names = self._read(kept=frozenset() if snapshot.folder == newest() else self._names)
        self._seen = seen
        snapshot.withdraw(self._names)

    def _read(self, kept: frozenset[str]) -> frozenset[str]:
        """The names in the file besides those ``kept``; when it is damaged, all that were known."""
        assert self._path is not None  # noqa: S101
        try:
            return kept | read_withdrawn(self._path).keys()
        except (OSError, ValueError) as error:
            log.error("%s", error)
            return self._names
