"""Pelican plugin: writes sitemap.xml and robots.txt."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.generators import PartGenerator


class SitemapGenerator(PartGenerator):
    """Writes the part «sitemap» of the plan."""

    part = "sitemap"


def _generators(pelican: Any) -> type[PartGenerator]:
    return SitemapGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
