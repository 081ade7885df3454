"""The search engine as the service uses it: one search at a time, newest index, and never an exception but
one.
"""

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

REFRESH_SECONDS = 0.25
MAX_WAITING = 64

_log = structlog.get_logger("søk")

T = TypeVar("T")
OpenEngine = Callable[[], SearchEngine]


class Searcher:
    """Searches where the requests are answered, one at a time and in the order that they came.

    A search is bound by the processor for some milliseconds. Handed to another thread it would be no faster,
    and to hand it over costs more than to write the answer; more worker processes are what helps. Whatever
    else is asked for is answered between two searches. Only what waits for the disk, to
    open and close an index, is done in a thread, and the searches wait for it.

    A new index is taken into use within ``refresh_seconds``; a missing one is looked for as often.
    """

    def __init__(self, open_engine: OpenEngine, refresh_seconds: float = REFRESH_SECONDS) -> None:
        self._open = open_engine
        self._refresh_seconds = refresh_seconds
        self._engine: SearchEngine | None = None
        self._looked = float("-inf")
        self._reported = ""
        self._waiting = 0
        self._turn = asyncio.Lock()
        # Of its own: those who wait in a thread for an answer may have taken all the others.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="indeks")

    async def search(self, params: SearchParams, now: datetime, ranking: Ranking | None = None) -> Results:
        """Answer ``params``; ``ranking`` says when the order is to be another than the ordinary one.

        Raises ServiceError (503) without an index, or with too many in the queue.
        """
        return await self._asked(lambda engine: engine.search(params, now, **_given(ranking)))

    def answerer(self, now: datetime) -> Callable[[SearchParams], Results]:
        """As ``search``, for those who are in a thread of their own and can wait there as long as it takes.

        To be called where the requests are answered; what it gives is for the thread.
        """
        loop = asyncio.get_running_loop()

        def answer(params: SearchParams) -> Results:
            waited = self._in_turn(lambda engine: engine.search(params, now))
            return asyncio.run_coroutine_threadsafe(waited, loop).result()

        return answer

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
            return await self._in_turn(ask)
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

    async def _in_turn(self, ask: Callable[[SearchEngine], T]) -> T:
        """Try again with the index opened anew when it fails: its files may have been replaced."""
        async with self._turn:
            await asyncio.sleep(0)  # what has come meanwhile gets its place in the queue, or its answer
            for _ in range(2):
                engine = await self._newest()
                if engine is None:
                    break
                try:
                    answer = ask(engine)
                    self._reported = ""
                    return answer
                except Exception as error:
                    self._report(error)
                    await self._aside(self._drop)
        raise search_unavailable()

    async def _newest(self) -> SearchEngine | None:
        now = time.monotonic()
        if now - self._looked >= self._refresh_seconds:
            self._looked = now
            await self._aside(self._look)
        return self._engine

    async def _aside(self, work: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _look(self) -> None:
        try:
            if self._engine is None:
                self._engine = self._open()
            else:
                self._engine.refresh()
        except Exception as error:
            self._report(error)

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
