"""Writes the log beside the searches. A search waits for no disk and never fails by it.

A search, a click or an answer counts as logged when its line is handed to the kernel, before the visitor is
answered: from then on it survives that the process is killed. A thread in each worker has the lines reach the
disk within a second, and one worker at a time takes all workers' lines into the tables and keeps the sums.
Once a day it tells the suggestions which searches are common.
"""

from __future__ import annotations

import errno
import fcntl
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

import structlog
from sqlalchemy import Engine

from plugins.model.clock import in_oslo
from plugins.model.state import State
from search.insight.database import identity, open_database
from search.insight.frequent import frequent_searches, write_frequent
from search.insight.journal import Journal, JournalFullError, remove_drafts
from search.insight.keeping import Keeping
from search.insight.reading import LogReader
from search.insight.record import AnyEvent, to_line
from search.insight.taking import Taken, Taker
from search.insight.upkeep import keep_up

ROUND_SECONDS = 1.0
SUM_SECONDS = 60.0
"""How old the sums of today may become while nobody searches."""
QUIET_SECONDS = 3.0
"""What counts as nobody searching."""
SUM_AT_LATEST_SECONDS = 600.0
SHUTDOWN_SECONDS = 10.0

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_log = structlog.get_logger("innsikt")


class LogWriter:
    """Writes events to the file at ``path``, by way of journals in the folder beside it.

    ``on_idle`` is called about once a second, also when nobody searches: it lets the salt die at midnight.
    When the disk is full or the file locked, one warning is logged. Lines that could be written wait; the
    others are lost, and the search goes on.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime],
        on_idle: Callable[[datetime], object],
        keeping: Keeping | None = None,
    ) -> None:
        self._path = path
        self._folder = journal_folder(path)
        self._frequent = State(path.parent).frequent
        self._told: date | None = None
        self._clock = clock
        self._on_idle = on_idle
        self._keeping = keeping or Keeping()
        self._journal = Journal(self._folder)
        self._turn: TextIO | None = None
        self._engine: Engine | None = None
        self._taker: Taker | None = None
        self._file: tuple[int, int] | None = None
        self._unsummed: set[date] | None = None
        self._summed = self._last_row = time.monotonic()
        self._failing: set[str] = set()
        self._one_round = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="innsikt", daemon=True)

    def start(self) -> None:
        """Begin taking in."""
        self._thread.start()

    def put(self, event: AnyEvent) -> None:
        """Log an event; when this returns it survives that the process is killed. Never raises."""
        try:
            self._journal.append(to_line(event))
        except JournalFullError:
            self._warn("journal", "for mye venter på å bli skrevet")
        except OSError as error:
            self._warn("journal", _reason(error))
        else:
            self._well("journal")

    def flush(self) -> None:
        """Take in and sum everything logged by now, if this process is the one that does."""
        self._round(at_once=True)

    def close(self) -> None:
        """Take in what is left and stop."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(SHUTDOWN_SECONDS)
        self._journal.close()
        self._round()
        self._let_go()
        if self._turn is not None:
            self._turn.close()
            self._turn = None

    def _run(self) -> None:
        while not self._stop.wait(ROUND_SECONDS):
            self._round()

    def _round(self, *, at_once: bool = False) -> None:
        with self._one_round:
            try:
                self._on_idle(self._clock())
                self._journal.sync()
                if self._is_my_turn():
                    self._take()
                    self._sum_when_quiet(at_once=at_once)
                    self._well("tabeller")
            except Exception as error:  # whatever it is: a thread that dies would end the log for good
                self._warn("tabeller", _reason(error))
                self._let_go()

    def _is_my_turn(self) -> bool:
        """Whether this process takes in and sums; it keeps the turn until it ends, however it ends."""
        if self._turn is None and (self._folder.is_dir() or self._path.exists()):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            turn = (self._folder / "tur").open("w")
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                turn.close()
                return False
            self._turn = turn
            remove_drafts(self._folder)
        return self._turn is not None

    def _open(self) -> tuple[Engine, Taker]:
        if self._file is None or self._file != identity(self._path):
            self._let_go()
        if self._engine is None or self._taker is None:
            self._engine = open_database(self._path)
            self._file = identity(self._path)
            self._taker = Taker(self._engine, self._folder, self._keeping.events_a_day)
        return self._engine, self._taker

    def _take(self) -> None:
        _, taker = self._open()
        taken = taker.take()
        self._tell(taken)
        if taken.days:
            self._last_row = time.monotonic()
            if self._unsummed is not None:
                self._unsummed |= taken.days

    def _sum_when_quiet(self, *, at_once: bool) -> None:
        """Sum what is new; at the first round all that has raw rows, since nobody knows what was summed."""
        now = time.monotonic()
        age, quiet = now - self._summed, now - self._last_row >= QUIET_SECONDS
        due = at_once or age >= SUM_AT_LATEST_SECONDS or (age >= SUM_SECONDS and quiet)
        if self._unsummed is not None and not due:
            return
        engine, _ = self._open()
        today = in_oslo(self._clock()).date()
        keep_up(engine, today, self._keeping, self._unsummed)
        if self._told != today:
            write_frequent(self._frequent, frequent_searches(LogReader(engine, self._keeping), today))
            self._told = today
        self._unsummed = set()
        self._summed = now

    def _let_go(self) -> None:
        """Open the file anew next time: it may have been replaced by one that is whole."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._taker = None
        self._unsummed = None

    def _tell(self, taken: Taken) -> None:
        if taken.beyond:
            self._warn("dag", "dagens tak er nådd (INNSIKT_MAKS_PER_DAG)", mistet=taken.beyond)
        if taken.broken:
            self._warn("linjer", "linjer i journalen kan ikke leses", mistet=taken.broken)

    def _warn(self, what: str, reason: str, **more: int) -> None:
        """Say it once, by the error's kind alone: its text may hold what somebody searched for."""
        if not self._failing:
            _log.warning("søkeloggen kan ikke skrives, søket går videre", grunn=reason, **more)
        self._failing.add(what)

    def _well(self, what: str) -> None:
        if what in self._failing:
            self._failing.discard(what)
            if not self._failing:
                _log.info("søkeloggen skrives igjen")


def journal_folder(path: Path) -> Path:
    """Where the journals of the log at ``path`` lie."""
    return path.with_suffix(".journal")


def _reason(error: Exception) -> str:
    """What went wrong, without the error's own text."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return "disken er full"
    if "disk is full" in str(getattr(error, "orig", "")):
        return "disken er full"
    return type(error).__name__
