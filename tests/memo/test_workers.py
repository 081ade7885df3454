"""Answers found in several processes are those of one, and whatever stops a process stops the build."""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from plugins.memo import at_hand, trace, workers
from plugins.memo.trace import TracingMemo
from plugins.memo.workers import WorkerError, bring_up_all
from plugins.model.errors import ContentError, Problem
from tests.children import children
from tests.memo.invented import Builds, Recipe, World, ask, finish, key

LEAVES = [f"blad-{number}" for number in range(10)]
NAMES = [f"q{number}" for number in range(10)]
LAST = NAMES[-1]
"""Asked by a worker."""


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started at once."""
    monkeypatch.setattr(workers, "ENOUGH", 1)
    monkeypatch.setattr(workers, "START_SECONDS", -1)
    monkeypatch.setattr(workers, "_TRIAL", 0)


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    """Ten queries, each upon a leaf of its own and the query before it."""
    recipes = {
        name: Recipe("packed", (("leaf", leaf), *([("query", before)] if before else [])), size=9)
        for name, leaf, before in zip(NAMES, LEAVES, [None, *NAMES], strict=False)
    }
    return Builds(tmp_path / "husket.db", recipes, dict.fromkeys(LEAVES, 0))


def in_a_worker(what: Callable[[], object]) -> Callable[[], None]:
    """Does ``what`` in another process than the test's own."""
    own = os.getpid()

    def act() -> None:
        assert os.getpid() != own
        what()

    return act


def gather(memo: TracingMemo, world: World, names: list[str] = NAMES) -> int:
    """Bring all up to date in two processes; gives how many were told to be done."""
    told: list[int] = []
    bring_up_all(memo, world, [[key(world, name)] for name in names], processes=2, done=told.append)
    return sum(told)


def test_two_processes_find_what_one_would(builds: Builds) -> None:
    world, memo = builds.begin()
    assert gather(memo, world) == len(NAMES)
    assert {name: ask(world, name) for name in NAMES} == {name: ask(builds.plain(), name) for name in NAMES}
    finish(memo)
    again, _, _ = builds.run(*NAMES)
    assert not again.calls


def test_what_workers_found_is_told_with_its_reason(builds: Builds) -> None:
    builds.run(*NAMES)
    builds.set("blad-8", 1)
    world, memo = builds.begin()
    gather(memo, world)
    assert set(memo.found_anew(key(world, LAST)[0])) == {key(world, "q8"), key(world, "q9")}
    assert memo.why(key(world, LAST)) == "blad-8"
    finish(memo)


def test_a_worker_opens_for_itself_what_processes_cannot_share(builds: Builds) -> None:
    world, memo = builds.begin()

    def tell() -> None:
        raise RuntimeError(f"åpnet {world.forks} gang")

    world.trouble = {LAST: tell}
    with pytest.raises(RuntimeError, match="åpnet 1 gang"):
        gather(memo, world)
    assert world.forks == 0


def test_a_worker_does_not_believe_what_was_known_before_it_found_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It hands on what it finds, and the ledger it reads is the one from before it was started."""
    monkeypatch.setattr(trace, "_BATCH", 1)
    monkeypatch.setattr(at_hand, "_RECENT", 1)
    recipes = {
        "first": Recipe("packed", ()),
        "a": Recipe("let_go", (("leaf", "blad"),), size=9),
        "b": Recipe("let_go", (("leaf", "annet"),), size=9),
        "top": Recipe("packed", (("query", "a"), ("query", "b"), ("query", "a")), size=99),
    }
    builds = Builds(tmp_path / "husket.db", recipes, {"blad": 0, "annet": 0})
    builds.run("first", "top")
    builds.set("blad", 1)
    world, memo = builds.begin()
    gather(memo, world, ["first", "top"])
    assert ask(world, "top") == ask(builds.plain(), "top")
    finish(memo)


def test_what_a_query_raises_in_a_worker_is_raised_whole(builds: Builds) -> None:
    world, memo = builds.begin()
    problem = Problem("kultur/sider/a.md", 3, "feltene mangler", "legg dem til")

    def refuse() -> None:
        raise ContentError([problem])

    world.trouble = {LAST: refuse}
    with pytest.raises(ContentError) as error:
        gather(memo, world)
    assert error.value.problems == (problem,)


def test_an_error_that_cannot_be_sent_is_told_in_words(builds: Builds) -> None:
    world, memo = builds.begin()

    class LocalError(Exception):
        """Not to be found by its name in another process."""

    def fail() -> None:
        raise LocalError("noe gikk galt")

    world.trouble = {LAST: fail}
    with pytest.raises(RuntimeError, match="noe gikk galt"):
        gather(memo, world)


def test_a_killed_worker_is_told(builds: Builds) -> None:
    world, memo = builds.begin()
    world.trouble = {LAST: in_a_worker(lambda: os.kill(os.getpid(), signal.SIGKILL))}
    with pytest.raises(WorkerError, match="en av byggets prosesser ble stoppet"):
        gather(memo, world)


def test_a_worker_that_is_killed_while_it_tells_is_told(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getpid()

    def send_half(connection: Connection, content: bytes) -> None:
        assert os.getpid() != own
        os.write(connection.fileno(), struct.pack("!i", len(content)) + content[: len(content) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(Connection, "send_bytes", send_half)
    world, memo = builds.begin()
    with pytest.raises(WorkerError, match="en av byggets prosesser ble stoppet"):
        gather(memo, world)


def test_when_one_worker_fails_the_other_is_stopped(builds: Builds) -> None:
    def fail() -> None:
        raise LookupError("ferdig")

    world, memo = builds.begin()
    independent = {
        name: Recipe("packed", (("leaf", leaf),)) for name, leaf in zip(NAMES, LEAVES, strict=True)
    }
    world.recipes = independent
    world.trouble = {"q1": in_a_worker(signal.pause), "q2": fail}
    with pytest.raises(LookupError, match="ferdig"):
        gather(memo, world)


def test_a_build_that_failed_in_a_worker_can_be_begun_again(builds: Builds) -> None:
    builds.run(*NAMES)
    builds.set("blad-0", 1)
    world, memo = builds.begin()
    world.trouble = {LAST: in_a_worker(lambda: os.kill(os.getpid(), signal.SIGKILL))}
    with pytest.raises(WorkerError):
        gather(memo, world)
    memo.ledger.rollback()
    memo.ledger.close()
    world, memo = builds.begin()
    gather(memo, world)
    assert {name: ask(world, name) for name in NAMES} == {name: ask(builds.plain(), name) for name in NAMES}
    assert len(memo.found_anew(key(world, LAST)[0])) == len(NAMES)
    finish(memo)
