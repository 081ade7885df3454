"""Days, cases and meetings that are no files: answered from the store, by the clock of whoever asks.

They are made by the functions, the templates and the frame that the build makes files with, so that a page is
the same to the byte on either side of its first year.
"""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec

from plugins.model.clock import Clock, Moment, in_oslo
from plugins.store.store import Store
from plugins.store.types import StoreError
from plugins.views.archive_answers import archive_answer, is_of_archive
from plugins.views.archive_frame import ArchiveFrame
from plugins.views.archive_reader import ArchiveReader
from plugins.views.output import Output
from search.service.errors import ServiceError
from search.service.files import content_type
from search.service.theme import NotBuiltError, Theme

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made for an address."""

    content: bytes
    content_type: str

    @property
    def headers(self) -> dict[str, str]:
        """It is asked about each time: names expire by the clock, and what is withdrawn is gone at once."""
        tag = hashlib.sha256(self.content).hexdigest()[:20]
        return {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}


class ArchivePages:
    """Makes pages in a thread of its own, so that others are answered while a long one is made."""

    def __init__(self, store: Path, frame: Path, theme: Theme, clock: Clock) -> None:
        self._theme, self._clock = theme, clock
        self._store = _OpenStore(store)
        self._frame = _ReadFrame(frame)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="arkiv")

    async def find(self, address: str) -> Made | None:
        """What is at an address; None when it is none of the archive's, or nothing is there.

        Raises ServiceError (503) when the store cannot be read, NotBuiltError before the first build.
        """
        if not is_of_archive(address):
            return None
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._find, address)

    def close(self) -> None:
        """Let go of thread and store."""
        self._thread.submit(self._store.close).result()
        self._thread.shutdown()

    def _find(self, address: str) -> Made | None:
        try:
            reader_of = self._frame.newest()
            store = self._store.newest()
            store.connection.execute("BEGIN")  # a page is of one moment, also while a delivery comes in
            try:
                return self._made(address, reader_of(store, in_oslo(self._clock())))
            finally:
                store.connection.execute("COMMIT")
        except (StoreError, sqlite3.Error) as error:
            self._store.close()
            raise ServiceError(
                503, "Postlisten er ikke tilgjengelig akkurat nå", "Prøv igjen om noen minutter."
            ) from error

    def _made(self, address: str, reader: ArchiveReader) -> Made | None:
        found = archive_answer(address, reader)
        if found is None:
            return None
        if isinstance(found, Output):
            page = self._theme.render(f"{found.template}.html", found.meta, found.view)
            return Made(page.encode(), content_type(Path("index.html")))
        return Made(found.text.encode(), content_type(Path(found.file)))


class _OpenStore:
    """The store, opened anew when another file has taken its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: Store | None = None
        self._stamp: tuple[int, int] | None = None

    def newest(self) -> Store:
        try:
            about = self._path.stat()
            stamp = (about.st_dev, about.st_ino)
        except OSError:
            stamp = None  # no deliveries yet: an empty store
        if self._open is None or stamp != self._stamp:
            self.close()
            self._open, self._stamp = Store.open(self._path, read_only=True), stamp
        return self._open

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


class _ReadFrame:
    """What the build published of the site, read again when it is new."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: Stamp = (0, 0, 0)
        self._readers: Callable[[Store, Moment], ArchiveReader] | None = None

    def newest(self) -> Callable[[Store, Moment], ArchiveReader]:
        try:
            about = self._path.stat()
            stamp = (about.st_mtime_ns, about.st_size, about.st_ino)
            if self._readers is None or stamp != self._stamp:
                frame = msgspec.json.decode(self._path.read_bytes(), type=ArchiveFrame)
                self._readers, self._stamp = frame.readers(), stamp
        except (OSError, ValueError) as error:
            if self._readers is None:
                raise NotBuiltError(str(self._path)) from error
        return self._readers
