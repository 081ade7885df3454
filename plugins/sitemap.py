"""Pelican plugin: writes sitemap.xml and robots.txt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.model import addresses
from plugins.views.inputs import BuildInputs
from plugins.views.sitemap import robots_txt, sitemap_xml


def _write_sitemap(pelican: Any) -> None:
    inputs: BuildInputs = pelican.settings["INPUTS"]
    output = Path(pelican.output_path)
    (output / addresses.SITEMAP.lstrip("/")).write_bytes(sitemap_xml(inputs))
    (output / addresses.ROBOTS.lstrip("/")).write_text(robots_txt(inputs.settings.site_url), "utf-8")


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.finalized.connect(_write_sitemap)
