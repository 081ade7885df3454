"""``make serve``: three children that start, are started again and stop together."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from search.service import develop
from search.service.settings import Settings, settings_from
from tests.search.service.development import develop_script, lives, started, until


def test_a_one_time_account_is_made_for_the_child_alone(tmp_path: Path) -> None:
    nobody = settings_from({"STATE": str(tmp_path)})
    child, password = develop.development_environment(nobody, {"STATE": "x"})
    assert PasswordHasher().verify(child["INNSIKT_ENGANGS_HASH"], password)
    assert child["STATE"] == "x"
    assert password not in "".join(child.values())
    assert develop.development_environment(nobody, {})[1] != password
    assert not nobody.files.desk.exists()


def test_an_account_of_ones_own_is_left_alone(settings: Settings) -> None:
    child, password = develop.development_environment(settings, {})
    assert password == ""
    assert "INNSIKT_ENGANGS_HASH" not in child
    assert "med kontoen din" in develop.welcome(settings, password)


@pytest.mark.parametrize("bind", ["127.0.0.1", "0.0.0.0"])
def test_the_terminal_shows_where_and_how(bind: str) -> None:
    text = develop.welcome(settings_from({"PORT": "8123", "BIND": bind}), "hemmelig")
    assert "http://localhost:8123\n" in text
    assert "http://localhost:8123/innsikt" in text
    assert "hemmelig" in text


def waits(note: Path) -> tuple[str, ...]:
    """A child that notes its number and then does nothing."""
    return "sh", "-c", f"echo $$ >> {note}; exec sleep 1000"


def numbers(note: Path) -> list[int]:
    return [int(line) for line in note.read_text().split()] if note.exists() else []


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_three(tmp_path: Path, by: signal.Signals) -> None:
    notes = [tmp_path / name for name in ("tjener", "bygger", "indekserer")]
    followers = {"Byggingen": waits(notes[1]), "Indekseringen": waits(notes[2])}
    with started(*develop_script(waits(notes[0]), followers, {})) as process:
        until(lambda: all(map(numbers, notes)), process)
        process.send_signal(by)
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 0
    assert said.rstrip().endswith("Stopper …")
    assert [number for note in notes for number in numbers(note) if lives(number)] == []


def test_a_follower_that_dies_is_started_again_and_the_others_live_on(tmp_path: Path) -> None:
    server, dying = tmp_path / "tjener", tmp_path / "bygger"
    followers = {"Byggingen": ("sh", "-c", f"echo $$ >> {dying}; exit 3"), "Indekseringen": ("sleep", "1000")}
    with started(*develop_script(waits(server), followers, {})) as process:
        until(lambda: len(numbers(dying)) > 2, process)
        assert lives(numbers(server)[0])
        process.terminate()
        said = process.communicate(timeout=60)[0]
    assert said.count("Byggingen stoppet uventet (kode 3). Starter den igjen om") >= 2
    assert "Indekseringen" not in said


def test_the_pause_before_the_next_try_grows_and_has_an_end() -> None:
    pauses = [0.0]
    for _ in range(10):
        pauses.append(develop.next_pause(pauses[-1], lived=1))
    assert pauses[1] == develop.FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == develop.LONGEST_PAUSE


def test_when_the_server_ends_so_does_all_with_its_status(tmp_path: Path) -> None:
    note = tmp_path / "bygger"
    ends = ("sh", "-c", f"while [ ! -s {note} ]; do sleep 0.05; done; exit 4")
    followers = {"Byggingen": waits(note), "Indekseringen": ("sleep", "1000")}
    with started(*develop_script(ends, followers, {})) as process:
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 4
    assert "Stopper" not in said
    assert not lives(numbers(note)[0])


def test_the_children_know_that_this_is_development(tmp_path: Path) -> None:
    note = tmp_path / "miljo"
    tells = ("sh", "-c", f'echo "$SKI_UTVIKLING $ARBEIDERE $STATE" > {note}; exec sleep 1000')
    with started(*develop_script(("sleep", "1000"), {"Byggingen": tells}, {"STATE": "x"})) as process:
        until(lambda: note.exists() and note.read_text() != "", process)
    assert note.read_text() == "1 1 x\n"
