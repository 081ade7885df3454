"""The search engine as the service uses it: one thread, newest index, and never an exception but one."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

import structlog

from search.query.types import Ranking, Results, SearchEngine, SearchParams, Suggestion
from search.service.errors import ServiceError, search_unavailable

REFRESH_SECONDS = 1.0
MAX_WAITING = 64

_log = structlog.get_logger("søk")

T = TypeVar("T")
OpenEngine = Callable[[], SearchEngine]


class Searcher:
    """Searches in a thread of its own, so that pages are served while a heavy search runs.

    Searching is bound by the processor, so more threads would not help; more worker processes do.
    A new index is taken into use within ``refresh_seconds``; a missing one is looked for as often.
    """

    def __init__(self, open_engine: OpenEngine, refresh_seconds: float = REFRESH_SECONDS) -> None:
        self._open = open_engine
        self._refresh_seconds = refresh_seconds
        self._engine: SearchEngine | None = None
        self._looked = float("-inf")
        self._reported = ""
        self._waiting = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="søk")

    async def search(self, params: SearchParams, now: datetime, ranking: Ranking | None = None) -> Results:
        """Answer ``params``; ``ranking`` says when the order is to be another than the ordinary one.

        Raises ServiceError (503) without an index, or with too many in the queue.
        """
        return await self._asked(lambda engine: engine.search(params, now, **_given(ranking)))

    def answer(self, params: SearchParams, now: datetime) -> Results:
        """As ``search``, for those who are in a thread of their own and can wait there."""
        found: Results = self._thread.submit(self._ask, lambda engine: engine.search(params, now)).result()
        return found

    async def suggest(self, typed: str, now: datetime) -> tuple[Suggestion, ...]:
        """What may be meant by what is typed so far. Raises as ``search``."""
        return await self._asked(lambda engine: engine.suggest(typed, now))

    async def _asked(self, ask: Callable[[SearchEngine], T]) -> T:
        if self._waiting >= MAX_WAITING:
            raise ServiceError(
                503, "Mange søker akkurat nå", "Prøv igjen om et øyeblikk.", headers={"Retry-After": "5"}
            )
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, ask)
        finally:
            self._waiting -= 1

    async def ready(self, now: datetime) -> bool:
        """Whether there is an index to search in: one small search tells."""
        try:
            await self.search(SearchParams(text="ski", size=1), now)
        except ServiceError:
            return False
        return True

    def close(self) -> None:
        """Let go of thread and files."""
        self._thread.submit(self._drop).result()
        self._thread.shutdown()

    def _ask(self, ask: Callable[[SearchEngine], T]) -> T:
        """Try again with the index opened anew when it fails: its files may have been replaced."""
        for _ in range(2):
            engine = self._newest()
            if engine is None:
                break
            try:
                answer = ask(engine)
                self._reported = ""
                return answer
            except Exception as error:
                self._report(error)
                self._drop()
        raise search_unavailable()

    def _newest(self) -> SearchEngine | None:
        now = time.monotonic()
        if now - self._looked < self._refresh_seconds:
            return self._engine
        self._looked = now
        try:
            if self._engine is None:
                self._engine = self._open()
            else:
                self._engine.refresh()
        except Exception as error:
            self._report(error)
        return self._engine

    def _drop(self) -> None:
        if self._engine is not None:
            self._engine.close()
        self._engine = None
        self._looked = float("-inf")

    def _report(self, error: Exception) -> None:
        """Once for each kind of failure, and never the error's text: it may hold what was searched for."""
        kind = type(error).__name__
        if kind != self._reported:
            self._reported = kind
            where = traceback.extract_tb(error.__traceback__)[-1]
            _log.warning("søkeindeksen kan ikke brukes", feil=kind, hvor=f"{where.filename}:{where.lineno}")


def _given(ranking: Ranking | None) -> dict[str, Any]:
    """What an engine is told of the order: nothing, when it is the ordinary one."""
    return {} if ranking is None else {"ranking": ranking}
