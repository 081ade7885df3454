"""The search engine as the service uses it: one search at a time, newest index, and never an exception but
one.
"""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

import structlog

from search.query.types import Ranking, Results, SearchEngine, SearchParams, Suggestion
from search.service.errors import ServiceError, search_unavailable

REFRESH_SECONDS = 0.25
"""Between two looks for an index that is missing."""
PATIENCE_SECONDS = 0.05
"""How long a search waits for a new index that came before it: a few changed pages are ready in a tenth."""
MAX_WAITING = 64
FIRST_SEARCHES = (
    "ski",  # facets, names of persons, what is visible
    "barnehagepalss",  # a slip: the shapes of all words
    "åpningstider 2026/1",  # numbers, and addresses of pages that are pinned
)
"""What together makes ready all that is worked out when it is first asked for."""

_log = structlog.get_logger("søk")

T = TypeVar("T")
OpenEngine = Callable[[], SearchEngine]


class Searcher:
    """Searches where the requests are answered, one at a time and in the order that they came.

    A search is bound by the processor for some milliseconds. Handed to another thread it would be no faster,
    and to hand it over costs more than to write the answer; more worker processes are what helps. Whatever
    else is asked for is answered between two searches. Only what waits for the disk, to
    open and close an index, is done in a thread.

    Whether there is a new index is asked before every search. One that differs by a few documents is in use
    before that search is answered; a whole new one takes longer to make ready, and the old one answers
    meanwhile if that takes more than ``patience_seconds``, when they are given. A missing one is looked for
    every ``refresh_seconds``.
    """

    def __init__(
        self,
        open_engine: OpenEngine,
        refresh_seconds: float = REFRESH_SECONDS,
        patience_seconds: float | None = PATIENCE_SECONDS,
    ) -> None:
        self._open = open_engine
        self._refresh_seconds = refresh_seconds
        self._patience_seconds = patience_seconds
        self._engine: SearchEngine | None = None
        self._tried = float("-inf")
        self._taking: asyncio.Future[None] | None = None
        """What takes a new index into use just now."""
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

    async def warm_up(self, now: datetime) -> None:
        """Let nobody wait for what the first search of a process takes; quietly, also without an index."""
        with suppress(ServiceError):
            for text in FIRST_SEARCHES:
                await self.search(SearchParams(text=text), now)
            await self.suggest(FIRST_SEARCHES[0], now)

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
                    await self._apart(self._drop)
        raise search_unavailable()

    async def _newest(self) -> SearchEngine | None:
        if self._engine is None:
            await self._first()
        elif self._taking is None and self._engine.has_newer():
            self._taking = self._apart(self._refresh, self._engine)
            await asyncio.wait({self._taking}, timeout=self._patience_seconds)
        if self._taking is not None and self._taking.done():
            self._taking = None
        return self._engine

    async def _first(self) -> None:
        now = time.monotonic()
        if now - self._tried >= self._refresh_seconds:
            self._tried = now
            await self._apart(self._open_one)

    def _apart(self, work: Callable[..., None], *given: object) -> asyncio.Future[None]:
        return asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def _open_one(self) -> None:
        try:
            self._engine = self._open()
        except Exception as error:
            self._report(error)

    def _refresh(self, engine: SearchEngine) -> None:
        try:
            engine.refresh()
        except Exception as error:
            self._report(error)

    def _drop(self) -> None:
        if self._engine is not None:
            self._engine.close()
        self._engine = None
        self._tried = float("-inf")

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
