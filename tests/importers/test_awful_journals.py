"""A terrible file in each of the two journal formats, and the exact list of what is found in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plugins.importers.run import ImportReport
from plugins.model.archive import (
    Dokumentbeskrivelse,
    Journalpost,
    Journalposttype,
    Korrespondansepart,
    Parttype,
    Saksmappe,
    Skjerming,
)
from plugins.model.state import State
from plugins.store import Store

FIXTURES = Path(__file__).with_name("fixtures")
FNR = "inneholder et fødselsnummer eller et tilsvarende nummer"
ARCHIVE = "96050787"
CASE = Saksmappe(
    arkiv=ARCHIVE, system_id="sak-2015-12", saksaar=2015, sakssekvensnummer=12,
    tittel="Søppelhenting på Åsgård", klasse="D35 Søppel",
)  # fmt: skip
Read = Callable[[str], Store]


@pytest.fixture
def read(import_text: Callable[..., ImportReport], state: State) -> Read:
    def run(name: str) -> Store:
        import_text((FIXTURES / name).read_bytes(), "uten-noe-navn")
        return Store.open(state.store, read_only=True)

    return run


FINDINGS = {
    "fryktelig-offentlig-journal.xml": {
        ("jp-feil-dato", "journaldato", "2015-02-30", "er ikke en dato"),
        ("jp-fnr", "offentligtittel", "[fødselsnummer]", FNR),
        ("jp-i-sak-uten-nummer", "saksmappe", "", "posten ligger ikke i en saksmappe"),
        ("jp-i-sak-uten-tittel", "saksmappe", "sak-2015-13", "saken som posten hører til, er i karantene"),
        ("jp-skjermet-uten-tittel", "offentligTittel", "", "mangler, og posten er skjermet"),
        ("jp-uten-parter", "journalposttype", "", "mangler"),
        ("jp-uten-sak", "saksmappe", "", "posten ligger ikke i en saksmappe"),
        ("nr. 5 i filen", "saksaar", "femten", "er ikke et årstall"),
        ("sak-2015-13", "offentligTittel", "", "mangler"),
    },
    "fryktelig-offjournal.xml": {
        ("jp-2015-3", "journaldato", "2015-13-01", "er ikke en dato"),
        ("jp-2015-4", "journalposttype", "Z", "er ikke en journalposttype"),
        ("jp-2015-5", "offentligtittel", "[fødselsnummer]", FNR),
        ("jp-2015-8", "saksmappe", "", "posten ligger ikke i en saksmappe"),
        ("nr. 10 i filen", "saksaar", "", "mangler"),
        ("nr. 7 i filen", "journalsekvensnummer", "", "mangler"),
    },
}


@pytest.mark.parametrize("name", FINDINGS)
def test_the_findings_are_exactly_these(read: Read, name: str) -> None:
    with read(name) as store:
        assert {(q.entry, q.field, q.value, q.reason) for q in store.quarantine()} == FINDINGS[name]
        assert all(q.remedy and q.file == "uten-noe-navn" for q in store.quarantine())


def test_the_rest_of_an_offentlig_journal_comes_in(read: Read) -> None:
    with read("fryktelig-offentlig-journal.xml") as store:
        assert list(store.saksmapper()) == [CASE]
        assert list(store.entries()) == [
            Journalpost(
                arkiv=ARCHIVE,
                system_id="jp-god",
                saksmappe_id="sak-2015-12",
                journalaar=2015,
                journalsekvensnummer=1,
                journalpostnummer=1,
                type=Journalposttype.INNGAAENDE,
                tittel="Klage på ***** fra nabo",
                journaldato=date(2015, 11, 2),
                parter=(
                    Korrespondansepart(navn="", type=Parttype.AVSENDER, er_person=True, skjermet=True),
                    Korrespondansepart(navn="Teknisk drift", type=Parttype.INTERN_MOTTAKER, er_person=False),
                ),
                skjerming=Skjerming(
                    tilgangsrestriksjon="Unntatt offentlighet", skjermingshjemmel="Offl. § 13"
                ),
            )
        ]


def test_the_rest_of_an_offjournal_comes_in(read: Read) -> None:
    with read("fryktelig-offjournal.xml") as store:
        first, last = store.saksmapper()
        assert (first.system_id, first.tittel, first.administrativ_enhet, first.saksansvarlig) == (
            "sak-2015-12", "Søppelhenting på Åsgård", "TEKN", "",
        )  # fmt: skip
        assert (last.system_id, last.tittel) == ("sak-2015-13", "Nummeret kommer sist")
        assert {e.system_id: e.saksmappe_id for e in store.entries()} == {
            "jp-2015-1": "sak-2015-12",
            "jp-2015-2": "sak-2015-12",
            "jp-2015-7": "sak-2015-13",
        }


def test_an_entry_of_noark_4_says_all_that_it_has(read: Read) -> None:
    with read("fryktelig-offjournal.xml") as store:
        assert store.entry(ARCHIVE, "jp-2015-1") == Journalpost(
            arkiv=ARCHIVE,
            system_id="jp-2015-1",
            saksmappe_id="sak-2015-12",
            journalaar=2015,
            journalsekvensnummer=1,
            journalpostnummer=1,
            type=Journalposttype.INNGAAENDE,
            tittel="Søknad fra Kari Nordmann",
            journaldato=date(2015, 11, 2),
            parter=(
                Korrespondansepart(navn="Kari Nordmann", type=Parttype.AVSENDER, er_person=True),
                Korrespondansepart(navn="", type=Parttype.MOTTAKER, er_person=True, skjermet=True),
            ),
            dokumenter=(
                Dokumentbeskrivelse(
                    system_id="jp-2015-1-1",
                    tittel="Vedlegg uten hoveddokument",
                    hoveddokument=False,
                    fil="mappe/2_O.pdf",
                ),
            ),
            navn=("Kari Nordmann",),
        )


def test_a_shielded_entry_of_noark_4_keeps_no_title_or_file_of_its_documents(read: Read) -> None:
    with read("fryktelig-offjournal.xml") as store:
        entry = store.entry(ARCHIVE, "jp-2015-2")
        assert entry is not None
        assert entry.skjerming == Skjerming(
            tilgangsrestriksjon="Unntatt offentlighet", skjermingshjemmel="Offl. § 13"
        )
        assert entry.dokumenter == (
            Dokumentbeskrivelse(system_id="jp-2015-2-1", tittel="Samme dokumentnummer", hoveddokument=True),
        )


@pytest.mark.parametrize("secret", ["HEMMELIG PART", "UMASKERT TITTEL"])
def test_what_noark_4_shields_is_never_stored(read: Read, state: State, secret: str) -> None:
    read("fryktelig-offjournal.xml").close()
    assert all(secret.encode() not in path.read_bytes() for path in state.root.iterdir())


JOURNAL = """<offentligJournal xmlns="http://www.arkivverket.no/standarder/noark5/offentligJournal">
<journalregistrering><saksmappe><saksaar>2015</saksaar><sakssekvensnummer>1</sakssekvensnummer>
<offentligTittel>Sak</offentligTittel></saksmappe><journalpost><systemID>j</systemID><journalaar>2015</journalaar>
<journalsekvensnummer>1</journalsekvensnummer><journalpostnummer>1</journalpostnummer>
<offentligTittel>Brev</offentligTittel><journaldato>2015-11-02</journaldato>{}</journalpost>
</journalregistrering></offentligJournal>"""
PART = "<korrespondansepart><korrespondanseparttype>{}</korrespondanseparttype></korrespondansepart>"


@pytest.mark.parametrize(
    ("parties", "kind"),
    [
        (["Avsender"], "I"),
        (["EA", "IM"], "I"),
        (["Intern avsender", "Mottaker"], "U"),
        (["Kopimottaker"], "U"),
        (["Intern avsender", "Intern mottaker"], "N"),
        (["Intern avsender"], "X"),
    ],
)
def test_the_kind_that_the_schema_lacks_is_told_by_the_parties(
    import_text: Callable[..., ImportReport], state: State, parties: list[str], kind: str
) -> None:
    import_text(JOURNAL.format("".join(map(PART.format, parties))))
    with Store.open(state.store) as store:
        assert [entry.type.value for entry in store.entries()] == [kind]


def test_a_kind_that_is_delivered_all_the_same_counts(
    import_text: Callable[..., ImportReport], state: State
) -> None:
    import_text(JOURNAL.format(PART.format("Avsender") + "<journalposttype>X</journalposttype>"))
    with Store.open(state.store) as store:
        assert [entry.type.value for entry in store.entries()] == ["X"]
