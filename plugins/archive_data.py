"""Pelican plugin: writes each day of the post list as CSV and JSON, and the feed of its days."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class ArchiveDataGenerator(PartGenerator):
    """Writes the part «archive-data» of the plan."""

    part = "archive-data"


def _generators(pelican: Any) -> type[PartGenerator]:
    return ArchiveDataGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
