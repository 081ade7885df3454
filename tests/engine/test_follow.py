"""The resident builder ends when it is told to, wherever it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.engine.follow import Follower
from plugins.model.state import State


@pytest.fixture
def follower(tmp_path: Path) -> Follower:
    content = tmp_path / "innhold"
    content.mkdir()
    return Follower(content, tmp_path / "ut", State(tmp_path / "tilstand"))


def test_an_end_that_python_passes_over_is_not_forgotten(follower: Follower) -> None:
    with pytest.raises(SystemExit):  # as a finalizer would hide it
        follower.end()

    assert list(follower.changes()) == []


def test_what_changed_before_the_watching_began_is_built(follower: Follower) -> None:
    assert next(follower.changes()) == []


def test_a_folder_put_in_anothers_place_is_followed_from_then_on(follower: Follower, tmp_path: Path) -> None:
    changes = follower.changes()
    next(changes)
    follower.content.rename(tmp_path / "gammelt")
    follower.content.mkdir()
    next(changes)
    page = follower.content / "side.md"
    told: list[str] = []
    for _ in range(50):  # the watch may begin after the first of the edits
        page.write_text("Ny.", "utf-8")
        told = next(changes)
        if str(page) in told:
            break
    assert str(page) in told
