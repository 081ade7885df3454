"""A file's hash is that of what was read, whenever it is made."""

from __future__ import annotations

import hashlib
import os
import threading
from datetime import datetime
from pathlib import Path

import pytest

from plugins.importers.delivery import RefusedError
from plugins.importers.digest import Digest
from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store
from tests.importers.test_zip_deliveries import CASE

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.xml"
    path.write_text(CASE.format("a"))
    return path


def delivered(state: State) -> list[tuple[str, str]]:
    with Store.open(state.store, read_only=True) as store:
        return store.connection.execute("SELECT fil, sha256 FROM levering ORDER BY fil").fetchall()


def test_it_is_the_same_beside_something_else(file: Path) -> None:
    whole = hashlib.sha256(file.read_bytes()).hexdigest()
    assert Digest(file)() == whole
    with (digest := Digest(file)).beside():
        assert digest() == whole
    assert digest() == whole


def test_no_thread_is_left(file: Path) -> None:
    before = threading.active_count()
    with pytest.raises(KeyError), Digest(file).beside():
        raise KeyError
    assert threading.active_count() == before


@pytest.mark.parametrize("is_beside", [False, True])
def test_a_file_that_has_become_another_has_none(file: Path, *, is_beside: bool) -> None:
    digest = Digest(file)
    file.write_text(CASE.format("annen"))
    if is_beside:
        with digest.beside():
            pass
    with pytest.raises(RefusedError, match="endret mens den ble lest"):
        digest()


def test_one_that_was_made_before_is_kept(file: Path) -> None:
    digest = Digest(file)
    before = digest()
    file.write_text(CASE.format("annen"))
    assert digest() == before


def test_trouble_in_the_thread_is_told_to_who_asks(file: Path) -> None:
    digest = Digest(file)
    file.unlink()
    with digest.beside(), pytest.raises(FileNotFoundError):
        digest()


def test_every_delivery_is_known_by_its_hash(tmp_path: Path, state: State) -> None:
    (folder := tmp_path / "inn").mkdir()
    for name in ("a", "b"):
        (folder / name).write_text(CASE.format(name))
    import_path(folder, state, NOW)
    assert delivered(state) == [
        (name, hashlib.sha256((folder / name).read_bytes()).hexdigest()) for name in ("a", "b")
    ]
    assert all(each.known for each in import_path(folder, state, NOW).files)


def test_a_first_file_that_changes_while_it_is_read_is_not_taken_in(file: Path, state: State) -> None:
    def change(label: str, done: int, of: int) -> None:
        os.utime(file, ns=(0, 0))

    (report,) = import_path(file, state, NOW, change).files
    assert report.refused == "filen ble endret mens den ble lest. Importer den når den er ferdig."
    assert delivered(state) == []
    assert import_path(file, state, NOW).counts.new == 1
