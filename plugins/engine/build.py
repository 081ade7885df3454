"""A build as a person asks for it: deliveries first, then the site, under the one lock."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.engine.configuration import Configuration, configuration
from plugins.engine.guard import refuse_foreign, refuse_overlap
from plugins.engine.leaves import digest, stamp_of_store
from plugins.engine.making import Prepared
from plugins.engine.places import Outcome, Places
from plugins.engine.press import prepare_templates
from plugins.engine.site_build import SiteBuild
from plugins.engine.watched import Watched
from plugins.memo.aside import Aside
from plugins.model import withdrawn
from plugins.model.errors import ContentError, Problem
from plugins.model.progress import Progress, silent
from plugins.model.state import State
from plugins.source.folder import DATA_FOLDER, DELIVERIES, Tree, read_tree
from plugins.source.origin import ChangedMeanwhileError
from plugins.source.structure import structure_problems

if TYPE_CHECKING:
    from plugins.importers.run import ImportReport

Say = Callable[[str], None]

_ATTEMPTS = 5
"""How often a build begins anew because content changes under it."""


@dataclass(frozen=True)
class Build:
    """What to build, where and when. ``say`` gets a line for each step that is done.

    ``explain`` says why each file was made. ``thorough`` looks for all that is wrong, also what stops no
    build, when something does. Where content is ``watched``, only what was touched is looked at.
    """

    content: Path
    output: Path
    state: State
    now: datetime
    publish: bool = False
    say: Say = print
    progress: Progress = silent
    explain: bool = False
    thorough: bool = True
    processes: int = 0
    watched: Watched | None = None

    def run(self) -> Outcome:
        """Build the site and put it in place.

        Raises ContentError with all problems; then ``output`` is as it was.
        """
        tree = self._look()
        if not tree.unit_folders:
            raise ContentError(structure_problems(tree))  # before the lock makes a folder for state
        refuse_overlap(self.output, self.content, self.state.root)
        try:
            with self.state.lock("bygget") as waited:
                outcome = self._bring_up_to_date(self._look() if waited else tree)
        except ContentError as error:
            raise self._with_all_findings(error) from None
        finally:
            if self.watched is not None:
                self.watched.settle()
        self.say(f"Nettstedet ligger i {self.output}")
        return outcome

    def _look(self) -> Tree:
        return read_tree(self.content) if self.watched is None else self.watched.look()

    def _bring_up_to_date(self, tree: Tree) -> Outcome:
        for attempt in range(_ATTEMPTS):
            build = self._site_build(configuration(self.publish))
            try:
                return self._run(build, tree if attempt == 0 else self._look())
            except ChangedMeanwhileError:
                if attempt == _ATTEMPTS - 1:
                    raise
            except sqlite3.DatabaseError as error:
                if attempt or isinstance(error, sqlite3.OperationalError):
                    raise
                build.ledger.forget_all()  # it is damaged, and all that was in it can be found again
            finally:
                build.close()
            if self.watched is not None:
                self.watched.forget()  # something was not told of in time
        raise AssertionError

    def _site_build(self, configured: Configuration) -> SiteBuild:
        places = Places(self.content, self.output, self.state)
        return SiteBuild(
            places,
            configured,
            self.now,
            publish=self.publish,
            processes=self.processes,
            watched=self.watched,
        )

    def _run(self, build: SiteBuild, tree: Tree) -> Outcome:
        build.finish_last()
        if build.begin():
            refuse_foreign(self.output)
        with self._step() as done:
            done(self._import(build, tree))
        with self._step() as done:
            parts = build.remembered_parts()
            if parts:
                outcome = build.run(tree, lambda: Prepared(parts, {}), self.progress)
            else:
                outcome = self._through_pelican(build, tree)
            done(_built(outcome))
        withdrawn.built(self.state.withdrawn)
        if self.explain:
            for line in explained(outcome):
                self.say(line)
        return outcome

    def _through_pelican(self, build: SiteBuild, tree: Tree) -> Outcome:
        """The first build upon a configuration: Pelican loads the plugins, which say the site's parts.

        It does so beside us, since loading it takes as long as reading a thousand files; then the templates
        are compiled there.
        """
        templates = build.configured.theme / "templates", self.state.build / "maler"
        with Aside(lambda: Prepared(self._parts(), prepare_templates(*templates))) as beside:
            return build.run(tree, beside.answer, self.progress)

    def _parts(self) -> tuple[str, ...]:
        from plugins.engine.pelican_run import run_pelican  # noqa: PLC0415 - loading Pelican takes half a second

        parts: list[str] = []
        run_pelican(
            content=self.content,
            output=self.output,
            state=self.state.root,
            now=self.now,
            publish=self.publish,
            ENGINE=parts.extend,
        )
        return tuple(parts)

    def _import(self, build: SiteBuild, tree: Tree) -> str:
        """Read the deliveries in the content, unless they and the store are as they were when last read."""
        folder = f"{DATA_FOLDER}/{DELIVERIES}"
        if folder not in tree.folders:
            return "Ingen leveranser fra arkivet i innholdet"
        stamps = sorted((p, s) for p, s in tree.stamps.items() if p.startswith(f"{folder}/"))
        if build.ledger.about("leveranser") == self._delivered(stamps):
            return _ALL_READ
        from plugins.importers.run import import_path  # noqa: PLC0415 - most builds read no delivery
        from plugins.source.unit_titles import unit_titles  # noqa: PLC0415

        units = unit_titles(self.content)
        report = import_path(self.content / folder, self.state, self.now, units=units)
        for file in report.refused:
            remedy = "be om en ny leveranse; resten av bygget går videre"
            path = str(self.content / folder / file.file)
            self.say(str(Problem(path, 0, f"avvist: {file.refused}", remedy, "advarsel")))
        if not report.refused:
            build.ledger.set_about("leveranser", self._delivered(stamps))
        return _imported(report)

    def _delivered(self, stamps: list[tuple[str, str]]) -> bytes:
        return digest(repr(stamps).encode()) + stamp_of_store(self.state.store)

    def _with_all_findings(self, error: ContentError) -> ContentError:
        """What stopped the build, and all else that is wrong."""
        if not self.thorough or not all(p.path.startswith(str(self.content)) for p in error.problems):
            return error
        from plugins.checks.run import run_checks  # noqa: PLC0415 - only when something is wrong

        found = run_checks(self.content, self.now, progress=self.progress)
        return ContentError({p for p in found if p.severity == "feil"}.union(error.problems))

    @contextmanager
    def _step(self) -> Iterator[Say]:
        """Time a step, and say what it did with the seconds it took."""
        started, lines = time.perf_counter(), list[str]()
        yield lines.append
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        for line in lines:
            self.say(f"{line} ({seconds} s)")


_ALL_READ = "Leveransene fra arkivet er lest før, ingenting er nytt"


def _imported(report: ImportReport) -> str:
    counts = report.counts
    if report.files and all(file.known or file.ignored for file in report.files):
        return _ALL_READ
    return (
        f"Lest {_number(counts.read)} poster fra arkivet: {_number(counts.new)} nye, "
        f"{_number(counts.changed)} endret, {_number(counts.quarantined)} i karantene"
    )


def _built(outcome: Outcome) -> str:
    pages = f"{_number(outcome.pages)} {'side' if outcome.pages == 1 else 'sider'}"
    written, removed = len(outcome.written), len(outcome.removed)
    if not written and not removed:
        return f"Bygget {pages}: ingenting er endret"
    gone = f", {_number(removed)} fjernet" if removed else ""
    return f"Bygget {pages}: {_number(written)} {'fil' if written == 1 else 'filer'} skrevet{gone}"


def explained(outcome: Outcome) -> Iterator[str]:
    """A line for each file that was made or removed, with what led to it."""
    for place, reason in outcome.reasons.items():
        yield f"  {place.partition(':')[2]}: {reason_in_words(reason)}"
    for place in outcome.removed:
        yield f"  {place.partition(':')[2]}: fjernet, ingenting er opphav til den lenger"


_REASONS = {
    "felter": "feltene i {} er endret",
    "tekst": "teksten i {} er endret",
    "fil": "{} er endret",
    "mappe": "mappen {} har fått eller mistet filer",
    "register": "registeret {} er endret",
    "mal": "malen {} er endret",
    "statisk": "{} i temaet er endret",
    "lager/dag": "arkivet har levert noe nytt for {}",
    "lager/sak": "arkivet har levert noe nytt i sak {}",
    "lager/mote": "arkivet har levert noe nytt om møte {}",
}
_OTHER_REASONS = {
    "": "ny",
    "klokka": "klokka har passert et tidspunkt siden avhenger av",
    "innstillinger": "innstillingene er endret",
    "virksomheter": "en virksomhet er kommet til eller fjernet",
    "struktur": "filer er kommet til eller fjernet",
    "statisk": "stilarkene er endret",
}


_ARCHIVE = "arkivet har levert noe nytt"


def reason_in_words(reason: str) -> str:
    """Why a file was made.

    >>> reason_in_words("tekst:barnehage/sider/opptak.md")
    'teksten i barnehage/sider/opptak.md er endret'
    """
    kind, _, place = reason.partition(":")
    if place and kind in _REASONS:
        return _REASONS[kind].format(place)
    return _ARCHIVE if kind.startswith("lager/") else _OTHER_REASONS.get(reason, reason)


def _number(number: int) -> str:
    """A number as it is written in Norwegian: «12 345»."""
    return f"{number:,}".replace(",", " ")
