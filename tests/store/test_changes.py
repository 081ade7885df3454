"""What is noted of each change, so that a reader finds it again without reading the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from plugins.model.archive import Journalpost, Moetemappe, Saksmappe
from plugins.store import Intake, Store
from plugins.store.changes import Changes, change
from tests.store.test_store_reads import DAY, NOW, a_case, a_meeting, an_entry, an_item

Record = Saksmappe | Journalpost | Moetemappe
NEXT = DAY + timedelta(days=1)


def deliver(store: Store, sha256: str, *records: Record) -> set[str]:
    """Take in a delivery; the parts that it touched."""
    number, _ = Changes(store.connection).last()
    with Intake(store, file=sha256, sha256=sha256, rules=1, now=NOW) as intake:
        for record in records:
            if isinstance(record, Saksmappe):
                intake.add_case(record)
            elif isinstance(record, Journalpost):
                intake.add_entry(record)
            else:
                intake.add_meeting(record)
        intake.commit()
    return {f"{part.kind}:{part.key}" for part in Changes(store.connection).since(number)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "lager.db") as opened:
        deliver(
            opened, "1", a_case("s1", 7), a_case("s2", 9),
            an_entry("j1", 9, DAY), an_entry("j2", 1010, DAY),
            a_meeting("m1", NOW, an_item("i1", journalpost_id="j1")),
        )  # fmt: skip
        yield opened


def test_a_new_entry_touches_its_day_its_case_and_its_numbers_alone(store: Store) -> None:
    touched = deliver(store, "2", an_entry("j3", 2001, NEXT))
    assert touched == {"dag:2026-11-03", "sak:a/s1", "nummer:a/2026/2"}


def test_an_entry_that_moves_touches_where_it_was_and_where_it_is(store: Store) -> None:
    moved = replace(an_entry("j2", 3010, NEXT), saksmappe_id="s2")
    assert deliver(store, "2", moved) == {
        "dag:2026-11-02", "dag:2026-11-03", "sak:a/s1", "sak:a/s2", "nummer:a/2026/1", "nummer:a/2026/3",
    }  # fmt: skip
    assert store.days() == ((NEXT, 1), (DAY, 1))


def test_an_entry_on_an_agenda_touches_the_meeting(store: Store) -> None:
    moved = replace(an_entry("j1", 9, DAY), saksmappe_id="s2")
    assert {"mote:a/m1", "sak:a/s1", "sak:a/s2"} <= deliver(store, "2", moved)


def test_an_entry_that_comes_after_its_meeting_touches_it(store: Store) -> None:
    deliver(store, "2", a_meeting("m2", NOW, an_item("i2", journalpost_id="sen")))
    assert "mote:a/m2" in deliver(store, "3", an_entry("sen", 11, DAY))


def test_a_meeting_touches_the_cases_it_treats_and_treated(store: Store) -> None:
    before = a_meeting("m2", NOW, an_item("i2", saksmappe_id="s1"))
    assert deliver(store, "2", before) == {"mote:a/m2", "sak:a/s1"}
    after = a_meeting("m2", NOW, an_item("i2", saksmappe_id="s2"))
    assert deliver(store, "3", after) == {"mote:a/m2", "sak:a/s1", "sak:a/s2"}


def test_a_case_touches_its_number_old_and_new(store: Store) -> None:
    assert deliver(store, "2", a_case("s2", 10)) == {
        "sak:a/s2", "saksdag:", "saksnummer:2026/9", "saksnummer:2026/10",
    }  # fmt: skip


def test_a_case_touches_the_day_it_begins_on_old_and_new(store: Store) -> None:
    begun = deliver(store, "2", replace(a_case("s2", 9), saksdato=DAY))
    assert begun == {"sak:a/s2", "saksdag:", "saksdag:2026-11-02", "saksnummer:2026/9"}


def test_a_case_with_another_number_touches_the_days_of_its_entries(store: Store) -> None:
    assert "dag:2026-11-02" in deliver(store, "2", a_case("s1", 8))
    assert "dag:2026-11-02" not in deliver(store, "3", replace(a_case("s1", 8), tittel="Annet"))


def test_a_number_that_is_held_back_or_withdrawn_touches_its_block(store: Store) -> None:
    number, _ = Changes(store.connection).last()
    for at, table in enumerate(
        ("karantene (fil, post, felt, grunn, verdi, rad, tid, arkiv", "trukket_nummer (system_id, arkiv"), 1
    ):
        values = "'f', 'p', 'felt', 'grunn', '', '', '', 'a'" if at == 1 else "'p', 'a'"
        with change(store.connection, table):
            store.connection.execute(
                f"INSERT INTO {table}, journalaar, journalsekvensnummer) VALUES ({values}, 2026, {at}001)"
            )
    touched = {f"{part.kind}:{part.key}" for part in Changes(store.connection).since(number)}
    assert touched == {"nummer:a/2026/1", "nummer:a/2026/2"}


def test_what_is_deleted_touches_where_it_was(store: Store) -> None:
    number, _ = Changes(store.connection).last()
    with change(store.connection, "trukket"):
        store.connection.execute("DELETE FROM journalpost WHERE system_id = 'j2'")
    touched = {f"{part.kind}:{part.key}" for part in Changes(store.connection).since(number)}
    assert touched == {"dag:2026-11-02", "sak:a/s1", "nummer:a/2026/1"}
    assert store.days() == ((DAY, 1),)


def test_what_says_nothing_new_is_no_change(store: Store) -> None:
    last = Changes(store.connection).last()
    assert deliver(store, "2", an_entry("j1", 9, DAY), a_case("s1", 7)) == set()
    assert Changes(store.connection).last() == last


def test_nothing_can_be_written_outside_a_change(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute("UPDATE journalpost SET tittel = 'Annet'")


def test_a_delivery_that_is_undone_leaves_no_change(store: Store) -> None:
    last = Changes(store.connection).last()
    with Intake(store, file="f", sha256="2", rules=1, now=NOW) as intake:
        intake.add_entry(an_entry("j3", 11, DAY))
    assert Changes(store.connection).last() == last
    assert deliver(store, "3", an_entry("j3", 11, DAY))


def test_the_same_deliveries_have_the_same_mark_in_any_store(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "annet.db") as other:
        deliver(
            other, "1", a_case("s1", 7), a_case("s2", 9),
            an_entry("j1", 9, DAY), an_entry("j2", 1010, DAY),
            a_meeting("m1", NOW, an_item("i1", journalpost_id="j1")),
        )  # fmt: skip
        same = Changes(store.connection).last()
        assert Changes(other.connection).last() == same
        deliver(store, "2", an_entry("j3", 11, DAY))
        deliver(other, "3", an_entry("j3", 11, DAY))
        here, there = Changes(store.connection), Changes(other.connection)
        assert here.has_been(*same)
        assert there.has_been(*same)
        assert not there.has_been(*here.last())


def test_a_part_is_told_by_the_mark_of_its_last_change(store: Store) -> None:
    changes = Changes(store.connection)
    before = changes.mark("dag", DAY.isoformat())
    assert before == changes.last()[1] == changes.mark_of_all("dag")
    deliver(store, "2", an_entry("j3", 11, NEXT))
    assert changes.mark("dag", DAY.isoformat()) == before
    assert changes.mark("dag", NEXT.isoformat()) == changes.mark_of_all("dag") == changes.last()[1]
    assert changes.mark("dag", "1999-01-01") == b""


def test_an_empty_store_has_been_empty(tmp_path: Path) -> None:
    with Store.open(tmp_path / "tomt.db", read_only=True) as empty:
        changes = Changes(empty.connection)
        assert changes.last() == (0, b"")
        assert changes.has_been(0, b"")
        assert not list(changes.since(0))
        assert changes.mark_of_all("dag") == b""


def test_dates_far_apart_are_days_of_their_own(store: Store) -> None:
    deliver(store, "2", an_entry("j3", 11, date(1998, 1, 2)), an_entry("j4", 12, None))
    assert store.days() == ((DAY, 2), (date(1998, 1, 2), 1), (None, 1))


def _half(store: Store) -> None:
    with change(store.connection, "trukket"):
        store.connection.execute("DELETE FROM journalpost")
        raise ZeroDivisionError


def test_a_change_that_fails_is_as_if_it_never_was(store: Store) -> None:
    last = Changes(store.connection).last()
    with pytest.raises(ZeroDivisionError):
        _half(store)
    assert Changes(store.connection).last() == last
    assert store.days() == ((DAY, 2),)
