"""Pelican plugin: writes each day of the post list as CSV and JSON, and the feed of its days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.model import addresses
from plugins.views.inputs import BuildInputs
from plugins.views.post_list_data import day_csv, day_json, feed_xml, shown_entries


def _write_data(pelican: Any) -> None:
    inputs: BuildInputs = pelican.settings["INPUTS"]
    output = Path(pelican.output_path)
    days = inputs.store.days()
    for day, _ in days:
        entries = shown_entries(day, inputs.archive)
        # The mark tells spreadsheets that the file is UTF-8.
        _write(output, addresses.post_list_data(day, "csv"), day_csv(entries).encode("utf-8-sig"))
        _write(output, addresses.post_list_data(day, "json"), day_json(day, entries).encode())
    settings = inputs.settings
    feed = feed_xml(days, site_url=settings.site_url, site_name=settings.site_name)
    _write(output, addresses.POST_LIST_FEED, feed)


def _write(output: Path, address: str, content: bytes) -> None:
    path = output / address.lstrip("/")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.finalized.connect(_write_data)
