"""Queries: functions whose answers can be remembered. What remembers them is handed in with the world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar, cast

from plugins.model.clock import Now

P = ParamSpec("P")
R = TypeVar("R")
W = TypeVar("W", bound="World")

Key = tuple[str, ...]
"""The name of a query and its arguments, which are text."""

Kept = Literal["packed", "pickled", "forgotten", "opaque", "inlined"]

Held = Literal["build", "while", "batch", "no"]


class Memo(Protocol):
    """Answers queries, remembered or computed. ``PlainMemo`` and ``TracingMemo`` answer the same."""

    @property
    def now(self) -> Now:
        """The clock; every comparison with it belongs to the query that is being answered."""
        ...

    def answer(self, world: Any, query: Query, arguments: tuple[str, ...]) -> Any:
        """What ``query`` answers; part of what the query that asks has read."""
        ...

    def read(self, leaf: str) -> bytes:
        """Note that the query being answered reads ``leaf``: whatever comes from outside the queries.

        Gives the leaf's hash, for an answer that must be another when the leaf is; empty where none is kept.
        """
        ...


class World(Protocol):
    """What queries are asked of: it carries the memo, and where leaves are read from."""

    memo: Memo

    def forked(self) -> None:
        """Open anew what a forked process may not share with its parent."""


@dataclass(frozen=True)
class Query:
    """A query by name. ``kept`` says how its answer is stored between builds.

    «packed»: as JSON, read back by the function's own return type; equal answers have equal bytes, so whoever
    asked is left alone when the answer is equal. «pickled»: for what JSON cannot hold; it counts as
    changed whenever something it read has. «forgotten»: only what it read and a hash of it is stored, and
    the answer is computed again when it is asked for. «opaque»: forgotten, and without a hash of its own;
    for what lives in the process alone. «inlined»: no answer of its own, but a part of whatever asks.
    ``held`` answers stay in memory: all the build, while others of the same query have not taken their
    places, or as long as one batch of queries is asked. What is not held is most often asked for once.
    """

    name: str
    function: Callable[..., Any]
    kept: Kept
    held: Held


_QUERIES: dict[str, Query] = {}


def find_query(name: str) -> Query:
    """The query that a stored key names («plugins.views.pages:page_output»); its module is loaded."""
    if name not in _QUERIES:
        import_module(name.partition(":")[0])
    return _QUERIES[name]


def query(
    kept: Kept = "packed", *, held: Held = "build"
) -> Callable[[Callable[Concatenate[W, P], R]], Callable[Concatenate[W, P], R]]:
    """Make a function (or method) whose first argument is the world, and the others text, a query.

    Its answer must be immutable, and depend on nothing but arguments, queries, leaves and the clock.
    """

    def decorate(function: Callable[Concatenate[W, P], R]) -> Callable[Concatenate[W, P], R]:
        made = Query(f"{function.__module__}:{function.__qualname__}", function, kept, held)
        _QUERIES[made.name] = made

        @wraps(function)
        def ask(world: W, *args: P.args, **kwargs: P.kwargs) -> R:
            answer: R = world.memo.answer(world, made, args)  # type: ignore[arg-type]
            return answer

        ask.query = made  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[W, P], R]", ask)

    return decorate


def ask(world: World, key: Key) -> Any:
    """What the query that ``key`` names answers."""
    return world.memo.answer(world, find_query(key[0]), key[1:])


def key_of(function: Callable[..., Any], *arguments: str) -> Key:
    """The key of a query with its arguments, without asking it."""
    made: Query = function.query  # type: ignore[attr-defined]
    return (made.name, *arguments)


class PlainMemo:
    """Remembers answers for as long as it lives, and nothing of how they came about."""

    def __init__(self, now: Now) -> None:
        self.now = now
        self._answers: dict[Key, Any] = {}

    def answer(self, world: Any, query: Query, arguments: tuple[str, ...]) -> Any:
        """Compute each answer once."""
        key = (query.name, *arguments)
        if key not in self._answers:
            self._answers[key] = query.function(world, *arguments)
        return self._answers[key]

    def read(self, leaf: str) -> bytes:
        """Nothing is noted."""
        return b""
