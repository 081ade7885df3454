"""What a case is filed under and how an entry was dealt with, in every format that says it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from plugins.importers.run import ImportReport
from plugins.model.state import State
from plugins.store import Store

ENTRY = (
    "<systemID>j1</systemID><journalaar>2026</journalaar><journalsekvensnummer>1</journalsekvensnummer>"
    "<journalpostnummer>1</journalpostnummer><offentligTittel>Svar</offentligTittel>"
)
CASE = "<saksaar>2026</saksaar><sakssekvensnummer>1</sakssekvensnummer>"
PARTY = (
    "<korrespondansepart><korrespondanseparttype>Avsender</korrespondanseparttype>"
    "<korrespondansepartNavn>Bygg AS</korrespondansepartNavn>{}</korrespondansepart>"
)


def structure(filed: str, settled: str) -> str:
    return (
        f"<arkiv><systemID>aaaaaaaa</systemID><arkivdel><klassifikasjonssystem><klasse>{filed}"
        f'<mappe type="saksmappe"><systemID>s1</systemID><tittel>Sak</tittel>{CASE}'
        f'<registrering type="journalpost">{ENTRY}<journalposttype>I</journalposttype>{PARTY.format(settled)}'
        "</registrering></mappe></klasse></klassifikasjonssystem></arkivdel></arkiv>"
    )


def journal(filed: str, settled: str) -> str:
    return (
        f"<offentligJournal><journalregistrering><klasse>{filed}</klasse><saksmappe>{CASE}"
        f"<offentligTittel>Sak</offentligTittel></saksmappe><journalpost>{ENTRY}{settled}{PARTY.format('')}"
        "</journalpost></journalregistrering></offentligJournal>"
    )


def noark4(filed: str, settled: str) -> str:
    return (
        '<OFFJOURNAL VERSION="2.0"><RAPPORT><NOARKSAK.OJ><SA.SAAR>2026</SA.SAAR><SA.SEKNR>1</SA.SEKNR>'
        f"<SA.OFFTITTEL>Sak</SA.OFFTITTEL><KLASSERING.OJ>{filed}</KLASSERING.OJ><JOURNPOST.OJ>"
        "<JP.JAAR>2026</JP.JAAR><JP.SEKNR>1</JP.SEKNR><JP.POSTNR>1</JP.POSTNR><JP.NDOKTYPE>I</JP.NDOKTYPE>"
        f"<JP.OFFINNHOLD>Svar</JP.OFFINNHOLD><AVSMOT.OJ><AM.NAVN>Bygg AS</AM.NAVN>{settled}</AVSMOT.OJ>"
        "</JOURNPOST.OJ></NOARKSAK.OJ></RAPPORT></OFFJOURNAL>"
    )


FILED = "<klasseID>L12</klasseID><tittel>{}</tittel>"
FILED_4 = "<KL.ORDNVER>L12</KL.ORDNVER><KL.OVBESK>{}</KL.OVBESK>"
SETTLED = "<avskrivningsdato>2026-11-05</avskrivningsdato><avskrivningsmaate>{}</avskrivningsmaate>"
SETTLED_4 = "<AM.AVSKM>{}</AM.AVSKM><AM.AVSKDATO>20261105</AM.AVSKDATO>"
FORMATS = {
    "arkivstruktur": (structure, FILED, f"<avskrivning>{SETTLED}</avskrivning>"),
    "offentligJournal": (journal, FILED, SETTLED),
    "Noark 4": (noark4, FILED_4, SETTLED_4),
}
Importer = Callable[..., ImportReport]


@pytest.fixture(params=FORMATS)
def read(request: pytest.FixtureRequest, import_text: Importer, state: State) -> Callable[..., Store]:
    """Import a case with this class and an entry dealt with in this way."""
    write, filed, settled = FORMATS[request.param]

    def run(title: str = "Reguleringsplaner", how: str = "BU") -> Store:
        import_text(write(filed.format(title), settled.format(how)))
        return Store.open(state.store, read_only=True)

    return run


def test_class_and_settlement_are_read(read: Callable[..., Store]) -> None:
    with read() as store:
        (case,), (entry,) = store.saksmapper(), store.entries()
        assert case.klasse == "L12 Reguleringsplaner"
        assert (entry.avskrevet, entry.avskrivningsmaate) == (date(2026, 11, 5), "Besvart med brev")


def test_other_words_for_it_stand_as_they_are(read: Callable[..., Store]) -> None:
    with read(how="Besvart muntlig") as store:
        assert [e.avskrivningsmaate for e in store.entries()] == ["Besvart muntlig"]


@pytest.mark.parametrize("title", ["Kari Nordmann", "Sykmeldinger", "Personalmappe 010190"])
def test_a_class_that_tells_of_a_person_is_left_out(read: Callable[..., Store], title: str) -> None:
    with read(title) as store:
        assert [case.klasse for case in store.saksmapper()] == [""]


def test_a_name_is_no_way_to_deal_with_an_entry(read: Callable[..., Store]) -> None:
    with read(how="Kari Nordmann svarte") as store:
        assert [e.avskrivningsmaate for e in store.entries()] == [""]


def test_an_identifier_in_a_class_holds_the_case_back(read: Callable[..., Store]) -> None:
    with read("01019000083") as store:
        assert list(store.saksmapper()) == []
        assert any("fødselsnummer" in finding.reason for finding in store.quarantine())
