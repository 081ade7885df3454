"""Builds that the machine does not let be done: told in one line of Norwegian, and the next one is right."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.engine import press
from plugins.engine.__main__ import main
from plugins.engine.configuration import ROOT
from plugins.memo.ledger import Ledger
from tests.engine.edited_town import NEWS, Town, many_processes
from tests.town_builder import NOW

OLD_STANDS = "Det forrige nettstedet er urørt.\n"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("NAA", NOW.isoformat())
    town = Town(tmp_path)
    town.saved.put_back()
    return town


def places(town: Town) -> list[str]:
    return ["--content", str(town.content), "--output", str(town.output), "--state", str(town.state.root)]


def told(town: Town, capsys: pytest.CaptureFixture[str]) -> str:
    """What a build that fails says, which is one line."""
    capsys.readouterr()
    assert main(places(town)) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    return said


def refuses(number: int, why: int, original: Callable[..., Any]) -> Callable[..., Any]:
    """``original``, which the disk refuses from the call of this number on."""
    calls = 0

    def tried(path: Path, *args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls >= number:
            raise OSError(why, os.strerror(why), str(path))
        return original(path, *args, **kwargs)

    return tried


@pytest.mark.parametrize("number", [1, 5])
def test_a_full_disk_while_files_are_made(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(press, "_write", refuses(number, errno.ENOSPC, press._write))
        assert (
            told(town, capsys)
            == f"Bygget stoppet: disken er full: frigjør plass, og prøv igjen. {OLD_STANDS}"
        )
    assert town.site() == town.old
    town.assert_next_build_is_right()


def test_a_full_disk_while_the_build_remembers(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(ledger: Ledger) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "commit", full)
        said = told(town, capsys)
    assert said == f"Bygget stoppet: disken er full eller skadd: frigjør plass, og prøv igjen. {OLD_STANDS}"
    assert town.site() == town.old
    town.assert_next_build_is_right()


def test_a_disk_that_is_full_when_files_are_put_in_place_is_told_as_it_is(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuses(3, errno.ENOSPC, os.replace))
        assert told(town, capsys) == (
            "Bygget stoppet mens filene ble lagt på plass: disken er full: frigjør plass, og prøv igjen. "
            "Noen filer er nye og noen er gamle; neste bygg gjør resten.\n"
        )
    town.assert_whole()
    town.assert_next_build_is_right()


def test_an_output_that_cannot_be_written_is_told(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    staging = town.output.with_name(".output.ny")
    with monkeypatch.context() as patched:
        made = Path.mkdir
        read_only = refuses(1, errno.EROFS, made)
        patched.setattr(
            Path, "mkdir", lambda path, *a, **k: (read_only if path == staging else made)(path, *a, **k)
        )
        assert told(town, capsys) == (
            f"Bygget stoppet: «{staging}» kan ikke leses eller skrives, "
            f"disken er skrivebeskyttet: velg en annen mappe. {OLD_STANDS}"
        )
    assert town.site() == town.old
    town.assert_next_build_is_right()


def test_a_process_of_the_build_that_is_killed_is_told(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build, write = os.getpid(), press._write

    def killed(path: Path, content: bytes) -> None:
        if os.getpid() != build:
            os.kill(os.getpid(), signal.SIGKILL)
        write(path, content)

    with monkeypatch.context() as patched:
        many_processes(patched)
        patched.setattr(press, "_write", killed)
        said = told(town, capsys)
    assert said == (
        "Bygget stoppet: en av byggets prosesser ble stoppet, kanskje fordi minnet tok slutt. " + OLD_STANDS
    )
    assert town.site() == town.old
    town.assert_next_build_is_right()


def test_builds_at_the_same_time_take_turns(town: Town) -> None:
    command = [sys.executable, "-m", "plugins.engine", *places(town)]
    builds = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in "123"
    ]
    ended = [(build.communicate(), build.returncode) for build in builds]
    assert [status for _, status in ended] == [0, 0, 0], ended
    assert town.site() == town.new
    town.assert_next_build_is_right()


def test_a_build_that_waits_for_its_turn_sees_what_was_saved_meanwhile(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = town.content / "kultur/nyheter/imens.md"
    waits, lock = threading.Event(), fcntl.flock

    def tells(handle: Any, operation: int) -> None:
        if operation == fcntl.LOCK_EX:
            waits.set()
        lock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", tells)
    build = threading.Thread(target=town.build)
    with town.state.lock():
        build.start()
        assert waits.wait(60)
        later.write_text(NEWS, "utf-8")
    build.join()
    assert "output/nyheter/2026/11/imens/index.html" in town.site()
