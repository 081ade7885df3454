"""Pelican's own class, as ``PELICAN_CLASS``: brings the site up to date instead of writing all of it."""

from __future__ import annotations

from typing import Any

from pelican import Pelican

from plugins.engine.generators import PartGenerator


class IncrementalPelican(Pelican):  # type: ignore[misc]
    """Hands the parts that the plugins' generators stand for to ``ENGINE``, which writes what has changed.

    Pelican's ``finalized`` is not sent: most builds do not load Pelican, so no plugin may rest on it.
    """

    def run(self) -> None:
        """Say what the site is made of."""
        generators: list[type[Any]] = self._get_generator_classes()
        engine: Any = self.settings["ENGINE"]
        engine([generator.part for generator in generators if issubclass(generator, PartGenerator)])
