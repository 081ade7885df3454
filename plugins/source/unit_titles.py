"""What the units call themselves, read on its own: the importer must know «Barnevern» from a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.model.errors import ContentError
from plugins.source.files import read_text
from plugins.source.folder import DATA_FOLDER, UNIT_FILE
from plugins.source.front_matter import split_front_matter


def unit_titles(content: Path) -> tuple[str, ...]:
    """What all units under ``content`` are called, also by archives, the longest first.

    A file that cannot be read has none; what is wrong with it is for the build and the checks to say.
    """
    return tuple(sorted(set(_titles(content)), key=lambda title: (-len(title), title)))


def _titles(content: Path) -> Iterator[str]:
    for path in sorted(content.glob(f"*/{UNIT_FILE}")):
        if path.parent.name == DATA_FOLDER:
            continue
        try:
            fields = split_front_matter(path.name, read_text(path, path.name)).data
        except (ContentError, OSError):
            continue
        archive_names = fields.get("arkivnavn") or []
        own = [fields.get("tittel"), fields.get("kortnavn")]
        own += archive_names if isinstance(archive_names, list) else [archive_names]
        yield from (str(name).strip() for name in own if name)
