"""Pelican plugin: writes the bundled style sheet and the theme's other static files."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class AssetGenerator(PartGenerator):
    """Writes the part «assets» of the plan."""

    part = "assets"


def _generators(pelican: Any) -> type[PartGenerator]:
    return AssetGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
