"""A file's hash, made when it is asked for, or beside something else that does not need it yet."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.importers.delivery import RefusedError


class Digest:
    """The SHA-256 of a file as it is when this is made.

    It may be asked for when the file has been read: if the file is another by then, its hash would tell of
    something that nobody has read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state = self._now()
        self._found = ""
        self._thread: threading.Thread | None = None

    def __call__(self) -> str:
        """In hexadecimal. Raises OSError, and RefusedError when the file has changed since."""
        if self._thread is not None:
            self._thread.join()
        return self._made()

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Make it in a thread meanwhile. No thread is left afterwards, for who forks next."""
        self._thread = threading.Thread(target=self._try)
        self._thread.start()
        try:
            yield
        finally:
            self._thread.join()

    def _try(self) -> None:
        with suppress(OSError, RefusedError):  # who asks is told
            self._made()

    def _made(self) -> str:
        if not self._found:
            with self._path.open("rb") as handle:
                found = hashlib.file_digest(handle, "sha256").hexdigest()
            if self._now() != self._state:
                raise RefusedError("filen ble endret mens den ble lest", "Importer den når den er ferdig.")
            self._found = found
        return self._found

    def _now(self) -> tuple[int, int, int]:
        state = self._path.stat()
        return state.st_ino, state.st_size, state.st_mtime_ns
