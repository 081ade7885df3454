"""What goes into the store comes out again, and only what is new changes anything."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from plugins.model.archive import (
    Dokumentbeskrivelse,
    Forslag,
    Journalpost,
    Journalposttype,
    Korrespondansepart,
    Moetedeltaker,
    Moetedokument,
    Moetemappe,
    Moetesak,
    Parttype,
    Saksmappe,
    Skjerming,
    Stemme,
    Votering,
)
from plugins.model.clock import OSLO
from plugins.store import Counts, Intake, Quarantined, Store, StoreError
from plugins.store.changes import change
from plugins.store.deliveries import has_read

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
CASE = Saksmappe(
    arkiv="a1b2c3d4",
    system_id="sak-1",
    saksaar=2026,
    sakssekvensnummer=12,
    tittel="Skileik skole – ny inngang",
    saksdato=date(2026, 11, 1),
    administrativ_enhet="Skole",
    saksansvarlig="Skole",
    klasse="A12 Skolebygg",
    saksstatus="Under behandling",
)
DOCUMENT = Dokumentbeskrivelse(
    system_id="d1", tittel="Søknad", hoveddokument=True, fil="a/søknad.pdf", format="PDF", bytes=1200
)
ENTRY = Journalpost(
    arkiv="a1b2c3d4",
    system_id="jp-1",
    saksmappe_id="sak-1",
    journalaar=2026,
    journalsekvensnummer=7,
    journalpostnummer=1,
    type=Journalposttype.INNGAAENDE,
    tittel="Søknad fra Ola Nordmann",
    journaldato=date(2026, 11, 2),
    dokumentets_dato=date(2026, 10, 30),
    parter=(
        Korrespondansepart(navn="Ola Nordmann", type=Parttype.AVSENDER, er_person=True),
        Korrespondansepart(navn="", type=Parttype.KOPIMOTTAKER, er_person=True, skjermet=True),
    ),
    skjerming=Skjerming(tilgangsrestriksjon="Unntatt offentlighet", skjermingshjemmel="offl. § 13"),
    dokumenter=(DOCUMENT,),
    administrativ_enhet="Skole",
    navn=("Ola Nordmann",),
    avskrevet=date(2026, 11, 9),
    avskrivningsmaate="Besvart med brev",
)
MEETING = Moetemappe(
    arkiv="a1b2c3d4",
    system_id="møte-1",
    utvalg="Kommunestyret",
    moetedato=datetime(2026, 11, 18, 18, 0, tzinfo=OSLO),
    tittel="Møte i kommunestyret",
    moetenummer="7/2026",
    moetested="Rådhuset",
    videolink="https://ski.kommune.no/nett-tv/1",
    saker=(
        Moetesak(
            system_id="ms-2",
            moetesaksaar=2026,
            moetesakssekvensnummer=31,
            moetesaksnummer="KST-31/26",
            tittel="Ny inngang",
            status="Behandlet",
            type="Politisk sak",
            journalpost_id="jp-1",
            innstilling="Inngangen bygges.",
            vedtak="Vedtatt mot to stemmer.",
            vedtaksdato=date(2026, 11, 18),
            votering="Vedtatt mot to stemmer.",
            forslag=(Forslag(tekst="Utsettes", forslagsstiller="Berit Lie, SV", utfall="Falt"),),
            voteringer=(Votering(stemme=Stemme.NEI, representerer="SV", antall=2),),
            videolink="https://ski.kommune.no/nett-tv/1?t=60",
            dokumenter=(DOCUMENT,),
        ),
    ),
    dokumenter=(
        Moetedokument(system_id="md-1", type="Innkalling", tittel="Innkalling", dokumenter=(DOCUMENT,)),
    ),
    deltakere=(Moetedeltaker(navn="Berit Lie", funksjon="Ordfører"),),
)
FINDING = Quarantined(
    file="juni.xml",
    entry="jp-9",
    field="journaldato",
    value="2026-13-01",
    reason="ikke en dato",
    remedy="skriv ÅÅÅÅ-MM-DD",
    when=NOW,
    arkiv="a1b2c3d4",
)

NUMBERED = dataclasses.replace(FINDING, journalaar=2026, journalsekvensnummer=9)

Deliver = Callable[..., Counts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lager.db"


@pytest.fixture
def deliver(path: Path) -> Deliver:
    """Bring records in as one file; the file's hash is new each time."""
    serial = iter(range(1000))

    def run(*records: Saksmappe | Journalpost | Moetemappe | Quarantined, file: str = "fil.xml") -> Counts:
        with (
            Store.open(path) as store,
            Intake(store, file=file, sha256=f"{next(serial)}", rules=1, now=NOW) as intake,
        ):
            for record in records:
                match record:
                    case Saksmappe():
                        intake.add_case(record)
                    case Journalpost():
                        intake.add_entry(record)
                    case Moetemappe():
                        intake.add_meeting(record)
                    case Quarantined():
                        intake.hold(record)
            return intake.commit()

    return run


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [line for line in connection.iterdump() if "levering" not in line]


def test_everything_comes_back_as_it_went_in(path: Path, deliver: Deliver) -> None:
    assert deliver(CASE, ENTRY, MEETING, FINDING) == Counts(new=3, quarantined=1)
    with Store.open(path, read_only=True) as store:
        assert store.saksmappe("a1b2c3d4", "sak-1") == CASE
        assert store.entry("a1b2c3d4", "jp-1") == ENTRY
        assert store.quarantine() == (FINDING,)
        assert store.quarantine_count() == 1
        meeting = store.meeting("a1b2c3d4", "møte-1")
    joined = replace(MEETING, saker=(replace(MEETING.saker[0], saksmappe_id="sak-1"),))
    assert meeting == joined
    assert meeting is not None
    assert meeting.moetedato is not None
    assert meeting.moetedato.tzinfo == OSLO


def test_the_same_again_changes_nothing(path: Path, deliver: Deliver) -> None:
    deliver(CASE, ENTRY, MEETING, FINDING)
    before = dump(path)
    assert deliver(CASE, ENTRY, MEETING, FINDING) == Counts(unchanged=3, quarantined=1)
    assert dump(path) == before


def test_a_later_delivery_updates_what_it_names(path: Path, deliver: Deliver) -> None:
    other = replace(ENTRY, system_id="jp-2", journalsekvensnummer=8)
    deliver(CASE, ENTRY, other)
    changed = replace(ENTRY, tittel="Ny tittel", skjerming=None, journaldato=None)
    assert deliver(CASE, changed) == Counts(changed=1, unchanged=1)
    with Store.open(path) as store:
        assert store.entry("a1b2c3d4", "jp-1") == changed
        assert store.entry("a1b2c3d4", "jp-2") == other


def test_minutes_delivered_alone_leave_the_summons(path: Path, deliver: Deliver) -> None:
    deliver(CASE, ENTRY, MEETING)
    minutes = Moetedokument(system_id="md-2", type="Protokoll", tittel="Protokoll")
    deliver(replace(MEETING, saker=(), dokumenter=(minutes,), deltakere=(), videolink=""))
    with Store.open(path) as store:
        meeting = store.meeting("a1b2c3d4", "møte-1")
    assert meeting is not None
    assert [d.type for d in meeting.dokumenter] == ["Innkalling", "Protokoll"]
    assert len(meeting.saker) == len(meeting.deltakere) == 1
    assert meeting.videolink == MEETING.videolink


def test_an_entry_may_come_before_its_case_in_the_file(path: Path, deliver: Deliver) -> None:
    assert deliver(ENTRY, CASE).new == 2


def test_an_entry_whose_case_came_in_an_earlier_file_is_taken(deliver: Deliver) -> None:
    deliver(CASE)
    assert deliver(ENTRY) == Counts(new=1)


def test_an_entry_without_any_case_is_held(path: Path, deliver: Deliver) -> None:
    assert deliver(ENTRY) == Counts(quarantined=1)
    with Store.open(path) as store:
        (held,) = store.quarantine()
    assert (held.entry, held.field, held.value) == ("jp-1", "saksmappe", "sak-1")


def test_a_mended_entry_leaves_quarantine(path: Path, deliver: Deliver) -> None:
    deliver(ENTRY)
    deliver(CASE, ENTRY)
    with Store.open(path) as store:
        assert store.quarantine() == ()


def test_of_two_entries_with_one_system_id_the_first_is_used(path: Path, deliver: Deliver) -> None:
    assert deliver(CASE, ENTRY, ENTRY, replace(ENTRY, tittel="Noe annet")) == Counts(new=2, quarantined=1)
    with Store.open(path) as store:
        entry = store.entry("a1b2c3d4", "jp-1")
    assert entry == ENTRY


def test_the_entries_of_a_refused_case_are_held(path: Path) -> None:
    with Store.open(path) as store, Intake(store, file="f", sha256="1", rules=1, now=NOW) as intake:
        intake.add_entry(ENTRY)
        intake.refuse_case("a1b2c3d4", "sak-1")
        intake.commit()
        assert [h.entry for h in store.quarantine()] == ["jp-1"]
        assert list(store.entries()) == []


def test_leaving_without_commit_undoes_all(path: Path) -> None:
    with Store.open(path) as store:
        with Intake(store, file="f", sha256="1", rules=1, now=NOW) as intake:
            intake.add_case(CASE)
        assert list(store.saksmapper()) == []
        assert not has_read(store, "1", 1)
        with Intake(store, file="f", sha256="1", rules=1, now=NOW) as intake:
            intake.add_case(CASE)
            assert intake.commit().new == 1
        assert has_read(store, "1", 1)
        assert not has_read(store, "1", 2)


def test_another_version_is_refused_with_what_to_do(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"versjon 99.*importer leveransene på nytt"):
        Store.open(path)


def without_numbers_left_out(connection: sqlite3.Connection) -> None:
    """Take away what came with version 9."""
    for event in ("insert", "delete", "update"):
        connection.execute(f"DROP TRIGGER karantene_{event}")
    connection.execute("DROP TABLE trukket_nummer")
    connection.execute("DROP INDEX karantene_nummer")
    for column in ("journalaar", "journalsekvensnummer"):
        connection.execute(f"ALTER TABLE karantene DROP COLUMN {column}")


def schema_of(path: Path) -> set[tuple[str, str]]:
    """Tables, indexes and triggers; a column that came later stands last in its table."""
    with sqlite3.connect(path) as connection:
        return set(connection.execute("SELECT type, name FROM sqlite_master"))


def test_a_store_of_the_former_version_keeps_its_quarantine(path: Path, deliver: Deliver) -> None:
    deliver(CASE, ENTRY, NUMBERED)
    made = schema_of(path)
    with sqlite3.connect(path) as connection:
        without_numbers_left_out(connection)
        connection.execute("PRAGMA user_version = 8")
    with Store.open(path) as store:
        assert store.quarantine() == (FINDING,)
        assert store.left_out(FINDING.arkiv, 2026, 1, 99) == (0, 0)
    assert schema_of(path) == made
    deliver(NUMBERED)
    with Store.open(path) as store:
        assert store.left_out(FINDING.arkiv, 2026, 1, 99) == (1, 0)


def indexes_of(path: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))


def test_a_store_of_the_former_version_gets_the_indexes_of_a_new_one(path: Path, deliver: Deliver) -> None:
    entry = replace(ENTRY, system_id="JP-1")
    deliver(CASE, entry)
    made = indexes_of(path)
    with sqlite3.connect(path) as connection:
        for table in ("journalpost", "saksmappe", "moetemappe"):
            connection.execute(f"DROP INDEX {table}_adresse")
            connection.execute(f"DROP INDEX {table}_uvanlig")
            connection.execute(f"CREATE INDEX {table}_adresse ON {table} (arkiv, system_id COLLATE NOCASE)")
            connection.execute(f"CREATE INDEX {table}_uvanlig ON {table} (arkiv, system_id)")
        connection.execute("PRAGMA user_version = 10")
    with Store.open(path) as store:
        assert store.entry_at(entry.arkiv, "jp-1") == entry
    assert indexes_of(path) == made


def test_an_older_store_is_brought_up_by_whoever_may_write(path: Path) -> None:
    with Store.open(path) as store, Intake(store, file="f", sha256="1", rules=1, now=NOW) as intake:
        intake.add_case(CASE)
        intake.commit()
    with sqlite3.connect(path) as connection:
        for table, column in (
            ("saksmappe", "klasse"),
            ("journalpost", "avskrevet"),
            ("journalpost", "avskrivningsmaate"),
        ):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        for table in ("journalpost", "saksmappe"):
            connection.execute(f"DROP TRIGGER {table}_insert")
        connection.execute("ALTER TABLE apen DROP COLUMN samlet")
        for table in ("journalpost", "saksmappe", "moetemappe"):
            connection.execute(f"DROP INDEX {table}_uvanlig")
        without_numbers_left_out(connection)
        connection.execute("PRAGMA user_version = 5")
    with pytest.raises(StoreError, match="make import"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert list(store.saksmapper()) == [replace(CASE, klasse="")]
    with Store.open(path, read_only=True) as store:
        assert store.saksmappe(CASE.arkiv, CASE.system_id) is not None


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"ikke en database" * 100)
    with pytest.raises(StoreError, match="kan ikke åpne lageret"):
        Store.open(path)


def test_a_missing_store_reads_as_empty_and_is_not_made(path: Path) -> None:
    with Store.open(path, read_only=True) as store:
        assert store.days() == ()
        assert store.newest_journal_date() is None
        assert list(store.meetings()) == []
    assert not path.exists()


def test_what_calendars_hold_is_counted_when_it_changes(path: Path, deliver: Deliver) -> None:
    def sequence(*meetings: Moetemappe) -> int:
        deliver(*meetings)
        with Store.open(path) as store:
            return store.appointment("a1b2c3d4", "møte-1").sequence

    assert sequence(MEETING) == 0
    assert sequence(replace(MEETING, tittel="Ekstra møte", deltakere=())) == 0
    assert sequence(replace(MEETING, moetested="Teams")) == 1
    assert sequence(replace(MEETING, moetested="Teams", avlyst=True)) == 2
    assert sequence(replace(MEETING, moetested="Teams", avlyst=True)) == 2
    later = replace(MEETING, moetested="Teams", moetedato=datetime(2026, 11, 19, 18, 0, tzinfo=OSLO))
    assert sequence(later) == 3


def test_the_count_outlives_a_meeting_that_is_taken_away(path: Path, deliver: Deliver) -> None:
    deliver(MEETING)
    with Store.open(path) as store, change(store.connection, "tatt bort"):
        store.connection.execute("DELETE FROM moetemappe")
    deliver(replace(MEETING, moetested="Teams"))
    with Store.open(path) as store:
        assert store.appointment("a1b2c3d4", "møte-1").sequence == 1
        with pytest.raises(LookupError):
            store.appointment("a1b2c3d4", "ukjent")
