from __future__ import annotations

from datetime import date, datetime

import pytest
from litestar.testing import TestClient

from plugins.model import addresses
from plugins.model.archive import Journalpost, Journalposttype, Saksmappe
from plugins.model.clock import OSLO
from plugins.store.intake import Intake
from plugins.store.store import Store
from search.service.settings import Settings

CASE = Saksmappe(arkiv="a1", system_id="sak-1", saksaar=2026, sakssekvensnummer=7, tittel="Gangbru")


def deliver(settings: Settings, entry_id: str) -> None:
    entry = Journalpost(
        arkiv="a1",
        system_id=entry_id,
        saksmappe_id=CASE.system_id,
        journalaar=2026,
        journalsekvensnummer=1,
        journalpostnummer=1,
        type=Journalposttype.INNGAAENDE,
        tittel="Søknad om gangbru",
        journaldato=date(2026, 11, 20),
    )
    now = datetime(2026, 11, 23, tzinfo=OSLO)
    with (
        Store.open(settings.files.store) as store,
        Intake(store, file="prøve.xml", sha256=entry_id, rules=1, now=now) as intake,
    ):
        intake.add_case(CASE)
        intake.add_entry(entry)
        intake.commit()


@pytest.mark.parametrize("entry_id", ["jp-1", "JP-1"])
def test_an_entry_leads_to_its_place_in_the_case(
    client: TestClient, settings: Settings, entry_id: str
) -> None:
    deliver(settings, entry_id)
    answer = client.get(addresses.journal_entry_permanent("a1", entry_id), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sak/a1/sak-1/#jp-jp-1")
    assert answer.headers["x-robots-tag"] == "noindex"


def test_an_unknown_entry_is_not_found(client: TestClient, settings: Settings) -> None:
    deliver(settings, "jp-1")
    answer = client.get("/journalpost/a1/jp-2/")
    assert answer.status_code == 404
    assert "finner ikke journalposten" in answer.text


def test_before_any_delivery_nothing_is_found_and_nothing_made(
    client: TestClient, settings: Settings
) -> None:
    assert client.get("/journalpost/a1/jp-1/").status_code == 404
    assert not settings.files.store.exists()


def test_a_damaged_store_closes_only_the_journal(client: TestClient, settings: Settings) -> None:
    settings.files.store.write_bytes(b"ikke et lager" * 1000)
    assert client.get("/journalpost/a1/jp-1/").status_code == 503
    assert client.get("/").status_code == 200
