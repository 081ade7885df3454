"""A large delivery leaves the same store, with the same indexes, as one that comes bit by bit."""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace

from plugins.model.addresses import record_part
from plugins.model.archive import Moetesak
from plugins.store import Intake, Store, bulk, new_rows, statements
from plugins.store.withdrawal import Named
from tests.store.test_store_reads import DAY, NOW, a_case, a_meeting, an_entry, an_item


def filled(path: Path) -> list[str]:
    with Store.open(path) as store:
        for number in (1, 2):
            with Intake(store, file=f"{number}", sha256=f"{number}", rules=1, now=NOW) as intake:
                intake.add_case(a_case("s1", 7))
                for entry in range(number * 100, number * 100 + 50):
                    intake.add_entry(an_entry(f"j{entry}", entry, DAY))
                intake.commit()
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def test_the_store_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = filled(tmp_path / "a.db")
    monkeypatch.setattr(bulk, "_MANY", 10)
    assert sorted(filled(tmp_path / "b.db")) == sorted(one_by_one)


@pytest.mark.parametrize(("staged", "table"), [("innsak", "saksmappe"), ("innpost", "journalpost")])
def test_the_first_delivery_is_copied_as_it_lies(tmp_path: Path, staged: str, table: str) -> None:
    with Store.open(tmp_path / "a.db") as store:
        connection = store.connection
        bulk.let_first_be_copied(connection)
        for statement in statements.STAGING:
            connection.execute(statement)
        connection.execute(statements.BY_CASE)
        indexes = connection.execute("SELECT name FROM temp.sqlite_master WHERE tbl_name = ?", (staged,))
        as_they_lie = len(indexes.fetchall())
        with bulk.indexed_afterwards(connection, staged, table, bulk._MANY + 1):
            steps = connection.execute(f"EXPLAIN {statements.COPY[table]}").fetchall()
        assert sum(operation == "RowData" for _, operation, *_ in steps) == as_they_lie


def test_unusual_ids_of_a_first_delivery_are_found_by_their_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_MANY", 1)
    ids = ["STOR-j1", "æ/ø", "11111111-1111-1111-1111-111111111111"]
    with Store.open(tmp_path / "a.db") as store:
        with Intake(store, file="a", sha256="1", rules=1, now=NOW) as intake:
            intake.add_case(a_case("s1", 7))
            for number, system_id in enumerate(ids, start=1):
                intake.add_entry(an_entry(system_id, number, DAY))
            intake.commit()
        found = [store.entry_at("a", record_part(system_id)) for system_id in ids]
        assert [entry and entry.system_id for entry in found] == ids


def in_three(path: Path) -> list[str]:
    """Cases that are new, that were there, and a meeting about an entry that comes after it."""
    item = an_item("i1", journalpost_id="j2-s1")
    with Store.open(path) as store:
        for number in (1, 2, 3):
            with Intake(store, file=f"{number}", sha256=f"{number}", rules=1, now=NOW) as intake:
                for case in ("s1", f"s1{number}"):
                    intake.add_case(a_case(case, int(case[1:])))
                    entry = an_entry(f"j{number}-{case}", number, DAY)
                    intake.add_entry(replace(entry, saksmappe_id=case))
                if number == 1:
                    intake.add_meeting(a_meeting("m1", NOW, item))
                intake.commit()
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def test_new_rows_noted_together_are_noted_as_each_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = in_three(tmp_path / "a.db")
    monkeypatch.setattr(new_rows, "noted_together", lambda connection, table: nullcontext())
    assert in_three(tmp_path / "b.db") == together


def test_indexes_stay_where_few_rows_come(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        indexes = "SELECT count(*) FROM sqlite_master WHERE type = 'index'"
        before = store.connection.execute(indexes).fetchone()
        with bulk.indexed_afterwards(store.connection, "innpost", "journalpost", 3):
            assert store.connection.execute(indexes).fetchone() == before


def test_foreign_keys_are_in_force_but_while_the_first_delivery_comes(tmp_path: Path) -> None:
    asked = "PRAGMA foreign_keys"
    with Store.open(tmp_path / "a.db") as store:

        def intake(sha256: str) -> Intake:
            return Intake(store, file="a", sha256=sha256, rules=1, now=NOW)

        with pytest.raises(RuntimeError), intake("1"):
            raise RuntimeError
        assert store.connection.execute(asked).fetchone() == (1,)
        with intake("2") as first:
            first.add_case(a_case("s1", 7))
            first.add_entry(an_entry("j1", 1, DAY))
            first.commit()
        assert store.connection.execute(asked).fetchone() == (1,)
        assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        with intake("3"):
            assert store.connection.execute(asked).fetchone() == (1,)


def test_what_the_first_delivery_holds_back_leaves_nothing_loose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_MANY", 1)
    item = Moetesak(
        system_id="i1",
        moetesaksaar=2026,
        moetesakssekvensnummer=1,
        moetesaksnummer="1",
        tittel="Budsjett",
        saksmappe_id="s1",
    )
    with Store.open(tmp_path / "a.db") as store:
        with Intake(store, file="a", sha256="1", rules=1, now=NOW) as intake:
            intake.add_case(a_case("s1", 7))
            intake.add_case(a_case("s2", 8))
            for number in range(1, 5):
                intake.add_entry(an_entry(f"j{number}", number, DAY))
            intake.add_entry(replace(an_entry("j8", 8, DAY), saksmappe_id="finnes-ikke"))
            intake.add_entry(replace(an_entry("j9", 9, DAY), saksmappe_id="s2"))
            intake.add_meeting(a_meeting("m1", NOW, item))
            intake.add_meeting(a_meeting("m2", NOW, item))
            intake.withdraw(Named("m1", "a", may_be_document=False))
            intake.withdraw(Named("s2", "a", may_be_document=False))
            intake.commit()
        assert [entry.system_id for entry in store.entries()] == ["j1", "j2", "j3", "j4"]
        assert [finding.entry for finding in store.quarantine()] == ["j8"]
        assert store.connection.execute("SELECT moete_id FROM moetesak").fetchall() == [("m2",)]
        assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_foreign_keys_are_in_force_after_a_delivery_that_could_not_begin(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        store.connection.execute("CREATE TEMP TABLE innpost (x)")
        with pytest.raises(sqlite3.Error), Intake(store, file="a", sha256="1", rules=1, now=NOW):
            pass
        assert not store.connection.in_transaction
        assert store.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
