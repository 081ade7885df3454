"""A sensitive word beside a name waits for a human, who can let the record through as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.importers.run import ImportReport, import_path
from plugins.model.state import State
from plugins.store import Store
from plugins.store.judgements import release
from tests.importers.conftest import NOW
from tests.importers.deliveries import case_xml, entry_xml, meeting_xml, noark5

Importer = Callable[..., ImportReport]
REASON = "har et ord av særlig kategori"


def held(state: State) -> list[tuple[str, str, str]]:
    with Store.open(state.store) as store:
        return [(q.entry, q.value, q.reason) for q in store.quarantine()]


def stored(state: State) -> list[str]:
    with Store.open(state.store) as store:
        return [entry.system_id for entry in store.entries()]


def delivery(**entry: str) -> str:
    return noark5(case_xml("Pleie og omsorg", entry_xml(system_id="j1", **entry)))


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "Søknad om sykehjemsplass – Kari Nordmann"},
        {"title": "Søknad om sykehjemsplass", "sender": "Kari Nordmann"},
        {"title": "Søknad fra Kari Nordmann", "document": "Legeerklæring"},
        {"title": "Brev", "sender": "Kari Nordmann", "file": "https://a.example.no/legeerklaering.pdf"},
        {"title": "Sjukeheimsplass", "file": "https://a.example.no/Kari_Nordmann.pdf"},
        {"title": "Brev fra Kari Nordmann", "paragraph": "offl. § 13 jf. barnevernsloven § 13-1"},
        {"title": "Brev fra Kari Nordmann", "sender": "Landsforeningen for hjertesyke"},
        {"title": "Brev", "sender": "Tangen Utvikling AS, sykmelding for Kari Nordmann"},
        {"title": "Brev", "sender": "sykmelding for Kari Nordmann Tangen Utvikling AS"},
        {"title": "Brev", "unit": "sykmelding for Kari Nordmann barnehage"},
        {"title": "Klage", "document": "20261120_Hansen_Ole_sykmelding.pdf"},
        {"title": "Klage_Kari_Nordmann.pdf", "document": "Sykmelding"},
        {"title": "KariNordmann", "document": "Sykmelding"},
        {"title": "Bjørn Gjelsten – søknad om sykehjemsplass"},
        {"title": "Per Kvalvåg – sykmelding"},
        {"title": "Bekymringsmelding Emma (6 år)"},
        {"title": "Attest - Anna, autisme"},
        {"title": "Sykmelding – Dr. Lie"},
    ],
)
def test_a_word_and_a_name_in_one_record_wait_for_a_human(import_text: Importer, state: State, entry) -> None:
    import_text(delivery(**entry))
    ((post, word, reason),) = held(state)
    assert post == "j1"
    assert "Nordmann" not in word
    assert reason.startswith(REASON)
    assert stored(state) == []


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "Søknad om sykehjemsplass"},
        {"title": "Søknad om sykehjemsplass", "sender": "Kari Nordmann", "shielded_party": "ja"},
        {"title": "Søknad om sykehjemsplass", "sender": "Ski idrettslag"},
        {"title": "Søknad om garasje – Kari Nordmann"},
        {"title": "Klage fra Kari Nordmann", "unit": "Barnevern"},
        {"title": "Klage fra Kari Nordmann", "receiver": "Barnevern"},
        {"title": "Svar til Kari Nordmann fra Psykisk helse"},
        {"title": "Liv og helse: demensdag"},
        {"title": "Sykehjemsplass ved Solveig sykehjem"},
        {"title": "Dag for psykisk helse i Ski", "document": "Sykmelding_2.pdf"},
    ],
)
def test_a_word_alone_a_name_alone_and_a_units_own_name_pass(
    import_text: Importer, state: State, entry
) -> None:
    import_text(delivery(**entry), units=("Barnevern", "Psykisk helse"))
    assert held(state) == []
    assert stored(state) == ["j1"]


def test_a_case_with_a_word_and_a_name_holds_its_entries(import_text: Importer, state: State) -> None:
    import_text(noark5(case_xml("Barnevernssak – Kari Nordmann", entry_xml(system_id="j1", title="Brev"))))
    assert {(post, reason[:4]) for post, _, reason in held(state)} == {("s1", "har "), ("j1", "sake")}
    assert stored(state) == []


def test_a_name_in_an_entry_does_not_stand_beside_the_word_in_its_case(
    import_text: Importer, state: State
) -> None:
    named = entry_xml(system_id="j1", title="Brev fra Kari Nordmann")
    nameless = entry_xml(system_id="j2", title="Svar", number="2")
    import_text(noark5(case_xml("Barnevernssak", named + nameless)))
    ((post, word, reason),) = held(state)
    assert (post, word) == ("j1", "Barnevernssak")
    assert reason.startswith("saken har et ord av særlig kategori")
    assert stored(state) == ["j2"]
    import_text(
        noark5(case_xml("Barnevernssak", entry_xml(system_id="j3", title="Ola Nordmann", number="3"))),
        "b.xml",
    )
    assert stored(state) == ["j2"]


def test_what_a_human_lets_through_comes_in_and_stays(
    tmp_path: Path, import_text: Importer, state: State
) -> None:
    text = delivery(title="Søknad om sykehjemsplass – Kari Nordmann")
    import_text(text)
    with Store.open(state.store) as store:
        done = release(store, "j1", NOW)
    assert (done.records, done.files) == (1, ("levering.xml",))
    import_text(text)
    assert (stored(state), held(state)) == (["j1"], [])
    import_text(text.replace("<arkiv", "<!-- en ny fil --><arkiv"), "senere.xml")
    assert (stored(state), held(state)) == (["j1"], [])


def test_what_was_let_through_is_judged_anew_when_its_text_is_another(
    import_text: Importer, state: State
) -> None:
    import_text(delivery(title="Søknad om sykehjemsplass – Kari Nordmann"))
    with Store.open(state.store) as store:
        release(store, "j1", NOW)
    import_text(delivery(title="Klage om sykehjemsplass – Kari Nordmann"))
    assert [post for post, _, _ in held(state)] == ["j1"]
    assert stored(state) == []


def test_an_entry_held_for_its_case_can_be_let_through(import_text: Importer, state: State) -> None:
    text = noark5(case_xml("Barnevernssak", entry_xml(system_id="j1", title="Brev fra Kari Nordmann")))
    import_text(text)
    with Store.open(state.store) as store:
        assert release(store, "j1", NOW).records == 1
    import_text(text)
    assert (stored(state), held(state)) == (["j1"], [])


def test_nothing_else_can_be_let_through(import_text: Importer, state: State) -> None:
    import_text(delivery(title="Klage fra 01019000083"))
    with Store.open(state.store) as store:
        assert [release(store, name, NOW).records for name in ("j1", "finnes-ikke", "")] == [0, 0, 0]
    assert len(held(state)) == 1


def test_members_in_office_do_not_hold_an_agenda_item(import_text: Importer, state: State) -> None:
    items = {
        "i1": ("Rullering av plan for psykisk helse", "Forslag fra Kari Nordmann: vedtas."),
        "i2": ("Ny moské i Ski", "Ola Haugen (AP) ba om ordet."),
        "i3": ("Klage på sykehjemsplass – Per Olsen", ""),
    }
    import_text(noark5(meeting_xml(items, members=("Kari Nordmann",))))
    assert [post for post, _, _ in held(state)] == ["i3"]
    with Store.open(state.store) as store:
        (meeting,) = store.meetings()
    assert [item.system_id for item in meeting.saker] == ["i1", "i2"]


def test_a_body_that_is_filled_in_wrong_holds_the_meeting(import_text: Importer, state: State) -> None:
    import_text(noark5(meeting_xml({}, body="Sykmelding – dr. Qvalstrøm Kommunestyret")))
    assert [post for post, _, _ in held(state)] == ["m1"]


def test_what_waits_is_gone_from_quarantine_when_the_archive_mends_it(
    tmp_path: Path, import_text: Importer, state: State
) -> None:
    import_text(delivery(title="Søknad om sykehjemsplass – Kari Nordmann"))
    import_text(delivery(title="Søknad om sykehjemsplass"))
    assert (stored(state), held(state)) == (["j1"], [])


def test_a_folder_is_imported_with_the_units_names(tmp_path: Path, state: State) -> None:
    (tmp_path / "inn").mkdir()
    (tmp_path / "inn" / "a.xml").write_text(delivery(title="Notat til Barnevern fra Kari Nordmann"))
    import_path(tmp_path / "inn", state, NOW, units=["Barnevern"])
    assert held(state) == []


def retitled(state: State) -> str:
    with Store.open(state.store) as store:
        (case,) = store.saksmapper()
    return case.tittel


def test_a_case_gets_no_sensitive_title_above_names_that_are_in_it_already(
    import_text: Importer, state: State
) -> None:
    import_text(noark5(case_xml("Henvendelser", entry_xml(system_id="j1", title="Brev fra Kari Nordmann"))))
    later = noark5(case_xml("Barnevernssak", entry_xml(system_id="j2", title="Møteplan")))
    import_text(later, "senere.xml")
    (case_id, word, _) = held(state)[0]
    assert (case_id, retitled(state), sorted(stored(state))) == ("s1", "Henvendelser", ["j1", "j2"])
    assert word == "Barnevernssak"
    with Store.open(state.store) as store:
        assert release(store, "s1", NOW).files == ("senere.xml",)
    import_text(later, "senere.xml")
    assert (held(state), retitled(state)) == ([], "Barnevernssak")


def test_a_case_gets_such_a_title_when_nobody_in_it_is_named(import_text: Importer, state: State) -> None:
    import_text(noark5(case_xml("Henvendelser", entry_xml(system_id="j1", title="Brev fra Kari Nordmann"))))
    import_text(noark5(case_xml("Barnevernssak", entry_xml(system_id="j1", title="Brev fra en innbygger"))))
    assert (held(state), retitled(state)) == ([], "Barnevernssak")


def titled(case: str, **entry: str) -> str:
    return noark5(case_xml(case, entry_xml(system_id="j1", **entry)))


@pytest.mark.parametrize("title", ["Ole Hansen", "Bjørn Gjelsten", "Elevmappe_Hansen_Ole.pdf", "Emma"])
@pytest.mark.parametrize(
    "entry", [{"title": "Sykmelding"}, {"title": "Brev", "document": "Sykmelding_1.pdf"}]
)
def test_a_word_in_an_entry_does_not_stand_beside_a_name_in_its_case(
    import_text: Importer, state: State, title: str, entry: dict[str, str]
) -> None:
    named = entry_xml(system_id="j1", **entry)
    import_text(noark5(case_xml(title, named + entry_xml(system_id="j2", title="Svar", number="2"))))
    ((post, word, reason),) = held(state)
    assert (post, stored(state)) == ("j1", ["j2"])
    assert word.startswith("Sykmelding")
    assert reason.startswith(REASON)
    later = entry_xml(system_id="j3", number="3", **entry)
    import_text(noark5(case_xml(title, later)), "b.xml")
    assert stored(state) == ["j2"]


def test_a_units_own_name_beside_a_name_in_the_case_is_no_such_word(
    import_text: Importer, state: State
) -> None:
    import_text(
        titled("Ole Hansen", title="Svar", unit="Barnevern", receiver="Barnevern"), units=("Barnevern",)
    )
    assert (held(state), stored(state)) == ([], ["j1"])


def test_a_word_in_a_case_that_names_nobody_passes(import_text: Importer, state: State) -> None:
    import_text(titled("Elevmapper", title="Sykmelding"))
    assert (held(state), stored(state)) == ([], ["j1"])


def test_an_entry_held_for_the_name_of_its_case_can_be_let_through(
    import_text: Importer, state: State
) -> None:
    text = titled("Ole Hansen", title="Sykmelding")
    import_text(text)
    with Store.open(state.store) as store:
        assert release(store, "j1", NOW).records == 1
    import_text(text)
    assert (stored(state), held(state)) == (["j1"], [])


def test_a_case_gets_no_name_above_a_word_that_is_in_it_already(import_text: Importer, state: State) -> None:
    import_text(titled("Elevmappe", title="Sykmelding"))
    later = noark5(
        case_xml("Elevmappe – Ole Hansen", entry_xml(system_id="j2", title="Møteplan", number="2"))
    )
    import_text(later, "senere.xml")
    (case_id, _, reason) = held(state)[0]
    assert (case_id, retitled(state), sorted(stored(state))) == ("s1", "Elevmappe", ["j1", "j2"])
    assert reason.startswith(f"en post i saken {REASON}")
    with Store.open(state.store) as store:
        assert release(store, "s1", NOW).files == ("senere.xml",)
    import_text(later, "senere.xml")
    assert (held(state), retitled(state)) == ([], "Elevmappe – Ole Hansen")
