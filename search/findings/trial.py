"""Trying a change that somebody thought of, and that no finding proposes: its effect in advance."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from search.findings.evidence import Evidence
from search.findings.pages import Pages
from search.findings.replay import Forecast, Index, forecast
from search.findings.types import Change
from search.insight.reading import LogReader

PATIENCE = 20.0
"""Seconds that one trial waits for another to end."""

_one_at_a_time = threading.Lock()


class BusyError(RuntimeError):
    """Others try something, and it takes long."""


@dataclass(frozen=True, slots=True)
class Trials:
    """What changes are tried on: the log, the pages, the index and the decisions as they are now.

    One is tried at a time in a process, since those who search come first.
    """

    log: LogReader
    pages: Pages
    index: Index

    def run(self, change: Change, term: str) -> Forecast:
        """What the change would do, and the hits for ``term`` without and with it.

        Raises BusyError, IndexUnavailable or SQLAlchemyError.
        """
        if not _one_at_a_time.acquire(timeout=PATIENCE):
            raise BusyError
        try:
            engine = self.index.opened()
            try:
                evidence = Evidence(self.log, self.pages, self.index.answers(engine), self.index.now)
                return forecast(evidence, self.index, engine, change, term)
            finally:
                engine.close()
        finally:
            _one_at_a_time.release()
