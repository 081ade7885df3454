"""A ledger that cannot be used is thrown away, since all that it knows can be found again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.memo.ledger import Ledger
from plugins.memo.ledger_file import open_ledger
from tests.memo.invented import Builds, Recipe, ask

RECIPES = {f"q{number}": Recipe("packed", (("leaf", "blad"),), size=9) for number in range(200)}


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    """A world that has been built."""
    made = Builds(tmp_path / "husket.db", RECIPES, {"blad": 0})
    made.run(*RECIPES)
    return made


def _other_form(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.execute("DROP TABLE reads")


def _of_another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE node (navn TEXT)")


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _no_first_page(path: Path) -> None:
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])


DAMAGES: list[Callable[[Path], object]] = [
    lambda path: path.write_bytes(b""),
    lambda path: path.write_text("ikke en database " * 1000, "utf-8"),
    _half,
    _no_first_page,
    _other_form,
    _of_another_program,
    Path.unlink,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger_is_begun_anew(builds: Builds, damage: Callable[[Path], object]) -> None:
    damage(builds.path)
    world, _, answers = builds.run(*RECIPES)
    assert answers == {name: ask(builds.plain(), name) for name in RECIPES}
    assert len(world.calls) == len(RECIPES)
    again, _, _ = builds.run(*RECIPES)
    assert not again.calls


def test_damage_that_is_met_later_does_not_hinder_beginning_anew(builds: Builds) -> None:
    content = builds.path.read_bytes()
    builds.path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    try:
        ledger = Ledger(builds.path)
        ledger.forget_all()
        ledger.commit()
        ledger.close()
    except sqlite3.DatabaseError as error:
        pytest.fail(str(error))
    assert len(builds.run(*RECIPES)[0].calls) == len(RECIPES)


def test_a_ledger_that_is_in_use_is_not_thrown_away(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(sqlite3, "connect", locked)
    with pytest.raises(sqlite3.OperationalError):
        open_ledger(builds.path)
    monkeypatch.undo()
    assert not builds.run(*RECIPES)[0].calls


def test_what_lies_beside_the_answers_is_kept_with_them(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "husket.db")
    assert ledger.about("identitet") is None
    ledger.set_about("identitet", b"en")
    ledger.commit()
    ledger.set_about("identitet", b"to")
    ledger.close()
    assert Ledger(tmp_path / "husket.db").about("identitet") == b"en"


def test_outputs_are_known_by_maker_and_by_place(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "husket.db")
    ledger.outputs.note(
        [
            ("nettsted:a/index.html", "side a", "1", "x"),
            ("nettsted:a.css", "side a", "2", "y"),
            ("nettsted:b/index.html", "side b", "3", "z"),
        ]
    )
    assert ledger.outputs.of("side a") == {"nettsted:a/index.html": "1", "nettsted:a.css": "2"}
    assert ledger.outputs.makers() == {"side a", "side b"}
    assert ledger.outputs.count(".html") == 2
    ledger.outputs.note([("nettsted:b/index.html", "side a", "4", "z")])
    ledger.outputs.drop(["nettsted:a.css"])
    assert sorted(ledger.outputs.stamped()) == [
        ("nettsted:a/index.html", "side a", "x"),
        ("nettsted:b/index.html", "side a", "z"),
    ]


def test_the_journal_is_done_in_order_and_cleared(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "husket.db")
    noted = [("nettsted:b", "2"), ("nettsted:a", "1"), ("nettsted:b", "")]
    ledger.outputs.journal(noted)
    assert ledger.outputs.journalled() == noted
    ledger.outputs.clear_journal()
    assert ledger.outputs.journalled() == []
