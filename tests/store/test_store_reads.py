"""Reads of a store that holds a little of everything: right order, and every one of them by an index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from plugins.model import addresses
from plugins.model.archive import Journalpost, Journalposttype, Moetemappe, Moetesak, Saksmappe
from plugins.model.clock import OSLO
from plugins.store import Intake, Store
from plugins.store import store as reads

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
DAY = date(2026, 11, 2)


def a_case(system_id: str, number: int, arkiv: str = "a") -> Saksmappe:
    return Saksmappe(
        arkiv=arkiv, system_id=system_id, saksaar=2026, sakssekvensnummer=number, tittel=f"Sak {number}"
    )


def an_entry(system_id: str, sequence: int, day: date | None, number: int = 1) -> Journalpost:
    return Journalpost(
        arkiv="a",
        system_id=system_id,
        saksmappe_id="s1",
        journalaar=2026,
        journalsekvensnummer=sequence,
        journalpostnummer=number,
        type=Journalposttype.UTGAAENDE,
        tittel="Svar",
        journaldato=day,
    )


def a_meeting(system_id: str, when: datetime | None, *items: Moetesak) -> Moetemappe:
    return Moetemappe(
        arkiv="a", system_id=system_id, utvalg="Kommunestyret", moetedato=when, tittel="Møte", saker=items
    )


def an_item(system_id: str, **fields: str) -> Moetesak:
    item = Moetesak(
        system_id=system_id, moetesaksaar=2026, moetesakssekvensnummer=1, moetesaksnummer="", tittel="Sak"
    )
    return replace(item, **fields)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "lager.db") as opened:
        with Intake(opened, file="f", sha256="1", rules=1, now=NOW) as intake:
            for case in (a_case("s2", 9), a_case("s1", 7), a_case("s1", 7, "b")):
                intake.add_case(case)
            intake.add_entry(an_entry("j3", 30, DAY, number=2))
            intake.add_entry(an_entry("j1", 9, DAY, number=1))
            intake.add_entry(an_entry("j4", 2, DAY + timedelta(days=1), number=3))
            intake.add_entry(an_entry("j5", 1, None, number=3))
            intake.add_meeting(a_meeting("m-uten-tid", None))
            intake.add_meeting(a_meeting("m-sen", NOW, an_item("i1", journalpost_id="j1")))
            early = NOW.replace(year=1969)
            intake.add_meeting(a_meeting("m-tidlig", early, an_item("i2", journalpost_id="s1")))
            intake.add_meeting(a_meeting("m-midt", NOW.replace(year=2020), an_item("i3", saksmappe_id="s1")))
            intake.commit()
        yield opened


def test_days_newest_first_undated_last(store: Store) -> None:
    assert store.days() == ((DAY + timedelta(days=1), 1), (DAY, 2), (None, 1))


def test_the_entries_of_a_day_by_running_number(store: Store) -> None:
    assert [e.system_id for e in store.entries_on(DAY)] == ["j1", "j3"]
    assert [e.system_id for e in store.entries_on(None)] == ["j5"]
    assert store.entries_on(date(1999, 1, 1)) == ()


def test_all_entries_by_date_undated_last(store: Store) -> None:
    assert [e.system_id for e in store.entries()] == ["j1", "j3", "j4", "j5"]


def test_the_entries_of_a_case_by_document_number(store: Store) -> None:
    assert [e.system_id for e in store.entries_in_case("a", "s1")] == ["j1", "j3", "j5", "j4"]
    assert store.entries_in_case("b", "s1") == ()


def test_cases_by_archive_and_number(store: Store) -> None:
    assert [(c.arkiv, c.system_id) for c in store.saksmapper()] == [("a", "s1"), ("a", "s2"), ("b", "s1")]
    assert [c.arkiv for c in store.saksmapper_with_number(2026, 7)] == ["a", "b"]
    listed = [("a", "s1", 2026, 7), ("a", "s2", 2026, 9), ("b", "s1", 2026, 7)]
    assert list(store.cases()) == listed
    assert store.saksmappe("c", "s1") is None


def test_meetings_by_time_also_before_1970_without_time_last(store: Store) -> None:
    assert [m.system_id for m in store.meetings()] == ["m-tidlig", "m-midt", "m-sen", "m-uten-tid"]


def test_a_case_is_found_by_entry_by_case_reference_and_by_its_own_id(store: Store) -> None:
    treated = store.agenda_items_of_case("a", "s1")
    assert [(m.system_id, item.system_id) for m, item in treated] == [
        ("m-tidlig", "i2"),
        ("m-midt", "i3"),
        ("m-sen", "i1"),
    ]
    assert store.agenda_items_of_case("a", "s2") == ()


def test_the_newest_journal_date(store: Store) -> None:
    assert store.newest_journal_date() == DAY + timedelta(days=1)


@pytest.mark.parametrize(
    "query",
    [
        f"{reads._CASE} WHERE arkiv = 'a' AND system_id = 's1'",
        f"{reads._CASE} WHERE saksaar = 1 AND sakssekvensnummer = 1 ORDER BY arkiv, system_id",
        f"{reads._ENTRY} WHERE journaldato IS '2026-11-02' {reads._BY_NUMBER}",
        f"{reads._ENTRY} WHERE journaldato IS NULL {reads._BY_NUMBER}",
        f"{reads._ENTRY} WHERE arkiv = 'a' AND saksmappe_id = 's1'",
        f"{reads._ENTRY} WHERE arkiv = 'a' AND system_id = 'j1'",
        "SELECT max(journaldato) FROM journalpost",
        reads._MEETINGS_OF_CASE.replace(":arkiv", "'a'").replace(":sak", "'s1'"),
    ],
)
def test_no_read_walks_through_a_table(store: Store, query: str) -> None:
    plan = [row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert not [step for step in plan if step.startswith("SCAN") and "(subquery" not in step]


def test_streams_need_no_sorting(store: Store) -> None:
    for query in (
        f"{reads._ENTRY} WHERE journaldato IS NOT NULL {reads._BY_NUMBER}",
        f"{reads._CASE} ORDER BY arkiv, system_id",
    ):
        plan = [row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert not any("TEMP B-TREE" in step for step in plan)


def test_a_reader_sees_the_old_store_until_a_delivery_is_whole(store: Store, tmp_path: Path) -> None:
    with (
        Store.open(tmp_path / "lager.db", read_only=True) as reader,
        Intake(store, file="g", sha256="2", rules=1, now=NOW) as intake,
    ):
        intake.add_entry(an_entry("ny", 99, DAY))
        assert reader.entry("a", "ny") is None
        intake.commit()
        assert reader.entry("a", "ny") is not None


@pytest.mark.parametrize(
    "system_id", ["j1-a", "B87CA23F-FFEE", "Blandet-Case-7", "JP_12", "jp 12/7", "æøå", "__"]
)
def test_an_entry_is_found_at_its_permanent_address(tmp_path: Path, system_id: str) -> None:
    with Store.open(tmp_path / "lager.db") as store:
        with Intake(store, file="f", sha256="1", rules=1, now=NOW) as intake:
            intake.add_case(a_case("s1", 7))
            intake.add_entry(an_entry("annen-post", 1, DAY))
            intake.add_entry(an_entry(system_id, 2, DAY, number=2))
            intake.commit()
        found = store.entry_at("a", addresses.record_part(system_id))
        assert found is not None
        assert found.system_id == system_id
        assert store.entry_at("a", "finnes-ikke") is None


@pytest.mark.parametrize("table", ["journalpost", "saksmappe", "moetemappe"])
def test_an_address_is_looked_up_by_its_index_and_not_by_the_whole_archive(store: Store, table: str) -> None:
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    {"journalpost": store.entry_at, "saksmappe": store.saksmappe_at, "moetemappe": store.meeting_at}[table](
        "a1", "finnes-ikke-0123abcd"
    )
    store.connection.set_trace_callback(None)
    plans = [store.connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall() for query in asked]
    assert any(f"INDEX {table}_adresse (arkiv=? AND system_id=?)" in step[-1] for step in plans[0])
    assert any(f"INDEX {table}_uvanlig (arkiv=?)" in step[-1] for step in plans[1])
