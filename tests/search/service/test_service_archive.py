"""Old days, cases and meetings: answered from the store, as the build would have made them, by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from litestar.testing import TestClient

from plugins.engine.pelican_run import run_pelican
from plugins.model.archive import Journalpost, Moetemappe, Saksmappe
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store
from plugins.store.changes import change
from search.service.app import create_app
from search.service.settings import Settings
from tests.plugins.conftest import BODIES, UNIT, write
from tests.search.service.conftest import ManualClock, MemoryEngine
from tests.views.archive_makers import (
    NOW,
    OLD,
    case,
    company,
    document,
    entry,
    filled_store,
    item,
    meeting,
    person,
)

KARI = "Kari Nordlie"
HEARINGS = """- id: gangbru
  tittel: Planen for gangbrua
  ingress: Si hva du mener om planen.
  virksomhet: servicetorget
  saksnummer: 2026/1234
  kunngjort: 2026-11-01
  frist: 2026-12-10
  svar: [Skriv til servicetorget]
"""
RECORDS = (
    case(),
    case("S_2", sakssekvensnummer=7, saksdato=OLD, tittel=f"Garasje - {KARI}"),
    case("s3", arkiv="00000000", saksdato=date(2015, 3, 3)),
    entry(
        parter=(person(KARI), company("Hauger Bygg AS")),
        dokumenter=(document("Kart", fil="https://a.example/k"),),
    ),
    entry("j2", saksmappe_id="S_2", journaldato=OLD, journalsekvensnummer=9, tittel=f"Søknad fra {KARI}"),
    entry("j3", saksmappe_id="S_2", journaldato=OLD, journalsekvensnummer=12, parter=(person(KARI),)),
    entry("j4", arkiv="00000000", saksmappe_id="s3", journaldato=date(2015, 3, 3), journalaar=2015),
    entry("j5", journaldato=None, journalsekvensnummer=4019),
    meeting(saker=(item(),)),
    meeting(
        "m2", moetedato=datetime(2016, 2, 29, 18, 0, tzinfo=OSLO), saker=(item("i2", saksmappe_id="S_2"),)
    ),
)


@dataclass
class Town:
    """A whole archive as files, and a service that has none of them."""

    files: Path
    state: State
    clock: ManualClock
    client: TestClient

    def get(self, address: str, **headers: str):  # type: ignore[no-untyped-def]
        return self.client.get(address, headers=headers, follow_redirects=False)

    def addresses(self) -> dict[str, Path]:
        found = [
            p for folder in ("postliste", "sak", "politikk/mote") for p in (self.files / folder).rglob("*")
        ]
        named = {
            f"/{p.relative_to(self.files).as_posix().removesuffix('index.html')}": p
            for p in found
            if p.is_file()
        }
        return {a: p for a, p in named.items() if a not in {"/postliste/", "/postliste/atom.xml"}}


def build(root: Path, output: Path, *records: Saksmappe | Journalpost | Moetemappe, whole: bool) -> State:
    content, state = root / "content", State(root / "var")
    write(content / "servicetorget/virksomhet.md", UNIT.replace("telefon", "arkivnavn: [Plan]\ntelefon"))
    write(content / "data/utvalg.yaml", BODIES)
    write(content / "data/horinger.yaml", HEARINGS)
    state.root.mkdir(exist_ok=True)
    if records:
        filled_store(state.root, *records).close()
    parts = (
        "site_inputs",
        "content_pages",
        "archive_pages",
        "archive_data",
        "assets",
        "search_documents",
        "frame",
    )
    settings = {"whole_archive": whole, "demo_notice": "Dette er en prøve."}
    plugins = [f"plugins.{part}" for part in parts]
    run_pelican(content=content, output=output, state=state.root, now=NOW, PLUGINS=plugins, SKI=settings)
    return state


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, State]:
    root = tmp_path_factory.mktemp("arkiv")
    return root / "output", build(root, root / "output", *RECORDS, whole=True)


@pytest.fixture
def town(files: tuple[Path, State], tmp_path: Path) -> Iterator[Town]:
    clock = ManualClock()
    clock.now = NOW
    (tmp_path / "output").mkdir()
    settings = Settings(state=files[1].root, output=tmp_path / "output", theme=Path("theme"))
    app = create_app(settings, clock=clock, open_engine=MemoryEngine)
    with TestClient(app) as client:
        yield Town(files[0], files[1], clock, client)


def test_the_service_answers_what_the_build_would_have_made_to_the_byte(town: Town) -> None:
    addresses = town.addresses()
    assert len(addresses) > 20
    for address, path in addresses.items():
        answer = town.get(address)
        assert answer.status_code == 200, address
        assert answer.content == path.read_bytes(), address


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/postliste/2025/03/03/", "text/html; charset=utf-8"),
        ("/postliste/2025/03/03/postliste.csv", "text/csv; charset=utf-8"),
        ("/postliste/udatert/postliste.json", "application/json"),
        ("/sak/b87ca23f/s1/atom.xml", "application/atom+xml; charset=utf-8"),
    ],
)
def test_an_answer_says_what_it_is_and_is_kept_from_search_engines(
    town: Town, address: str, kind: str
) -> None:
    answer = town.get(address)
    assert answer.headers["content-type"] == kind
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["cache-control"] == "no-cache"
    again = town.get(address, **{"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert town.client.head(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/postliste/2025/03/04/", "/sak/b87ca23f/s9/", "/sak/2026/99/", "/politikk/mote/b87ca23f/m9/", "/sak/x"],
)
def test_what_is_not_there_is_not_found(town: Town, address: str) -> None:
    assert town.get(address).status_code == 404


def test_an_address_without_its_end_is_led_to_it(town: Town) -> None:
    answer = town.get("/sak/b87ca23f/s1")
    assert (answer.status_code, answer.headers["location"]) == (301, "/sak/b87ca23f/s1/")
    assert town.get("/sak/b87ca23f/s9").status_code == 404


def test_names_expire_by_the_clock_of_whoever_asks(town: Town) -> None:
    town.clock.now = datetime(2027, 11, 2, 23, 59, tzinfo=OSLO)
    before = town.get("/postliste/2026/11/02/")
    assert KARI in before.text
    town.clock.forward(timedelta(minutes=1))
    after = town.get("/postliste/2026/11/02/", **{"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    for address in town.addresses():
        assert "Nordlie" not in town.get(address).text, address


def test_a_hearing_is_shown_as_long_as_it_is_open(town: Town) -> None:
    assert "Planen for gangbrua" in town.get("/sak/b87ca23f/s1/").text
    town.clock.now = datetime(2026, 12, 11, 0, 0, tzinfo=OSLO)
    assert "Planen for gangbrua" not in town.get("/sak/b87ca23f/s1/").text


def test_what_is_withdrawn_is_gone_at_once_and_what_comes_is_there(tmp_path: Path) -> None:
    state = build(tmp_path, tmp_path / "output", *RECORDS, whole=False)
    app = create_app(
        Settings(state=state.root, output=tmp_path / "output", theme=Path("theme")), open_engine=MemoryEngine
    )
    day, old = "/postliste/2015/03/03/", "/sak/00000000/s3/"
    with TestClient(app) as client:
        assert client.get(day).status_code == client.get(old).status_code == 200
        with Store.open(state.store) as store, change(store.connection, "trukket"):
            store.connection.execute("DELETE FROM journalpost WHERE system_id = 'j4'")
        assert client.get(day).status_code == 404
        filled_store(
            state.root,
            entry("j6", arkiv="00000000", saksmappe_id="s3", journaldato=date(2015, 3, 3), tittel="Ny"),
        ).close()
        assert "Ny" in client.get(day).text


def test_a_page_moves_from_file_to_service_as_its_year_passes(tmp_path: Path) -> None:
    state = build(tmp_path, tmp_path / "output", *RECORDS, whole=False)
    settings = Settings(state=state.root, output=tmp_path / "output", theme=Path("theme"))
    clock = ManualClock()
    with TestClient(create_app(settings, clock=clock, open_engine=MemoryEngine)) as client:
        assert (tmp_path / "output/postliste/2026/11/02/index.html").is_file()
        assert not (tmp_path / "output/postliste/2025/03/03").exists()
        pages = [client.get(f"/postliste/{day}/") for day in ("2026/11/02", "2025/03/03")]
    assert ["last-modified" in page.headers for page in pages] == [True, False]
    assert {page.status_code for page in pages} == {200}


def test_without_what_the_build_leaves_there_is_nothing_to_show_pages_by(tmp_path: Path) -> None:
    filled_store(tmp_path, *RECORDS).close()
    settings = Settings(state=tmp_path, output=tmp_path / "output", theme=Path("theme"))
    with TestClient(create_app(settings, open_engine=MemoryEngine)) as client:
        assert client.get("/postliste/2025/03/03/").status_code == 503
        assert client.get("/postliste/").status_code == 404


def test_a_store_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    state = build(tmp_path, tmp_path / "output", *RECORDS, whole=False)
    settings = Settings(state=state.root, output=tmp_path / "output", theme=Path("theme"))
    with TestClient(create_app(settings, open_engine=MemoryEngine)) as client:
        kept = state.store.read_bytes()
        state.store.unlink()
        state.store.write_bytes(b"ikke en database, men lang nok til \x00 at det merkes" * 200)
        assert client.get("/postliste/2025/03/03/").status_code == 503
        state.store.unlink()
        state.store.write_bytes(kept)
        assert client.get("/postliste/2025/03/03/").status_code == 200
