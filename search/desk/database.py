"""The file of the desk: accounts, audit log, decisions. Apart from the search log, which may be purged."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from search.insight.database import open_database

MIGRATIONS = Path(__file__).parent / "migrations"


class Desk:
    """The file at ``path``, opened when it is first needed.

    Safe to use from several threads. Every use raises SQLAlchemyError or OSError when the file cannot be
    made, opened or understood.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with."""
        with self._opened().connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept when it ends well, and undone otherwise."""
        with self._opened().begin() as connection:
            yield connection

    @property
    def exists(self) -> bool:
        """Whether there is anything on the desk yet."""
        return self._path.exists()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = open_database(self._path, MIGRATIONS)
            return self._engine
