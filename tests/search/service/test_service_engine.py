from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

import pytest

from plugins.model.clock import OSLO
from search.query.types import SearchParams
from search.service.engine import FIRST_SEARCHES, MAX_WAITING, Searcher
from search.service.errors import ServiceError
from tests.search.service.conftest import MemoryEngine

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)
PARAMS = SearchParams(text="barnehage")
T = TypeVar("T")


class Told(MemoryEngine):
    """Tells of each search in a list that others tell things in too."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told

    def search(self, params, now, ranking=None):
        self.told.append(params.text)
        return super().search(params, now, ranking)


def _run(asked: Coroutine[None, None, T]) -> T:
    """What ``asked`` comes to, in a loop of a thread of its own: this thread may have one for a browser."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, asked).result()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def searcher(told: list[str]):
    searcher = Searcher(lambda: Told(told))
    yield searcher
    searcher.close()


def test_the_first_searches_of_a_process_are_its_own(searcher: Searcher, told: list[str]) -> None:
    _run(searcher.warm_up(NOW))
    assert told == list(FIRST_SEARCHES)


def test_a_process_without_an_index_starts_all_the_same() -> None:
    def no_index() -> MemoryEngine:
        raise OSError("nothing there")

    searcher = Searcher(no_index)
    _run(searcher.warm_up(NOW))
    assert not _run(searcher.ready(NOW))
    searcher.close()


def test_searches_are_answered_in_the_order_that_they_came(searcher: Searcher, told: list[str]) -> None:
    words = [f"ord{n}" for n in range(20)]

    async def all_at_once() -> None:
        await asyncio.gather(*(searcher.search(SearchParams(text=word), NOW) for word in words))

    _run(all_at_once())
    assert told == words


def test_whoever_comes_when_too_many_wait_is_told_to_come_back(searcher: Searcher) -> None:
    async def crowd() -> list[object]:
        await searcher.search(PARAMS, NOW)
        asked = (searcher.search(PARAMS, NOW) for _ in range(MAX_WAITING + 5))
        return await asyncio.gather(*asked, return_exceptions=True)

    refused = [one for one in _run(crowd()) if isinstance(one, ServiceError)]
    assert [one.status for one in refused] == [503] * 5


def test_other_things_are_answered_between_two_searches(searcher: Searcher, told: list[str]) -> None:
    async def page() -> None:
        for _ in range(5):
            told.append("side")
            await asyncio.sleep(0)

    async def both() -> None:
        await searcher.search(PARAMS, NOW)
        told.clear()
        await asyncio.gather(*(searcher.search(PARAMS, NOW) for _ in range(5)), page())

    _run(both())
    assert len(told) == 10
    assert ["barnehage", "barnehage"] not in [told[n : n + 2] for n in range(4)]


def test_one_in_a_thread_gets_its_answer_though_the_other_threads_are_taken(searcher: Searcher) -> None:
    async def page_in_a_thread() -> int:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(1))
        answer = searcher.answerer(NOW)
        found = await asyncio.wait_for(asyncio.to_thread(answer, PARAMS), 20)
        return found.total

    assert _run(page_in_a_thread()) == 25


class Replaced(MemoryEngine):
    """There is a new index from the first search on, which takes as long to make ready as the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.newer = True
        self.ready = threading.Event()

    def refresh(self) -> bool:
        assert self.ready.wait(20)
        return super().refresh()


def test_the_old_index_answers_while_a_whole_new_one_is_made_ready() -> None:
    engine = Replaced()
    searcher = Searcher(lambda: engine, patience_seconds=0.0)

    async def searches() -> None:
        for _ in range(3):
            assert (await searcher.search(PARAMS, NOW)).total == 25
        assert engine.refreshed == 0
        engine.ready.set()
        while not engine.refreshed:
            await searcher.search(PARAMS, NOW)

    _run(searches())
    searcher.close()


def test_a_search_waits_for_the_new_index_that_came_before_it() -> None:
    engine = Replaced()
    searcher = Searcher(lambda: engine, patience_seconds=None)
    threading.Timer(0.0, engine.ready.set).start()

    async def two_searches() -> None:
        await searcher.search(PARAMS, NOW)
        await searcher.search(PARAMS, NOW)
        assert engine.refreshed == 1

    _run(two_searches())
    searcher.close()
