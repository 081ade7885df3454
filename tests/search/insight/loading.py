"""A worker that logs as fast as it can and says each number when it is logged: to be killed, or filled up.

``python -m tests.search.insight.loading FILE NAME`` logs until it dies.
``python -m tests.search.insight.loading FILE NAME LIMIT`` may make no file larger than LIMIT bytes for 2 000
searches; then the limit is lifted, it logs ten more, and ends.
"""

from __future__ import annotations

import itertools
import os
import resource
import signal
import sys
from datetime import datetime
from pathlib import Path

from plugins.model.clock import OSLO
from search.insight.recorder import Recorder, Visit
from search.insight.salt import SeededSalts, new_seed
from search.query.types import Results, SearchParams

NOW = datetime(2026, 11, 23, 12, tzinfo=OSLO)
NOTHING = Results(total=0, hits=(), facets={})
UNDER_THE_LIMIT = 2_000


def main(path: Path, name: str, limit: int) -> None:
    """Log."""
    recorder = Recorder(path, lambda: NOW, SeededSalts(new_seed(NOW.date())))
    visit = Visit(address=f"192.0.2.{name}", user_agent="nettleser")

    def log(number: int) -> None:
        recorder.search(SearchParams(text=f"buss {name} {number}"), NOTHING, visit, ms=1)

    if not limit:
        recorder.start()
        for number in itertools.count():
            log(number)
            os.write(1, b"%d\n" % number)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, whole[1]))
    for number in range(UNDER_THE_LIMIT):
        log(number)
    resource.setrlimit(resource.RLIMIT_FSIZE, whole)
    for number in range(UNDER_THE_LIMIT, UNDER_THE_LIMIT + 10):
        log(number)
    recorder.flush()
    recorder.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
