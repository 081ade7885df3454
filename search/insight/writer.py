"""Writes the log beside the searches: a queue and one thread. A search never waits for it or fails by it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import Engine, insert

from search.insight.database import identity, open_database
from search.insight.record import SearchRecord
from search.insight.tables import SEARCHES

QUEUE_LIMIT = 10_000
BATCH_LIMIT = 500
IDLE_SECONDS = 60.0
SHUTDOWN_SECONDS = 10.0

_log = structlog.get_logger("innsikt")


class LogWriter:
    """Takes records from any thread and writes them in batches to the file at ``path``.

    ``on_idle`` is called about once a minute, also when nobody searches: it lets the salt die at midnight.
    When the disk is full or the file locked, one warning is logged, records are dropped, and the next
    batch tries again.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime], on_idle: Callable[[datetime], object]
    ) -> None:
        self._path = path
        self._clock = clock
        self._on_idle = on_idle
        self._queue: queue.Queue[SearchRecord | None] = queue.Queue(QUEUE_LIMIT)
        self._engine: Engine | None = None
        self._file: tuple[int, int] | None = None
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="innsikt", daemon=True)

    def start(self) -> None:
        """Begin writing."""
        self._thread.start()

    def put(self, record: SearchRecord) -> None:
        """Hand over a record and return at once; it is dropped when the queue is full."""
        try:
            self._queue.put_nowait(record)
        except queue.Full:
            self._warn("køen er full")

    def flush(self) -> None:
        """Wait until everything handed over is written or dropped."""
        self._queue.join()

    def close(self) -> None:
        """Write what is left and stop."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join(SHUTDOWN_SECONDS)
        self._let_go()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            batch, stopping = self._next_batch()
            records = [record for record in batch if record is not None]
            try:
                self._on_idle(self._clock())
                self._write(records)
            except Exception as error:  # whatever it is: a thread that dies would end the log for good
                self._warn(type(error).__name__, dropped=len(records))
                self._let_go()
            finally:
                for _ in batch:
                    self._queue.task_done()

    def _next_batch(self) -> tuple[list[SearchRecord | None], bool]:
        """What waits in the queue, and whether the end of it was reached for good."""
        batch: list[SearchRecord | None] = []
        try:
            batch.append(self._queue.get(timeout=IDLE_SECONDS))
            while batch[-1] is not None and len(batch) < BATCH_LIMIT:
                batch.append(self._queue.get_nowait())
        except queue.Empty:
            pass
        return batch, bool(batch) and batch[-1] is None

    def _write(self, records: list[SearchRecord]) -> None:
        if not records:
            return
        if self._file != identity(self._path):
            self._let_go()
        if self._engine is None:
            self._engine = open_database(self._path)
            self._file = identity(self._path)
        with self._engine.begin() as connection:
            connection.execute(insert(SEARCHES), [asdict(record) for record in records])
        if self._failing:
            self._failing = False
            _log.info("søkeloggen skrives igjen")

    def _let_go(self) -> None:
        """Open the file anew next time: it may have been replaced by one that is whole."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine = None

    def _warn(self, reason: str, dropped: int = 1) -> None:
        """Say it once, by the error's kind alone: its text may hold what somebody searched for."""
        if not self._failing:
            self._failing = True
            _log.warning("søkeloggen kan ikke skrives, søket går videre", grunn=reason, mistet=dropped)
