"""Pelican plugin: publishes the frame that the service renders its own pages in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from pelican import signals

from plugins.model.state import State
from plugins.views.inputs import BuildInputs


def _publish_frame(pelican: Any) -> None:
    inputs: BuildInputs = pelican.settings["INPUTS"]
    target = State(Path(pelican.settings["STATE"])).frame
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".ny")
    fresh.write_bytes(msgspec.json.format(msgspec.json.encode(inputs.published_frame), indent=2))
    fresh.replace(target)


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.finalized.connect(_publish_frame)
