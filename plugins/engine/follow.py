"""The resident builder of ``make serve``: builds, follows what the site rests on, and builds again.

What each build came to is told in the status file, for whoever shows it. A build that fails leaves the site
as it was; the builder goes on.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from watchfiles import Change, DefaultFilter, watch

from plugins.engine.build import Build
from plugins.engine.configuration import CODE, ROOT
from plugins.engine.leaves import stamp_of_store
from plugins.engine.messages import findings_of
from plugins.engine.places import Outcome
from plugins.engine.watched import Watched
from plugins.model.build_status import MOST_ADDRESSES, BuildStatus, Finding, read_status, write_status
from plugins.model.clock import clock_from_environment
from plugins.model.progress import Progress, bar
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


class _Done(NamedTuple):
    """What a build came to: no outcome when it was stopped by the findings."""

    outcome: Outcome | None
    findings: tuple[Finding, ...]
    seconds: float


@dataclass
class Follower:
    """Builds ``content`` again and again: what has been built, and when it must be built next."""

    content: Path
    output: Path
    state: State
    watched: Watched = field(init=False)
    _next_change: datetime | None = None
    _store: bytes = b""
    _ended: bool = False

    def __post_init__(self) -> None:
        self.watched = Watched(self.content)

    def end(self, *_: object) -> None:
        """Stop now, or at the next pulse: Python passes over an exit that is raised inside a finalizer."""
        self._ended = True
        sys.exit(0)

    def build(self, changed: Sequence[str]) -> None:
        """One build, told on the terminal and in the status file."""
        if any(_is_code(path) for path in changed):
            _begin_anew()
        status = self._begun()
        write_status(self.state.build_status, status)
        self._tell(status, self._run(), changed)

    def look_through(self) -> None:
        """Look at everything, for what nobody told of; only what comes of it is told."""
        self.watched.forget()
        status, done = self._begun(), self._run()
        if done.outcome is None or done.outcome.written or done.outcome.removed:
            self._tell(status, done)

    def _begun(self) -> BuildStatus:
        before, now = read_status(self.state.build_status), clock_from_environment()()
        return BuildStatus(before.number + 1 if before else 1, "bygger", datetime.now(now.tzinfo))

    def _run(self) -> _Done:
        started, now = time.perf_counter(), clock_from_environment()()
        outcome, findings = None, tuple[Finding, ...]()
        try:
            with bar() as progress:
                outcome = self._build(now, progress).run()
        except Exception as error:
            findings = findings_of(error, self.state)
        else:
            self._next_change = outcome.next_change
        self._store = stamp_of_store(self.state.store)
        return _Done(outcome, findings, time.perf_counter() - started)

    def _build(self, now: datetime, progress: Progress) -> Build:
        return Build(
            self.content,
            self.output,
            self.state,
            now,
            say=_silent,
            progress=progress,
            thorough=False,
            watched=self.watched,
        )

    def _tell(self, status: BuildStatus, done: _Done, changed: Sequence[str] = ()) -> None:
        if done.outcome is None:
            write_status(self.state.build_status, _failed(status, done))
            _tell_failure(done.findings)
        else:
            write_status(self.state.build_status, _finished(status, done.outcome, done.seconds))
            _tell(changed, done.outcome, done.seconds)

    def changes(self) -> Iterator[list[str]]:
        """The files that have changed, each time some have; none when it is the clock or the archive."""
        parent = os.getppid()
        while not self._ended and os.getppid() == parent:  # else told to stop, or who started us is gone
            places, watching = _watched(self.content), False
            with held(places) as are_still:
                for touched in self._touched(places):
                    if self._ended or os.getppid() != parent or not are_still(_watched(self.content)):
                        break  # of a folder that has been put in another's place, nothing is told
                    if not watching:
                        self.watched.forget()  # what changed before we watched was not told
                    if touched or not watching or self._is_due():
                        yield touched
                    elif self.watched.unsure:
                        self.look_through()
                    watching = True

    def _touched(self, places: list[Path]) -> Iterator[list[str]]:
        """The files that have changed, or none at each pulse."""
        watched = watch(
            *places,
            watch_filter=self._is_ours,
            step=QUIET_MS,
            debounce=LONGEST_WAIT_MS,
            rust_timeout=PULSE_MS,
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        return (sorted({path for _, path in changes}) for changes in watched)

    def _is_due(self) -> bool:
        now = clock_from_environment()()
        passed = self._next_change is not None and self._next_change <= now
        return passed or stamp_of_store(self.state.store) != self._store

    def _is_ours(self, change: Change, path: str) -> bool:
        """Note what was touched; editors' working files, caches and what the build writes wake nobody."""
        own = tuple(f"{folder.resolve()}{os.sep}" for folder in (self.output, self.state.root))
        if path.startswith(own):
            return False
        self.watched.touch(path)
        return _STANDARD(change, path)


_STANDARD = DefaultFilter()


def _silent(line: str) -> None:
    """The steps of a build are not told one by one."""


def _watched(content: Path) -> list[Path]:
    theme = Path(os.environ.get("THEME") or ROOT / "theme")
    places = (content, theme, ROOT / "plugins", ROOT / "pelicanconf.py", ROOT / "publishconf.py")
    return [place for place in places if place.exists()]


@contextmanager
def held(places: Sequence[Path]) -> Iterator[Callable[[Sequence[Path]], bool]]:
    """Gives what tells whether the places there now are these ``places``, each still the one that it was.

    They are kept open meanwhile: else the file system may give the number of a folder that is gone to the one
    that is put in its place, and the two are taken for the same.
    """
    with ExitStack() as opened:
        numbers: list[int] = []
        for place in places:
            with suppress(FileNotFoundError):
                numbers.append(os.open(place, os.O_RDONLY))
                opened.callback(os.close, numbers[-1])
        before = [os.fstat(number) for number in numbers]
        yield lambda now: len(now) == len(before) and all(map(_is, now, before))


def _is(place: Path, about: os.stat_result) -> bool:
    try:
        return os.path.samestat(place.stat(), about)
    except FileNotFoundError:
        return False


def _is_code(path: str) -> bool:
    return path.endswith(CODE) and path.startswith((str(ROOT / "plugins"), str(ROOT / "pelicanconf.py")))


def _begin_anew() -> None:
    """Another version of the program takes this process over; it knows what of the past to believe."""
    os.execv(sys.executable, [sys.executable, "-m", "plugins.engine", *sys.argv[1:]])  # noqa: S606


def _finished(status: BuildStatus, outcome: Outcome, seconds: float) -> BuildStatus:
    places = [*outcome.written, *outcome.removed]
    addresses = [a for place in places if (a := _address(place))]
    return replace(
        status,
        state="ferdig",
        seconds=seconds,
        changed=tuple(addresses[:MOST_ADDRESSES]),
        changed_count=len(addresses),
    )


def _failed(status: BuildStatus, done: _Done) -> BuildStatus:
    return replace(status, state="feil", seconds=done.seconds, problems=done.findings)


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
