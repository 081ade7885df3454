"""Whatever happens between builds and during them, what is remembered answers as if nothing were."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.memo import at_hand, trace, workers
from plugins.memo.trace import TracingMemo
from plugins.memo.workers import bring_up_all
from tests.memo.invented import KINDS, NOON, Builds, Recipe, Step, World, ask, finish, key, kill

LEAVES = tuple(f"blad-{number}" for number in range(5))
COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge)
MOMENTS = [NOON + timedelta(minutes=30 * number) for number in range(-4, 5)]
DAYS = [NOON.date() + timedelta(days=number) for number in (-1, 0, 1)]

reads_leaf = st.tuples(st.just("leaf"), st.sampled_from(LEAVES))
reads_clock = st.tuples(st.just("clock"), st.tuples(st.sampled_from(COMPARISONS), st.sampled_from(MOMENTS)))
reads_day = st.tuples(
    st.just("day"), st.tuples(st.sampled_from([*COMPARISONS, operator.eq]), st.sampled_from(DAYS))
)


def steps(above: Sequence[str]) -> st.SearchStrategy[Step]:
    """What a recipe may do: read leaves, the clock, and the queries above it."""
    simple = [reads_leaf, reads_leaf, reads_clock, reads_day]
    if above:
        simple += 3 * [st.tuples(st.just("query"), st.sampled_from(above))]
    one: Any = st.one_of(*simple)
    return st.one_of(one, one, st.tuples(st.just("fork"), st.tuples(one, one)))


@st.composite
def recipes(draw: st.DrawFn) -> dict[str, Recipe]:
    """A world without circles."""
    made: dict[str, Recipe] = {}
    for number in range(draw(st.integers(3, 9))):
        made[f"q{number}"] = Recipe(
            draw(st.sampled_from(list(KINDS))) if number else "packed",
            tuple(draw(st.lists(steps(list(made)), min_size=1, max_size=4))),
            draw(st.sampled_from([2, 3, 4, 1])),
        )
    return made


changes = st.one_of(
    st.tuples(st.just("set"), st.sampled_from(LEAVES), st.none() | st.integers(0, 3)),
    st.tuples(st.just("wait"), st.sampled_from([-1440, -60, -30, -1, 1, 30, 60, 1440]), st.none()),
)
ENDINGS = ("done", "done", "done", "failed", "killed", "killed halfway")
rounds = st.tuples(
    st.lists(changes, max_size=3),
    st.sampled_from(ENDINGS),
    st.lists(st.integers(0, 8), min_size=1, max_size=5),
)
"""What happens before a build, how it ends, and what it asks."""

Gather = Callable[[TracingMemo, World, list[str]], None]


class Life:
    """Builds with what happens between them; each that is done is held against a world without a memory."""

    def __init__(self, path: Path, recipes: dict[str, Recipe], gather: Gather) -> None:
        self.builds = Builds(path, recipes, dict.fromkeys(LEAVES[:-1], 0))
        self.gather = gather
        self.settled: dict[str, tuple[int, ...]] = {}

    def live(self, before: list[Any], ending: str, numbers: list[int]) -> None:
        for what, one, two in before:
            if what == "set":
                self.builds.set(one, two)
            else:
                self.builds.wait(minutes=one)
        names = [name for name, recipe in self.builds.recipes.items() if recipe.kind != "inlined"]
        self.build(ending, [names[-1 - number % len(names)] for number in numbers])

    def build(self, ending: str, wanted: list[str]) -> None:
        world, memo = self.builds.begin()
        self.gather(memo, world, wanted)
        answers = {name: ask(world, name) for name in wanted}
        plain = self.builds.plain()
        assert answers == {name: ask(plain, name) for name in wanted}
        if ending == "done":
            self._every_change_was_noticed(memo, world, answers)
            finish(memo)
        elif ending == "failed":
            memo.flush()
            memo.ledger.rollback()
            memo.ledger.close()
        elif ending == "killed":
            kill(memo)
        else:
            memo.flush()
            memo.ledger.show()
            kill(memo)
            self.settled.clear()

    def _every_change_was_noticed(
        self, memo: TracingMemo, world: World, answers: dict[str, tuple[int, ...]]
    ) -> None:
        """Files are made of what was found anew: among it is what answers otherwise than last time."""
        for name, answer in answers.items():
            if self.settled.get(name, answer) != answer:
                assert key(world, name) in memo.found_anew(key(world, name)[0])
        self.settled = answers


def one_by_one(memo: TracingMemo, world: World, wanted: list[str]) -> None:
    for name in wanted:
        memo.bring_up(world, key(world, name))


def by_two_processes(memo: TracingMemo, world: World, wanted: list[str]) -> None:
    with (
        patch.object(workers, "ENOUGH", 1),
        patch.object(workers, "START_SECONDS", -1),
        patch.object(workers, "_TRIAL", 0),
    ):
        bring_up_all(memo, world, [[key(world, name)] for name in wanted], processes=2)


def narrowed(memo: TracingMemo, world: World, wanted: list[str]) -> None:
    with patch.object(trace, "_MANY", 0), patch.object(trace, "_NEAR", 1), patch.object(trace, "_FAR", 1):
        memo.narrow(world)
    one_by_one(memo, world, wanted)


def live(world: dict[str, Recipe], life: list[Any], gather: Gather, batch: int) -> None:
    with (
        TemporaryDirectory() as folder,
        patch.object(trace, "_BATCH", batch),
        patch.object(at_hand, "_RECENT", 1),
    ):
        lived = Life(Path(folder) / "husket.db", world, gather)
        for one in life:
            lived.live(*one)


@settings(deadline=None, max_examples=150)
@given(recipes(), st.lists(rounds, min_size=2, max_size=10), st.sampled_from([1, 3, 400]))
def test_what_is_remembered_answers_as_what_is_computed(
    world: dict[str, Recipe], life: list[Any], batch: int
) -> None:
    live(world, life, one_by_one, batch)


@settings(deadline=None, max_examples=150)
@given(recipes(), st.lists(rounds, min_size=2, max_size=10), st.sampled_from([1, 3, 400]))
def test_what_is_shared_may_be_found_out_first(world: dict[str, Recipe], life: list[Any], batch: int) -> None:
    live(world, life, narrowed, batch)


@settings(deadline=None, max_examples=12)
@given(recipes(), st.lists(rounds, min_size=2, max_size=4), st.sampled_from([1, 3, 400]))
def test_two_processes_answer_as_one(world: dict[str, Recipe], life: list[Any], batch: int) -> None:
    live(world, life, by_two_processes, batch)
