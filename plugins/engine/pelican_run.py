"""Pelican in this process, where an error in its log is an error and a plugin that is missing is one too."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from blinker import ANY, Signal
from jinja2 import TemplateError
from pelican import Pelican, signals
from pelican.log import FatalLogger, console
from pelican.settings import read_settings

from plugins.engine.configuration import ROOT
from plugins.engine.incremental_pelican import IncrementalPelican
from plugins.engine.press import in_template
from plugins.model.errors import ContentError, Problem


def run_pelican(
    *, content: Path, output: Path, state: Path, now: datetime, publish: bool = False, **settings: Any
) -> None:
    """Render the site into ``output``. ``settings`` replace Pelican's own, for tests.

    With ``ENGINE`` among them, Pelican's class is ours, which hands the parts of the site to it; without,
    Pelican writes every file itself. Raises ContentError with every problem that can be told to an editor.
    """
    override = {
        "CONTENT": str(content),
        "PATH": str(content.absolute()),
        "OUTPUT_PATH": str(output),
        "STATE": str(state),
        "NOW": now,
        "PELICAN_CLASS": IncrementalPelican if "ENGINE" in settings else Pelican,
        **settings,
    }
    read = read_settings(str(ROOT / ("publishconf.py" if publish else "pelicanconf.py")), override=override)
    wanted = list(read["PLUGINS"])
    with _errors_are_fatal(), _own_plugins_alone():
        pelican = read["PELICAN_CLASS"](read)
        try:
            _refuse_missing_plugins(wanted, pelican.settings["PLUGINS"])
            pelican.run()
        except TemplateError as error:
            raise ContentError([in_template(error)]) from None
        finally:
            if "INPUTS" in pelican.settings:
                pelican.settings["INPUTS"].close()


def _refuse_missing_plugins(wanted: list[str], loaded: list[str]) -> None:
    """Pelican logs a plugin that fails and goes on; a site without it would be wrong in silence."""
    missing = [name for name in wanted if name not in loaded]
    if missing:
        raise ContentError(
            Problem("pelicanconf.py", 0, f"pluginen {name} ble ikke lastet", "rett PLUGINS")
            for name in missing
        )


@contextmanager
def _own_plugins_alone() -> Iterator[None]:
    """Pelican's signals are the process's: without this, a build would hear the plugins of the one before."""
    try:
        yield
    finally:
        for signal in (s for s in vars(signals).values() if isinstance(s, Signal)):
            for receiver in list(signal.receivers_for(ANY)):
                signal.disconnect(receiver)


@contextmanager
def _errors_are_fatal() -> Iterator[None]:
    """Pelican's own ``--fatal errors``, with what it logged told as problems instead of printed."""
    heard = _Heard()
    logger, level = logging.getLogger("pelican"), FatalLogger.fatal_lvl
    propagates, quiet = logger.propagate, console.quiet
    logger.addHandler(heard)
    logger.propagate, console.quiet, FatalLogger.fatal_lvl = False, True, logging.ERROR
    try:
        yield
    except RuntimeError:
        if not heard.messages:
            raise
    finally:
        logger.removeHandler(heard)
        logger.propagate, console.quiet, FatalLogger.fatal_lvl = propagates, quiet, level
    if heard.messages:
        raise ContentError(Problem("pelicanconf.py", 0, message) for message in heard.messages)


class _Heard(logging.Handler):
    """Keeps what Pelican logs as errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message on one line, with the exception it came with."""
        error = record.exc_info[1] if record.exc_info else None
        said = " ".join(record.getMessage().split())
        self.messages.append(f"{said} ({error})" if error else said)
