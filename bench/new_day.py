"""``python -m bench.new_day FILE``: a build that writes how long the archive's documents took of it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from plugins.engine import __main__ as engine
from plugins.engine import transcribing
from plugins.model.document import Shard
from plugins.model.state import State
from plugins.views.inputs import BuildInputs


def main(told: Path) -> int:
    """Build, and add the seconds that went to the archive's search documents to ``told``, a line each time.

    They are written where they are spent, since the build may do it in a process of its own.
    """
    transcribe = transcribing.transcribe

    def timed(state: State, inputs: BuildInputs) -> tuple[Shard, ...]:
        start = time.perf_counter()
        try:
            return transcribe(state, inputs)
        finally:
            with told.open("a", encoding="utf-8") as file:
                file.write(f"{time.perf_counter() - start}\n")

    transcribing.transcribe = timed
    sys.argv = ["plugins.engine"]
    return engine.main()


if __name__ == "__main__":
    engine.end(main(Path(sys.argv[1])))
