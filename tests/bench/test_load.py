"""The load that the service is measured with asks for everything once, and counts what came."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from bench.answers import KINDS, OURS, Asked, section
from bench.load import Load, ask_all
from bench.measure import Latencies
from bench.processes import listeners


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = b"x" * 100_000 + (b"treff" if self.path.endswith(("1", "2")) else b"")
        self.send_response(303 if self.path.startswith("/sak") else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port():
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("connections", [1, 3, 50])
def test_each_path_is_asked_for_once_and_every_answer_counts(port: int, connections: int) -> None:
    paths = [f"/sok?q={n}" for n in range(20)] + ["/sak/1", "/sak/2"]
    load = ask_all(port, paths, connections, b"treff")
    assert sorted(Site.asked) == sorted(paths)
    assert load.answers == {200: 20, 303: 2}
    assert load.marked == 6  # 1, 2, 11, 12 and two cases
    assert len(load.latencies.samples) == len(paths)
    assert min(load.latencies.samples) > 0


def test_a_promise_holds_only_when_the_slowest_are_quick_as_well() -> None:
    def load(milliseconds: float) -> Load:
        return Load(Latencies((milliseconds,) * 100), 0.01, 0.1, {200: 100})

    said = section(
        1_000, [Asked(OURS, kind, load(ms), 0.5) for kind, ms in zip(KINDS, (5.0, 50.0), strict=True)]
    )
    quick, slow = (line for line in said.splitlines() if line.startswith(("| JSON", "| HTML")))
    assert quick.endswith("| ja |")
    assert slow.endswith("| **nei** |")


def test_those_that_listen_on_a_port_are_counted(port: int) -> None:
    assert listeners(port) == 1
    ask_all(port, ["/sok?q=1"], 1)
    assert listeners(port) == 1
