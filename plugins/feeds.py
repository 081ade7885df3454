"""Pelican plugin: writes the Atom feeds of news."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class FeedGenerator(PartGenerator):
    """Writes the part «feeds» of the plan."""

    part = "feeds"


def _generators(pelican: Any) -> type[PartGenerator]:
    return FeedGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
