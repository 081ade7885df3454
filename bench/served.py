"""``make serve`` as a whole: from a file is saved until page, open browser and search all have the change."""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple
from urllib.parse import urlencode

from bench.builders import Ours
from bench.builds import Tell
from bench.content import write_content
from bench.edits import Edit, Editor, Kind
from bench.measure import number
from bench.processes import environment_of
from bench.report import holds, measured, table
from bench.written import Written

HEADING = "## Redaktørens sløyfe"
KINDS: dict[Kind, str] = {"tekst": "En side rettet", "nyhet": "En ny nyhet"}

_LIMIT = 1.0
_PATIENCE = 300.0
_LOOKS_EVERY = 0.005
_EVENTS = "/_utvikling/hendelser"

Seen = Literal["siden", "nettleseren", "søket"]
SEEN: tuple[Seen, ...] = ("siden", "nettleseren", "søket")
"""Where a change is waited for: the page that is served, a browser that has it open, a search for it."""


class Change(NamedTuple):
    """Seconds until one change was seen, each way."""

    kind: Kind
    seconds: dict[Seen, float]


@dataclass(frozen=True)
class Server:
    """A ``make serve`` of our own."""

    process: subprocess.Popen[bytes]
    port: int

    def answer(self, address: str) -> bytes:
        """What it answers with; empty while it does not answer, or answers with an error."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", address)
            response = connection.getresponse()
            return response.read() if response.status == 200 else b""
        except (OSError, HTTPException):
            return b""
        finally:
            connection.close()

    def shows(self, edit: Edit) -> bool:
        """Whether every page of the edit is served with its mark."""
        return all(edit.mark.encode() in self.answer(address) for address in edit.addresses)

    def finds(self, edit: Edit) -> bool:
        """Whether a search for the words of the mark, as they stand, finds the page."""
        found = self.answer(f"/api/v1/sok?{urlencode({'q': f'«{edit.mark}»'})}")
        return bool(found) and any(hit["url"] == edit.addresses[0] for hit in json.loads(found)["hits"])

    def wait(self, is_so: Callable[[], bool]) -> float:
        """The moment when something is so. Raises SystemExit when it never is."""
        deadline = time.perf_counter() + _PATIENCE
        while time.perf_counter() < deadline and self.process.poll() is None:
            if is_so():
                return time.perf_counter()
            time.sleep(_LOOKS_EVERY)
        raise SystemExit("make serve viste aldri endringen")


class Browser(threading.Thread):
    """Has a page open: hears, and notes when, that it should be loaded anew."""

    def __init__(self, server: Server, address: str) -> None:
        super().__init__(daemon=True)
        self.told: list[float] = []
        query = urlencode({"side": address, "bygd": 1})
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
        self._connection.request("GET", f"{_EVENTS}?{query}")
        self._stream = self._connection.getresponse()
        self.start()

    def run(self) -> None:
        """Hear until the page is closed."""
        with suppress(OSError, HTTPException, ValueError, AttributeError):
            while line := self._stream.readline():
                if line.startswith(b"event: last"):
                    self.told.append(time.perf_counter())

    def since(self, moment: float) -> float | None:
        """When it was told, after ``moment``; None when it has not been."""
        return next((told for told in self.told if told > moment), None)

    def close(self) -> None:
        """Close the page."""
        if self._connection.sock:
            with suppress(OSError):
                self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._connection.close()


STEPS = 2
"""How many times ``measure`` tells what it does, besides once for each change."""


def measure(size: int, rounds: int, tell: Tell) -> list[Change]:
    """``rounds`` changes of each kind on ``size`` files, one after the other, all the way out."""
    with TemporaryDirectory(prefix="malinger-") as folder:
        ours = Ours(Path(folder))
        write_content(ours.content, size)
        ours.prepare()
        editor = Editor(ours.content, [Written.read(path) for path in sorted(ours.content.glob("*/**/*.md"))])
        tell(f"{number(size)} sider: første bygg og indeks")
        with _serving(ours) as server:
            first = editor.change("tekst", 999)
            server.wait(lambda: server.shows(first) and server.finds(first))
            changes = []
            for step in range(rounds):
                for kind, said in KINDS.items():
                    tell(f"{said.lower()}, runde {step + 1}")
                    changes.append(_change(server, editor, kind, 1000 + step))
            tell("ferdig")
            return changes


def section(size: int, rounds: int, tell: Tell) -> str:
    """The whole section of the report."""
    changes = measure(size, rounds, tell)
    return "\n\n".join(
        [
            HEADING,
            measured(f"{number(size)} Markdown-filer, {rounds} endringer av hvert slag."),
            table(
                ["Fra fila er lagret, til", *SEEN, "Verste", "Mål", "Holder"],
                [_row(kind, [change for change in changes if change.kind == kind]) for kind in KINDS],
            ),
            _METHOD,
        ]
    )


def _row(kind: Kind, changes: Sequence[Change]) -> list[str]:
    worst = max(seconds for change in changes for seconds in change.seconds.values())
    medians = [statistics.median(change.seconds[seen] for change in changes) for seen in SEEN]
    shown = [f"{number(seconds, 2)} s" for seconds in (*medians, worst)]
    return [KINDS[kind], *shown, "høyst 1 s", holds(worst <= _LIMIT)]


def _change(server: Server, editor: Editor, kind: Kind, step: int) -> Change:
    """One change, and when it was seen each way."""
    browser = Browser(server, editor.shown_at(kind, step))
    try:
        edit = editor.change(kind, step)
        shown = server.wait(lambda: server.shows(edit))
        found = server.wait(lambda: server.finds(edit))
        server.wait(lambda: browser.since(edit.saved) is not None)
        told = browser.since(edit.saved) or found
    finally:
        browser.close()
    moments = zip(SEEN, (shown, told, found), strict=True)
    return Change(kind, {seen: moment - edit.saved for seen, moment in moments})


@contextmanager
def _serving(ours: Ours) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "search", "serve", "--dev"],
        cwd=ours.folder,
        env=environment_of({**ours.environment, "PORT": str(port)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


_METHOD = """\
Slik måles det: `make serve` kjører, med byggeren, indekseringen og tjeneren i hver sin prosess. En fil
lagres. Siden hentes over HTTP til den har den nye teksten, en nettleser som står åpen på den, venter på
beskjed om å laste den på nytt, og det søkes etter ordene i den nye teksten, i anførselstegn, til siden er
blant treffene. For en nyhet må også lista over de nyeste være ny, og det er den nettleseren har åpen.
Tallene er medianer; «Verste» er den lengste tida noe tok, for noen av endringene."""
