"""A resident indexer follows the documents, tells what it did or what is wrong, and ends when asked to."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.model.state import State
from search.index.follow import Follower
from search.index.generations import current
from tests.search.corpus import NOW, document, town, write_documents

ROOT = Path(__file__).parents[3]
FOLLOWING = (sys.executable, "-m", "search", "index", "--folg", "--state")


@pytest.fixture
def state(tmp_path):
    return State(tmp_path / "var")


@pytest.fixture
def follower(state):
    return Follower(state, lambda: NOW)


def test_before_the_first_build_nothing_is_done_or_made(state, follower):
    assert follower.look() == ""
    assert not state.root.exists()


def test_each_new_set_of_documents_is_indexed_once(state, follower):
    write_documents(state.documents, town())
    assert follower.look().startswith(f"{len(town())} nye, 0 endrede")
    assert follower.look() == ""
    write_documents(state.documents, [*town(), document(id="ny", title="En ny side")])
    assert follower.look().startswith("1 nye, 0 endrede")
    assert follower.look() == ""


def test_what_is_wrong_is_told_once_and_the_next_documents_are_indexed(state, follower):
    write_documents(state.documents, town())
    follower.look()
    in_use = current(state.index)
    (state.documents / "manifest.json").write_text("{")
    assert follower.look().startswith(f"Feil: {state.documents / 'manifest.json'} kan ikke leses")
    assert follower.look() == ""
    assert current(state.index) == in_use
    write_documents(state.documents, town()[1:])
    assert follower.look().startswith("0 nye, 0 endrede, 1 fjernede")


def test_a_manifest_that_is_gone_is_waited_for(state, follower):
    write_documents(state.documents, town())
    follower.look()
    (state.documents / "manifest.json").unlink()
    assert follower.look() == ""
    write_documents(state.documents, town()[1:])
    assert "1 fjernede" in follower.look()


def test_trouble_with_the_disk_is_told_and_survived(state, follower):
    write_documents(state.documents, town())
    state.index.write_text("en fil der mappen skal være")
    assert follower.look().startswith(f"Feil: Kan ikke skrive søkeindeksen i {state.index}")
    assert follower.look() == ""
    state.index.unlink()
    write_documents(state.documents, town()[1:])
    assert follower.look().startswith(f"{len(town()) - 1} nye")


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_process_follows_until_a_signal_ends_it_where_it_stands(state, by):
    write_documents(state.documents, town())
    command = [*FOLLOWING, str(state.root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout.readline().startswith(f"{len(town())} nye")
        with state.lock():
            write_documents(state.documents, town()[1:])
        assert "1 fjernede" in process.stdout.readline()
        process.send_signal(by)
        assert process.communicate(timeout=30) == ("", "")
    assert process.returncode == -by


def test_it_ends_with_the_process_that_started_it(state):
    write_documents(state.documents, town())
    starter = f"import subprocess; subprocess.run({[*FOLLOWING, str(state.root)]!r})"
    with subprocess.Popen([sys.executable, "-c", starter], cwd=ROOT, stdout=-1, text=True) as parent:
        assert "nye" in parent.stdout.readline()
        parent.kill()
        assert parent.stdout.read() == ""  # the end comes when nobody holds the other end of the pipe
