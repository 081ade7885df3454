"""Pelican plugin: writes the bundled style sheet and copies the theme's other static files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.model import addresses
from plugins.views.style_bundle import ORDER, bundle_styles


def static_files(static: Path) -> Iterator[tuple[Path, str]]:
    """Each file to copy and its place under ``/static/``; style sheets are in the bundle already."""
    for path in sorted(static.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(static).parts)
        if path.is_file() and path.suffix != ".css" and path.name != ORDER and not hidden:
            yield path, path.relative_to(static).as_posix()


def _write_assets(pelican: Any) -> None:
    static = Path(pelican.theme) / "static"
    target = Path(pelican.output_path) / addresses.STATIC.strip("/")
    for path, place in static_files(static):
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / place)
    styles = bundle_styles(static)
    target.mkdir(parents=True, exist_ok=True)
    (target / styles.name).write_text(styles.css, "utf-8")


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.finalized.connect(_write_assets)
