"""The search log's face to the service: who searched becomes a session key, what was found becomes a row."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from plugins.model.clock import Clock, in_oslo
from search.insight.record import Circumstances, is_crawler, make_record
from search.insight.salt import Salts, salts_for, session_key
from search.insight.writer import LogWriter
from search.query.types import Results, SearchParams

_log = structlog.get_logger("innsikt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who asked, for as long as it takes to make a session key; ``address`` is never written anywhere."""

    ms: float
    address: str
    user_agent: str
    channel: str


class Recorder:
    """Logs searches without cookie, address or user agent. Never raises: a search matters more."""

    def __init__(self, path: Path, clock: Clock, salts: Salts | None = None) -> None:
        self._clock = clock
        self._salts = salts or salts_for(path.parent, in_oslo(clock()).date(), os.environ)
        self._writer = LogWriter(path, clock, self._forget)
        self._failed = False

    def start(self) -> None:
        """Begin writing."""
        self._writer.start()

    def record(self, params: SearchParams, results: Results, visit: Visit) -> None:
        """Log one search, unless nothing was searched for."""
        if not params.text.strip():
            return
        try:
            self._writer.put(make_record(params, results, self._circumstances(visit)))
        except Exception as error:
            if not self._failed:
                self._failed = True
                _log.warning("et søk kunne ikke loggføres, søket går videre", grunn=type(error).__name__)

    def salt(self) -> bytes:
        """The day's salt. Raises OSError when it cannot be shared."""
        return self._salts.of(in_oslo(self._clock()).date())

    def _circumstances(self, visit: Visit) -> Circumstances:
        now = self._clock()
        salt = self._salts.of(in_oslo(now).date())
        return Circumstances(
            now=now,
            ms=visit.ms,
            session=session_key(salt, visit.address, visit.user_agent),
            bot=is_crawler(visit.user_agent),
            channel=visit.channel,
        )

    def flush(self) -> None:
        """Wait until all is written."""
        self._writer.flush()

    def close(self) -> None:
        """Write what is left and stop."""
        self._writer.close()

    def _forget(self, now: datetime) -> None:
        self._salts.of(in_oslo(now).date())
