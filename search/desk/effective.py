"""What is in effect in a worker: the files and the table together, looked at again every second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from search.curation.curation import Curation
from search.desk.decisions import Decisions, in_effect

LOOK_AGAIN = 1.0
"""Seconds between two looks at the table: a decision is in effect in every worker well within five."""

_log = structlog.get_logger("innsikt")


class EffectiveCuration:
    """The decisions in effect (``current``), the same value until a file or the table is another.

    ``files`` gives what stands in the files. When the table cannot be read, what held before holds on.
    """

    def __init__(
        self, files: Callable[[], Curation], decisions: Decisions, look_again: float = LOOK_AGAIN
    ) -> None:
        self._files = files
        self._decisions = decisions
        self._look_again = look_again
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._failing = False
        self._made_of: tuple[int, int] | None = None
        self._base = Curation()
        self._curation = Curation()

    def current(self) -> Curation:
        """What holds now."""
        base = self._files()
        now = time.monotonic()
        with self._lock:
            if base is not self._base or now - self._looked >= self._look_again:
                self._looked = now
                self._look(base)
            return self._curation

    def _look(self, base: Curation) -> None:
        try:
            made_of = (id(base), self._decisions.newest())
            if made_of != self._made_of:
                self._curation = Curation(in_effect(base.entries, self._decisions.history()))
                self._base, self._made_of = base, made_of
            self._failing = False
        except (SQLAlchemyError, OSError) as error:
            if not self._failing:
                self._failing = True
                _log.error("beslutningene kan ikke leses, de forrige gjelder", feil=type(error).__name__)
