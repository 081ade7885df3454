"""Pelican plugin: writes home, units, pages, news and target groups."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.views.inputs import BuildInputs
from plugins.views.outputs import content_outputs


class ContentGenerator(Generator):  # type: ignore[misc]
    """Renders everything that units write, one page at a time."""

    def generate_output(self, writer: Any) -> None:
        """Write the pages; a template gets ``frame``, ``meta`` and ``view``, and nothing of Pelican's."""
        inputs: BuildInputs = self.settings["INPUTS"]
        for page in content_outputs(inputs):
            writer.write_file(
                page.file,
                self.get_template(page.template),
                {"frame": inputs.frame, "meta": page.meta, "view": page.view},
            )


def _generators(pelican: Any) -> type[Generator]:
    return ContentGenerator


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.get_generators.connect(_generators)
