"""An agenda item is judged with the title of its case, of the entry it refers to and of its meeting."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.importers.run import ImportReport
from plugins.model.state import State
from plugins.store import Store
from plugins.store.judgements import release
from tests.importers.conftest import NOW
from tests.importers.deliveries import case_xml, entry_xml, meeting_xml, noark5

Importer = Callable[..., ImportReport]
REASON = "har et ord av særlig kategori"
LINK = {"i1": "s1"}


def held(state: State) -> list[str]:
    with Store.open(state.store) as store:
        return [q.entry for q in store.quarantine()]


def agenda(state: State) -> list[tuple[str, str]]:
    with Store.open(state.store) as store:
        return [(item.system_id, item.saksmappe_id) for meeting in store.meetings() for item in meeting.saker]


def meeting_title(state: State) -> str:
    with Store.open(state.store) as store:
        (found,) = store.meetings()
    return found.tittel


def case_title(state: State) -> list[str]:
    with Store.open(state.store) as store:
        return [case.tittel for case in store.saksmapper()]


def entries(state: State) -> list[str]:
    with Store.open(state.store) as store:
        return [entry.system_id for entry in store.entries()]


def meeting(title: str, *, decision: str = "", of: str = "Møte", members: tuple[str, ...] = ()) -> str:
    """A meeting with one item, of the case ``s1``."""
    return meeting_xml({"i1": (title, decision)}, cases=LINK, title=of, members=members)


TOGETHER = [
    ("Sykmelding", "Ole Hansen"),
    ("Søknad om sykehjemsplass", "Klage fra Kari Nordmann"),
    ("Klage fra Kari Nordmann", "Barnevernssak"),
]


@pytest.mark.parametrize(("item", "case"), TOGETHER)
def test_an_item_is_held_for_the_title_of_its_case(
    import_text: Importer, state: State, item: str, case: str
) -> None:
    import_text(noark5(case_xml(case), meeting(item)))
    assert (held(state), agenda(state), case_title(state)) == (["i1"], [], [case])


@pytest.mark.parametrize(("item", "case"), TOGETHER)
def test_an_item_is_held_for_a_case_that_is_known(
    import_text: Importer, state: State, item: str, case: str
) -> None:
    import_text(noark5(case_xml(case)))
    import_text(noark5(meeting(item)), "b.xml")
    assert (held(state), agenda(state), case_title(state)) == (["i1"], [], [case])


@pytest.mark.parametrize(("item", "case"), TOGETHER)
def test_a_case_that_comes_later_is_held_with_its_entries(
    import_text: Importer, state: State, item: str, case: str
) -> None:
    import_text(noark5(meeting(item)))
    later = noark5(case_xml(case, entry_xml(system_id="j1", title="Møteplan")))
    import_text(later, "b.xml")
    assert (held(state), agenda(state), case_title(state)) == (["j1", "s1"], [("i1", "s1")], [])
    with Store.open(state.store) as store:
        assert release(store, "s1", NOW).files == ("b.xml",)
    import_text(later, "b.xml")
    assert (held(state), case_title(state), entries(state)) == ([], [case], ["j1"])


@pytest.mark.parametrize(("item", "case"), TOGETHER)
@pytest.mark.parametrize("again", [True, False])
def test_a_case_keeps_its_title_when_the_new_one_must_not_stand_beside_an_item(
    import_text: Importer, state: State, item: str, case: str, again: bool
) -> None:
    import_text(noark5(case_xml("Henvendelse"), meeting(item)))
    assert held(state) == []
    later = noark5(case_xml(case), meeting(item)) if again else noark5(case_xml(case))
    import_text(later, "b.xml")
    assert (held(state), agenda(state), case_title(state)) == (["s1"], [("i1", "s1")], ["Henvendelse"])
    with Store.open(state.store) as store:
        assert release(store, "s1", NOW).records == 1
    import_text(later, "b.xml")
    assert case_title(state) == [case]


def test_an_item_that_is_mended_holds_no_case(import_text: Importer, state: State) -> None:
    import_text(noark5(case_xml("Henvendelse"), meeting("Sykmelding")))
    import_text(noark5(case_xml("Ole Hansen"), meeting("Orientering")), "b.xml")
    assert (held(state), case_title(state)) == ([], ["Ole Hansen"])


def test_an_item_that_was_let_through_comes_in(import_text: Importer, state: State) -> None:
    text = noark5(case_xml("Ole Hansen"), meeting("Sykmelding"))
    import_text(text)
    with Store.open(state.store) as store:
        assert release(store, "i1", NOW).records == 1
    import_text(text)
    assert (held(state), agenda(state)) == ([], [("i1", "s1")])


def test_an_item_that_refers_to_an_entry_is_judged_with_it_and_its_case(
    import_text: Importer, state: State
) -> None:
    refers = meeting_xml({"i1": ("Sykmelding", "")}, entries={"i1": "j1"})
    named = case_xml("Personalsak", entry_xml(system_id="j1", title="Brev fra Ole Hansen"))
    import_text(noark5(refers, named))
    assert held(state) == ["i1"]
    import_text(noark5(case_xml("Ole Hansen", entry_xml(system_id="j1", title="Brev"))), "b.xml")
    import_text(noark5(refers), "c.xml")
    assert (set(held(state)), agenda(state)) == ({"i1"}, [])


def test_an_entry_that_comes_later_than_the_item_that_refers_to_it_is_held(
    import_text: Importer, state: State
) -> None:
    import_text(noark5(meeting_xml({"i1": ("Sykmelding", "")}, entries={"i1": "j1"})))
    import_text(noark5(case_xml("Ole Hansen", entry_xml(system_id="j1", title="Brev"))), "b.xml")
    assert (held(state), entries(state), agenda(state)) == (["j1"], [], [("i1", "")])


def test_a_case_with_such_an_entry_keeps_its_title(import_text: Importer, state: State) -> None:
    entry = entry_xml(system_id="j1", title="Brev")
    import_text(
        noark5(case_xml("Henvendelse", entry), meeting_xml({"i1": ("Sykmelding", "")}, entries={"i1": "j1"}))
    )
    import_text(noark5(case_xml("Ole Hansen")), "b.xml")
    assert (held(state), case_title(state)) == (["s1"], ["Henvendelse"])


def test_an_item_is_judged_with_the_title_of_its_meeting(import_text: Importer, state: State) -> None:
    import_text(noark5(meeting("Sykmelding", of="Ekstraordinært møte om Ole Hansen")))
    assert held(state) == ["i1"]


@pytest.mark.parametrize(("item", "title"), TOGETHER)
def test_a_meeting_keeps_its_title_when_the_new_one_must_not_stand_above_an_item(
    import_text: Importer, state: State, item: str, title: str
) -> None:
    import_text(noark5(meeting(item)))
    later = noark5(meeting_xml({}, title=title))
    import_text(later, "b.xml")
    assert (held(state), agenda(state), meeting_title(state)) == (["m1"], [("i1", "s1")], "Møte")
    with Store.open(state.store) as store:
        assert release(store, "m1", NOW).files == ("b.xml",)
    import_text(later, "b.xml")
    assert (held(state), agenda(state), meeting_title(state)) == ([], [("i1", "s1")], title)


def test_a_meeting_is_retitled_above_items_that_may_stand_there(import_text: Importer, state: State) -> None:
    import_text(noark5(meeting("Sykmelding")))
    import_text(noark5(meeting_xml({"i1": ("Orientering", "")}, title="Møte om Ole Hansen")), "b.xml")
    assert (held(state), meeting_title(state)) == ([], "Møte om Ole Hansen")


def test_the_name_of_a_body_is_no_such_word(import_text: Importer, state: State) -> None:
    title = "Rådet for funksjonshemmede 18. november"
    import_text(
        noark5(
            meeting_xml(
                {"i1": ("Brev fra Kari Nordmann", "")}, title=title, body="Rådet for funksjonshemmede"
            )
        )
    )
    assert held(state) == []


@pytest.mark.parametrize(
    ("item", "case"),
    [
        ("Sykmelding", "Elevmapper"),
        ("Orientering", "Ole Hansen"),
        ("Plan for psykisk helse", "Forslag fra Kari Nordmann"),
        ("Rullering", "Plan for psykisk helse"),
    ],
)
def test_others_stand(import_text: Importer, state: State, item: str, case: str) -> None:
    import_text(noark5(case_xml(case), meeting(item, members=("Kari Nordmann",))))
    assert (held(state), agenda(state)) == ([], [("i1", "s1")])


def test_an_entry_delivered_again_with_its_case_retitled_does_not_stand_under_the_new_title(
    import_text: Importer, state: State
) -> None:
    import_text(noark5(case_xml("Elevmappe", entry_xml(system_id="j1", title="Sykmelding"))))
    later = noark5(case_xml("Elevmappe – Ole Hansen", entry_xml(system_id="j1", title="Sykmelding")))
    import_text(later, "b.xml")
    assert (held(state), case_title(state), entries(state)) == (["s1"], ["Elevmappe"], ["j1"])


def test_an_item_that_the_archive_mends_leaves_quarantine(import_text: Importer, state: State) -> None:
    import_text(noark5(case_xml("Ole Hansen"), meeting("Sykmelding")))
    import_text(noark5(meeting("Orientering")), "b.xml")
    assert (held(state), agenda(state)) == ([], [("i1", "s1")])


def test_an_item_comes_in_when_its_case_is_mended_and_it_is_read_again(
    import_text: Importer, state: State
) -> None:
    import_text(noark5(meeting("Sykmelding"), case_xml("Ole Hansen")))
    import_text(noark5(case_xml("Personalsak")), "b.xml")
    import_text(noark5(meeting("Sykmelding")), "c.xml")
    assert (held(state), agenda(state)) == ([], [("i1", "s1")])


def test_an_item_that_is_withdrawn_waits_no_longer(import_text: Importer, state: State) -> None:
    import_text(noark5(case_xml("Ole Hansen"), meeting("Sykmelding")))
    import_text("<trekkTilbake><systemID>i1</systemID></trekkTilbake>", "b.xml")
    assert held(state) == []
