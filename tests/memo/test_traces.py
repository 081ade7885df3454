"""What is asked again, and what is left alone: one behaviour at a time."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from plugins.memo import trace
from plugins.memo.query import PlainMemo
from plugins.model.clock import Now
from plugins.model.errors import ContentError, Problem
from tests.memo.invented import NOON, Builds, Kind, Recipe, Step, World, ask, finish, key

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


def test_nothing_is_asked_twice_in_a_build(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (LEAF,)), top=Recipe("packed", reads("bottom", "bottom")))
    assert followed(world, "top", "top", "bottom") == {"top": 1, "bottom": 1}


def test_nothing_is_asked_again_when_nothing_has_changed(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (LEAF,)), top=Recipe("packed", reads("bottom")))
    world.run("top")
    assert followed(world, "top") == {}


def test_only_what_rests_on_a_changed_leaf_is_asked_again(builds: Any) -> None:
    world = builds(
        one=Recipe("packed", (LEAF,)),
        two=Recipe("packed", (("leaf", "annet"),)),
        top=Recipe("packed", reads("two")),
    )
    world.run("one", "top")
    world.set("blad", 1)
    assert followed(world, "one", "top") == {"one": 1}


@pytest.mark.parametrize("kind", ["packed", "let_go", "forgotten"])
def test_who_asked_is_left_alone_when_the_answer_is_equal(builds: Any, kind: Kind) -> None:
    world = builds(
        bottom=Recipe(kind, (LEAF,), size=1),
        middle=Recipe("packed", reads("bottom")),
        top=Recipe("packed", reads("middle")),
    )
    world.run("top")
    world.set("blad", 1)
    assert followed(world, "top") == {"bottom": 1}


@pytest.mark.parametrize("kind", ["pickled", "opaque"])
def test_who_asked_is_asked_again_when_equality_cannot_be_told(builds: Any, kind: Kind) -> None:
    world = builds(
        bottom=Recipe(kind, (LEAF,), size=1),
        middle=Recipe("packed", reads("bottom"), size=1),
        top=Recipe("packed", reads("middle")),
    )
    world.run("top")
    world.set("blad", 1)
    assert followed(world, "top") == {"bottom": 1, "middle": 1}


@pytest.mark.parametrize(
    ("kind", "again"), [("packed", 0), ("let_go", 0), ("pickled", 0), ("forgotten", 1), ("opaque", 1)]
)
def test_an_answer_that_is_stored_need_not_be_computed_for_another(
    builds: Any, kind: Kind, again: int
) -> None:
    world = builds(bottom=Recipe(kind, (LEAF,)), top=Recipe("packed", (*reads("bottom"), ("leaf", "annet"))))
    world.run("top")
    world.set("annet", 1)
    assert followed(world, "top").get("bottom", 0) == again


def test_what_a_forgotten_answer_reads_is_no_news_to_who_asks(builds: Any) -> None:
    world = builds(
        bottom=Recipe("packed", (LEAF,)),
        forgotten=Recipe("forgotten", reads("bottom"), size=1),
        top=Recipe("packed", (*reads("forgotten"), ("leaf", "annet"))),
    )
    world.run("top")
    world.set("annet", 1)
    world.run("top")
    world.set("blad", 1)
    assert followed(world, "top") == {"bottom": 1, "forgotten": 1}


def test_an_inlined_answer_is_part_of_who_asks(builds: Any) -> None:
    world = builds(
        part=Recipe("inlined", (LEAF,), size=1),
        one=Recipe("packed", reads("part", "part")),
        two=Recipe("packed", reads("part")),
    )
    assert followed(world, "one", "two") == {"part": 3, "one": 1, "two": 1}
    assert followed(world, "one", "two") == {}
    world.set("blad", 1)
    begun, memo, _ = world.run("one")
    assert begun.calls == {"part": 2, "one": 1}
    assert memo.why(key(begun, "one")) == "blad"


def test_what_was_not_read_does_not_matter_until_it_is(builds: Any) -> None:
    """What the leaf says decides which of the two is read."""
    world = builds(
        odd=Recipe("packed", (("leaf", "odde"),)),
        even=Recipe("packed", (("leaf", "like"),)),
        top=Recipe("packed", (LEAF, ("fork", reads("even", "odd")))),
    )
    assert followed(world, "top") == {"top": 1, "odd": 1}
    world.set("like", 1)
    assert followed(world, "top") == {}
    world.set("blad", 1)
    assert followed(world, "top") == {"top": 1, "even": 1}
    world.set("odde", 1)
    begun, memo = world.begin()
    assert memo.holds_unseen(key(begun, "top"))


def test_a_leaf_that_is_not_there_is_read_like_any_other(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (("leaf", "borte"),), size=100))
    world.named.add("borte")
    world.run("bottom")
    assert followed(world, "bottom") == {}
    world.set("borte", 7)
    assert followed(world, "bottom") == {"bottom": 1}
    world.set("borte", None)
    assert followed(world, "bottom") == {"bottom": 1}
    assert followed(world, "bottom") == {}


def test_what_nobody_asks_for_any_more_is_forgotten(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (LEAF,)), top=Recipe("packed", (("leaf", "annet"),)))
    world.run("bottom", "top")
    world.set("blad", 1)
    world.run("top")
    begun, memo = world.begin()
    assert memo.ledger.row("\x1f".join(key(begun, "bottom"))) is None
    assert memo.holds_unseen(key(begun, "top"))


def test_a_query_that_fails_is_asked_again(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (LEAF,)), top=Recipe("packed", reads("bottom")))
    begun, memo = world.begin()
    begun.trouble = {"bottom": _raise}
    with pytest.raises(LookupError):
        ask(begun, "top")
    begun.trouble = {}
    assert ask(begun, "top") == ask(world.plain(), "top")
    finish(memo)
    assert followed(world, "top") == {}


def _raise() -> None:
    raise LookupError


@pytest.mark.parametrize("kind", ["packed", "forgotten", "opaque"])
def test_a_query_that_asks_for_itself_is_told(builds: Any, kind: Kind) -> None:
    world = builds(one=Recipe(kind, reads("two")), two=Recipe("packed", reads("one")))
    begun, _ = world.begin()
    with pytest.raises(RecursionError, match="asks for itself"):
        ask(begun, "one")


def test_without_a_memory_it_raises_too() -> None:
    recipes = {"one": Recipe("packed", reads("one"))}
    with pytest.raises(RecursionError):
        ask(World(recipes, {}, PlainMemo(Now(NOON))), "one")


def test_why_names_the_leaf_at_the_bottom(builds: Any) -> None:
    world = builds(
        bottom=Recipe("packed", (LEAF,), size=9),
        middle=Recipe("pickled", reads("bottom")),
        top=Recipe("packed", (*reads("middle"), IN_AN_HOUR)),
        new=Recipe("packed", reads("middle")),
    )
    world.run("top")
    begun, memo, _ = world.run("top", "new")
    assert memo.why(key(begun, "new")) == ""
    assert memo.why(key(begun, "top")) is None
    world.set("blad", 1)
    begun, memo, _ = world.run("top")
    assert [memo.why(key(begun, name)) for name in ("top", "middle", "bottom")] == ["blad"] * 3
    world.wait(hours=2)
    begun, memo, _ = world.run("top")
    assert memo.why(key(begun, "top")) == "klokka"
    assert memo.why(key(begun, "bottom")) is None


def test_suspects_are_told_by_name_until_they_are_known_to_hold(builds: Any) -> None:
    world = builds(
        bottom=Recipe("packed", (LEAF,), size=1),
        top=Recipe("let_go", reads("bottom")),
        other=Recipe("let_go", ()),
    )
    world.run("top", "other")
    world.set("blad", 1)
    begun, memo = world.begin()
    assert memo.suspected(key(begun, "top")[0]) == [key(begun, "top")]
    assert memo.holds_unseen(key(begun, "other"))
    never_asked = ("tests.memo.invented:let_go", "never asked")
    wanted = [key(begun, "other"), key(begun, "top"), never_asked]
    assert memo.stale(wanted) == [key(begun, "top"), never_asked]
    assert not memo.holds_unseen(key(begun, "top"))
    assert memo.is_same(begun, key(begun, "top"))
    assert memo.holds_unseen(key(begun, "top"))
    assert memo.found_anew(key(begun, "top")[0]) == []


def test_a_changed_answer_is_not_the_same(builds: Any) -> None:
    world = builds(bottom=Recipe("packed", (LEAF,), size=9))
    begun, memo = world.begin()
    assert not memo.is_same(begun, key(begun, "bottom"))
    memo.ledger.close()
    world.run("bottom")
    world.set("blad", 1)
    begun, memo = world.begin()
    assert not memo.is_same(begun, key(begun, "bottom"))
    assert memo.found_anew(key(begun, "bottom")[0]) == [key(begun, "bottom")]


def test_what_many_read_clears_them_when_it_is_as_it_was(
    builds: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "_MANY", 0)
    monkeypatch.setattr(trace, "_FAR", 3)
    readers = {f"side-{number}": Recipe("packed", reads("liste")) for number in range(3)}
    world = builds(liste=Recipe("packed", (LEAF,), size=1), alene=Recipe("packed", (LEAF,)), **readers)
    world.run("alene", *readers)
    world.set("blad", 1)
    begun, memo = world.begin()
    memo.narrow(begun)
    assert begun.calls == {"liste": 1}
    assert [memo.holds_unseen(key(begun, name)) for name in ("alene", *readers)] == [False, True, True, True]
    finish(memo)


def test_what_has_read_the_change_itself_clears_all_that_rests_on_it(
    builds: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "_MANY", 0)
    lists = {f"liste-{number}": Recipe("packed", reads("dager")) for number in range(2)}
    pages = {f"side-{number}": Recipe("packed", reads(f"liste-{number}")) for number in range(2)}
    world = builds(dager=Recipe("packed", (LEAF,), size=1), **lists, **pages)
    world.run(*pages)
    world.set("blad", 1)
    begun, memo = world.begin()
    memo.narrow(begun)
    assert begun.calls == {"dager": 1}
    assert all(memo.holds_unseen(key(begun, name)) for name in (*lists, *pages))
    finish(memo)


def test_what_many_read_and_cannot_be_had_leaves_them_suspect(
    builds: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "_MANY", 0)
    monkeypatch.setattr(trace, "_NEAR", 1)
    world = builds(liste=Recipe("packed", (LEAF,)), side=Recipe("packed", reads("liste")))
    world.run("side")
    world.set("blad", 1)
    begun, memo = world.begin()

    def refuse() -> None:
        raise ContentError([Problem("fil.md", 1, "borte", "legg den tilbake")])

    begun.trouble = {"liste": refuse}
    memo.narrow(begun)
    assert not memo.holds_unseen(key(begun, "side"))
    finish(memo)
