# ruff: noqa: E501 - records are easier to read on one line
"""One terrible JSON-LD file, and the exact list of what is found in it. All that can stand, stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.run import ImportReport
from plugins.model.archive import Dokumentbeskrivelse, Korrespondansepart, Parttype
from plugins.model.state import State
from plugins.store import Store

AWFUL = Path(__file__).with_name("fixtures") / "awful.jsonld"
NS = "http://www.arkivverket.no/standarder/noark5/arkivstruktur/"

FINDINGS = {
    ("jp-2", "saksmappe", "", "posten ligger ikke i en saksmappe"),
    ("jp-3", "saksmappe", "sak-borte", "saken som posten hører til, er ikke levert"),
    (
        "jp-4",
        "korrespondansepartnavn",
        "[fødselsnummer]",
        "inneholder et fødselsnummer eller et tilsvarende nummer",
    ),
    ("ms-2", "type", "moetesaksregistrering", "ligger ikke i et møte"),
}


@pytest.fixture
def store(import_text: Callable[..., ImportReport], state: State) -> Store:
    import_text(AWFUL.read_bytes(), "hva-som-helst.xml")  # told by its content
    return Store.open(state.store, read_only=True)


def test_the_findings_are_exactly_these(store: Store) -> None:
    assert {(q.entry, q.field, q.value, q.reason) for q in store.quarantine()} == FINDINGS


def test_the_entry_is_joined_through_the_graph(store: Store) -> None:
    entry = store.entry("arkiv", "jp-1")
    assert entry is not None
    assert (entry.saksmappe_id, entry.journalaar, entry.journaldato) == ("sak-1", 2015, date(2015, 11, 2))
    assert entry.tittel == "Søknad fra Kari Nordmann"
    assert entry.navn == ("Kari Nordmann",)
    assert entry.parter == (
        Korrespondansepart(navn="Kari Nordmann", type=Parttype.AVSENDER, er_person=True),
        Korrespondansepart(navn="", type=Parttype.KOPIMOTTAKER, er_person=True, skjermet=True),
    )
    assert entry.dokumenter[0] == Dokumentbeskrivelse(system_id="dok-1", tittel="Søknad", hoveddokument=True)


def test_terms_under_other_names_are_followed(store: Store) -> None:
    case = store.saksmappe("arkiv", "sak-1")
    assert case is not None
    assert (case.tittel, case.saksnummer) == ("Barnehageplass", "2015/77")


def test_a_meeting_spelt_with_norwegian_letters_gets_its_agenda_and_the_case(store: Store) -> None:
    (meeting,) = store.meetings()
    assert [(s.moetesaksaar, s.saksmappe_id) for s in meeting.saker] == [(2015, "sak-1")]
    assert [m.system_id for m, _ in store.agenda_items_of_case("arkiv", "sak-1")] == ["moete-1"]


@pytest.mark.parametrize("secret", ["HEMMELIG-TVILLING", "SKJULT-NAVN", "MASKERT-PART"])
def test_what_a_twin_hides_is_never_stored(store: Store, state: State, secret: str) -> None:
    assert all(secret.encode() not in path.read_bytes() for path in state.root.iterdir())


def expanded() -> list[dict[str, Any]]:
    """The same kind of delivery expanded: full addresses, every value an object in a list."""

    def value(text: object) -> list[dict[str, object]]:
        return [{"@value": text}]

    return [
        {"@id": "http://x/s", "@type": [NS + "Saksmappe"], NS + "systemID": value("s"), NS + "saksaar": value(2020),
         NS + "sakssekvensnummer": value(1), NS + "offentligTittel": value("Sak")},
        {"@id": "http://x/j", "@type": [NS + "Journalpost"], NS + "systemID": value("j"), NS + "journalaar": value(2020),
         NS + "journalsekvensnummer": value(5), NS + "journalpostnummer": value(1),
         NS + "journalposttype": [{"@id": NS + "utgåendeDokument"}], NS + "parent": [{"@id": "http://x/s"}],
         NS + "offentligTittel": [{"@list": [{"@value": "Svar til "}, {"@value": "Ski IL"}]}]},
    ]  # fmt: skip


def test_expanded_without_context_is_the_same(import_text: Callable[..., ImportReport], state: State) -> None:
    assert import_text(json.dumps(expanded()), "x.json").counts.new == 2
    with Store.open(state.store) as store:
        entry = store.entry("arkiv", "j")
    assert entry is not None
    assert (entry.tittel, entry.type.value, entry.saksmappe_id) == ("Svar til Ski IL", "U", "s")


def test_an_entry_for_a_case_of_an_earlier_delivery_is_taken(
    import_text: Callable[..., ImportReport], state: State
) -> None:
    import_text(json.dumps(expanded()), "x.json")
    later = [{**expanded()[1], NS + "systemID": "j2", "@id": "http://x/j2"}]
    assert import_text(json.dumps(later), "y.json").counts.new == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"@graph": [', "linje 1, kolonne 13: filen slutter midt i"),
        ('{"@graph": \n [}', "linje 2, kolonne 3: filen er ikke gyldig JSON"),
        ("[" * 100_000, "altfor mange nivåer"),
        ("{}", "ikke en eInnsyn-leveranse"),
        ('{"@graph": [{"@type": "Arkiv"}]}', "ikke en eInnsyn-leveranse"),
        ('[1, "a", null, {"@type": 3}]', "ikke en eInnsyn-leveranse"),
        ("[" + "9" * 5000 + "]", "altfor mange sifre"),
        ('{"a": "sø'.encode("latin-1"), "linje 1, kolonne 9: tegnene er ikke UTF-8"),
    ],
)
def test_what_is_no_delivery_is_refused_with_its_position(
    import_text: Callable[..., ImportReport], content: str | bytes, said: str
) -> None:
    (file,) = import_text(content, "x.jsonld").files
    assert said in file.refused


def test_halves_of_characters_and_control_characters_are_dropped(
    import_text: Callable[..., ImportReport], state: State
) -> None:
    content = json.dumps(expanded()).replace("Svar til ", r"Svar\ud800 \u0000til\u0007 ")
    assert import_text(content, "x.json").counts.new == 2
    with Store.open(state.store) as store:
        assert [e.tittel for e in store.entries()] == ["Svar til Ski IL"]


def test_a_number_cut_by_control_characters_is_still_a_number(
    import_text: Callable[..., ImportReport], state: State
) -> None:
    content = json.dumps(expanded()).replace("Svar til ", r"Svar til 010190\u000000083 ")
    assert import_text(content, "x.json").counts.quarantined == 1


def test_parts_that_refer_to_each_other_in_rings_are_refused(
    import_text: Callable[..., ImportReport],
) -> None:
    ring = [
        {
            "@id": f"d{n}",
            "@type": "Dokumentbeskrivelse",
            "dokumentbeskrivelse": [{"@id": f"d{m}"} for m in range(20)],
        }
        for n in range(20)
    ]
    entry = {"@id": "j", "@type": "Journalpost", "dokumentbeskrivelse": {"@id": "d0"}}
    (file,) = import_text(json.dumps([entry, *ring]), "x.json").files
    assert "i ring" in file.refused


def test_two_entries_with_one_id_are_told_and_the_first_is_used(
    import_text: Callable[..., ImportReport], state: State
) -> None:
    case, entry = expanded()
    other = {**entry, NS + "journalpostnummer": [{"@value": 2}]}
    assert import_text(json.dumps([case, entry, other]), "x.json").counts.quarantined == 1
    with Store.open(state.store) as store:
        assert [e.journalpostnummer for e in store.entries()] == [1]
