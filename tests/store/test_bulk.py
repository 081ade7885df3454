"""A large delivery leaves the same store, with the same indexes, as one that comes bit by bit."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from plugins.store import Intake, Store, bulk
from tests.store.test_store_reads import DAY, NOW, a_case, an_entry


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


def test_indexes_stay_where_few_rows_come(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        indexes = "SELECT count(*) FROM sqlite_master WHERE type = 'index'"
        before = store.connection.execute(indexes).fetchone()
        with bulk.indexed_afterwards(store.connection, "journalpost", 3):
            assert store.connection.execute(indexes).fetchone() == before
