"""Processes that end with the one that started them, also when that one is killed without warning."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(by: signal.Signals) -> None:
    """Ask Linux for the signal ``by`` when the parent dies; elsewhere nothing is done (prctl(2)).

    Without it, workers of a killed server would keep the port and serve on, with nobody to stop them.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = _expected_parent()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:  # it died before we had asked
        os.kill(os.getpid(), by)


def _expected_parent() -> int:
    """The process that started this one; a worker knows it even when it died while the worker loaded."""
    started_by = multiprocessing.parent_process()
    return os.getppid() if started_by is None or started_by.pid is None else started_by.pid
