"""Pelican's generators of the site: each writes one part of the plan, a file at a time, with any writer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, ClassVar

from pelican.generators import Generator

from plugins.memo.query import Key, ask
from plugins.views.frame_builder import frame
from plugins.views.inputs import BuildInputs
from plugins.views.output import CopiedFile, Made, Output
from plugins.views.plan import Part, plan


class PartGenerator(Generator):  # type: ignore[misc]
    """Writes one part of the plan through Pelican's writer.

    Only a build without the engine comes here: the engine writes what has changed, from the same plan.
    """

    part: ClassVar[Part]

    def generate_output(self, writer: Any) -> None:
        """Write every file of the part."""
        inputs: BuildInputs = self.settings["INPUTS"]
        for key in plan(inputs, self.part):
            self._write(writer, inputs, key)

    def _write(self, writer: Any, inputs: BuildInputs, key: Key) -> None:
        made: Made = ask(inputs, key)
        root = Path(self.output_path if made.root == "nettsted" else self.settings["STATE"])
        (root / made.file).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(made, CopiedFile):
            shutil.copyfile(made.source, root / made.file)
        elif isinstance(made, Output):
            context = {"frame": frame(inputs), "meta": made.meta, "view": made.view}
            writer.write_file(made.file, self.get_template(made.template), context)
        else:
            (root / made.file).write_bytes(made.text.encode())
