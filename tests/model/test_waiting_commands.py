"""Commands that change state take turns, and say what they wait for."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

import pytest

from plugins.model.state import State
from tests.conftest import ROOT
from tests.search.corpus import town, write_documents
from tests.town_builder import NOW, TOWN

BUILD = ("plugins.engine", "--content", str(TOWN))
IMPORT = ("plugins.importers", str(TOWN / "data" / "leveranser"))
INDEX = ("search", "index")


@pytest.fixture
def state(tmp_path: Path) -> State:
    state = State(tmp_path / "var")
    write_documents(state.documents, town())
    return state


def begun(state: State, module: str, *arguments: str) -> subprocess.Popen[str]:
    """One of the project's own commands on ``state``."""
    places = {"STATE": str(state.root), "OUTPUT": str(state.root.parent / "output"), "NAA": NOW.isoformat()}
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **places},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ours(state: State) -> AbstractContextManager[object]:
    return state.lock("importen")


def somebody_elses(state: State) -> IO[str]:
    handle = (state.root / "las").open("w")
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


@pytest.mark.parametrize("command", [BUILD, IMPORT, INDEX], ids=["build", "import", "index"])
@pytest.mark.parametrize(
    ("held", "by"),
    [
        (ours, f"importen (prosess {os.getpid()})"),
        (somebody_elses, "et bygg, en import eller en indeksering"),
    ],
    ids=["ours", "somebody else's"],
)
def test_a_command_that_waits_says_what_for_and_goes_on(
    state: State,
    command: tuple[str, ...],
    held: Callable[[State], AbstractContextManager[object]],
    by: str,
) -> None:
    with held(state):
        process = begun(state, *command)
        assert process.stderr is not None
        told = process.stderr.readline()
        assert told == f"Venter på {by}, som holder {state.root / 'las'}. Fortsetter etterpå.\n"
        assert process.poll() is None
    said, complained = process.communicate()
    assert (process.returncode, complained) == (0, "")
    assert said


def test_a_lock_that_is_free_names_nobody(state: State) -> None:
    with state.lock("bygget"):
        assert (state.root / "las").read_text() == f"bygget (prosess {os.getpid()})"
    assert (state.root / "las").read_text() == ""


def test_a_command_that_need_not_wait_says_nothing_of_it(state: State) -> None:
    assert begun(state, *INDEX).communicate()[1] == ""
