"""What the store holds, told without reading it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from plugins.model.clock import OSLO
from plugins.store import Store, lists
from tests.store.test_changes import deliver
from tests.store.test_store_reads import a_case, a_meeting, an_entry

FIRST, MIDDLE, LAST = date(2015, 3, 31), date(2026, 10, 30), date(2026, 11, 2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    cases = [replace(a_case(f"s{n}", n), saksdato=day) for n, day in ((1, FIRST), (2, LAST), (3, None))]
    entries = [
        an_entry("j1", 3, FIRST),
        an_entry("j2", 7, MIDDLE),
        an_entry("j3", 8, LAST),
        an_entry("j4", 1, None),
    ]
    meetings = [
        a_meeting("m1", datetime(2026, 10, 31, 23, 30, tzinfo=OSLO)),
        replace(a_meeting("m2", None), utvalg="Formannskapet"),
        a_meeting("m3", datetime(1969, 12, 31, 18, 0, tzinfo=OSLO)),
    ]
    with Store.open(tmp_path / "lager.db") as opened:
        deliver(
            opened, "1", *cases, *entries, replace(an_entry("j5", 2, FIRST), saksmappe_id="s3"), *meetings
        )
        yield opened


def test_the_days_on_either_side(store: Store) -> None:
    assert store.neighbours(MIDDLE) == ((FIRST, 2), (LAST, 1))
    assert store.neighbours(FIRST) == (None, (MIDDLE, 1))
    assert store.neighbours(LAST) == ((MIDDLE, 1), None)
    assert store.neighbours(date(2020, 1, 1)) == ((FIRST, 2), (MIDDLE, 1))


def test_the_span_of_days(store: Store, tmp_path: Path) -> None:
    assert (store.first_day(), store.last_day()) == (FIRST, LAST)
    with Store.open(tmp_path / "tomt.db") as empty:
        assert (empty.first_day(), empty.last_day(), empty.days()) == (None, None, ())


def test_the_cases_of_a_day_have_an_entry_or_begin_on_it(store: Store) -> None:
    assert [case.system_id for case in store.cases()] == ["s1", "s2", "s3"]
    assert [case.system_id for case in store.cases_of_day(FIRST)] == ["s1", "s3"]
    assert store.cases_of_day(MIDDLE) == (("a", "s1", 2026, 1),)
    assert [case.system_id for case in store.cases_of_day(LAST)] == ["s1", "s2"]
    assert store.cases_of_day(date(2026, 11, 3)) == ()


def test_the_days_that_have_cases(store: Store) -> None:
    assert store.days_of_cases(FIRST) == (FIRST, MIDDLE, LAST)
    assert store.days_of_cases(MIDDLE) == (MIDDLE, LAST)
    assert store.days_of_cases(date(2026, 11, 3)) == ()


def test_meetings_and_bodies_without_their_agendas(store: Store) -> None:
    assert [(m.system_id, m.utvalg) for m in store.meeting_list()] == [
        ("m3", "Kommunestyret"), ("m1", "Kommunestyret"), ("m2", "Formannskapet"),
    ]  # fmt: skip
    assert store.meeting_list()[1].when == datetime(2026, 10, 31, 23, 30, tzinfo=OSLO)
    assert store.delivered_bodies() == ("Formannskapet", "Kommunestyret")


def test_meetings_of_years(store: Store) -> None:
    assert "m1" in [m.system_id for m in store.meetings_of_years(2025, 2026)]
    assert list(store.meetings_of_years(2024, 2025)) == []


@pytest.mark.parametrize(("sequence", "before"), [(8, 7), (7, 3), (1, None), (500_000, 8), (-4, None)])
def test_the_running_number_before(store: Store, sequence: int, before: int | None) -> None:
    assert store.number_before(an_entry("ny", sequence, LAST)) == before


@pytest.mark.parametrize(
    "query",
    [
        lists._DAY_BEFORE.replace("?", "'2026'"),
        lists._DAY_AFTER.replace("?", "'2026'"),
        lists._NUMBER_BEFORE.replace("?", "1"),
        "SELECT min(saksdato) FROM saksmappe",
        "SELECT max(saksdato) FROM saksmappe",
        "SELECT min(journaldato) FROM journalpost",
    ],
)
def test_no_list_walks_through_a_table(store: Store, query: str) -> None:
    plan = [row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert plan
    assert all(("USING" in step and "INDEX" in step) or "PRIMARY KEY" in step for step in plan), plan


def test_the_cases_of_a_day_are_found_by_that_day(store: Store) -> None:
    query = lists._CASES_OF_DAY.replace(":day", "'2026-01-01'")
    plan = " ".join(row[3] for row in store.connection.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert "journalpost USING COVERING INDEX journalpost_dag (journaldato=?)" in plan
    assert "saksmappe USING COVERING INDEX saksmappe_dato (saksdato=?)" in plan
