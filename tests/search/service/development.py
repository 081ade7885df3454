"""A development server in a process of its own, and children that stand in for the real ones."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.model.build_status import BuildStatus, Finding, write_status
from plugins.model.clock import OSLO
from search.service.settings import Settings
from tests.search.service.conftest import write

ROOT = Path(__file__).resolve().parents[3]
BEGUN = datetime(2026, 11, 23, 12, 3, tzinfo=OSLO)
SERVER = ("-m", "search.service.server")

FAULT = Finding("content/barnehage/sider/opptak.md", 4, "«2015-13-01» er ikke en dato", "skriv ÅÅÅÅ-MM-DD")
PAGE = "<!doctype html><html lang=nb><title>x</title><body><h1>{}</h1><input>{}</body></html>"

DEVELOP = """
import sys
from search.service import develop
from search.service.settings import settings_from
develop.SERVER, develop.FOLLOWERS, develop.FIRST_PAUSE = {server!r}, {followers!r}, 0.01
sys.exit(develop.develop(settings_from({{}}), {environ!r}))
"""


def built(settings: Settings, number: int, *changed: str, **more: object) -> None:
    """Tell, as the builder does, that a build has ended well, or as ``more`` says."""
    about = {"state": "ferdig", "begun": BEGUN, "changed": changed, "changed_count": len(changed), **more}
    write_status(settings.files.build_status, BuildStatus(number=number, **about))  # type: ignore[arg-type]


@dataclass
class Editor:
    """Somebody who writes pages, and the builder that builds them."""

    settings: Settings
    number: int = 0

    def write(self, path: str, heading: str, rest: str = "") -> None:
        write(self.settings.output, {f"{path.strip('/') or '.'}/index.html": PAGE.format(heading, rest)})

    def build(self, *changed: str, **more: object) -> str:
        """A build that has changed these addresses; the mark that pages get of it."""
        self.number += 1
        built(self.settings, self.number, *changed, **more)
        return f"{self.number}."

    def fail(self, *problems: Finding) -> str:
        """A build that these problems stopped."""
        return self.build(state="feil", problems=problems)


def develop_script(
    server: Sequence[str], followers: dict[str, Sequence[str]], environ: dict[str, str]
) -> tuple[str, str]:
    """Arguments to Python for ``make serve`` with other children than the real ones."""
    return "-c", DEVELOP.format(server=tuple(server), followers=followers, environ={**os.environ, **environ})


@contextmanager
def started(*arguments: str, **environ: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process that is stopped afterwards."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **{name: str(value) for name, value in environ.items()}},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(settings: Settings, *, port: int = 0, development: bool = True) -> Iterator[Serving]:
    """A server on the site of ``settings``, ready to answer."""
    port = port or free_port()
    places = {"STATE": settings.state, "OUTPUT": settings.output, "THEME": settings.theme, "PORT": port}
    with started(*SERVER, **places, ARBEIDERE=1, SKI_UTVIKLING=int(development)) as process:
        server = Serving(process, port)
        until(server.answers, process)
        yield server


class Serving:
    """A server that answers at ``url``."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def answers(self) -> bool:
        with contextlib.suppress(OSError):
            self.get("/helse")
            return True
        return False

    def stop(self, by: signal.Signals = signal.SIGINT) -> str:
        """Ask it to stop; what it has written."""
        self.process.send_signal(by)
        return self.process.communicate(timeout=60)[0]


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for what another process does: there is no other sign of it than that it is done."""
    ends = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, "prosessen stoppet"
        assert time.monotonic() < ends, "det skjedde aldri"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)


def lives(pid: int) -> bool:
    """Whether a process runs; one that is dead but not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
