"""Pelican plugin: writes home, units, pages, news and target groups."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class ContentGenerator(PartGenerator):
    """Writes the part «content» of the plan."""

    part = "content"


def _generators(pelican: Any) -> type[PartGenerator]:
    return ContentGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
