"""Builds an edited town twice, upon what the last build left and through Pelican alone, and compares."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from unittest.mock import patch

from jinja2.bccache import Bucket, BytecodeCache

import pelicanconf
from plugins.checks.run import run_checks
from plugins.engine import build as build_module
from plugins.engine.build import Build, Outcome
from plugins.engine.configuration import Configuration, configuration
from plugins.engine.pelican_run import run_pelican
from plugins.importers.run import import_path
from plugins.model.errors import ContentError
from plugins.model.state import State
from plugins.source.folder import read_tree
from plugins.source.structure import structure_problems
from tests.engine.edits import Edit, Scene, apply
from tests.engine.edits.theme import OF_THE_SITE, copy_of_theme
from tests.engine.following import Following
from tests.engine.killing import killed_at
from tests.town_builder import copy_of_town


class _Compiled(BytecodeCache):
    """Templates compiled before, by their text: most of the time of a small site's build."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if known := self._known.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()
_MALEN = "malen kan ikke brukes"

Files = dict[str, bytes]
Places = dict[str, tuple[int, int]]


def files(folder: Path) -> Files:
    """Every file under ``folder`` by its place; links as what they lead to."""
    found = (p for p in folder.rglob("*") if p.is_symlink() or p.is_file())
    return {
        p.relative_to(folder).as_posix(): bytes(p.readlink()) if p.is_symlink() else p.read_bytes()
        for p in found
    }


def documents(folder: Path) -> Files:
    """The search documents; of the archive's, those that the manifest names: others are on their way."""
    found = files(folder)
    named = (
        {s["file"] for s in json.loads(found["manifest.json"])["shards"]} if "manifest.json" in found else {}
    )
    return {place: text for place, text in found.items() if place in named or not place.startswith("arkiv/")}


def site(output: Path, state: Path) -> Files:
    """All that a build publishes: the site, its search documents, its frame."""
    published = (state / name for name in ("ramme.json", "arkiv.json"))
    frame = {path.name: path.read_bytes() for path in published if path.exists()}
    named = {f"dokumenter/{place}": content for place, content in documents(state / "dokumenter").items()}
    return {**{f"output/{place}": content for place, content in files(output).items()}, **named, **frame}


def put_back(folder: Path, wanted: Files) -> None:
    """Make ``folder`` hold exactly these files; those that do already are not touched."""
    there = files(folder)
    for place in there.keys() - wanted.keys():
        (folder / place).unlink()
    for place, content in wanted.items():
        if there.get(place) != content:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).unlink(missing_ok=True)
            (folder / place).write_bytes(content)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


@dataclass
class Proof:
    """A town that is edited and built again and again, each time compared with a build from nothing.

    ``processes`` are those of the incremental build. It may be one that has ``followed`` the town, and knows
    what was touched; what is done to the site itself it sees when it looks through everything.
    """

    root: Path
    processes: int = 0
    followed: bool = False
    made: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scene = Scene(
            content=copy_of_town(self.root),
            theme=copy_of_theme(self.root / "tema"),
            output=self.root / "output",
            state=self.root / "var",
        )
        self._good, self._built, self._built_at = self._sources(), Files({"ikke bygget": b""}), self.scene.now
        self._following = Following(self.scene, self.root / "ved siden av") if self.followed else None
        self.check()

    def run(self, edits: Sequence[Edit]) -> None:
        """Make each edit, and build and compare after it."""
        for edit in edits:
            self.made.append(edit)
            apply(edit, self.scene)
            if self._following and edit[0] in OF_THE_SITE:
                self._following.watched.forget()
            if edit[0] != "kill_next_build":
                self.check()

    def check(self) -> Outcome | None:
        """Build in both ways and compare. What cannot be built is put back as it was."""
        quiet, remembers, killed = self._is_quiet(), self.scene.remembers(), self._is_killed()
        before, touched = self._site(), self._places()
        built, refused = self._attempt(self.build)
        _, refused_too = self._attempt(self.build_from_nothing)
        self._compare_refusals(refused, refused_too)
        if built is None:
            assert self._site() == before, self.made
            assert self._places() == touched, self.made
            self._put_back_sources()
            return None
        self._compare(self._site(), site(self.root / "ren/output", self.root / "ren/var"))
        if remembers and not killed:
            self._compare_places(built, before, touched)
        assert not (quiet and remembers and built.written), (self.made, built.reasons)
        self._good, self._built_at, self._built = self._sources(), self.scene.now, self._site()
        self.scene.next_change = built.next_change
        return built

    def build(self, *, alone: bool = False) -> Outcome:
        """Build upon what the last build left; ``alone`` is another builder than the one that follows."""
        scene, following = self.scene, None if alone else self._following
        if following:
            following.hear()
        with (
            patch.dict(os.environ, THEME=str(scene.theme)),
            patch.object(build_module, "configuration", self._configuration),
        ):
            state = State(scene.state)
            build = Build(
                scene.content,
                scene.output,
                state,
                scene.now,
                say=_silent,
                processes=self.processes,
                watched=following.watched if following else None,
            )
            return build.run()

    def build_from_nothing(self) -> None:
        """Build the whole site through Pelican, with the store that the same deliveries came to."""
        scene, state = self.scene, State(self.root / "ren/var")
        deliveries = scene.content / "data/leveranser"
        if deliveries.is_dir() and not any(structure_problems(read_tree(scene.content))):
            import_path(deliveries, state, scene.now)
        for folder in (self.root / "ren/output", state.documents):
            shutil.rmtree(folder, ignore_errors=True)
        run_pelican(
            content=scene.content,
            output=self.root / "ren/output",
            state=state.root,
            now=scene.now,
            THEME=str(scene.theme),
            SKI={**pelicanconf.SKI, **scene.settings},
            JINJA_ENVIRONMENT={**pelicanconf.JINJA_ENVIRONMENT, "bytecode_cache": _COMPILED},
        )

    def looked_at_all(self) -> bool:
        """Whether the last build looked at everything."""
        return self._following is None or self._following.watched.looked_at_all

    def _is_killed(self) -> bool:
        """Kill a build of what is there now, if it is to be; whether one was."""
        step, self.scene.kill_at = self.scene.kill_at, None
        return step is not None and killed_at(step, lambda: self._attempt(partial(self.build, alone=True)))

    def _configuration(self, publish: bool) -> Configuration:
        values = {**vars(pelicanconf), "THEME": str(self.scene.theme)}
        return configuration(publish, {**values, "SKI": {**pelicanconf.SKI, **self.scene.settings}})

    def _attempt(self, build: Callable[[], Outcome | None]) -> tuple[Outcome | None, ContentError | None]:
        try:
            return build(), None
        except ContentError as error:
            return None, error

    def _compare_refusals(self, refused: ContentError | None, refused_too: ContentError | None) -> None:
        """Both tell what stopped them; the incremental build always with all else that is wrong."""
        told, told_too = _told(refused), _told(refused_too)
        assert told >= told_too, self.made
        assert bool(told) == bool(told_too), self.made
        checks = run_checks(self.scene.content, self.scene.now) if told else ()
        assert told - told_too <= {str(problem) for problem in checks}, self.made

    def _compare(self, built: Files, clean: Files) -> None:
        assert sorted(built) == sorted(clean), self.made
        different = [place for place in clean if built[place] != clean[place]]
        for place in different[:1]:
            told = f"{place} after {self.made}; all that differ: {different}"
            assert built[place].decode("utf-8", "replace") == clean[place].decode("utf-8", "replace"), told

    def _compare_places(self, built: Outcome, before: Files, touched: Places) -> None:
        """What is equal has not been written again, and what is told of as written is what has changed."""
        after, places = self._site(), self._places()
        changed = {place for place in after if before.get(place) != after[place]}
        written = {place for place in places if touched.get(place) != places[place]}
        assert written == changed, self.made
        told = {place.replace("nettsted:", "output/").replace("tilstand:", "") for place in built.written}
        assert told == changed, self.made
        gone = {place.replace("nettsted:", "output/").replace("tilstand:", "") for place in built.removed}
        assert gone >= before.keys() - after.keys(), self.made

    def _site(self) -> Files:
        return site(self.scene.output, self.scene.state)

    def _places(self) -> Places:
        """Inode and time of every published file."""
        state = self.scene.state
        paths = {f"output/{place}": self.scene.output / place for place in files(self.scene.output)}
        paths |= {place: state / place for place in site(Path("-"), state)}
        return {place: (path.stat().st_ino, path.stat().st_mtime_ns) for place, path in paths.items()}

    def _is_quiet(self) -> bool:
        """Whether nothing has happened since the last build, not even what it said the clock would do."""
        if self._sources() != self._good or self._site() != self._built or self.scene.now < self._built_at:
            return False
        return self.scene.next_change is None or self.scene.now < self.scene.next_change

    def _sources(self) -> tuple[Files, Files, dict[str, object]]:
        return files(self.scene.content), files(self.scene.theme), self.scene.settings

    def _put_back_sources(self) -> None:
        content, theme, self.scene.settings = self._good
        put_back(self.scene.content, content)
        put_back(self.scene.theme, theme)


def _told(error: ContentError | None) -> set[str]:
    """What a build said that it was refused for; of templates that they cannot be used, since which page
    tells of them first is left to chance.
    """
    problems = error.problems if error else ()
    return {_MALEN if p.message.startswith(_MALEN) else str(p) for p in problems}


def _silent(line: str) -> None:
    """Nobody listens."""
