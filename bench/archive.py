"""The archive measured as it grows: clean build, a new day, and old days and cases over HTTP."""

from __future__ import annotations

import http.client
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from lxml import etree

from bench import searchable
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
STEPS = 9
_NEW_ENTRIES = 400
"""Entries of the new day at the most: what a working day has in an archive of a million in ten years."""
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
class NewDay:
    """A new day as an operator brings it in, one command after the other, while a service is in use."""

    entries: int
    imported: Run
    built: Run
    documents: float
    """Seconds that the archive's search documents took, in a process beside the one that makes the pages."""
    indexed: Run
    found: float
    """Seconds from the start of the import until every search for a document of the day finds it."""


@dataclass(frozen=True)
class Measured:
    """What one size came to. ``files`` are the HTML pages of the site."""

    entries: int
    files: int
    first_build: Run
    clean_build: Run
    of_last_year: Run
    """A clean build of an archive that holds the last year alone."""
    new_day: NewDay
    days: Latencies
    cases: Latencies


def measure(entries: int, tell: Tell, folder: Path | None = None) -> Measured:
    """Measure one size, in a folder that is thrown away unless one is given."""
    if folder is None:
        with tempfile.TemporaryDirectory() as made:
            return measure(entries, tell, Path(made))
    places = _site(folder)
    tell(f"{entries} oppføringer: lager leveranser")
    _deliveries(folder, entries)
    imports = ["plugins.importers", str(folder / "leveranser")]
    tell(f"{entries} oppføringer: import")
    _run(imports, places)
    tell(f"{entries} oppføringer: første bygg, med alle søkedokumenter")
    first = _run(["plugins.engine"], places, memory=True)
    tell(f"{entries} oppføringer: rent bygg")
    clean = _clean_build(places)
    tell(f"{entries} oppføringer: rent bygg av det siste året alene")
    of_last_year = _build_of_last_year(places, folder)
    tell(f"{entries} oppføringer: indeks")
    _run(["search", "index"], places)
    tell(f"{entries} oppføringer: en ny dag")
    new_day = _new_day(places, folder)
    tell(f"{entries} oppføringer: gamle dager og saker fra tjenesten")
    days, cases = _answers(places, folder)
    files = sum(1 for _ in Path(places["OUTPUT"]).rglob("*.html"))
    tell(f"{entries} oppføringer: ferdig")
    return Measured(entries, files, first, clean, of_last_year, new_day, days, cases)


def _clean_build(places: dict[str, str]) -> Run:
    """Build anew what has been built, with the archive's search documents alone left of it."""
    shutil.rmtree(places["OUTPUT"])
    (State(Path(places["STATE"])).build / "husket.db").unlink()
    return _run(["plugins.engine"], places)


def _build_of_last_year(places: dict[str, str], folder: Path) -> Run:
    """A clean build where nothing older than the month a year ago was ever delivered."""
    young = folder / "siste-aar"
    deliveries = young / "leveranser"
    deliveries.mkdir(parents=True)
    a_year_ago = f"journal-{NEW_DAY.year - 1}-{NEW_DAY:%m}.xml"
    for delivery in (folder / "leveranser").glob("journal-*.xml"):
        if delivery.name >= a_year_ago:
            (deliveries / delivery.name).symlink_to(delivery)
    of_year = {**places, "OUTPUT": str(young / "output"), "STATE": str(young / "var")}
    _run(["plugins.importers", str(deliveries)], of_year)
    _run(["plugins.engine"], of_year)
    built = _clean_build(of_year)
    shutil.rmtree(young)
    return built


def _new_day(places: dict[str, str], folder: Path) -> NewDay:
    """Import, build and index the new day; the service is asked for it from when the indexing begins."""
    documents = searchable.document_numbers(folder / "ny/ny-dag.xml")
    told = folder / "dokumenter.txt"
    told.touch()  # a day without entries asks for no documents
    with searchable.in_use(places) as port:
        os.sync()
        begun = time.perf_counter()
        imported = _run(["plugins.importers", str(folder / "ny")], places, settle=False)
        built = _run(["bench.new_day", str(told)], places, settle=False)
        asker = searchable.Asker(port, documents[-1]) if documents else None
        indexed = _run(["search", "index"], places, settle=False)
        found = asker.found() if asker else time.perf_counter()
    seconds = sum(map(float, told.read_text("utf-8").split()))
    return NewDay(len(documents), imported, built, seconds, indexed, found - begun)


def _site(folder: Path) -> dict[str, str]:
    unit = folder / "content/servicetorget/virksomhet.md"
    unit.parent.mkdir(parents=True)
    unit.write_text(_UNIT, "utf-8")
    places = {"CONTENT": "content", "OUTPUT": "output", "STATE": "var"}
    return {**{name: str(folder / place) for name, place in places.items()}, "NAA": _NOW}


def _deliveries(folder: Path, entries: int) -> None:
    """Ten years but for the last day, and that day by itself."""
    source, new = folder / "leveranser", folder / "ny"
    write_journal(source, entries, FIRST, NEW_DAY, seed=1)
    new.mkdir()
    last = source / f"journal-{NEW_DAY:%Y-%m}.xml"
    _keep(last, new / "ny-dag.xml", lambda day: day == NEW_DAY.isoformat(), _NEW_ENTRIES)
    _keep(last, last, lambda day: day != NEW_DAY.isoformat())


def _keep(source: Path, target: Path, wanted: Callable[[str], bool], most: int | None = None) -> None:
    """A delivery with the entries of some days alone, and their cases; no more than ``most`` entries."""
    tree, left = etree.parse(source), most
    for case in tree.getroot().findall(_CASE):
        for entry in case.findall(_ENTRY):
            if not wanted(entry.findtext(_DAY, "")) or left == 0:
                case.remove(entry)
            elif left is not None:
                left -= 1
        if case.find(_ENTRY) is None:
            tree.getroot().remove(case)
    tree.write(target, xml_declaration=True, encoding="utf-8")


def _run(arguments: list[str], places: dict[str, str], *, memory: bool = False, settle: bool = True) -> Run:
    return run([sys.executable, "-m", *arguments], ROOT, places, memory=memory, settle=settle)


def _answers(places: dict[str, str], folder: Path) -> tuple[Latencies, Latencies]:
    """Old days and old cases, spread over the archive, each asked for once by one who waits for the last."""
    with Store.open(State(folder / "var").store, read_only=True) as store:
        days = [day for day, _ in store.days() if day and day.year < NEW_DAY.year - 1]
        cases = [case for case in store.cases() if case.year < NEW_DAY.year - 1]
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
