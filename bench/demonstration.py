"""The demonstration site measured: built, indexed and searched as on a server."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from bench import fts5
from bench.measure import ROOT, Latencies, peak_child_megabytes, seconds_of, timed
from bench.processes import listeners
from bench.queries import Query, mixed
from bench.report import Row, measured
from plugins.model.state import State

HEADING = "## Demonstrasjonsnettstedet og søket"
_RUNS = 3
_START = 60.0
Tell = Callable[[str], None]


def _clean_builds(places: dict[str, str], tell: Tell) -> tuple[list[float], list[float]]:
    builds, indexes = [], []
    for run in range(_RUNS):
        for name in ("OUTPUT", "STATE"):
            shutil.rmtree(places[name], ignore_errors=True)
        tell(f"Demonstrasjonen: bygg og indeks, runde {run + 1}")
        builds.append(seconds_of(["plugins.engine"], places))
        indexes.append(seconds_of(["search", "index"], places))
    return builds, indexes


@contextlib.contextmanager
def server(
    places: dict[str, str], module: Sequence[str] = ("search", "serve")
) -> Iterator[tuple[http.client.HTTPConnection, float]]:
    """The real server on loopback, and the seconds from start to its first answer; ``module`` is what starts
    it, with its arguments.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env={**os.environ, **places, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection.request("GET", "/helse")
                connection.getresponse().read()
                break
            connection.close()
            if process.poll() is not None or time.perf_counter() - start > _START:
                raise SystemExit("Tjenesten startet ikke.")
            time.sleep(0.05)
        yield connection, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for_workers(port: int, workers: int) -> None:
    """Until so many workers serve: the first would otherwise get all connections, and keep them.

    Raises SystemExit when they do not.
    """
    began = time.perf_counter()
    while listeners(port) < workers:
        if time.perf_counter() - began > _START:
            raise SystemExit("Ikke alle arbeiderne startet.")
        time.sleep(0.05)


def _ask(connection: http.client.HTTPConnection, path: str, query: Query) -> None:
    connection.request("GET", f"{path}?{urlencode(query, doseq=True)}")
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} svarte {answer.status} på {query}")


def _latencies(connection: http.client.HTTPConnection, path: str, queries: list[Query]) -> Latencies:
    _ask(connection, path, {"q": ["ski"]})
    return timed((lambda q=q: _ask(connection, path, q)) for q in queries)  # type: ignore[misc]


def _search_tables(places: dict[str, str]) -> tuple[list[str], list[Row]]:
    queries = mixed()
    state = State(Path(places["STATE"]))
    with contextlib.closing(fts5.build(state.documents, Path(places["STATE"]) / "fts5.db")) as peer:
        theirs = timed((lambda q=q: fts5.search(peer, q)) for q in queries)  # type: ignore[misc]
    with server(places) as (connection, started):
        api = _latencies(connection, "/api/v1/sok", queries)
        page = _latencies(connection, "/sok", queries)
    table = [
        f"| `/api/v1/sok` over HTTP | {api.row()} |",
        f"| `/sok` over HTTP | {page.row()} |",
        f"| SQLite FTS5, samme dokumenter, i prosessen, uten norsk analyse og filtre | {theirs.row()} |",
    ]
    rows = [
        Row("Tjenesten svarer etter start", started, "s"),
        Row("Søk på tjeneren, p95 (siden)", page.percentile(0.95), "ms", 20),
        Row("Søk på tjeneren, p95 (API)", api.percentile(0.95), "ms", 20),
    ]
    return table, rows


def _report(rows: list[Row], latencies: list[str], sizes: str) -> str:
    return "\n\n".join(
        [
            HEADING,
            measured(sizes),
            f"| Hva | Målt | Høyst | Holder |\n|---|---|---|---|\n{chr(10).join(r.markdown() for r in rows)}",
            f"Byggetid og indekstid er medianen av {_RUNS} hele prosesser fra tom tilstand. "
            "Byggetiden omfatter importen av demonstrasjonsleveransene.",
            "200 ulike, blandede søk, ett gjennomløp, alle målinger med (ms):",
            f"| | p50 | p95 | p99 |\n|---|---|---|---|\n{chr(10).join(latencies)}",
            "Leveranser i valgfri størrelse lages med `python -m bench.deliveries`.\n",
        ]
    )


def _sizes(places: dict[str, str]) -> str:
    pages = sum(1 for _ in Path(places["OUTPUT"]).rglob("*.html"))
    documents = sum(1 for _ in fts5.documents(State(Path(places["STATE"])).documents))
    return f"Demonstrasjonsinnholdet: {pages} HTML-sider, {documents} søkedokumenter."


STEPS = _RUNS + 1
"""How many times ``section`` tells what it does."""


def section(tell: Tell) -> str:
    """Measure, and say it."""
    with tempfile.TemporaryDirectory() as folder:
        places = {"CONTENT": "content", "OUTPUT": f"{folder}/output", "STATE": f"{folder}/var"}
        builds, indexes = _clean_builds(places, tell)
        rows = [
            Row("Rent bygg av demonstrasjonsnettstedet", statistics.median(builds), "s", 15),
            Row("Indeks fra tomt", statistics.median(indexes), "s", 15),
            Row("Mest minne i en prosess", peak_child_megabytes(), "MB"),
        ]
        tell("Demonstrasjonen: søk")
        latencies, search_rows = _search_tables(places)
        return _report(rows + search_rows, latencies, _sizes(places))
