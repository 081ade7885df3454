"""The search beside compiled engines: one corpus, the same queries in the same order, each engine in
processes of its own, one after another in one run.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.engine_peers import ENGINES, Engine, Suggests
from bench.large_corpus import write
from bench.large_queries import LargeQuery, mixed
from bench.measure import ROOT, Latencies, timed
from bench.processes import Run, run

QUERIES = 2_400
SUGGESTIONS = 1_200
CHANGES = 50
"""Pages that are changed, one after another."""
BUILDS, _LONG = 3, 1_000_000
"""How many times each index is made, of which the shortest counts; one of so many documents is made once."""
STEPS = 8
"""What is told of at each size."""
_QUERIES = "sporringer.json"
_CHANGED = "endret.json"
_PLACES = {"ours": "indeks", "tantivy": "tantivy", "fts5": "fts5"}
Tell = Callable[[str], None]


class Answers(msgspec.Struct):
    """What one process that opened an index and answered every query found. Times in milliseconds."""

    loaded: float
    """Until the engine's code was read, as it is once in a process."""
    opened: float
    """After that, until the first query could be asked."""
    samples: list[float]
    hits: list[int]
    megabytes: float
    """Memory of the process alone after the last query: what is private, and its share of the rest (PSS)."""
    mapped: float
    """How much of that is files of the index, which the system may drop."""
    suggestions: list[float] = []
    """What somebody waited for each suggestion while typing, from the engine that has any."""


@dataclass(frozen=True)
class Result:
    """One engine at one size."""

    engine: str
    documents: int
    build: Run
    bytes: int
    answers: Answers
    changed: list[float]
    """Milliseconds until each of some changed pages was found, by the engine that follows the build."""

    @property
    def latencies(self) -> Latencies:
        """Of every query, the first pass."""
        return Latencies(tuple(self.answers.samples))


def compare(count: int, names: Sequence[str], tell: Tell, kept: Path | None = None) -> list[Result]:
    """Index ``count`` documents with each engine and ask it everything; ``kept`` is a folder to reuse."""
    folder = kept or Path(tempfile.mkdtemp(prefix="motorer-"))
    try:
        if not (folder / "dokumenter/manifest.json").exists():
            tell(f"Skriver {count} dokumenter")
            write(folder / "dokumenter", count)
        if not (folder / _QUERIES).exists():
            (folder / _QUERIES).write_bytes(msgspec.json.encode(mixed(QUERIES, count)))
        run([sys.executable, "-m", "search.analysis.dictionary_file"], ROOT, {})
        return [_measured(name, count, folder, tell) for name in names]
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _measured(name: str, count: int, folder: Path, tell: Tell) -> Result:
    tell(f"{name}: indekserer {count}")
    build = min(
        (_build(name, folder) for _ in range(BUILDS if count < _LONG else 1)), key=lambda b: b.seconds
    )
    size = sum(path.stat().st_size for path in ENGINES[name](folder).files().rglob("*") if path.is_file())
    tell(f"{name}: spør {QUERIES} ganger")
    _process("ask", name, folder)
    answers = msgspec.json.decode((folder / f"{name}.json").read_bytes(), type=Answers)
    return Result(name, count, build, size, answers, _changed(folder, tell) if name == "ours" else [])


def _build(name: str, folder: Path) -> Run:
    shutil.rmtree(folder / _PLACES[name], ignore_errors=True)
    return _process("build", name, folder)


def _changed(folder: Path, tell: Tell) -> list[float]:
    tell(f"ours: endrer {CHANGES} sider")
    _process("change", "ours", folder)
    return msgspec.json.decode((folder / _CHANGED).read_bytes(), type=list[float])


def _process(what: str, name: str, folder: Path) -> Run:
    command = [sys.executable, "-m", "bench.engines", what, name, str(folder)]
    return run(command, ROOT, {})


def ask(name: str, folder: Path) -> Answers:
    """Open an index and ask it every query once, in this process."""
    queries = _queries(folder)
    engine = ENGINES[name](folder)
    loaded, opened = _milliseconds(engine.load), _milliseconds(engine.open)
    hits: list[int] = []
    found = timed([lambda query=query: hits.append(engine.search(query)) for query in queries])  # type: ignore[misc]
    memory, suggested = _memory(), _suggestions(engine, queries)
    return Answers(loaded, opened, list(found.samples), hits, *memory, suggestions=suggested)


def _queries(folder: Path) -> list[LargeQuery]:
    return msgspec.json.decode((folder / _QUERIES).read_bytes(), type=list[LargeQuery])


def _milliseconds(step: Callable[[], None]) -> float:
    start = time.perf_counter()
    step()
    return (time.perf_counter() - start) * 1000


def _suggestions(engine: Engine, queries: Sequence[LargeQuery]) -> list[float]:
    """Suggestions for the beginnings of queries: after three letters, after five, and before the last one."""
    if not isinstance(engine, Suggests):
        return []
    asked = [query.typed for query in queries[: SUGGESTIONS // 3]]
    typed = [begun for text in asked for begun in (text[:3], text[:5], text[:-1])]
    return list(timed([lambda begun=begun: engine.suggest(begun) for begun in typed]).samples)  # type: ignore[misc]


def _memory() -> tuple[float, float]:
    """Megabytes of this process: all of it, and what is mapped from files."""
    rows = dict(
        line.split(":") for line in Path("/proc/self/smaps_rollup").read_text("utf-8").splitlines()[1:]
    )
    return tuple(int(rows[name].split()[0]) / 1024 for name in ("Pss", "Pss_File"))  # type: ignore[return-value]


def main(what: str, name: str, place: str) -> None:
    """One step, in a process of its own."""
    folder = Path(place)
    if what == "build":
        ENGINES[name](folder).build()
    elif what == "change":
        from bench import changed_pages  # noqa: PLC0415 - peers are measured without it

        found = changed_pages.measure(folder, _queries(folder), CHANGES)
        (folder / _CHANGED).write_bytes(msgspec.json.encode(found))
    else:
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(ask(name, folder)))


if __name__ == "__main__":
    main(*sys.argv[1:])
