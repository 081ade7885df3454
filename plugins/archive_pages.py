"""Pelican plugin: writes the post list, cases, case numbers, meetings, bodies and the politics page."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.views.archive_pages import archive_pages
from plugins.views.inputs import BuildInputs


class ArchiveGenerator(Generator):  # type: ignore[misc]
    """Renders every page of the archive's deliveries, one at a time."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages; a template gets ``frame``, ``meta`` and ``view``, and nothing of Pelican's."""
        inputs: BuildInputs = self.settings["INPUTS"]
        for page in archive_pages(inputs.archive):
            writer.write_file(
                page.file,
                self.get_template(page.template),
                {"frame": inputs.frame, "meta": page.meta, "view": page.view},
            )


def _generators(pelican: Any) -> type[Generator]:
    return ArchiveGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
