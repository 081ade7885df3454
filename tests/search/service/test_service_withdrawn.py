"""What the archive withdraws is gone from a running search at once, and from everything at the next build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from plugins.importers.run import import_path
from plugins.model.state import State
from plugins.model.withdrawn import read_withdrawn
from search.index.build import update_index
from search.service.app import create_app
from search.service.settings import Settings
from tests.engine.commands import build
from tests.town_builder import NOW, TOWN

MESSAGE = (
    '<trekkTilbake xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<registrering xsi:type="{}"><systemID>{}</systemID></registrering></trekkTilbake>'
)
DELIVERED = (TOWN / "data" / "leveranser" / "journal.xml").read_text("utf-8")


class Town:
    """A town with a service that runs all through: content, site, store, index."""

    def __init__(self, root: Path) -> None:
        self.root, self.state = root, State(root / "var")
        self.build()
        settings = Settings(state=self.state.root, output=root / "output", theme=Path("theme"))
        self.client = TestClient(create_app(settings, clock=lambda: NOW))

    def build(self) -> None:
        done = build(self.root, TOWN)
        assert done.exit_code == 0, done.output

    def index(self) -> None:
        update_index(self.state, NOW)

    def deliver(self, content: str, name: str) -> None:
        path = self.root / name
        path.write_text(content, "utf-8")
        import_path(path, self.state, NOW)

    def found(self, query: str) -> list[str]:
        answer = self.client.get("/api/v1/sok", params={"q": query}).json()
        return [hit["url"] for hit in answer["hits"]]

    def mentions(self, pattern: str) -> list[str]:
        """Every file of the site, the documents and the index that holds what a pattern matches."""
        places = (self.root / "output", self.state.documents, self.state.index / "gjeldende")
        files = (path for place in places for path in place.resolve().rglob("*") if path.is_file())
        return [str(path) for path in files if re.search(pattern.encode(), path.read_bytes())]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("NAA", NOW.isoformat())
    monkeypatch.setattr("search.service.app.PATIENCE_SECONDS", None)  # a new index is waited for
    made = Town(tmp_path)
    made.index()
    with made.client:
        yield made


ENTRY, OTHER = "/sak/0a1b2c3d/sak-1/#jp-jp-1", "/sak/0a1b2c3d/sak-1/#jp-jp-2"
CASE, MEETING = "/sak/0a1b2c3d/sak-1/", "/politikk/mote/0a1b2c3d/mote-1/"


def test_the_next_search_does_not_find_it_and_the_next_build_removes_it(town: Town) -> None:
    assert ENTRY in town.found("søknad tomt")
    town.deliver(MESSAGE.format("journalpost", "jp-1"), "melding.xml")
    found = town.found("søknad tomt")
    assert ENTRY not in found
    assert OTHER in found
    town.index()  # the documents are as they were: what is withdrawn stays hidden
    assert ENTRY not in town.found("søknad tomt")
    town.build()
    town.index()
    assert ENTRY not in town.found("søknad tomt")
    assert town.mentions("Søknad om tomt") == []
    assert read_withdrawn(town.state.withdrawn) == {}


def test_a_service_that_starts_later_hides_it_too(town: Town) -> None:
    town.deliver(MESSAGE.format("journalpost", "jp-1"), "melding.xml")
    settings = Settings(state=town.state.root, output=town.root / "output", theme=Path("theme"))
    with TestClient(create_app(settings, clock=lambda: NOW)) as client:
        hits = client.get("/api/v1/sok", params={"q": "søknad tomt"}).json()["hits"]
    assert ENTRY not in [hit["url"] for hit in hits]


def test_an_agenda_item_takes_its_meeting_and_its_case_along_until_they_are_built(town: Town) -> None:
    assert MEETING in town.found("tomt barnehage")
    town.deliver(MESSAGE.format("moetesaksregistrering", "ms-1"), "melding.xml")
    assert not {MEETING, CASE} & set(town.found("tomt barnehage"))
    town.build()
    town.index()
    assert MEETING in town.found("kommunestyret møte")
    assert CASE in town.found("barnehage tangen")
    assert town.mentions("Tomt til ny barnehage(?!, utredning)") == []


def test_what_is_delivered_anew_is_found_when_it_is_built(town: Town) -> None:
    town.deliver(MESSAGE.format("journalpost", "jp-1"), "melding.xml")
    town.deliver(DELIVERED.replace("Byens arkiv", "Arkivet"), "ny.xml")
    assert ENTRY not in town.found("søknad tomt")  # what the index has may be what was wrong with it
    town.build()
    town.index()
    assert ENTRY in town.found("søknad tomt")


def test_a_damaged_list_hides_what_was_known_and_says_so(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.deliver(MESSAGE.format("journalpost", "jp-1"), "melding.xml")
    assert ENTRY not in town.found("søknad tomt")
    town.state.withdrawn.write_text("{", "utf-8")
    assert ENTRY not in town.found("søknad tomt")
    assert "kan ikke leses" in caplog.text
