"""Pelican plugin: writes the post list, cases, case numbers, meetings, bodies and the politics page."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class ArchiveGenerator(PartGenerator):
    """Writes the part «archive» of the plan."""

    part = "archive"


def _generators(pelican: Any) -> type[PartGenerator]:
    return ArchiveGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
