"""One build from start to swap, under the one lock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.checks.run import refuse_unpublishable
from plugins.engine.compress import precompress
from plugins.engine.pelican_run import run_pelican
from plugins.engine.swap import fresh_folder, refuse_overlap
from plugins.importers.run import ImportReport, import_path
from plugins.model.errors import Problem
from plugins.model.state import State
from plugins.source.site import DATA_FOLDER

DELIVERIES = "leveranser"
"""Folder of ``content/data`` whose deliveries are imported before each build."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Build:
    """What to build, where and when. ``say`` gets a line for each step that is done."""

    content: Path
    output: Path
    state: State
    now: datetime
    publish: bool = False
    say: Say = print

    def run(self) -> int:
        """Build the site and put it in place; returns the number of pages.

        Raises ContentError with all problems; then ``output`` is as it was.
        """
        refuse_unpublishable(self.content, self.now)  # before the lock makes a folder for state
        refuse_overlap(self.output, self.content, self.state.root)
        with self.state.lock():
            with self._step() as done:
                done(self._import())
            with fresh_folder(self.output) as fresh:
                pages = self._render(fresh)
                if self.publish:
                    with self._step() as done:
                        done(f"Komprimert {precompress(fresh)} filer")
        self.say(f"Nettstedet ligger i {self.output}")
        return pages

    def _import(self) -> str:
        deliveries = self.content / DATA_FOLDER / DELIVERIES
        if not deliveries.is_dir():
            return "Ingen leveranser fra arkivet i innholdet"
        report = import_path(deliveries, self.state, self.now)
        for file in report.refused:
            remedy = "be om en ny leveranse; resten av bygget går videre"
            problem = Problem(str(deliveries / file.file), 0, f"avvist: {file.refused}", remedy, "advarsel")
            self.say(str(problem))
        return _imported(report)

    def _render(self, fresh: Path) -> int:
        with self._step() as done:
            run_pelican(
                content=self.content,
                output=fresh,
                state=self.state.root,
                now=self.now,
                publish=self.publish,
            )
            pages = sum(1 for _ in fresh.rglob("*.html"))
            done(f"Bygget {_number(pages)} {'side' if pages == 1 else 'sider'}")
        return pages

    @contextmanager
    def _step(self) -> Iterator[Say]:
        """Time a step, and say what it did with the seconds it took."""
        started, lines = time.perf_counter(), list[str]()
        yield lines.append
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        for line in lines:
            self.say(f"{line} ({seconds} s)")


def _imported(report: ImportReport) -> str:
    counts = report.counts
    if report.files and all(file.known or file.ignored for file in report.files):
        return "Leveransene fra arkivet er lest før, ingenting er nytt"
    return (
        f"Lest {_number(counts.read)} poster fra arkivet: {_number(counts.new)} nye, "
        f"{_number(counts.changed)} endret, {_number(counts.quarantined)} i karantene"
    )


def _number(number: int) -> str:
    """A number as it is written in Norwegian: «12 345»."""
    return f"{number:,}".replace(",", " ")
