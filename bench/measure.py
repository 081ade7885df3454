"""How things are measured: whole processes, medians, percentiles; nothing is left out."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Latencies:
    """Milliseconds of a series of calls."""

    samples: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """The value that ``share`` (0–1) of all samples are at or below (nearest rank)."""
        ordered = sorted(self.samples)
        return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]

    def row(self) -> str:
        """p50, p95 and p99 as cells of a Markdown table."""
        return " | ".join(number(self.percentile(p), 1) for p in (0.5, 0.95, 0.99))


def timed(calls: Iterable[Callable[[], object]]) -> Latencies:
    """Run each call once and keep every sample."""
    samples = []
    for call in calls:
        start = time.perf_counter()
        call()
        samples.append((time.perf_counter() - start) * 1000)
    return Latencies(tuple(samples))


def seconds_of(arguments: list[str], environment: dict[str, str]) -> float:
    """Wall-clock seconds of one command as a whole process. Raises CalledProcessError when it fails."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def peak_child_megabytes() -> float:
    """The largest resident memory of any finished child process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def counting_seconds() -> float:
    """Seconds one core takes to count to ten million in Python, the median of three.

    The same machine is not as fast every hour when others share it; this tells a slow hour from a fast one.
    """
    return statistics.median(timed([_count] * 3).samples) / 1000


def _count() -> None:
    number = 0
    while number < 10_000_000:
        number += 1


def machine() -> str:
    """What this was measured on: processor, cores, memory, Python, and how fast a core was then."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        "ukjent prosessor",
    )
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    version = ".".join(map(str, sys.version_info[:3]))
    counting = number(counting_seconds(), 2)
    return (
        f"{model}, {os.cpu_count()} kjerner, {gigabytes:.0f} GiB, Python {version}. "
        f"En kjerne talte til ti millioner på {counting} s"
    )


def number(value: float, decimals: int = 0) -> str:
    """A number as it is written in Norwegian.

    >>> number(12345), number(0.4567, 2)
    ('12 345', '0,46')
    """
    return f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",")
