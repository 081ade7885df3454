"""The running number of an entry in quarantine is kept where its record tells it, and only a number is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plugins.importers.run import ImportReport
from plugins.model.state import State
from plugins.store import Store, changes
from plugins.store.judgements import release
from tests.importers.conftest import NOW
from tests.importers.deliveries import case_xml, entry_xml, noark5

Importer = Callable[..., ImportReport]


def numbers(state: State) -> list[tuple[str, int, int]]:
    with Store.open(state.store) as store:
        return [(q.entry, q.journalaar, q.journalsekvensnummer) for q in store.quarantine()]


def left_out(state: State) -> tuple[int, int]:
    with Store.open(state.store) as store:
        return store.left_out("aaaaaaaa", 2026, 1, 9_999_999)


def delivery(number: str = "41", day: str = "2026-13-01", **entry: str) -> str:
    said = {"system_id": "j1", "title": "Nytt gjerde", **entry}
    return noark5(case_xml("Gjerde", entry_xml(number=number, day=day, **said)))


def test_an_entry_with_a_fault_keeps_its_number(import_text: Importer, state: State) -> None:
    import_text(delivery())
    assert numbers(state) == [("j1", 2026, 41)]


def test_so_does_one_that_is_known_by_its_place(import_text: Importer, state: State) -> None:
    import_text(delivery(system_id=""))
    ((entry, *number),) = numbers(state)
    assert (entry.startswith("nr. "), number) == (True, [2026, 41])


@pytest.mark.parametrize(
    "number",
    ["41a", "-41", "4 1", "٤١", "", "13097248022", "98765432", "41 Kari Nordmann"],
    ids=["letter", "negative", "two", "other digits", "none", "identifier", "telephone", "name"],
)
def test_what_is_no_running_number_is_not_kept(import_text: Importer, state: State, number: str) -> None:
    import_text(delivery(number=number))
    assert [of[1:] for of in numbers(state)] == [(0, 0)]
    stored = b"".join(path.read_bytes() for path in state.root.iterdir() if path.is_file())
    assert not any(kept in stored for kept in (b"13097248022", b"98765432"))


def test_a_year_that_is_none_tells_of_no_row_of_numbers(import_text: Importer, state: State) -> None:
    import_text(delivery().replace("<journalaar>2026", "<journalaar>20261"))
    assert numbers(state) == [("j1", 0, 0)]


def test_a_case_has_no_running_number(import_text: Importer, state: State) -> None:
    import_text(delivery(day="2026-11-02").replace("<sakssekvensnummer>1<", "<sakssekvensnummer>x<"))
    assert sorted(numbers(state)) == [("j1", 2026, 41), ("s1", 0, 0)]


def test_what_waits_for_a_human_does_so_until_it_is_let_through(import_text: Importer, state: State) -> None:
    text = delivery(day="2026-11-02", title="Søknad om sykehjemsplass – Kari Nordmann")
    import_text(text)
    assert (numbers(state), left_out(state)) == ([("j1", 2026, 41)], (1, 0))
    with Store.open(state.store) as store:
        release(store, "j1", NOW)
    import_text(text)
    assert (numbers(state), left_out(state)) == ([], (0, 0))


def test_an_entry_of_a_sensitive_case_keeps_its_number(import_text: Importer, state: State) -> None:
    entry = entry_xml(system_id="j1", title="Brev", number="41", sender="Kari Nordmann")
    import_text(noark5(case_xml("Søknad om sykehjemsplass", entry)))
    assert numbers(state) == [("j1", 2026, 41)]


def test_a_second_entry_of_the_same_name_keeps_its_own(import_text: Importer, state: State) -> None:
    two = entry_xml(system_id="j1", title="Brev", number="41") + entry_xml(
        system_id="j1", title="Svar", number="42"
    )
    import_text(noark5(case_xml("Gjerde", two)))
    assert numbers(state) == [("j1", 2026, 42)]


def test_what_is_mended_is_held_no_longer(import_text: Importer, state: State) -> None:
    import_text(delivery())
    assert left_out(state) == (1, 0)
    import_text(delivery(day="2026-11-02"))
    assert (numbers(state), left_out(state)) == ([], (0, 0))


def test_a_record_that_comes_again_with_a_fault_is_counted_once(import_text: Importer, state: State) -> None:
    for name in ("a.xml", "b.xml", "c.xml"):
        faulty = entry_xml(system_id="j1", title=f"Klage 01019000083 {name}")
        import_text(noark5(case_xml("Sak", faulty + entry_xml(system_id="", title=name, number="2"))), name)
    with Store.open(state.store) as store:
        assert (store.quarantine_count(), changes.Changes(store.connection).quarantined()) == (4, 4)
