"""The configuration as the engine needs it, and what must be the same for the last build to be built upon."""

from __future__ import annotations

import platform
import runpy
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from plugins.engine.leaves import digest
from plugins.model.errors import ContentError, Problem
from plugins.views.settings import SiteSettings, read_settings

ROOT = Path(__file__).resolve().parents[2]
CODE = (".py", ".txt")
"""How the files of a program of ours end: its source, and the lists of words and names that it reads."""


@dataclass(frozen=True)
class Configuration:
    """What pelicanconf.py or publishconf.py say: the site's settings, the theme, and the plugins."""

    settings: SiteSettings
    theme: Path
    plugins: tuple[str, ...]


def configuration(publish: bool, values: dict[str, Any] | None = None) -> Configuration:
    """The configuration in the files, or in ``values`` as Pelican read them.

    Raises ContentError for settings of the site that cannot be used.
    """
    if values is None:
        values = runpy.run_path(str(ROOT / ("publishconf.py" if publish else "pelicanconf.py")))
    given: dict[str, Any] = values["SKI"]
    settings, wrong = read_settings(given)
    if wrong:
        remedy = "se SiteSettings i plugins/views/settings.py"
        raise ContentError(
            Problem("pelicanconf.py", 0, f"SKI: {key} kan ikke være «{given[key]}»", remedy) for key in wrong
        )
    return Configuration(settings, Path(values["THEME"]), tuple(values["PLUGINS"]))


def identity(configured: Configuration, content: Path, output: Path, *, publish: bool) -> bytes:
    """A hash of all that a build rests on and that is no leaf: our code, the libraries, the places.

    When it is another than last time, nothing that was remembered is believed.
    """
    parts: list[object] = [
        platform.python_version(),
        _libraries(),
        _code(),
        configured.plugins,
        str(configured.theme.resolve()),
        str(content.absolute()),
        str(output.resolve()),
        publish,
        _start_of_machine(),
    ]
    return digest(repr(parts).encode())


def settings_hash(configured: Configuration) -> bytes:
    """What tells one set of the site's settings from another."""
    return digest(msgspec.json.encode(configured.settings))


def _start_of_machine() -> str:
    """What tells one start of the machine from another: a crash may have lost what was not yet on disk."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii")
    except OSError:
        return ""


@cache
def _libraries() -> list[str]:
    """Name and version of everything installed, as its folder says it; this process runs no other."""
    folder = Path(sysconfig.get_paths()["purelib"])
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".dist-info"))


@cache
def _code() -> list[tuple[str, bytes]]:
    """Every file of ours that a build may run or be ruled by, as this process found it."""
    places = sorted(path for path in (ROOT / "plugins").rglob("*") if path.suffix in CODE)
    return [(str(path.relative_to(ROOT)), digest(path.read_bytes())) for path in places]
