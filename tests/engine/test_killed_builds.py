"""A build that is killed, at whatever step, leaves whole files, and the next build leaves nothing of it.

Some steps are tried each time; with ``HYPOTHESIS_PROFILE=mange`` all of them are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from plugins.engine import press
from tests.engine.edited_town import Town, many_processes
from tests.engine.killing import halved, in_a_process, killed_at

MANY = os.environ.get("HYPOTHESIS_PROFILE") == "mange"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("by"))


@pytest.fixture(autouse=True)
def _as_it_was(request: pytest.FixtureRequest) -> None:
    if "town" in request.fixturenames:
        request.getfixturevalue("town").saved.put_back()


def each_killed(build: Callable[[], object], apart: int = 1) -> Iterator[int]:
    """Each step that a build was killed at, as long as there are any left; farther and farther apart."""
    for number in count():
        step = number if MANY else apart * number * (number + 3) // 2
        if not killed_at(step, build):
            return
        yield step


def test_killed_anywhere_in_an_edit(town: Town) -> None:
    tried = 0
    for _ in each_killed(town.build):
        town.assert_whole()
        town.assert_next_build_is_right()
        town.saved.put_back()
        tried += 1
    assert tried > 8


def test_killed_again_while_it_mends(town: Town) -> None:
    for _ in each_killed(town.build, apart=5):
        for _ in each_killed(town.build, apart=5):
            town.assert_whole()
        town.assert_next_build_is_right()
        town.saved.put_back()


def test_killed_with_other_processes_at_work(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    many_processes(monkeypatch)
    for _ in each_killed(town.build):
        town.assert_whole()
        town.assert_next_build_is_right()
        town.saved.put_back()


def test_killed_in_the_middle_of_a_file(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(press, "_write", halved)
        assert in_a_process(town.build) != 0
    assert town.site() == town.old
    town.assert_next_build_is_right()


def test_before_all_is_decided_the_old_site_stands_and_after_that_the_new_one_comes(town: Town) -> None:
    """There is one moment; a killed build is never neither."""
    stood = []
    for _ in each_killed(town.build):
        if town.site() != town.old:
            break
        stood.append(True)
        town.saved.put_back()
    assert len(stood) > 3


def test_killed_in_the_first_build(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.forget()
    for _ in each_killed(town.build, apart=12):
        town.assert_whole()
        town.assert_next_build_is_right()
        town.forget()


def test_killed_while_publishing_compressed_copies(tmp_path: Path) -> None:
    town = Town(tmp_path, publish=True)
    for _ in each_killed(town.build, apart=5):
        town.assert_whole()
        town.assert_next_build_is_right()
        town.saved.put_back()
