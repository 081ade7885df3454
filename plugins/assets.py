"""Pelican plugin: writes the bundled style sheet and copies the theme's other static files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.model import addresses
from plugins.views.style_bundle import ORDER, bundle_styles

_NOT_COPIED = shutil.ignore_patterns("*.css", ORDER, ".*")
"""Style sheets are in the bundle already."""


def _write_assets(pelican: Any) -> None:
    static = Path(pelican.theme) / "static"
    target = Path(pelican.output_path) / addresses.STATIC.strip("/")
    shutil.copytree(static, target, ignore=_NOT_COPIED, dirs_exist_ok=True)
    styles = bundle_styles(static)
    (target / styles.name).write_text(styles.css, "utf-8")


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.finalized.connect(_write_assets)
