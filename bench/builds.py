"""The build measured beside its peers: the same pages, the same changes, round after round, in one run."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from bench.adapt import Adapter
from bench.builders import Builder, Ours, available
from bench.content import write_content
from bench.edits import Editor, Kind
from bench.processes import Run
from bench.resident import resident_seconds
from bench.same_html import Agreement

Scenario = Literal["rent", "tekst", "dato", "nyhet", "makro"]
EDITS: tuple[Kind, ...] = ("tekst", "dato", "nyhet", "makro")
SIZES = (1_000, 5_000, 10_000, 20_000)
_SAMPLE = 300

Tell = Callable[[str], None]


@dataclass
class Results:
    """Everything that was measured at one size; ``unseen`` are edits that did not come out on the page."""

    size: int
    rounds: int
    versions: dict[str, str] = field(default_factory=dict)
    runs: dict[tuple[Scenario, str], list[Run]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    unseen: set[tuple[Scenario, str]] = field(default_factory=set)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    resident: dict[Kind, list[float]] = field(default_factory=dict)

    def seconds(self, scenario: Scenario, name: str) -> float | None:
        """The median on the wall; None where it was not measured, or where the change never came out."""
        runs = self.runs.get((scenario, name))
        if not runs or (scenario, name) in self.unseen:
            return None
        return statistics.median(run.seconds for run in runs)

    def processor(self, scenario: Scenario, name: str) -> float | None:
        """The median of processor seconds."""
        runs = self.runs.get((scenario, name))
        return statistics.median(run.processor for run in runs) if runs else None

    def resident_seconds(self, kind: Kind) -> float | None:
        """The median of the resident builder; None where there is none."""
        return statistics.median(self.resident[kind]) if self.resident.get(kind) else None


@dataclass(frozen=True)
class Growth:
    """What our own builder takes at one size."""

    size: int
    clean: float
    edit: float
    megabytes: float


def compare_builds(size: int, rounds: int, tell: Tell) -> Results:
    """Measure all that can run here on ``size`` files. ``tell`` is told what is about to be done."""
    kinds = available()
    results = Results(size, rounds, {kind.name: version for kind, version in kinds.items()})
    with _site(size) as (ours, adapter):
        builders: list[Builder] = [kind(ours.work) for kind in kinds]
        for builder in builders:
            tell(f"{builder.name}: første bygg, med minne")
            results.memory[builder.name] = builder.clean(memory=True).megabytes
            if builder is builders[0]:
                adapter.all()
        for peer in builders[1:]:
            results.agreements[peer.name] = Agreement.between(ours.output, peer.output, _sample(adapter))
        for number in range(rounds + 1):  # the first is for warming up
            _round(number, builders, adapter, results, tell)
        tell("Ski: fast bygger")
        results.resident = resident_seconds(ours, Editor(ours.content, adapter.files), rounds)
    return results


def _round(number: int, builders: Sequence[Builder], adapter: Adapter, results: Results, tell: Tell) -> None:
    editor = Editor(adapter.content, adapter.files)
    counts = number > 0
    for builder in builders if counts else ():
        tell(f"{builder.name}: rent bygg, runde {number}")
        results.runs.setdefault(("rent", builder.name), []).append(builder.clean())
    for kind in EDITS:
        edit = editor.change(kind, number, builders)
        if edit.path:
            adapter.one(edit.path)
        for builder in builders:
            tell(f"{builder.name}: {kind}, runde {number}")
            done = builder.again()
            if not all(builder.shows(address, edit.mark) for address in edit.addresses):
                results.unseen.add((kind, builder.name))
            if counts:
                results.runs.setdefault((kind, builder.name), []).append(done)


def steps(rounds: int, builders: int) -> int:
    """How many times ``compare_builds`` tells what it does."""
    return builders + rounds * builders + (rounds + 1) * len(EDITS) * builders + 1


def grow(size: int, rounds: int, tell: Tell) -> Growth:
    """Measure our own builder alone on ``size`` files."""
    with _site(size) as (ours, adapter):
        editor = Editor(ours.content, adapter.files)
        tell(f"{size} sider: første bygg, med minne")
        megabytes = ours.clean(memory=True).megabytes
        clean, edits = [], []
        for number in range(rounds):
            tell(f"{size} sider: runde {number + 1}")
            clean.append(ours.clean().seconds)
            editor.change("tekst", number)
            edits.append(ours.again().seconds)
    return Growth(size, statistics.median(clean), statistics.median(edits), megabytes)


@contextmanager
def _site(size: int) -> Iterator[tuple[Ours, Adapter]]:
    with TemporaryDirectory(prefix="malinger-") as folder:
        ours = Ours(Path(folder))
        write_content(ours.content, size)
        ours.prepare()
        yield ours, Adapter(ours.content, ours.output, ours.state, ours.work)


def _sample(adapter: Adapter) -> list[str]:
    """Addresses of pages and news, at random but the same every time."""
    items = [written.address for written in adapter.files if written.kind]
    return sorted(random.Random(1).sample(items, min(_SAMPLE, len(items))))
