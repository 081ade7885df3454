"""Real exchange files of other systems, read as they are. Skipped where the files are not at hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from plugins.importers.run import ImportReport, import_path
from plugins.model.archive import (
    Dokumentbeskrivelse,
    Journalpost,
    Journalposttype,
    Korrespondansepart,
    Moetedeltaker,
    Parttype,
    Saksmappe,
    Skjerming,
)
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="eksempelfilene ligger ikke ved siden av prosjektet"
)


def imported(name: str, state: State) -> tuple[Store, ImportReport]:
    report = import_path(SAMPLES / name, state, NOW)
    return Store.open(state.store, read_only=True), report


CASE = Saksmappe(
    arkiv="b87ca23f",
    system_id="2a14674c-95f7-4de6-9876-47386683181a",
    saksaar=2016,
    sakssekvensnummer=2546,
    tittel="Sakstittel",
    saksdato=date(2019, 5, 28),
    administrativ_enhet="QuizAvd",
    saksansvarlig="PublicQuiz kurs",
    saksstatus="Under behandling",
)
ENTRY = Journalpost(
    arkiv="b87ca23f",
    system_id="e24aef25-fc82-42c6-1234-0d38975eb5bb",
    saksmappe_id=CASE.system_id,
    journalaar=2019,
    journalsekvensnummer=1203,
    journalpostnummer=1,
    type=Journalposttype.INNGAAENDE,
    tittel="Test_journal_noark5",
    journaldato=date(2019, 5, 28),
    dokumenter=(
        Dokumentbeskrivelse(
            system_id="e0a5f59a-5251-44a4-5678-84a4751ff9ef",
            tittel="Test",
            hoveddokument=True,
            fil="http://fillager/207356_1_0.MSG",
            format="MSG",
            bytes=206848,
        ),
    ),
)


def test_noark5_journal_entry_with_full_text(state: State) -> None:
    store, report = imported("noark5/jpost-fulltekst.xml", state)
    assert (report.counts.new, report.counts.quarantined) == (2, 0)
    assert list(store.saksmapper()) == [CASE]
    assert list(store.entries()) == [ENTRY]


def test_noark5_shielded_entry(state: State) -> None:
    store, _ = imported("noark5/jpost-skjerming.xml", state)
    (entry,) = store.entries()
    assert entry.skjerming == Skjerming(
        tilgangsrestriksjon="Unntatt offentlighet", skjermingshjemmel="Off. §13"
    )
    assert entry.tittel == "Test_journal_noark5"
    assert entry.dokumenter == ()


def test_noark5_meeting_with_its_cases(state: State) -> None:
    store, report = imported("noark5/moete-allefelter.xml", state)
    assert (report.counts.new, report.counts.quarantined) == (11, 0)
    assert [c.saksnummer for c in store.saksmapper()] == ["2030/8000", "2030/7000"]
    (meeting,) = store.meetings()
    assert meeting.tittel == "Møte i Quizgruppa_offentlig_endring"
    assert (meeting.utvalg, meeting.moetenummer, meeting.avlyst) == ("Quizutvalget", "", False)
    assert meeting.moetedato == datetime(2021, 1, 29, 9, 0, tzinfo=OSLO)
    assert meeting.videolink == "https://oslo.kommunetv.no/archive/268"
    assert meeting.deltakere == (Moetedeltaker(navn="John Eivind", funksjon="QuizMaster"),)
    assert [(d.type, d.dokumenter[0].fil) for d in meeting.dokumenter] == [
        ("Innkalling", "208639_1_1.PDF"),
        ("Protokoll", "208643_1_1.PDF"),
    ]
    (item,) = meeting.saker
    assert (item.moetesaksaar, item.moetesakssekvensnummer) == (2031, 9090)
    assert (item.status, item.type) == ("Behandlet i møte", "Politisk sak")
    assert item.saksmappe_id == "2a14674c-95f7-4de6-a466-47386683181a"
    ((found, found_item),) = store.agenda_items_of_case("b87ca23f", item.saksmappe_id)
    assert (found, found_item) == (meeting, item)


def test_noark5_entries_of_a_case_in_order(state: State) -> None:
    store, _ = imported("noark5/moete-allefelter.xml", state)
    entries = store.entries_in_case("b87ca23f", "2a14674c-95f7-4de6-a466-47386683181a")
    assert [(e.journalpostnummer, e.type.value, len(e.dokumenter)) for e in entries] == [
        (1, "I", 2),
        (2, "U", 6),
        (3, "S", 1),
        (4, "X", 1),
    ]


def test_einnsyn_journal(state: State) -> None:
    store, _ = imported("einnsyn/journal-kompakt.jsonld", state)
    (case,) = store.saksmapper()
    assert (case.saksnummer, case.tittel, case.saksstatus) == ("2020/24", "Søknad om ny parykk", "Avsluttet")
    (entry,) = store.entries()
    assert (entry.type, entry.journalsekvensnummer) == (Journalposttype.INNGAAENDE, 25)
    assert entry.journaldato == entry.dokumentets_dato == date(2016, 3, 4)
    assert [(p.navn, p.type) for p in entry.parter] == [("Digdir", Parttype.MOTTAKER)]
    assert entry.dokumenter == (
        Dokumentbeskrivelse(
            system_id="9f58bae3-afd7-4f5f-b22d-9d1890da6267",
            tittel="Vedlegg.pdf",
            hoveddokument=False,
            fil="dokumenter/925351bf-bb50-4ded-8982-34f297955434/991381_1_1.PDF",
            format="PDF",
        ),
    )


def test_einnsyn_shielded_entry_leaves_the_masked_party_out(state: State) -> None:
    store, _ = imported("einnsyn/jpost-skjerming-kompakt.jsonld", state)
    (entry,) = store.entries()
    assert entry.tittel == "journalreg_offentligTittel"
    assert entry.skjerming == Skjerming(tilgangsrestriksjon="Unntatt offentlighet", skjermingshjemmel="§xx")
    assert entry.parter == (
        Korrespondansepart(navn="", type=Parttype.MOTTAKER, er_person=True, skjermet=True),
    )


def test_einnsyn_meetings(state: State) -> None:
    store, report = imported("einnsyn/moete-allefelter.jsonld", state)
    assert (report.counts.new, report.counts.quarantined) == (7, 0)
    first, second = store.meetings()
    assert (first.arkiv, first.moetenummer, second.moetenummer) == ("cb746da3", "999", "1001")
    assert [s.moetesakssekvensnummer for s in first.saker] == [123, 127]
    assert {s.saksmappe_id for s in (*first.saker, *second.saker)} == {"748bc1f7-2da8-43be-87d2-c872b1e55b44"}
    assert [(d.type, d.tittel) for d in first.dokumenter] == [("Innkalling", "Møtedokumenter registrering")]
    assert [e.journalsekvensnummer for e in store.entries()] == [4017, 4018, 4019]


def test_an_access_order_is_refused_by_name(state: State) -> None:
    _, report = imported("einnsyn/bestilling-v2.xml", state)
    assert "begynner med <bestilling>" in report.files[0].refused


def test_the_whole_folder_twice_changes_nothing(state: State) -> None:
    import_path(SAMPLES, state, NOW)
    with Store.open(state.store) as store:
        before = list(store.connection.iterdump())
    again = import_path(SAMPLES, state, NOW)
    assert again.counts.read == 0
    with Store.open(state.store) as store:
        assert list(store.connection.iterdump()) == before


def test_no_text_of_a_sensitive_twin_is_in_the_store(state: State) -> None:
    import_path(SAMPLES, state, NOW)
    stored = b"".join(path.read_bytes() for path in state.root.iterdir())
    for text in (b"SENSITIV", b"Luster_S", b"sbehandler_S", b"Leif Juster", b"Databehandleravtaler"):
        assert text not in stored
