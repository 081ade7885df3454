"""Runs the command that builds, as a person does, and gives what it came to."""

from __future__ import annotations

import gc
import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from plugins.engine.__main__ import main

gc.enable()  # the command's module turns it off for a process of its own


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


def command(*arguments: str) -> Done:
    """``python -m plugins.engine`` with these arguments, in this process."""
    out, err, thresholds = io.StringIO(), io.StringIO(), gc.get_threshold()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(arguments)
    finally:  # the command ends its process, and leaves garbage be
        gc.set_threshold(*thresholds)
        gc.unfreeze()
        gc.enable()
    return Done(code, out.getvalue(), err.getvalue())


def build(root: Path, content: Path, *more: str) -> Done:
    """Build ``content`` under ``root``."""
    places = ["--content", str(content), "--output", str(root / "output"), "--state", str(root / "var")]
    return command(*places, *more)
