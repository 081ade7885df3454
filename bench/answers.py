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
from bench.engine_peers import Tantivy
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
STEPS = 7
"""What is told of."""
P99 = 30.0

Tell = Callable[[str], None]


class Kind(NamedTuple):
    """One kind of answer: how it is asked for, what is promised of it, and what only one with hits holds."""

    what: str
    path: str
    promised: float
    mark: bytes


KINDS = (
    Kind("JSON", addresses.API_SEARCH, 1_500.0, b'"hits":[{'),
    Kind("HTML", addresses.SEARCH, 900.0, b'<ol class="hit-list"'),
)


OURS = ("search", "serve")
PEER = ("bench.answer_peer",)
"""What starts the service: with our engine, and with a compiled one under it."""


class Asked(NamedTuple):
    """What was measured of one kind, from the service as ``server`` starts it."""

    server: tuple[str, ...]
    kind: Kind
    load: Load
    processor: float
    """Milliseconds of the processors that the service used for each answer: what company does not change."""


def measure(documents: int, tell: Tell, kept: Path | None = None) -> list[Asked]:
    """Serve the site with an index of ``documents``, and ask everything once as data and once as pages, each
    of a service that has just been started and has answered none of it before.
    """
    folder = kept or Path(tempfile.mkdtemp(prefix="svar-"))
    try:
        places = _built(folder, documents, tell)
        queries = [urlencode(query.parameters, doseq=True) for query in mixed(QUERIES, documents)]
        found = []
        for engine in (OURS, PEER):
            for kind in KINDS:
                tell(f"Svar: {_name(engine, kind)}")
                found.append(_asked(engine, kind, queries, places))
        return found
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _asked(engine: tuple[str, ...], kind: Kind, queries: list[str], places: dict[str, str]) -> Asked:
    with demonstration.server({**places, "ARBEIDERE": str(WORKERS)}, engine) as (connection, _):
        demonstration.wait_for_workers(connection.port, WORKERS)
        ask_all(connection.port, [f"{kind.path}?q=ski"] * CONNECTIONS, CONNECTIONS)
        used = tree_processor(os.getpid())
        paths = [f"{kind.path}?{query}" for query in queries]
        load = ask_all(connection.port, paths, CONNECTIONS, kind.mark)
        used = tree_processor(os.getpid()) - used
    return Asked(engine, kind, load, used / len(queries) * 1000)


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
    tell("Svar: Tantivys indeks")
    if not (peer := Tantivy(state.root)).files().exists():
        peer.build()
    return places


def section(documents: int, found: list[Asked], about: str = "") -> str:
    """The heading and its table in Markdown."""
    said = f"{number(documents)} dokumenter, {WORKERS} arbeidere, {CONNECTIONS} forbindelser. {about}".strip()
    head = [
        "", "Svar i sekundet", "Mål", "p50 / p95 / p99, ms", "p99 under 30 ms", "I prosessorene, per svar",
        "Med treff", "Andre enn 200", "Holder",
    ]  # fmt: skip
    return "\n\n".join([HEADING, measured(said), table(head, map(_row, found)), _how(found)]) + "\n"


def _name(engine: tuple[str, ...], kind: Kind) -> str:
    return kind.what if engine == OURS else f"{kind.what}, med Tantivy"


def _row(asked: Asked) -> list[str]:
    kind, load, latencies, is_ours = asked.kind, asked.load, asked.load.latencies, asked.server == OURS
    times = " / ".join(number(latencies.percentile(share), 1) for share in (0.5, 0.95, 0.99))
    quick = latencies.percentile(0.99) < P99
    others = sum(count for status, count in load.answers.items() if status != 200)
    return [
        _name(asked.server, kind), number(load.rate), f"minst {number(kind.promised)}" if is_ours else "",
        times, holds(quick if is_ours else None), f"{number(asked.processor, 2)} ms", number(load.marked),
        number(others), holds(load.rate >= kind.promised and quick if is_ours else None),
    ]  # fmt: skip


def _how(found: list[Asked]) -> str:
    share = max(asked.load.processor for asked in found)
    return (
        f"Slik måles det: {number(QUERIES)} ulike søk, ett gjennomløp som data og ett som sider, hvert\n"
        "av dem i en tjeneste som nettopp er startet, uten noe lager av svar, med alle lagene i rangeringen\n"
        "og søkeloggen på. Hver forbindelse spør straks på nytt, så ventetiden omfatter køen. Kjernen i\n"
        "operativsystemet fordeler forbindelsene på arbeiderne, og ikke alltid likt. Lasten lages av én\n"
        f"tråd på den samme maskinen (`bench/load.py`), og tar {number(100 * share)} % av en kjerne fra\n"
        "tjenesten. Et nummer som leder rett til saken, får 303 på siden; noen av søkene skal ikke ha\n"
        "treff. «Med Tantivy» er den samme tjenesten med en kompilert motor under: ti treff med utdrag, og\n"
        "antall per type, uten norsk ordanalyse, lag, rettelser og svar på toppen."
    )
