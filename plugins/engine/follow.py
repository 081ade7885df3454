"""The resident builder of ``make serve``: builds, follows what the site rests on, and builds again.

What each build came to is told in the status file, for whoever shows it. A build that fails leaves the site
as it was; the builder goes on.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from watchfiles import Change, DefaultFilter, watch

from plugins.engine.build import Build
from plugins.engine.configuration import ROOT
from plugins.engine.leaves import stamp_of_files
from plugins.engine.messages import findings_of
from plugins.engine.places import Outcome
from plugins.model.build_status import MOST_ADDRESSES, BuildStatus, Finding, read_status, write_status
from plugins.model.clock import clock_from_environment
from plugins.model.progress import bar
from plugins.model.state import State

QUIET_MS = 10
"""How long nothing may change before a build begins: an editor that saves two files saves them together."""
LONGEST_WAIT_MS = 200
PULSE_MS = 500
"""How often the clock, the store and whoever started us are looked at."""


def follow(content: Path, output: Path, state: State) -> int:
    """Build and follow until somebody says stop. Returns the exit status."""
    builder = Follower(content, output, state)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, builder.end)
    try:
        builder.build([])
        for changed in builder.changes():
            builder.build(changed)
    except KeyboardInterrupt:
        pass
    return 0


@dataclass
class Follower:
    """Builds ``content`` again and again: what has been built, and when it must be built next."""

    content: Path
    output: Path
    state: State
    _next_change: datetime | None = None
    _store: bytes = b""
    _ended: bool = False

    def end(self, *_: object) -> None:
        """Stop now, or at the next pulse: Python passes over an exit that is raised inside a finalizer."""
        self._ended = True
        sys.exit(0)

    def build(self, changed: Sequence[str]) -> None:
        """One build, told on the terminal and in the status file."""
        if any(_is_code(path) for path in changed):
            _begin_anew()
        before = read_status(self.state.build_status)
        begun, started = clock_from_environment()(), time.perf_counter()
        status = BuildStatus(before.number + 1 if before else 1, "bygger", datetime.now(begun.tzinfo))
        write_status(self.state.build_status, status)
        outcome, findings = self._run(begun)
        seconds = time.perf_counter() - started
        self._store = stamp_of_files([self.state.store])
        if outcome is None:
            write_status(self.state.build_status, _failed(status, seconds, findings))
            _tell_failure(findings)
            return
        self._next_change = outcome.next_change
        write_status(self.state.build_status, _done(status, seconds, outcome))
        _tell(changed, outcome, seconds)

    def _run(self, now: datetime) -> tuple[Outcome | None, tuple[Finding, ...]]:
        with bar() as progress:
            build = Build(
                self.content, self.output, self.state, now, say=_silent, progress=progress, thorough=False
            )
            try:
                return build.run(), ()
            except Exception as error:
                return None, findings_of(error, self.state)

    def changes(self) -> Iterator[list[str]]:
        """The files that have changed, each time some have; none when it is the clock or the archive."""
        parent = os.getppid()
        watched = watch(
            *_watched(self.content),
            watch_filter=self._is_ours,
            step=QUIET_MS,
            debounce=LONGEST_WAIT_MS,
            rust_timeout=PULSE_MS,
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        watching = False
        for changes in watched:
            if self._ended or os.getppid() != parent:
                return  # told to stop, or whoever started us is gone
            if changes or not watching or self._is_due():  # what changed before we watched was not told
                yield sorted({path for _, path in changes})
            watching = True

    def _is_due(self) -> bool:
        now = clock_from_environment()()
        passed = self._next_change is not None and self._next_change <= now
        return passed or stamp_of_files([self.state.store]) != self._store

    def _is_ours(self, change: Change, path: str) -> bool:
        """Leave out editors' working files, caches, and what the build itself writes."""
        own = tuple(f"{folder.resolve()}{os.sep}" for folder in (self.output, self.state.root))
        return _STANDARD(change, path) and not path.startswith(own)


_STANDARD = DefaultFilter()


def _silent(line: str) -> None:
    """The steps of a build are not told one by one."""


def _watched(content: Path) -> list[Path]:
    theme = Path(os.environ.get("THEME") or ROOT / "theme")
    places = (content, theme, ROOT / "plugins", ROOT / "pelicanconf.py", ROOT / "publishconf.py")
    return [place for place in places if place.exists()]


def _is_code(path: str) -> bool:
    return path.endswith(".py") and path.startswith((str(ROOT / "plugins"), str(ROOT / "pelicanconf.py")))


def _begin_anew() -> None:
    """Another version of the program takes this process over; it knows what of the past to believe."""
    os.execv(sys.executable, [sys.executable, "-m", "plugins.engine", *sys.argv[1:]])  # noqa: S606


def _done(status: BuildStatus, seconds: float, outcome: Outcome) -> BuildStatus:
    places = [*outcome.written, *outcome.removed]
    addresses = [a for place in places if (a := _address(place))]
    return replace(
        status,
        state="ferdig",
        seconds=seconds,
        changed=tuple(addresses[:MOST_ADDRESSES]),
        changed_count=len(addresses),
    )


def _failed(status: BuildStatus, seconds: float, findings: tuple[Finding, ...]) -> BuildStatus:
    return replace(status, state="feil", seconds=seconds, problems=findings)


def _address(place: str) -> str:
    """The address of a file of the site; empty for the search documents and the frame."""
    root, _, file = place.partition(":")
    return f"/{file.removesuffix('index.html')}" if root == "nettsted" else ""


def _tell(changed: Sequence[str], outcome: Outcome, seconds: float) -> None:
    named = f"Endret: {_named(changed)}. " if changed else ""
    took = f"{seconds:.2f}".replace(".", ",")
    print(f"{named}{len(outcome.written)} skrevet, {len(outcome.removed)} fjernet ({took} s)", flush=True)


def _tell_failure(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        place = f"{finding.path}:{finding.line}" if finding.line else finding.path
        print(": ".join(part for part in (place, finding.message, finding.remedy) if part), flush=True)
    print("Bygget stoppet. Nettstedet fra før vises fortsatt.", flush=True)


def _named(changed: Sequence[str]) -> str:
    """The changed files as the editor knows them, the first three."""
    names = [os.path.relpath(path) for path in changed[:3]]
    more = f" og {len(changed) - 3} til" if len(changed) > 3 else ""
    return ", ".join(names) + more
