from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, inspect, select

from plugins.model.clock import OSLO
from search.insight import database, journal
from search.insight.database import open_database, revision
from search.insight.recorder import Recorder, Visit
from search.insight.salt import SeededSalts, new_seed
from search.insight.tables import METADATA, SEARCHES
from search.query.types import Results, SearchParams

NOW = datetime(2026, 11, 23, 23, 59, tzinfo=OSLO)
ADDRESS = "198.51.100.77"
AGENT = "Mozilla/5.0 (Planted Browser 4711)"
VISIT = Visit(address=ADDRESS, user_agent=AGENT)
NOTHING = Results(total=0, hits=(), facets={})
PLANTED = (
    "01019000083",
    "010190 00083",
    "kari.nordmann@example.no",
    "912 34 567",
    "1234.56.78903",
    "1234 56 78903",
)


class MovingClock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "innsikt.db"


@pytest.fixture
def recorder(path: Path, clock: MovingClock) -> Iterator[Recorder]:
    recorder = Recorder(path, clock, SeededSalts(new_seed(NOW.date())))
    recorder.start()
    yield recorder
    recorder.close()


def log(recorder: Recorder, text: str, **params) -> None:
    recorder.search(SearchParams(text=text, **params), Results(total=2, hits=(), facets={}), VISIT, ms=3.0)
    recorder.flush()


def rows(path: Path) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT term, session, page, source FROM sok ORDER BY id").fetchall()


def test_a_search_becomes_a_row(recorder: Recorder, path: Path) -> None:
    log(recorder, "Barnehage")
    ((term, session, page, source),) = rows(path)
    assert (term, page, source) == ("barnehage", 1, "folk")
    assert len(session) == 16


def test_nothing_searched_for_is_no_row(recorder: Recorder, path: Path) -> None:
    log(recorder, "  ")
    assert not path.exists()


def test_the_key_dies_at_midnight(recorder: Recorder, path: Path, clock: MovingClock) -> None:
    log(recorder, "a")
    log(recorder, "b")
    clock.now += timedelta(minutes=2)
    log(recorder, "c")
    first, second, third = (row[1] for row in rows(path))
    assert first == second != third


def test_nothing_personal_is_in_any_file_of_the_store(recorder: Recorder, path: Path) -> None:
    for planted in PLANTED:
        log(recorder, f"jeg heter noe og {planted} er mitt", units=(planted,))
    stored = b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())
    assert b"jeg heter noe" in stored
    for secret in (*PLANTED, ADDRESS, AGENT, "Planted Browser"):
        assert secret.encode() not in stored


def test_a_locked_file_never_stops_a_search_and_what_was_logged_waits(
    path: Path, clock: MovingClock, monkeypatch, capsys
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    recorder = Recorder(path, clock, SeededSalts(new_seed(NOW.date())))
    recorder.start()
    log(recorder, "først")
    with sqlite3.connect(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        log(recorder, "hemmelig")
        log(recorder, "hemmelig")
        other.rollback()
    log(recorder, "etterpå")
    recorder.close()
    assert [row[0] for row in rows(path)] == ["først", "hemmelig", "hemmelig", "etterpå"]
    said = capsys.readouterr().out
    assert said.count("kan ikke skrives") == 1
    assert "hemmelig" not in said


def test_no_search_waits_for_the_disk(recorder: Recorder, path: Path, monkeypatch) -> None:
    """The disk hangs in the middle of a write: searches are logged on, and are there when it lets go."""
    hangs, released = threading.Event(), threading.Event()

    def stuck(_: int) -> None:
        hangs.set()
        released.wait()

    monkeypatch.setattr(journal.os, "fsync", stuck)
    recorder.search(SearchParams(text="a"), NOTHING, VISIT, ms=1)
    writer = threading.Thread(target=recorder.flush)
    writer.start()
    assert hangs.wait(30)
    searching = threading.Thread(
        target=lambda: [recorder.search(SearchParams(text=t), NOTHING, VISIT, ms=1) for t in "bcd"]
    )
    searching.start()
    searching.join(30)
    waited = searching.is_alive()
    released.set()
    writer.join()
    assert not waited
    recorder.flush()
    assert [row[0] for row in rows(path)] == ["a", "b", "c", "d"]


def test_a_file_that_is_no_database_never_stops_a_search(recorder: Recorder, path: Path, capsys) -> None:
    path.write_bytes(b"dette er ikke en database" * 100)
    log(recorder, "hemmelig")
    log(recorder, "hemmelig")
    assert capsys.readouterr().out.count("kan ikke skrives") == 1


def test_a_file_that_was_replaced_is_the_one_written_to(recorder: Recorder, path: Path) -> None:
    log(recorder, "i den gamle")
    recorder.flush()
    for name in ("", "-wal", "-shm"):
        path.with_name(path.name + name).unlink()
    log(recorder, "i den nye")
    recorder.flush()
    assert [row[0] for row in rows(path)][-1] == "i den nye"


def test_a_log_of_a_newer_version_never_stops_the_writer(recorder: Recorder, path: Path, capsys) -> None:
    open_database(path).dispose()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = 'fra framtiden'")
    log(recorder, "hemmelig")
    recorder.flush()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '0003'")
    log(recorder, "etterpå")
    recorder.flush()
    assert [row[0] for row in rows(path)] == ["hemmelig", "etterpå"]
    assert capsys.readouterr().out.count("kan ikke skrives") == 1


def test_a_salt_that_cannot_be_shared_never_stops_a_search(path: Path, clock: MovingClock, capsys) -> None:
    class Broken:
        def of(self, day):
            raise PermissionError

    recorder = Recorder(path, clock, Broken())
    recorder.start()
    log(recorder, "a")
    recorder.close()
    assert not path.exists()
    assert "kunne ikke loggføres" in capsys.readouterr().out


def test_closing_writes_what_is_left(path: Path, clock: MovingClock) -> None:
    recorder = Recorder(path, clock, SeededSalts(new_seed(NOW.date())))
    for number in range(100):
        found = Results(total=0, hits=(), facets={})
        recorder.search(SearchParams(text=f"søk {number}"), found, VISIT, ms=1.0)
    recorder.start()
    recorder.close()
    assert len(rows(path)) == 100


@pytest.mark.parametrize("table", METADATA.tables.values(), ids=lambda table: table.name)
def test_the_migrations_make_what_the_tables_describe(path: Path, table: Table) -> None:
    inspector = inspect(open_database(path))
    made = {
        column["name"]: (str(column["type"]), column["nullable"])
        for column in inspector.get_columns(table.name)
    }
    assert made == {column.name: (str(column.type), column.nullable) for column in table.columns}
    assert {index["name"] for index in inspector.get_indexes(table.name)} == {i.name for i in table.indexes}
    keys = [column.name for column in table.primary_key.columns]
    assert inspector.get_pk_constraint(table.name)["constrained_columns"] == keys
    assert set(inspector.get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_no_column_could_hold_who_asked() -> None:
    columns = {column.name for table in METADATA.tables.values() for column in table.columns}
    assert not {"ip", "user_agent", "cookie", "visitor"} & columns


def test_the_file_is_the_services_own(recorder: Recorder, path: Path) -> None:
    log(recorder, "barnehage")
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob("innsikt.db*")} == {0o600}


def test_opening_again_keeps_what_is_there(recorder: Recorder, path: Path) -> None:
    log(recorder, "barnehage")
    engine = open_database(path)
    assert revision(engine) == "0003"
    with engine.connect() as connection:
        assert connection.execute(select(SEARCHES.c.term)).scalars().all() == ["barnehage"]
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
