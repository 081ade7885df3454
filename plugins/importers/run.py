"""Bring a file or a folder of deliveries into the store: a transaction a file, all that is valid or none."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from plugins.importers import files, gate, graph_at_once, jsonld, sources, xml_stream
from plugins.importers.conversion import Converter, Telling, tell
from plugins.importers.delivery import Meter, RefusedError
from plugins.importers.digest import Digest
from plugins.importers.helper import converted
from plugins.importers.special_categories import Judge
from plugins.importers.stretches import ReadAsWholeError
from plugins.model import withdrawn
from plugins.model.progress import Progress, silent
from plugins.model.state import State
from plugins.store import Counts, Intake, Store
from plugins.store.deliveries import has_read, has_read_any
from plugins.store.judgements import released

RULES = 14
"""Version of these rules. Raise it when they change, and files that were read before are read again."""

_ENOUGH = 4 * 1024 * 1024
"""Bytes of a file that is worth a second process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file. ``refused`` says why it was not read; ``known`` that it was read before."""

    file: str
    counts: Counts = field(default_factory=Counts)
    refused: str = ""
    known: bool = False
    ignored: bool = False
    why: str = ""
    """What there is to do with a file that is ignored, if anything."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all the files, in the order they were read."""

    files: tuple[FileReport, ...]

    @property
    def counts(self) -> Counts:
        """All files together."""
        return sum((file.counts for file in self.files), Counts())

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """The files that were refused whole."""
        return tuple(file for file in self.files if file.refused)


def import_path(  # noqa: PLR0913 - what an import is asked, and what tests turn off
    source: Path,
    state: State,
    now: datetime,
    progress: Progress = silent,
    *,
    units: Iterable[str] = (),
    spread: bool = True,
    again: bool = False,
) -> ImportReport:
    """Import a file, or every delivery in a folder sorted by name. The caller holds ``state.lock()``.

    ``units`` are the names of the municipality's units, which the gate must know from what it holds back.
    ``spread`` uses a second process for large files; the result is the same. ``again`` reads files that were
    read before, so that what they say holds once more; what the archive has withdrawn stays out.

    Never raises for what a file holds: it is refused or put in quarantine, and said in the report. Raises
    StoreError when the store itself cannot be used.
    """
    reports: list[FileReport] = []
    with _without_collection(), Store.open(state.store) as store:
        hide = partial(withdrawn.withdraw, state.withdrawn)
        run = _Run(store, now, progress, tuple(units), spread, again, hide)
        for found in sources.sources(source):
            if (report := _report(found, run)) is not None:
                reports.append(report)
        if run.withdrawals:
            last = (found for found in sources.sources(source) if found.label in run.withdrawals)
            reports.extend(_import_file(found.path, found.label, run) for found in last)
    if not reports:
        reports.append(FileReport(file=gate.shown(str(source)), refused=_nothing_there(source)))
    return ImportReport(tuple(reports))


@contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection while millions of small objects are made and hardly one is a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _nothing_there(source: Path) -> str:
    if source.is_dir():
        return "mappen har ingen leveranser"
    return "finnes ikke. Skriv FRA=<fil eller mappe med leveranser>"


@dataclass(frozen=True, slots=True)
class _Run:
    """What all files of one import share."""

    store: Store
    now: datetime
    progress: Progress
    units: tuple[str, ...]
    spread: bool
    again: bool
    hide: Callable[[Iterable[str]], None]
    withdrawals: set[str] = field(default_factory=set)
    """Files that withdraw something. They are read after the others: a folder has no other order in time."""


def _report(found: sources.Source, run: _Run) -> FileReport | None:
    """What became of a file; None for one that is put off to the end."""
    if found.refused:
        return FileReport(file=found.label, refused=found.refused)
    if not found.wanted:
        return FileReport(file=found.label, ignored=True, why=found.why)
    if files.withdraws(found.path):
        run.withdrawals.add(found.label)
        return None
    return _import_file(found.path, found.label, run)


def _import_file(path: Path, label: str, run: _Run) -> FileReport:
    try:
        digest = Digest(path)
        if not run.again and has_read_any(run.store) and has_read(run.store, digest(), RULES):
            return FileReport(file=label, known=True)
        counts = _read(path, label, digest, run)
    except RefusedError as error:
        return FileReport(file=label, refused=str(error))
    except OSError as error:
        return FileReport(file=label, refused=f"kan ikke lese filen ({error.strerror})")
    return FileReport(file=label, counts=counts)


def _read(path: Path, label: str, digest: Digest, run: _Run) -> Counts:
    found = files.recognise(path)
    converter = Converter(label, run.now, Judge(run.units, released(run.store.connection)))
    meter = Meter(path.stat().st_size)
    spread = run.spread and meter.size > _ENOUGH
    if found.format == "json" and meter.size > _ENOUGH:
        with suppress(ReadAsWholeError):
            return _take(graph_at_once.told(path, converter, meter, spread=spread), label, digest, meter, run)
    meter = Meter(meter.size)
    if found.format == "json":
        delivery = jsonld.delivered(path, meter)
    else:
        delivery = xml_stream.delivered(path, found.encoding, meter)
    return _take(converted(delivery, converter.convert, spread=spread), label, digest, meter, run)


def _take(
    told: Generator[list[Telling], None, None], label: str, digest: Digest, meter: Meter, run: _Run
) -> Counts:
    """Tell the store, and make it last; when what is told ends in an error, it is as if nothing was."""
    with (
        Intake(run.store, file=label, sha256=digest, rules=RULES, now=run.now, units=run.units) as intake,
        closing(told) as tellings,
    ):
        for telling in tellings:
            tell(intake, telling)
            run.progress(f"Leser {label}", meter.done(), meter.of)
        with digest.beside():
            return intake.commit(run.hide)
