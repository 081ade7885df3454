"""What all tests share: the clock they stand at, the whole site built once, and a real server on it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from plugins.model.clock import OSLO

settings.register_profile(
    "prosjektet",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
    print_blob=True,
)
settings.load_profile("prosjektet")
"""How long an example takes says how busy the machine is, and nothing of what is tried. CI says the same of
the same commit every time; on a desk, other examples are tried each time.
"""

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)
"""The moment at which the tests of the whole site take place."""


@dataclass(frozen=True)
class BuiltSite:
    """The demonstration content, built and indexed once for all tests."""

    output: Path
    state: Path

    def pages(self) -> list[Path]:
        return sorted(self.output.rglob("*.html"))


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the project's own commands as a person would, with the tests' clock."""
    env = {**os.environ, "NAA": NOW.isoformat(), "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The demonstration site as ``make html && make index`` leave it."""
    root = tmp_path_factory.mktemp("nettsted")
    site = BuiltSite(output=root / "output", state=root / "var")
    places = {"CONTENT": str(ROOT / "content"), "OUTPUT": str(site.output), "STATE": str(site.state)}
    for command in (["plugins.engine"], ["search", "index"]):
        done = run(*command, **places)
        assert done.returncode == 0, done.stdout + done.stderr
    return site


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def server(built_site: BuiltSite) -> Iterator[str]:
    """The real server on the built site; gives its address without a slash at the end."""
    with serving(built_site) as url:
        yield url


@contextmanager
def serving(built_site: BuiltSite) -> Iterator[str]:
    """A real server on a built site and its state; gives its address without a slash at the end."""
    port = _free_port()
    env = {
        **os.environ,
        "NAA": NOW.isoformat(),
        "CONTENT": str(ROOT / "content"),
        "OUTPUT": str(built_site.output),
        "STATE": str(built_site.state),
        "PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "search", "serve"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not _answers(f"{url}/helse"):
            assert process.poll() is None, "tjenesten stoppet"
            assert time.monotonic() < deadline, "tjenesten svarte ikke"
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def chromium_path() -> str:
    """Where Chromium is, by ``CHROMIUM`` or the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next((p for n in names if (p := shutil.which(n))), None)
    assert found, "Chromium mangler: kjør make test, eller installer den"
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, without its own traffic."""
    return {
        "executable_path": chromium_path(),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }
