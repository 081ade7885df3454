"""Pelican plugin: writes the search documents."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class DocumentGenerator(PartGenerator):
    """Writes the part «documents» of the plan."""

    part = "documents"


def _generators(pelican: Any) -> type[PartGenerator]:
    return DocumentGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
