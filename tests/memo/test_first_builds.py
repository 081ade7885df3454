"""A first build, where all is new: what it need not hold, since the ledger has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.memo.trace import SEPARATOR
from tests.memo.invented import Builds, Recipe, ask, finish, key


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    """Two queries whose answers are not held."""
    recipe = Recipe("let_go", (("leaf", "blad"),), size=9)
    return Builds(tmp_path / "husket.db", {"side": recipe, "annen": recipe}, {"blad": 0})


def test_in_a_first_build_the_ledger_tells_what_is_not_held(builds: Builds) -> None:
    begun, memo = builds.begin()
    answers = {name: ask(begun, name) for name in ("side", "annen")}
    memo.flush()
    memo.end_batch()
    assert {name: ask(begun, name) for name in ("side", "annen")} == answers
    assert begun.calls == {"side": 1, "annen": 1}
    assert memo.all_of(key(begun, "side")[0]) == {
        SEPARATOR.join(key(begun, name)): answer for name, answer in answers.items()
    }
    finish(memo)


def test_in_a_first_build_a_batch_may_end_before_what_it_found_is_handed_on(builds: Builds) -> None:
    begun, memo = builds.begin()
    first = memo.bring_up(begun, key(begun, "side"))
    memo.end_batch()
    assert memo.bring_up(begun, key(begun, "side")) == first
    assert begun.calls == {"side": 1}
    finish(memo)
