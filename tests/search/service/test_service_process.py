"""The real server in processes of its own: two workers, one salt, no query in any log."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from plugins.model.document import FORMAT_VERSION, Manifest
from plugins.model.state import State
from search.index.build import update_index
from search.insight.salt import SHARED_MEMORY, SharedSalts
from search.service.settings import Settings

ROOT = Path(__file__).parents[3]
PLANTED = "01019000083"
AGENT = "Plantet nettleser 4711"


@dataclass
class Running:
    """A server that answers at ``port``."""

    process: subprocess.Popen[str]
    port: int
    state: Path

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"User-Agent": AGENT, **headers})
        answer = connection.getresponse()
        found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def raw(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
            wire.sendall(request + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            received = b""
            with contextlib.suppress(ConnectionResetError):
                while piece := wire.recv(65536):
                    received += piece
        return received

    def stop(self) -> str:
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=30)[0]


@pytest.fixture
def server(settings: Settings, clock) -> Iterator[Running]:
    empty = Manifest(version=FORMAT_VERSION, shards=(), target_groups={}, units={})
    settings.files.documents.mkdir()
    (settings.files.documents / "manifest.json").write_bytes(msgspec.json.encode(empty))
    update_index(State(settings.state), clock())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"STATE": settings.state, "OUTPUT": settings.output, "THEME": settings.theme, "PORT": port}
    environ = {**os.environ, **{key: str(value) for key, value in given.items()}, "ARBEIDERE": "2"}
    process = subprocess.Popen(
        [sys.executable, "-m", "search.service.server"],
        cwd=ROOT,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    running = Running(process, port, settings.state)
    try:
        _wait_for(running)
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # workers too: they hold the pipe
        process.communicate()


def _wait_for(running: Running) -> None:
    """Until the first answer: there is no other sign that a process is ready."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        assert running.process.poll() is None, running.process.communicate()[0]
        with contextlib.suppress(OSError):
            running.get("/helse")
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.process.wait(0.1)
    raise AssertionError("tjeneren svarte aldri")


def test_two_workers_one_salt_and_nothing_personal_anywhere(server: Running) -> None:
    for number in range(24):  # a new connection each: the kernel hands them to both workers
        status, headers, _ = server.get(f"/sok?q=hemmelig+{PLANTED}+{number}")
        assert status == 200
        assert "set-cookie" not in headers
    assert len(_children(server.process.pid)) >= 2
    output = server.stop()
    assert server.process.returncode == 0
    with sqlite3.connect(server.state / "innsikt.db") as database:
        sessions = database.execute("SELECT count(*), count(DISTINCT session) FROM sok").fetchone()
    assert sessions == (24, 1)
    stored = b"".join(path.read_bytes() for path in server.state.rglob("*") if path.is_file())
    for secret in (PLANTED, AGENT, "127.0.0.1"):
        assert secret.encode() not in stored
        assert secret not in output
    assert b"hemmelig" in stored
    assert "hemmelig" not in output


WILD = [
    b"GET /%ff%00/ HTTP/1.1",
    b"GET /sok?q=\xff\xfe HTTP/1.1",
    b"GET /" + b"x" * 70_000 + b" HTTP/1.1",
    b"GET /../../etc/passwd HTTP/1.1",
    b"GET //example.org/.. HTTP/1.1",
    b"GET * HTTP/1.1",
    b"FOO /sok HTTP/1.1",
    b"POST /innsikt/logg-inn HTTP/1.1\r\nContent-Length: 99999999",
]


def test_wild_requests_are_answered_with_4xx(server: Running) -> None:
    answers = {request[:40]: server.raw(request).split(b" ", 2)[1] for request in WILD}
    assert {request: status for request, status in answers.items() if status[:1] != b"4"} == {}


def test_a_query_of_any_length_is_answered(server: Running) -> None:
    assert server.raw(b"GET /sok?q=" + b"x" * 60_000 + b" HTTP/1.1").split(b" ", 2)[1] == b"200"


def test_a_killed_server_leaves_no_worker_behind(server: Running) -> None:
    workers = _children(server.process.pid)
    server.process.kill()
    ends = time.monotonic() + 30
    while time.monotonic() < ends and any(map(_is_running, workers)):
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.communicate(timeout=0.2)  # returns when the last worker lets go of the pipe
    assert not any(map(_is_running, workers))


def test_a_stopped_server_leaves_no_salt(server: Running) -> None:
    server.get("/sok?q=noe")
    server.stop()
    salts = SharedSalts(server.state)
    assert list(SHARED_MEMORY.glob(f"{salts._prefix}*")) == []


def _is_running(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
