from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from plugins.model.clock import clock_from
from search.insight.commands import app
from search.insight.database import open_database
from search.insight.purge import purge
from search.insight.recorder import Recorder, Visit
from search.query.types import Results, SearchParams
from tests.search.insight.logbook import MONDAY, by_many, fill, summed

TODAY = "2026-11-23T12:00"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAA", TODAY)


def run(*words: str, state: Path):
    return CliRunner().invoke(app, [*words, "--state", str(state)])


def test_the_job_can_be_run_by_hand(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "innsikt.db")
    fill(engine, searches=by_many("barnehage", 6, MONDAY - timedelta(days=8)))
    engine.dispose()
    assert "1 dager summert, 1 flyttet" in run("samle", state=tmp_path).output


def test_a_log_that_cannot_be_opened_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "innsikt.db").write_bytes(b"ikke en database" * 100)
    done = run("samle", state=tmp_path)
    assert done.exit_code == 1
    assert "kan ikke åpnes" in done.output
    assert "Traceback" not in done.output


def test_a_wrong_limit_is_told_in_one_line(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("INNSIKT_OKTER", "null")
    assert "INNSIKT_OKTER «null» kan ikke brukes" in run("samle", state=tmp_path).output


def test_nothing_is_deleted_without_a_yes(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "innsikt.db")
    fill(engine, searches=by_many("barnehage", 6))
    engine.dispose()
    for answer in ("nei\n", "", "kanskje\n"):
        refused = CliRunner().invoke(app, ["slett", "--state", str(tmp_path)], input=answer)
        assert "Ingenting er slettet" in refused.output
        assert isinstance(refused.exception, SystemExit)
    done = run("slett", "--ja", state=tmp_path)
    assert "slettet: 6 rader" in done.output


def test_nothing_is_left_in_any_file_after_deleting(tmp_path: Path) -> None:
    path = tmp_path / "innsikt.db"
    engine = open_database(path)
    for week in range(6):
        fill(engine, searches=by_many("planteord", 8, MONDAY - timedelta(days=7 * week)))
    summed(engine)
    engine.dispose()
    assert purge(path) > 0
    assert b"planteord" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_the_service_logs_on_after_its_log_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "innsikt.db"
    recorder = Recorder(path, clock_from(TODAY))

    def search(text: str) -> None:
        visit = Visit(address="192.0.2.1", user_agent="nettleser")
        recorder.search(SearchParams(text=text), Results(total=0, hits=(), facets={}), visit, ms=1)

    search("før")
    recorder.flush()
    search("på vei")
    purge(path)
    recorder.flush()
    search("etter")
    recorder.flush()
    recorder.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT term FROM sok").fetchall() == [("etter",)]


def test_a_file_that_is_no_database_is_removed(tmp_path: Path) -> None:
    (tmp_path / "innsikt.db").write_bytes(b"ikke en database" * 100)
    assert purge(tmp_path / "innsikt.db") == 0
    assert not (tmp_path / "innsikt.db").exists()
