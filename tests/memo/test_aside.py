"""A question answered beside the work: its answer, its trouble, and that nothing of it is left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.memo.aside import Aside
from plugins.memo.workers import WorkerError
from plugins.model.errors import ContentError, Problem
from tests.children import children


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


def test_the_answer_comes_from_another_process() -> None:
    with Aside(os.getpid) as aside:
        assert aside.answer() != os.getpid()


def test_what_stopped_it_is_raised_here() -> None:
    problems = [Problem("pelicanconf.py", 3, "feil", "rett")]

    def refuse() -> None:
        raise ContentError(problems)

    with Aside(refuse) as aside, pytest.raises(ContentError) as raised:
        aside.answer()
    assert list(raised.value.problems) == problems


def test_an_answer_that_nobody_waits_for_ends_with_the_work() -> None:
    def long() -> None:
        time.sleep(600)

    with Aside(long) as aside:
        os.kill(aside.process, 0)  # it is there
    with pytest.raises(ProcessLookupError):
        os.kill(aside.process, 0)


def test_a_killed_process_is_told_as_one() -> None:
    with Aside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as aside, pytest.raises(WorkerError):
        aside.answer()


def test_nothing_of_ours_is_written_twice(tmp_path: Path) -> None:
    with (tmp_path / "fil").open("w") as written:
        written.write("en gang")
        with Aside(lambda: None) as aside:
            aside.answer()
    assert (tmp_path / "fil").read_text() == "en gang"
