"""Failed attempts and ended sessions, as all workers see them."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from search.service import logins
from search.service.logins import Logins

ADDRESS = "192.0.2.1"


@pytest.fixture
def time() -> list[float]:
    return [1000.0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "innlogging.db"


@pytest.fixture
def shared(path: Path, time: list[float]) -> Logins:
    return Logins(path, lambda: b"salt", lambda: time[0])


def test_five_attempts_and_one_has_to_wait_until_the_first_is_fifteen_minutes_old(shared, time) -> None:
    for _ in range(5):
        assert shared.attempt(ADDRESS) == 0
        time[0] += 60
    assert shared.attempt(ADDRESS) == 600
    assert shared.attempt("192.0.2.2") == 0
    time[0] += 600
    assert shared.attempt(ADDRESS) == 0


def test_a_success_forgets_only_its_own_address(shared) -> None:
    for address in (ADDRESS, "192.0.2.2"):
        for _ in range(5):
            shared.attempt(address)
    shared.succeeded(ADDRESS)
    assert shared.attempt(ADDRESS) == 0
    assert shared.attempt("192.0.2.2") > 0


def test_rows_never_grow_without_bound(shared, path: Path, monkeypatch) -> None:
    monkeypatch.setattr(logins, "MOST_REMEMBERED", 20)
    for number in range(50):
        shared.attempt(str(number))
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT count(*) FROM forsok").fetchone() == (20,)


def test_an_address_is_never_written_and_its_hash_goes_with_the_window(shared, path: Path, time) -> None:
    shared.attempt(ADDRESS)
    with sqlite3.connect(path) as file:
        (hashed,) = file.execute("SELECT adresse FROM forsok").fetchone()
    time[0] += 901
    shared.attempt("192.0.2.2")
    assert ADDRESS.encode() not in path.read_bytes()
    assert hashed.encode() not in path.read_bytes()


def test_a_session_ended_in_one_worker_has_ended_in_the_other(shared, path: Path, time) -> None:
    shared.end("a", until=2000)
    shared.end("a", until=2000)
    other = Logins(path, lambda: b"salt", lambda: time[0])
    assert (other.has_ended("a"), other.has_ended("b")) == (True, False)


def test_the_file_is_the_services_own(shared, path: Path) -> None:
    shared.attempt(ADDRESS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_leaves_the_file_free_for_the_next(shared) -> None:
    with pytest.raises(sqlite3.Error), shared._open() as file:
        file.execute("INSERT INTO finnes_ikke VALUES (1)")
    assert shared.attempt(ADDRESS) == 0
