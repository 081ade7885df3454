"""``python -m bench.new_day FILE``: a build that writes how long the archive's documents took of it."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path

from plugins.engine import __main__ as engine
from plugins.engine import transcribing
from plugins.engine.transcribing import Ground, Transcribed
from plugins.model.state import State


def main(told: Path) -> int:
    """Build, and add the seconds that went to the archive's search documents to ``told``, a line each time.

    They are written where they are spent, since the build may do it in a process of its own.
    """
    transcribed = transcribing.transcribed

    def timed(state: State, ground: Ground, moment: datetime) -> Transcribed:
        start = time.perf_counter()
        try:
            return transcribed(state, ground, moment)
        finally:
            with told.open("a", encoding="utf-8") as file:
                file.write(f"{time.perf_counter() - start}\n")

    transcribing.transcribed = timed
    sys.argv = ["plugins.engine"]
    return engine.main()


if __name__ == "__main__":
    engine.end(main(Path(sys.argv[1])))
