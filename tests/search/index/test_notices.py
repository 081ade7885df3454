"""Whoever waits is woken by what happens in a folder, and finds out as well where nobody tells."""

from __future__ import annotations

import pytest

from search.index.notices import Notices

LONG = 20.0


@pytest.fixture
def notices(tmp_path):
    (tmp_path / "mappe").mkdir()
    made = Notices([tmp_path / "mappe"])
    yield made
    made.close()


def test_nothing_is_told_when_nothing_happens(notices):
    assert notices.watch()
    assert not notices.told()


@pytest.mark.parametrize("what", ["written", "put in", "taken out"])
def test_what_happens_in_the_folder_is_told_once(tmp_path, notices, what):
    folder = tmp_path / "mappe"
    (folder / "fil").write_text("a")
    (tmp_path / "ny").write_text("b")
    assert notices.watch()
    if what == "written":
        (folder / "fil").write_text("c")
    elif what == "put in":
        (tmp_path / "ny").replace(folder / "fil")
    else:
        (folder / "fil").unlink()
    assert notices.told()
    assert notices.wait(LONG) == [folder / "fil"]
    assert not notices.told()


def test_what_happens_in_the_folders_besides_is_told_as_soon_as_they_are_there(tmp_path):
    notices = Notices([tmp_path], [tmp_path / "senere"])
    assert notices.watch()
    (tmp_path / "senere").mkdir()
    assert notices.wait(LONG) == [tmp_path / "senere"]
    assert notices.watch()
    (tmp_path / "senere" / "en").write_text("a")
    (tmp_path / "to").write_text("b")
    assert notices.wait(LONG) == [tmp_path / "senere" / "en", tmp_path / "to"]
    notices.close()


def test_a_folder_that_comes_later_or_in_anothers_place_is_watched_from_then_on(tmp_path):
    folder = tmp_path / "senere"
    notices = Notices([folder])
    assert not notices.watch()
    for _ in range(2):
        folder.mkdir()
        assert notices.watch()
        (folder / "fil").write_text("a")
        notices.wait(LONG)
        assert not notices.told()
        (folder / "fil").unlink()
        folder.rmdir()
        notices.wait(LONG)
    notices.close()


def test_where_the_system_tells_of_nothing_one_waits_and_looks(tmp_path, monkeypatch):
    monkeypatch.setattr("search.index.notices.ctypes.CDLL", lambda _: object())
    notices = Notices([tmp_path])
    assert not notices.watch()
    assert notices.wait(0.0) == []
    notices.close()
