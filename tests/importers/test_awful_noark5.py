"""One terrible Noark 5 file, and the exact list of what is found in it. All that can stand, stands."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from plugins.importers.run import import_path
from plugins.model.archive import Dokumentbeskrivelse, Journalposttype, Korrespondansepart, Parttype
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store

AWFUL = Path(__file__).with_name("fixtures") / "awful.xml"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
FNR = "inneholder et fødselsnummer eller et tilsvarende nummer"

FINDINGS = {
    ("basis", "type", "basisregistrering", "er ikke en journalpost, en sak eller noe i et møte"),
    ("jp-feil-dato", "journaldato", "2015-13-01", "er ikke en dato"),
    ("jp-fnr", "offentligtittel", "[fødselsnummer]", FNR),
    ("jp-i-sak-fnr", "saksmappe", "sak-fnr", "saken som posten hører til, er i karantene"),
    ("jp-skjermet-uten-tittel", "offentligTittel", "", "mangler, og posten er skjermet"),
    ("jp-ukjent-type", "journalposttype", "Q", "er ikke en journalposttype"),
    ("jp-uten-sak", "saksmappe", "", "posten ligger ikke i en saksmappe"),
    ("moete-uten-utvalg", "utvalg", "", "mangler"),
    ("ms-fnr", "offentligtittel", "[fødselsnummer]", FNR),
    ("nr. 7 i filen", "systemID", "", "mangler"),
    ("sak-fnr", "offentligtittel", "[fødselsnummer]", FNR),
}


@pytest.fixture
def store(state: State) -> Store:
    import_path(AWFUL, state, NOW)
    return Store.open(state.store, read_only=True)


def test_the_findings_are_exactly_these(store: Store) -> None:
    found = {(q.entry, q.field, q.value, q.reason) for q in store.quarantine()}
    assert found == FINDINGS


def test_every_finding_names_file_and_remedy(store: Store) -> None:
    assert {q.file for q in store.quarantine()} == {"awful.xml"}
    assert all(q.remedy for q in store.quarantine())


def test_the_rest_of_the_file_comes_in(store: Store) -> None:
    assert {e.system_id for e in store.entries()} == {"jp-to-sifre", "jp-uten-dato", "jp-i-sak-i-sak"}
    assert {c.system_id for c in store.saksmapper()} == {"sak-god", "sak-i-sak"}
    assert [m.system_id for m in store.meetings()] == ["moete-avlyst"]


def test_a_wrongly_declared_encoding_is_seen_through(store: Store) -> None:
    case = store.saksmappe("aaaaaaaa", "sak-god")
    assert case is not None
    assert case.tittel == "Søppelhenting på Åsgård"
    assert case.saksnummer == "2015/10"


def test_an_entry_with_old_habits_is_understood(store: Store) -> None:
    entry = store.entry("aaaaaaaa", "jp-to-sifre")
    assert entry is not None
    assert (entry.journalaar, entry.type) == (2015, Journalposttype.INNGAAENDE)
    assert entry.journaldato == date(2015, 11, 3)  # half past eleven in London is the next day in Ski
    assert entry.dokumentets_dato is None
    assert entry.parter == (
        Korrespondansepart(navn="Hans Hansen AS", type=Parttype.AVSENDER, er_person=False),
        Korrespondansepart(navn="", type=Parttype.KOPIMOTTAKER, er_person=True, skjermet=True),
    )
    assert entry.dokumenter == (
        Dokumentbeskrivelse(system_id="dok-2", tittel="Vedlegg uten hoveddokument", hoveddokument=False),
        Dokumentbeskrivelse(system_id="dok-2b", tittel="Samme nummer", hoveddokument=False),
    )


def test_a_missing_date_is_none_and_document_numbers_may_repeat(store: Store) -> None:
    entries = store.entries_in_case("aaaaaaaa", "sak-god")
    assert [(e.system_id, e.journaldato) for e in entries] == [
        ("jp-to-sifre", date(2015, 11, 3)),
        ("jp-uten-dato", None),
    ]
    assert store.days()[-1] == (None, 1)
    assert [e.system_id for e in store.entries_on(None)] == ["jp-uten-dato"]


def test_a_case_in_a_case_has_its_own_entries(store: Store) -> None:
    (entry,) = store.entries_in_case("aaaaaaaa", "sak-i-sak")
    assert entry.journaldato == date(2015, 11, 2)


def test_the_meeting_stands_without_its_faulty_item(store: Store) -> None:
    (meeting,) = store.meetings()
    assert meeting.avlyst
    assert meeting.videolink == ""
    assert [s.tittel for s in meeting.saker] == ["Først i rekken", "Sist i rekken"]
    assert meeting.moetedato == datetime(2015, 11, 4, 9, 0, tzinfo=OSLO)
