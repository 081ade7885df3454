"""The archive measured as it grows: clean build, a new day, and old days and cases over HTTP."""

from __future__ import annotations

import http.client
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from lxml import etree

from bench.deliveries import write_journal
from bench.delivery_xml import NAMESPACE
from bench.demonstration import server
from bench.measure import ROOT, Latencies, timed
from bench.processes import Run, run
from plugins.model import addresses
from plugins.model.state import State
from plugins.store import Store

T = TypeVar("T")
Tell = Callable[[str], None]
SIZES = (10_000, 100_000, 1_000_000)
FIRST, NEW_DAY = date(2016, 11, 25), date(2026, 11, 23)
"""Ten years of working days, and the day that is delivered last."""
STEPS = 7
_NOW = "2026-11-23T12:00"
_ASKED = 200
_UNIT = """---
tittel: Servicetorget
ingress: Vi svarer på det du lurer på.
oppdatert: 2026-10-01
telefon: 64 87 87 00
---
Velkommen innom.
"""
_DAY, _CASE = f"{{{NAMESPACE}}}journaldato", f"{{{NAMESPACE}}}mappe"
_ENTRY = f"{{{NAMESPACE}}}registrering"


@dataclass(frozen=True)
class Measured:
    """What one size came to. ``files`` are the HTML pages of the site."""

    entries: int
    new_day: int
    files: int
    first_build: Run
    clean_build: Run
    new_build: Run
    new_documents: float
    """Seconds of ``new_build`` that went to the archive's search documents."""
    days: Latencies
    cases: Latencies


def measure(entries: int, tell: Tell, folder: Path | None = None) -> Measured:
    """Measure one size, in a folder that is thrown away unless one is given."""
    if folder is None:
        with tempfile.TemporaryDirectory() as made:
            return measure(entries, tell, Path(made))
    places = _site(folder)
    tell(f"{entries} oppføringer: lager leveranser")
    new = _deliveries(folder, entries)
    imports = ["plugins.importers", str(folder / "leveranser")]
    tell(f"{entries} oppføringer: import")
    _run(imports, places)
    tell(f"{entries} oppføringer: første bygg, med alle søkedokumenter")
    first = _run(["plugins.engine"], places, memory=True)
    tell(f"{entries} oppføringer: rent bygg")
    shutil.rmtree(places["OUTPUT"])
    (State(folder / "var").build / "husket.db").unlink()
    clean = _run(["plugins.engine"], places)
    tell(f"{entries} oppføringer: en ny dag")
    _run(["plugins.importers", str(folder / "ny")], places)
    told = folder / "dokumenter.txt"
    told.touch()  # a day without entries asks for no documents
    new_build = _run(["bench.new_day", str(told)], places)
    documents = sum(map(float, told.read_text("utf-8").split()))
    tell(f"{entries} oppføringer: gamle dager og saker fra tjenesten")
    days, cases = _answers(places, folder)
    files = sum(1 for _ in Path(places["OUTPUT"]).rglob("*.html"))
    tell(f"{entries} oppføringer: ferdig")
    return Measured(entries, new, files, first, clean, new_build, documents, days, cases)


def _site(folder: Path) -> dict[str, str]:
    unit = folder / "content/servicetorget/virksomhet.md"
    unit.parent.mkdir(parents=True)
    unit.write_text(_UNIT, "utf-8")
    places = {"CONTENT": "content", "OUTPUT": "output", "STATE": "var"}
    return {**{name: str(folder / place) for name, place in places.items()}, "NAA": _NOW}


def _deliveries(folder: Path, entries: int) -> int:
    """Ten years but for the last day, and that day by itself; how many entries it has."""
    source, new = folder / "leveranser", folder / "ny"
    write_journal(source, entries, FIRST, NEW_DAY, seed=1)
    new.mkdir()
    last = source / f"journal-{NEW_DAY:%Y-%m}.xml"
    count = _keep(last, new / "ny-dag.xml", lambda day: day == NEW_DAY.isoformat())
    _keep(last, last, lambda day: day != NEW_DAY.isoformat())
    return count


def _keep(source: Path, target: Path, wanted: Callable[[str], bool]) -> int:
    """A delivery with the entries of some days alone, and their cases; how many entries."""
    tree, kept = etree.parse(source), 0
    for case in tree.getroot().findall(_CASE):
        for entry in case.findall(_ENTRY):
            if wanted(entry.findtext(_DAY, "")):
                kept += 1
            else:
                case.remove(entry)
        if case.find(_ENTRY) is None:
            tree.getroot().remove(case)
    tree.write(target, xml_declaration=True, encoding="utf-8")
    return kept


def _run(arguments: list[str], places: dict[str, str], *, memory: bool = False) -> Run:
    return run([sys.executable, "-m", *arguments], ROOT, places, memory=memory)


def _answers(places: dict[str, str], folder: Path) -> tuple[Latencies, Latencies]:
    """Old days and old cases, spread over the archive, each asked for once by one who waits for the last."""
    with Store.open(State(folder / "var").store, read_only=True) as store:
        days = [day for day, _ in store.days() if day and day.year < NEW_DAY.year - 1]
        cases = [case for case in store.cases_since(None) if case.year < NEW_DAY.year - 1]
    day_addresses = [addresses.post_list_day(day) for day in _spread(days)]
    case_addresses = [addresses.case(case.arkiv, case.system_id) for case in _spread(cases)]
    with server(places) as (connection, _):
        _get(connection, day_addresses[0])  # compiles the templates
        _get(connection, case_addresses[0])
        return tuple(  # type: ignore[return-value]
            timed(lambda at=at: _get(connection, at) for at in asked)  # type: ignore[misc]
            for asked in (day_addresses, case_addresses)
        )


def _spread(of: list[T]) -> Iterator[T]:
    yield from of[:: max(1, len(of) // _ASKED)][:_ASKED]


def _get(connection: http.client.HTTPConnection, address: str) -> None:
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200 or answer.headers["Last-Modified"]:
        raise SystemExit(f"{address} svarte {answer.status}, ikke fra arkivet")
