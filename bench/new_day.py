"""``python -m bench.new_day FILE``: a build that writes how long the archive's documents took of it."""

from __future__ import annotations

import contextlib
import runpy
import sys
import time
from pathlib import Path

from plugins.engine import transcribing
from plugins.model.document import Shard
from plugins.model.state import State
from plugins.views.inputs import BuildInputs


def main(told: Path) -> None:
    """Build, and write the seconds that went to the archive's search documents in ``told``."""
    transcribe, taken = transcribing.transcribe, [0.0]

    def timed(state: State, inputs: BuildInputs) -> tuple[Shard, ...]:
        start = time.perf_counter()
        try:
            return transcribe(state, inputs)
        finally:
            taken[0] += time.perf_counter() - start

    transcribing.transcribe = timed
    sys.argv = ["plugins.engine"]
    with contextlib.suppress(SystemExit):
        runpy.run_module("plugins.engine", run_name="__main__")
    told.write_text(f"{taken[0]}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
