"""An invented world: queries whose code is given by the test, over leaves and the clock.

Each query has a *recipe*: the steps that it takes, one by one. What it has gathered so far may decide what
it reads next, and its answer is a small number: answers are often equal when what they rest on is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from plugins.memo.ledger import Ledger
from plugins.memo.query import Key, Memo, PlainMemo, key_of, query
from plugins.memo.trace import TracingMemo
from plugins.model.clock import OSLO, Now

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)

Kind = Literal["packed", "let_go", "pickled", "forgotten", "opaque", "inlined"]
Step = tuple[Literal["leaf", "query", "clock", "day", "fork"], Any]


@dataclass(frozen=True)
class Recipe:
    """How one query answers. ``size`` is how many answers it can give."""

    kind: Kind
    steps: tuple[Step, ...]
    size: int = 3


@dataclass
class World:
    """Leaves and recipes; ``calls`` counts how often each recipe was followed."""

    recipes: Mapping[str, Recipe]
    leaves: Mapping[str, int]
    memo: Memo
    calls: Counter[str] = field(default_factory=Counter)
    trouble: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    """What happens, by the recipe that it happens in."""
    forks: int = 0

    def forked(self) -> None:
        """Count the processes that this one was forked in."""
        self.forks += 1

    def follow(self, name: str) -> tuple[int, ...]:
        """What the recipe comes to."""
        self.calls[name] += 1
        if name in self.trouble:
            self.trouble[name]()
        recipe, gathered = self.recipes[name], 0
        for step in recipe.steps:
            gathered = 5 * gathered + self._take(step, gathered) + 1
        return (gathered % recipe.size,)

    def _take(self, step: Step, gathered: int) -> int:
        what, of = step
        if what == "leaf":
            self.memo.read(of)
            return self.leaves.get(of, -1)
        if what == "query":
            return ask(self, of)[0]
        if what == "clock":
            compare, moment = of
            return int(compare(self.memo.now, moment))
        if what == "day":
            compare, day = of
            return int(compare(self.memo.now.date(), day))
        return self._take(of[gathered % 2], gathered)


@query()
def packed(world: World, name: str) -> tuple[int, ...]:
    """An answer that is kept as JSON."""
    return world.follow(name)


@query(held="no")
def let_go(world: World, name: str) -> tuple[int, ...]:
    """The same, without staying in memory."""
    return world.follow(name)


@query("pickled", held="no")
def pickled(world: World, name: str) -> tuple[int, ...]:
    """An answer that is kept as a pickle."""
    return world.follow(name)


@query("forgotten", held="no")
def forgotten(world: World, name: str) -> tuple[int, ...]:
    """An answer that is computed again when it is asked for."""
    return world.follow(name)


@query("opaque")
def opaque(world: World, name: str) -> tuple[int, ...]:
    """An answer that lives in the process alone."""
    return world.follow(name)


@query("inlined")
def inlined(world: World, name: str) -> tuple[int, ...]:
    """An answer that is a part of whatever asks."""
    return world.follow(name)


KINDS: dict[Kind, Callable[[World, str], tuple[int, ...]]] = {
    "packed": packed,
    "let_go": let_go,
    "pickled": pickled,
    "forgotten": forgotten,
    "opaque": opaque,
    "inlined": inlined,
}


def ask(world: World, name: str) -> tuple[int, ...]:
    """What the query of a recipe answers."""
    return KINDS[world.recipes[name].kind](world, name)


def key(world: World, name: str) -> Key:
    """The key of the query of a recipe."""
    return key_of(KINDS[world.recipes[name].kind], name)


def hashes(leaves: Mapping[str, int]) -> dict[str, bytes]:
    """The leaves as a memo knows them."""
    return {name: blake2b(str(value).encode(), digest_size=16).digest() for name, value in leaves.items()}


class Builds:
    """Builds upon one ledger. Leaves and clock are set between them."""

    def __init__(self, path: Path, recipes: Mapping[str, Recipe], leaves: Mapping[str, int]) -> None:
        self.path, self.recipes, self.leaves = path, recipes, dict(leaves)
        self.moment = NOON
        self.named = set(leaves)
        """All leaves there have ever been."""

    def set(self, leaf: str, value: int | None) -> None:
        """Change a leaf; None takes it away."""
        self.named.add(leaf)
        if value is None:
            self.leaves.pop(leaf, None)
        else:
            self.leaves[leaf] = value

    def wait(self, **time: float) -> None:
        """Move the clock, also backwards."""
        self.moment += timedelta(**time)

    def begin(self) -> tuple[World, TracingMemo]:
        """A build that has begun: it knows what it suspects."""
        ledger = Ledger(self.path)
        if ledger.about("settled") is None:
            ledger.forget_all()
        now = hashes(self.leaves)
        memo = TracingMemo(ledger, now, self.moment, ledger.store)
        memo.suspect({name: now.get(name, b"") for name in self.named})
        return World(self.recipes, dict(self.leaves), memo), memo

    def plain(self) -> World:
        """The same world as it is without a memory."""
        return World(self.recipes, dict(self.leaves), PlainMemo(Now(self.moment)))

    def run(self, *names: str) -> tuple[World, TracingMemo, dict[str, tuple[int, ...]]]:
        """A whole build that asks these; gives the answers."""
        world, memo = self.begin()
        answers = {name: ask(world, name) for name in names}
        finish(memo)
        return world, memo, answers


def finish(memo: TracingMemo) -> None:
    """The end of a build that went well."""
    memo.flush()
    memo.ledger.settle(memo.resolved)
    memo.ledger.commit()
    memo.ledger.close()


def kill(memo: TracingMemo) -> None:
    """The end of a build that did not: what was committed stays, and nothing else."""
    memo.ledger.close()
