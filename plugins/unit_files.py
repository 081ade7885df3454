"""Pelican plugin: copies the pictures and files of visible units to their addresses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.source.markdown_site import FILE_FOLDERS
from plugins.views.inputs import BuildInputs

PUBLISHED_TYPES = frozenset(
    ".png .jpg .jpeg .webp .avif .gif .pdf .docx .xlsx .odt .ods .csv .txt .ics".split()
)
"""File types that a unit may publish. SVG and HTML are not among them: a browser runs scripts in both."""


def unit_files(inputs: BuildInputs) -> Iterator[tuple[Path, str]]:
    """Each file to publish and its place under the output: ``barnehage/bilder/kart.png``."""
    for unit in inputs.units.values():
        root = unit.path.parent
        for folder in FILE_FOLDERS:
            for path in sorted((root / folder).rglob("*")):
                wanted = path.suffix.lower() in PUBLISHED_TYPES and not path.name.startswith(".")
                # A link may not lead out of the content: it would publish the server's own files.
                if wanted and path.is_file() and path.resolve().is_relative_to(root.parent.resolve()):
                    yield path, f"{unit.unit}/{path.relative_to(root).as_posix()}"


def _copy_files(pelican: Any) -> None:
    inputs: BuildInputs = pelican.settings["INPUTS"]
    for path, place in unit_files(inputs):
        target = Path(pelican.output_path) / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.finalized.connect(_copy_files)
