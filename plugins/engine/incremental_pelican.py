"""Pelican's own class, as ``PELICAN_CLASS``: brings the site up to date instead of writing all of it."""

from __future__ import annotations

from typing import Any

from pelican import Pelican, signals

from plugins.engine.generators import PartGenerator


class IncrementalPelican(Pelican):  # type: ignore[misc]
    """Hands the parts that the plugins' generators stand for to ``ENGINE``, which writes what has changed."""

    def run(self) -> None:
        """Bring the site up to date, and tell the plugins that it is done."""
        generators: list[type[Any]] = self._get_generator_classes()
        engine: Any = self.settings["ENGINE"]
        engine([generator.part for generator in generators if issubclass(generator, PartGenerator)])
        signals.finalized.send(self)
