"""Which processes a test has started and not yet waited for."""

from __future__ import annotations

from pathlib import Path


def children() -> set[int]:
    """The children of this process, also those that have ended and are not waited for (Linux: ``/proc``)."""
    lists = Path("/proc/self/task").glob("*/children")
    return {int(number) for found in lists for number in found.read_text().split()}
