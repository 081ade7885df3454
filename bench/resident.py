"""The builder that stays (``--folg``): from a file is saved until the page on disk has changed."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.builders import Ours
from bench.edits import Edit, Editor, Kind
from bench.processes import environment_of
from plugins.model.build_status import read_status
from plugins.model.state import State

_LOOKS_EVERY = 0.002
_PATIENCE = 300.0
"""Seconds for the first build; a change gets them too, before it is given up."""


def resident_seconds(ours: Ours, editor: Editor, rounds: int) -> dict[Kind, list[float]]:
    """Seconds until each change was on disk, by kind; nothing when the builder does not stay."""
    found: dict[Kind, list[float]] = {"tekst": [], "dato": [], "nyhet": []}
    with _builder(ours) as process:
        if not _ready(process, ours, after=0):
            return {}
        for number in range(1000, 1000 + rounds + 1):
            for kind, samples in found.items():
                ready = _number(ours)
                edit = editor.change(kind, number)
                seconds = _until_shown(process, ours, edit)
                if seconds is None or not _ready(process, ours, after=ready):
                    return {}
                samples.append(seconds)
    return {kind: samples[1:] for kind, samples in found.items()}  # the first is for warming up


@contextmanager
def _builder(ours: Ours) -> Iterator[subprocess.Popen[bytes]]:
    State(ours.state).build_status.unlink(missing_ok=True)
    process = subprocess.Popen(
        [*ours.command, "--folg"],
        cwd=ours.folder,
        env=environment_of(ours.environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _number(ours: Ours) -> int:
    status = read_status(State(ours.state).build_status)
    return status.number if status else 0


def _ready(process: subprocess.Popen[bytes], ours: Ours, *, after: int) -> bool:
    """Wait until a build later than ``after`` is done; False when the process ends or it takes too long."""
    deadline = time.perf_counter() + _PATIENCE
    while process.poll() is None and time.perf_counter() < deadline:
        status = read_status(State(ours.state).build_status)
        if status and status.number > after and status.state == "ferdig":
            return True
        time.sleep(_LOOKS_EVERY)
    return False


def _until_shown(process: subprocess.Popen[bytes], ours: Ours, edit: Edit) -> float | None:
    while process.poll() is None and time.perf_counter() - edit.saved < _PATIENCE:
        if all(ours.shows(address, edit.mark) for address in edit.addresses):
            return time.perf_counter() - edit.saved
        time.sleep(_LOOKS_EVERY)
    return None
