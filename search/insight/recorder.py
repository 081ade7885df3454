"""The search log's face to the service: who searched becomes a session key, what was found becomes a row."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from plugins.model.clock import Clock, in_oslo
from search.insight.keeping import Keeping
from search.insight.public_words import PublicLists
from search.insight.record import AnyEvent, Circumstances, Recording, is_crawler
from search.insight.salt import Salts, salts_for, session_key
from search.insight.scrubbing import Scrubber
from search.insight.writer import LogWriter
from search.query.types import Results, SearchParams

_log = structlog.get_logger("innsikt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who asked, for as long as it takes to make a session key; ``address`` is never written anywhere."""

    address: str
    user_agent: str
    channel: str = "side"
    """«side» for a page, «api» for a program."""
    test: bool = False
    """Whether the visit is one of our own tests."""

    @property
    def source(self) -> str:
        """Whom the visit is counted among."""
        if self.test:
            return "prove"
        if is_crawler(self.user_agent):
            return "robot"
        return "api" if self.channel == "api" else "folk"


class Recorder:
    """Logs searches, clicks and answers without cookie, address or user agent.

    Never raises: a search matters more. What is logged when a method returns is not lost by a killed process.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        salts: Salts | None = None,
        *,
        keeping: Keeping | None = None,
        documents: Path | None = None,
    ) -> None:
        self._public = PublicLists(documents or path.parent / "dokumenter")
        self._clock = clock
        self._salts = salts or salts_for(path.parent, in_oslo(clock()).date(), os.environ)
        self._writer = LogWriter(path, clock, self._each_second, keeping)
        self._scrubber = Scrubber(lambda: self._public.now)
        self._recording = Recording(self._scrubber)
        self._failed = False

    def start(self) -> None:
        """Begin writing."""
        self._public.refresh()
        self._scrubber.warm_up()
        self._writer.start()

    def search(
        self, params: SearchParams, results: Results, visit: Visit, *, ms: float, origin: str = ""
    ) -> None:
        """Log one search from our page ``origin``, unless nothing was searched for."""
        if params.text.strip():
            self._put(visit, lambda seen: self._recording.search(params, results, seen, ms=ms, origin=origin))

    def click(self, query: str, position: int, address: str, visit: Visit) -> None:
        """Log that the hit at ``position`` (1 is the first) for ``query`` was opened."""
        self._put(visit, lambda seen: self._recording.click(query, position, address, seen))

    def answer(self, address: str, found: bool, comment: str, visit: Visit) -> None:
        """Log what a reader of the page at ``address`` answered and wrote."""
        self._put(visit, lambda seen: self._recording.answer(address, found, comment, seen))

    def salt(self) -> bytes:
        """The day's salt. Raises OSError when it cannot be shared."""
        return self._salts.of(in_oslo(self._clock()).date())

    def flush(self) -> None:
        """Wait until all is written."""
        self._writer.flush()

    def close(self) -> None:
        """Write what is left and stop."""
        self._writer.close()

    def _put(self, visit: Visit, make: Callable[[Circumstances], AnyEvent]) -> None:
        try:
            self._writer.put(make(self._circumstances(visit)))
        except Exception as error:
            if not self._failed:
                self._failed = True
                _log.warning("et søk kunne ikke loggføres, søket går videre", grunn=type(error).__name__)

    def _circumstances(self, visit: Visit) -> Circumstances:
        now = self._clock()
        salt = self._salts.of(in_oslo(now).date())
        key = session_key(salt, visit.address, visit.user_agent)
        return Circumstances(now=now, session=key, source=visit.source)

    def _each_second(self, now: datetime) -> None:
        self._salts.of(in_oslo(now).date())
        self._public.refresh()
