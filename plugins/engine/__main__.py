"""``python -m plugins.engine``: build the site; on any error the last good one stays."""

from __future__ import annotations

import gc

gc.disable()  # what is loaded at start stays; looking through it again and again takes a tenth of an edit

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from plugins.engine.build import Build
from plugins.engine.messages import UNTOUCHED, trouble
from plugins.model.clock import clock_from_environment
from plugins.model.errors import ContentError
from plugins.model.progress import bar
from plugins.model.state import State


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, or follow changes, and give the exit status: 0 when all went well, 1 when something is wrong."""
    gc.set_threshold(100_000, 50, 50)
    gc.freeze()
    gc.enable()
    given = _parser().parse_args(arguments)
    try:
        now = clock_from_environment()()
    except ValueError as error:
        return _stop(str(error))
    state = State(given.state)
    if given.folg:
        from plugins.engine.follow import follow  # noqa: PLC0415 - watching is loaded by those who watch

        return follow(given.content, given.output, state)
    with bar() as progress:
        build = Build(given.content, given.output, state, now, given.publish, print, progress, given.verbose)
        return run(build)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m plugins.engine",
        description="Bygg nettstedet. Ved feil står det forrige nettstedet urørt.",
    )
    for name, standard, what in (
        ("content", "content", "mappen med innhold"),
        ("output", "output", "hvor nettstedet legges"),
        ("state", "var", "mappen med tilstand"),
    ):
        place = Path(os.environ.get(name.upper()) or standard)
        parser.add_argument(f"--{name}", type=Path, default=place, help=f"{what} ({place})")
    parser.add_argument("--publish", action="store_true", help="for publisering, med komprimerte filer")
    parser.add_argument("--verbose", action="store_true", help="si hvorfor hver fil ble laget")
    parser.add_argument("--folg", action="store_true", help="følg med, og bygg på nytt når noe endres")
    return parser


def run(build: Build) -> int:
    """Build, and say in Norwegian what stopped it."""
    try:
        build.run()
    except ContentError as error:
        return _stop(*map(str, error.problems), _summary(len(error.problems)))
    except Exception as error:
        return _stop(trouble(error, build.state))
    return 0


def _summary(problems: int) -> str:
    found = "1 feil" if problems == 1 else f"{problems} feil"
    return f"Bygget stoppet: {found}. {UNTOUCHED}"


def _stop(*lines: str) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 1


def end(status: int) -> NoReturn:
    """End the process at once: to let go of a whole site piece by piece takes a tenth of a second."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    end(main())
