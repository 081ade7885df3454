"""What the clock changes, and what becomes of builds that are not done."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from plugins.memo.ledger import Ledger
from tests.memo.invented import NOON, Builds, Recipe, Step, ask, key

LEAF: Step = ("leaf", "blad")
IN_AN_HOUR: Step = ("clock", (operator.ge, NOON + timedelta(hours=1)))


def reads(*names: str) -> tuple[Step, ...]:
    return tuple(("query", name) for name in names)


@pytest.fixture
def builds(tmp_path: Path) -> Any:
    """``builds(top=Recipe(…), …)`` begins a world with the leaf «blad»."""

    def make(**recipes: Recipe) -> Builds:
        return Builds(tmp_path / "husket.db", recipes, {"blad": 0, "annet": 0})

    return make


def followed(builds: Builds, *names: str) -> Mapping[str, int]:
    """The recipes that a build followed, and how often."""
    world, _, _ = builds.run(*names)
    return dict(world.calls)


@pytest.mark.parametrize("hours", [1, 2])
def test_the_clock_changes_answers_when_it_passes_what_they_compared_it_with(builds: Any, hours: int) -> None:
    world = builds(bottom=Recipe("packed", (IN_AN_HOUR,)), other=Recipe("packed", (LEAF,)))
    world.run("bottom", "other")
    world.wait(hours=hours)
    assert followed(world, "bottom", "other") == {"bottom": 1}
    world.wait(hours=10)
    assert followed(world, "bottom", "other") == {}
    world.wait(hours=-20)
    assert followed(world, "bottom", "other") == {"bottom": 1}


def test_the_clock_changes_nothing_before_that(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (IN_AN_HOUR,)))
    world.run("bottom")
    world.wait(minutes=59, seconds=59.999)
    assert followed(world, "bottom") == {}


def test_the_next_change_is_the_first_moment_that_some_answer_waits_for(builds: Any) -> None:
    later: Step = ("clock", (operator.lt, NOON + timedelta(hours=5)))
    world = builds(one=Recipe("packed", (later, IN_AN_HOUR)), two=Recipe("packed", (later,)))
    world.run("one", "two")
    assert next_change(world) == (NOON + timedelta(hours=1)).timestamp()
    world.wait(hours=6)
    world.run("one", "two")
    assert next_change(world) is None


def next_change(builds: Builds) -> float | None:
    with closing(Ledger(builds.path)) as ledger:
        return ledger.next_change()


def test_a_build_that_fails_leaves_what_was_known_as_it_was(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (LEAF,), size=9))
    world.run("bottom")
    world.set("blad", 1)
    begun, memo = world.begin()
    ask(begun, "bottom")
    memo.flush()
    memo.ledger.rollback()
    memo.ledger.close()
    world.set("blad", 0)
    assert followed(world, "bottom") == {}


def interrupted(builds: Builds, *names: str) -> None:
    """A build that other processes have seen some of when it is killed."""
    begun, memo = builds.begin()
    for name in names:
        memo.ledger.forget("\x1f".join(key(begun, name)))
        ask(begun, name)
    memo.flush()
    memo.ledger.show()
    memo.ledger.close()


def test_what_an_interrupted_build_found_is_not_known(builds: Any) -> None:
    """Whatever it was to be used for may never have come to be."""
    world = builds(bottom=Recipe("packed", (LEAF,), size=9), top=Recipe("packed", reads("bottom"), size=9))
    world.run("top")
    interrupted(world, "top")
    begun, memo = world.begin()
    assert memo.suspected(key(begun, "top")[0]) == [key(begun, "top")]
    assert not memo.is_same(begun, key(begun, "top"))
    ask(begun, "top")
    assert memo.found_anew(key(begun, "top")[0]) == [key(begun, "top")]


def test_what_is_found_after_an_interrupted_build_is_remembered(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (LEAF,), size=9), top=Recipe("packed", reads("bottom"), size=9))
    world.run("top")
    world.set("blad", 1)
    interrupted(world, "top")
    assert followed(world, "top") == {"top": 1, "bottom": 1}
    assert followed(world, "top") == {}
    world.set("blad", 2)
    assert followed(world, "top") == {"top": 1, "bottom": 1}
