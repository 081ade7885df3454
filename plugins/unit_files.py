"""Pelican plugin: writes the pictures and files of visible units."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class UnitFileGenerator(PartGenerator):
    """Writes the part «unit-files» of the plan."""

    part = "unit-files"


def _generators(pelican: Any) -> type[PartGenerator]:
    return UnitFileGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
