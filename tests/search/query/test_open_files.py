"""What is opened is let go of: by closing, by a newer generation, and by one that could not be read."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from plugins.model.state import State
from search import columns
from search.index import tables
from search.index.build import update_index
from search.index.generations import IndexUnavailable, current
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from search.query.snapshot import Snapshot
from tests.search.corpus import NOW, document, town, write_documents

OPEN_FILES = Path("/proc/self/fd")
BARNEHAGE = parse_params({"q": ["barnehage"]})

pytestmark = pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="leser /proc")


@pytest.fixture
def state(tmp_path, monkeypatch):
    """An index that is read from its files, as a large one is."""
    monkeypatch.setattr(tables, "IN_MEMORY_BYTES", 0)
    found = State(tmp_path)
    write_documents(found.documents, town())
    update_index(found, NOW)
    return found


def held(root: Path) -> set[str]:
    """Files below ``root`` that the process has open or mapped."""
    names = set()
    for handle in OPEN_FILES.iterdir():
        try:
            names.add(str(handle.readlink()))
        except OSError:  # the handle of this very listing
            continue
    mapped = Path("/proc/self/maps").read_text("utf-8").splitlines()
    names |= {line.split(maxsplit=5)[5] for line in mapped if str(root) in line}
    return {name for name in names if name.startswith(str(root))}


def test_closing_lets_go_of_everything(state):
    engine = WhooshEngine(state.index)
    engine.search(BARNEHAGE, NOW)
    assert held(state.index)
    engine.close()
    assert held(state.index) == set()


def test_a_newer_generation_takes_the_place_of_the_older(state):
    engine = WhooshEngine(state.index)
    for number in range(4):
        write_documents(state.documents, [*town(), document(id=f"x{number}", title="Xylofon")])
        update_index(state, NOW)
        assert engine.refresh()
        engine.search(BARNEHAGE, NOW)
    newest = current(state.index)
    gc.collect()  # Whoosh's readers refer to each other in rings: the collector takes them, in its own time
    names = sorted(Path(name).name.removesuffix(" (deleted)") for name in held(state.index))
    assert names == sorted(path.name for path in newest.glob("MAIN_*.*"))  # each once, wherever it was opened
    engine.close()


def test_a_generation_that_cannot_be_read_is_let_go_of(state, monkeypatch):
    def broken(files):
        raise KeyError("facts")

    monkeypatch.setattr(columns, "load", broken)
    with pytest.raises(IndexUnavailable, match="make index"):
        Snapshot(current(state.index))
    assert held(state.index) == set()
