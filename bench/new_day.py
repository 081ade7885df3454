"""``python -m bench.new_day FILE``: a build that writes how long the archive's documents took of it."""

from __future__ import annotations

import contextlib
import runpy
import sys
import time
from pathlib import Path
from typing import Any

from plugins.engine import transcribing


def main(told: Path) -> None:
    """Build, and write the seconds that went to the archive's search documents in ``told``."""
    transcribe, taken = transcribing.transcribe, [0.0]

    def timed(*about: Any) -> Any:
        start = time.perf_counter()
        try:
            return transcribe(*about)
        finally:
            taken[0] += time.perf_counter() - start

    transcribing.transcribe = timed
    sys.argv = ["plugins.engine"]
    with contextlib.suppress(SystemExit):
        runpy.run_module("plugins.engine", run_name="__main__")
    told.write_text(f"{taken[0]}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
