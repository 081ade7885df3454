"""Whole answers from the service: two workers, sixteen visitors, a large index, all layers and the log."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bench import demonstration, large_corpus
from bench.large_queries import mixed
from bench.load import Load, ask_all
from bench.measure import ROOT, number, seconds_of
from bench.processes import tree_processor
from bench.report import holds, measured, table
from plugins.model import addresses
from plugins.model.state import State

HEADING = "## Hele svar fra tjenesten, mange på en gang"
DOCUMENTS = 100_000
QUERIES = 2_400
CONNECTIONS = 16
WORKERS = 2
STEPS = 4
"""What is told of."""
P99 = 30.0

Tell = Callable[[str], None]


class Asked(NamedTuple):
    """One kind of answer: how it is asked for, what is promised of it, and what was measured."""

    what: str
    promised: float
    load: Load
    processor: float
    """Milliseconds of the processors that the service used for each answer: what company does not change."""


def measure(documents: int, tell: Tell, kept: Path | None = None) -> list[Asked]:
    """Serve the site with an index of ``documents``, and ask everything once as data and once as pages."""
    folder = kept or Path(tempfile.mkdtemp(prefix="svar-"))
    try:
        places = _built(folder, documents, tell)
        queries = [urlencode(query.parameters, doseq=True) for query in mixed(QUERIES, documents)]
        with demonstration.server({**places, "ARBEIDERE": str(WORKERS)}) as (connection, _):
            found = []
            for what, path, promised in (
                ("JSON", addresses.API_SEARCH, 1_500.0),
                ("HTML", addresses.SEARCH, 900.0),
            ):
                tell(f"Svar: {what}")
                ask_all(connection.port, [f"{path}?q=ski"] * CONNECTIONS, CONNECTIONS)
                used = tree_processor(os.getpid())
                load = ask_all(connection.port, [f"{path}?{query}" for query in queries], CONNECTIONS)
                used = tree_processor(os.getpid()) - used
                found.append(Asked(what, promised, load, used / len(queries) * 1000))
            return found
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _built(folder: Path, documents: int, tell: Tell) -> dict[str, str]:
    """The demonstration's site, with a large corpus for its search."""
    places = {"CONTENT": str(ROOT / "content"), "OUTPUT": f"{folder}/output", "STATE": f"{folder}/var"}
    state = State(folder / "var")
    tell("Svar: bygg og dokumenter")
    if not state.frame.exists():
        seconds_of(["plugins.engine"], places)
        shutil.rmtree(state.documents)
        large_corpus.write(state.documents, documents)
    tell("Svar: indeks")
    seconds_of(["search", "index"], places)
    return places


def section(documents: int, found: list[Asked], about: str = "") -> str:
    """The heading and its table in Markdown."""
    said = f"{number(documents)} dokumenter, {WORKERS} arbeidere, {CONNECTIONS} forbindelser. {about}".strip()
    head = [
        "", "Svar i sekundet", "Mål", "p50 / p95 / p99, ms", "p99 under 30 ms", "I prosessorene, per svar",
        "Andre enn 200", "Holder",
    ]  # fmt: skip
    return "\n\n".join([HEADING, measured(said), table(head, map(_row, found)), _how(found)]) + "\n"


def _row(asked: Asked) -> list[str]:
    load, latencies = asked.load, asked.load.latencies
    times = " / ".join(number(latencies.percentile(share), 1) for share in (0.5, 0.95, 0.99))
    quick = latencies.percentile(0.99) < P99
    others = sum(count for status, count in load.answers.items() if status != 200)
    return [
        asked.what, number(load.rate), f"minst {number(asked.promised)}", times, holds(quick),
        f"{number(asked.processor, 2)} ms", number(others), holds(load.rate >= asked.promised and quick),
    ]  # fmt: skip


def _how(found: list[Asked]) -> str:
    share = max(asked.load.processor for asked in found)
    return (
        f"Slik måles det: {number(QUERIES)} ulike søk, ett gjennomløp som data og ett som sider, uten noe\n"
        "lager av svar, med alle lagene i rangeringen og søkeloggen på. Hver forbindelse spør straks\n"
        "på nytt, så ventetiden omfatter køen. Lasten lages av én tråd på den samme maskinen\n"
        f"(`bench/load.py`), og tar {number(100 * share)} % av en kjerne fra tjenesten. Et nummer som leder\n"
        "rett til saken, får 303 på siden."
    )
