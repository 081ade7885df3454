"""A town that is built and then edited, for builds that do not go well."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from plugins.engine.build import Build, Outcome
from plugins.memo import workers
from plugins.model.state import State
from tests.engine.incremental import Files, site
from tests.engine.killing import Saved
from tests.town_builder import NOW, copy_of_town

NEWS = "---\ntittel: Nytt i dag\ningress: Noe har skjedd.\ndato: 2026-11-22\n---\n"


class Town:
    """A town that has been built, and edited so that the next build writes, changes and takes away files.

    ``old`` is the site before that build, ``new`` the one that a build from nothing makes of the edited town.
    """

    def __init__(self, root: Path, *, publish: bool = False) -> None:
        self.root, self.publish = root, publish
        self.content, self.output, self.state = copy_of_town(root), root / "output", State(root / "var")
        self.build()
        self.old = self.site()
        self.saved = Saved(root, self.output, self.state.root)
        self._edit()
        with_nothing = root / "ren"
        self._build(with_nothing / "output", State(with_nothing / "var"))
        self.new = site(with_nothing / "output", with_nothing / "var")
        shutil.rmtree(with_nothing)

    def _edit(self) -> None:
        page = self.content / "kultur/sider/tilskudd.md"
        page.write_text(page.read_text("utf-8").replace("tittel: Tilskudd", "tittel: Penger"), "utf-8")
        (self.content / "kultur/filer/skjema.pdf").unlink()
        (self.content / "kultur/bilder/brua.png").write_bytes(b"et nytt bilde")
        (self.content / "kultur/nyheter/i-dag.md").write_text(NEWS, "utf-8")
        (self.content / "barnehage/sider/steg.md").unlink()

    def build(self) -> Outcome:
        """Build the town where it is."""
        return self._build(self.output, self.state)

    def forget(self) -> None:
        """Take away all that was ever built."""
        self.old = {}
        for folder in (self.output, self.state.root):
            shutil.rmtree(folder, ignore_errors=True)

    def site(self) -> Files:
        """All that is published now."""
        return site(self.output, self.state.root)

    def assert_whole(self) -> None:
        """Every file is one of the old site or one of the new; none is missing that is in both."""
        now = self.site()
        for place in now.keys() | self.old.keys() | self.new.keys():
            assert now.get(place) in (self.old.get(place), self.new.get(place)), place

    def assert_next_build_is_right(self) -> None:
        """The next build makes the site that it should, and leaves nothing lying about."""
        self.build()
        assert self.site() == self.new
        beside = {path.name for path in self.root.iterdir()}
        assert beside == {"content", "output", "var", "tatt-vare-pa"}
        assert {path.name for path in self.state.build.iterdir()} <= {
            "husket.db", "maler", "feil.txt", "arkivdokumenter.db",
        }  # fmt: skip
        assert not self.build().written

    def _build(self, output: Path, state: State) -> Outcome:
        build = Build(self.content, output, state, NOW, publish=self.publish, say=lambda line: None)
        return build.run()


def many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a build of any size start more processes before it has begun."""
    for name in ("ENOUGH", "START_SECONDS", "_TRIAL"):
        monkeypatch.setattr(workers, name, 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1})
