"""Processes that end with the one that started them, also when that one is killed without warning."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask Linux for SIGTERM when the parent dies; elsewhere nothing is done (prctl(2)).

    Without it, workers of a killed server would keep the port and serve on, with nobody to stop them.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we had asked
        os.kill(os.getpid(), signal.SIGTERM)
