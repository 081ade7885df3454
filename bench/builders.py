"""The site generators that are compared, ours among them: how each builds, builds again, and is edited."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.adapt import PEERS
from bench.content import NOW
from bench.measure import ROOT
from bench.processes import Run, run

_FOOTER = re.compile(r'<footer class="footer"[^>]*>')


@dataclass(frozen=True)
class Builder(ABC):
    """One generator at work on a site; ``work`` is the folder that holds all of it."""

    work: Path
    name = ""
    footer = ""
    """The template of the foot of every page, under ``project``."""

    @property
    def project(self) -> Path:
        """Where its templates and its content lie."""
        return self.work / self.name.lower()

    @property
    def output(self) -> Path:
        """Where it writes the site."""
        return self.work / f"ut-{self.name.lower()}"

    @property
    @abstractmethod
    def command(self) -> Sequence[str]:
        """What builds the site; each finds out for itself what was changed."""

    @property
    def environment(self) -> dict[str, str]:
        """What is set for the process."""
        return {}

    @property
    def folder(self) -> Path:
        """Where the process runs."""
        return self.project

    def clean(self, *, memory: bool = False) -> Run:
        """Build from nothing."""
        self.forget()
        return run(self.command, self.folder, self.environment, memory=memory)

    def forget(self) -> None:
        """Take away all that earlier builds left."""
        shutil.rmtree(self.output, ignore_errors=True)

    def again(self) -> Run:
        """Build once more, on top of the build before."""
        return run(self.command, self.folder, self.environment)

    def edit_footer(self, mark: str) -> None:
        """Change a template that every page uses; ``mark`` is then on every page."""
        path = self.project / self.footer
        text = path.read_text("utf-8")
        path.write_text(_FOOTER.sub(f'<footer class="footer" data-runde="{mark}">', text), "utf-8")

    def shows(self, address: str, mark: str) -> bool:
        """Whether the built page at ``address`` has ``mark`` in it."""
        page = self.output / address.strip("/") / "index.html"
        return page.is_file() and mark.encode() in page.read_bytes()


class Ours(Builder):
    """This project's own builder, with a copy of the theme so that it can be edited."""

    name = "Ski"
    footer = "templates/components/footer.html"

    @property
    def content(self) -> Path:
        """The content that all the others are adapted from."""
        return self.work / "innhold"

    @property
    def state(self) -> Path:
        """Its state."""
        return self.work / "tilstand"

    @property
    def environment(self) -> dict[str, str]:
        """Content, output, state and theme, and a clock that stands still."""
        return {
            "CONTENT": str(self.content),
            "OUTPUT": str(self.output),
            "STATE": str(self.state),
            "THEME": str(self.project),
            "NAA": NOW,
        }

    @property
    def folder(self) -> Path:
        """The repository."""
        return ROOT

    @property
    def command(self) -> Sequence[str]:
        """Without make and uv."""
        return [sys.executable, "-m", "plugins.engine"]

    def forget(self) -> None:
        """State and site."""
        super().forget()
        shutil.rmtree(self.state, ignore_errors=True)

    def prepare(self) -> None:
        """Copy the theme."""
        shutil.copytree(ROOT / "theme", self.project, ignore=shutil.ignore_patterns("node_modules"))


class Hugo(Builder):
    """Builds everything every time, in all cores."""

    name = "Hugo"
    footer = "layouts/partials/footer.html"

    @property
    def command(self) -> Sequence[str]:
        """Without a word."""
        return ["hugo", "--quiet", "--destination", str(self.output)]


class Eleventy(Builder):
    """Builds everything every time: in a process of its own, ``--incremental`` renders all in memory anyway.

    (Version 3.1.1 spent as long with ``--incremental=FILE`` as without; 3.1.8 ends in an error.)
    """

    name = "Eleventy"
    footer = "lib/frame.js"

    @property
    def command(self) -> Sequence[str]:
        """Without a line for each file."""
        return ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet", f"--output={self.output}"]


class Pelican(Builder):
    """Stock Pelican; once there is something to build again, with its cache of what was read."""

    name = "Pelican"
    footer = "theme/templates/footer.html"

    @property
    def command(self) -> Sequence[str]:
        """Errors in its log are errors."""
        cached = [
            f"{key}={str(self.output.is_dir()).lower()}" for key in ("CACHE_CONTENT", "LOAD_CONTENT_CACHE")
        ]
        script = [
            sys.executable,
            "-m",
            "pelican",
            "--settings",
            "pelicanconf.py",
            "--output",
            str(self.output),
        ]
        return [*script, "--fatal", "errors", "--extra-settings", *cached]

    def forget(self) -> None:
        """The site and the cache."""
        super().forget()
        shutil.rmtree(self.project / "cache", ignore_errors=True)


def available() -> dict[type[Builder], str]:
    """The generators that can run here, with their versions; installs those that can be and are missing."""
    found: dict[type[Builder], str] = {Ours: ""}
    if _install("hugo"):
        found[Hugo] = _said("hugo", "version").split()[1].split("+")[0].removeprefix("v")
    if shutil.which("npm") and _install_eleventy():
        version = _said("node", str(_ELEVENTY / "cmd.cjs"), "--version")
        found[Eleventy] = f"{version} (Node {_said('node', '--version').removeprefix('v')})"
    found[Pelican] = _said(sys.executable, "-m", "pelican", "--version")
    return found


_ELEVENTY = PEERS / "eleventy/node_modules/@11ty/eleventy"


def _install(package: str) -> bool:
    """Whether a program of Debian's is here; as root it is installed where it is missing."""
    if not shutil.which(package) and os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ["apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=300"]
        for step in (["update"], ["install", "--no-install-recommends", package]):
            subprocess.run([*apt, *step], check=False, stdout=subprocess.DEVNULL)
    return shutil.which(package) is not None


def _install_eleventy() -> bool:
    """Whether Eleventy is here, as pinned."""
    if not _ELEVENTY.is_dir():
        install = ["npm", "ci", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=PEERS / "eleventy", check=False, stdout=subprocess.DEVNULL)
    return _ELEVENTY.is_dir()


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
