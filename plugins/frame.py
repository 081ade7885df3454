"""Pelican plugin: writes the frame that the service renders its own pages in."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class FrameGenerator(PartGenerator):
    """Writes the part «frame» of the plan."""

    part = "frame"


def _generators(pelican: Any) -> type[PartGenerator]:
    return FrameGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
