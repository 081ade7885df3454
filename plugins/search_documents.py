"""Pelican plugin: writes the search documents, once every page they point to is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.engine.document_shards import write_documents
from plugins.model.state import State
from plugins.views.inputs import BuildInputs
from plugins.views.search_documents import search_documents


def _write_documents(pelican: Any) -> None:
    inputs: BuildInputs = pelican.settings["INPUTS"]
    write_documents(
        State(Path(pelican.settings["STATE"])).documents,
        search_documents(inputs),
        target_groups={group.slug: group.title for group in inputs.site.registers.target_groups},
        units={slug: unit.item.title for slug, unit in inputs.units.items()},
    )


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.finalized.connect(_write_documents)
