"""Pelican plugin: writes the Atom feeds of news."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.views.feeds import feed_xml, feeds
from plugins.views.inputs import BuildInputs


def _write_feeds(pelican: Any) -> None:
    inputs: BuildInputs = pelican.settings["INPUTS"]
    for feed in feeds(inputs):
        path = Path(pelican.output_path) / feed.path.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(feed_xml(feed, inputs), "utf-8")


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.finalized.connect(_write_feeds)
