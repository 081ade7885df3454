"""Where state lies (``var/``, or ``STATE=``), and the one lock that import, build and index share."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from threading import Timer

PATIENCE = 1.0
"""Seconds to wait for the lock before it is told: most builds are over by then."""


@dataclass(frozen=True, slots=True)
class State:
    """The folder of all state; nothing in it is ever committed."""

    root: Path

    @classmethod
    def from_environment(cls) -> State:
        """The folder that ``STATE`` names, else ``var`` in the working directory."""
        return cls(Path(os.environ.get("STATE") or "var"))

    @property
    def store(self) -> Path:
        """SQLite file with the archive's deliveries and the quarantine."""
        return self.root / "lager.db"

    @property
    def documents(self) -> Path:
        """Folder of search documents: JSON Lines and ``manifest.json``."""
        return self.root / "dokumenter"

    @property
    def index(self) -> Path:
        """Folder of search index generations; ``gjeldende`` names the one in use."""
        return self.root / "indeks"

    @property
    def withdrawn(self) -> Path:
        """Search documents to hide until they are built and indexed anew (``plugins.model.withdrawn``)."""
        return self.root / "trukket.json"

    @property
    def frame(self) -> Path:
        """The frame that the build publishes for the service (JSON)."""
        return self.root / "ramme.json"

    @property
    def archive_frame(self) -> Path:
        """What the build publishes for the service to show the archive's pages by (JSON)."""
        return self.root / "arkiv.json"

    @property
    def insight(self) -> Path:
        """SQLite file with the search log."""
        return self.root / "innsikt.db"

    @property
    def desk(self) -> Path:
        """SQLite file with accounts, audit log and the advisers' decisions."""
        return self.root / "styring.db"

    @property
    def findings(self) -> Path:
        """The findings as they were last worked out (JSON)."""
        return self.root / "funn.json"

    @property
    def session_key(self) -> Path:
        """The key that sessions are signed with, readable for the service alone."""
        return self.root / "nokkel"

    @property
    def frequent(self) -> Path:
        """Searches that so many have made that they may be suggested: a JSON list, the commonest first."""
        return self.root / "vanlige-sok.json"

    @property
    def logins(self) -> Path:
        """SQLite file with failed and ended logins, for some minutes and hours."""
        return self.root / "innlogging.db"

    @property
    def build(self) -> Path:
        """Folder of the build's own working files."""
        return self.root / "bygg"

    @property
    def transcript(self) -> Path:
        """SQLite file with what is known of the files of the archive's search documents."""
        return self.build / "arkivdokumenter.db"

    @property
    def build_status(self) -> Path:
        """What the newest build came to (``plugins.model.build_status``)."""
        return self.build / "status.json"

    @contextmanager
    def lock(self, what: str = "") -> Iterator[bool]:
        """Hold the one lock that serialises import, build, index and watcher.

        An advisory ``flock``: it is released by the kernel when the process dies, so a killed build
        never leaves a stale lock behind. Waits until it is free, and gives whether it had to wait: what was
        read before may be old then. ``what`` is what others who have to wait long are told that holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with FileIO(self.root / "las", "a+") as handle:
            waited = False
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waited = True
                with _told_of(handle):
                    fcntl.flock(handle, fcntl.LOCK_EX)
            _sign(handle, f"{what or 'et annet program'} (prosess {os.getpid()})")
            try:
                yield waited
            finally:
                _sign(handle, "")


def _sign(handle: FileIO, holder: str) -> None:
    with suppress(OSError):  # a full disk: the lock holds as well without a name
        handle.truncate(0)
        handle.write(holder.encode())


@contextmanager
def _told_of(handle: FileIO) -> Iterator[None]:
    """Tells that we wait for the lock, and for whom, if what is done within takes long."""
    timer = Timer(PATIENCE, _tell, [handle])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _tell(handle: FileIO) -> None:
    handle.seek(0)
    holder = handle.read(200).decode(errors="replace") or "et bygg, en import eller en indeksering"
    print(f"Venter på {holder}, som holder {handle.name}. Fortsetter etterpå.", file=sys.stderr, flush=True)
