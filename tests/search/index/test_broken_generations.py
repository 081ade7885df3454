"""A broken index is told of in Norwegian, and the last good one serves on."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from plugins.model.state import State
from search.arrays import layout
from search.index import generations, tables
from search.index.build import prove_index, update_index
from search.index.generations import DESCRIPTION, IndexUnavailable, current, numbered
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, town, write_documents

BARNEHAGE = parse_params({"q": ["barnehage"]})


@pytest.fixture
def state(tmp_path):
    found = State(tmp_path)
    write_documents(found.documents, town())
    update_index(found, NOW)
    return found


def truncate(folder):
    path = next(folder.glob("*.postings"))
    path.write_bytes(path.read_bytes()[:100])


def flip(folder):
    path = next(folder.glob("*.toc"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def foreign(folder):
    (folder / DESCRIPTION).write_text(json.dumps({"version": "0"}))


def cut(name):
    def breaks(folder):
        path = next(folder.glob(f"*.{name}"))
        path.write_bytes(path.read_bytes()[:-64])

    return breaks


BREAKS = {
    "cut postings": cut("postings"),
    "cut columns": cut("columns"),
    "cut texts": cut("texts"),
    "missing texts": lambda folder: next(folder.glob("*.texts")).unlink(),
    "truncated": truncate,
    "flipped bit": flip,
    "missing file": lambda folder: next(folder.glob("*.postings")).unlink(),
    "no description": lambda folder: (folder / DESCRIPTION).unlink(),
    "empty description": lambda folder: (folder / DESCRIPTION).write_text(""),
    "foreign description": foreign,
}


@pytest.mark.parametrize("in_memory", [True, False])
@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_index_is_refused_with_a_remedy(state, broken, in_memory, monkeypatch):
    if not in_memory:
        monkeypatch.setattr(tables, "IN_MEMORY_BYTES", 0)
    BREAKS[broken](current(state.index))
    with pytest.raises(IndexUnavailable, match="make index"):
        WhooshEngine(state.index)


def test_no_index_at_all_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(IndexUnavailable, match="make index"):
        WhooshEngine(tmp_path / "indeks")


@pytest.mark.parametrize("broken", BREAKS)
def test_a_new_engine_takes_the_generation_before_when_the_newest_is_broken(state, broken):
    before = current(state.index)
    write_documents(state.documents, [*town(), document(id="ny", title="Barnehage ny")])
    update_index(state, NOW)
    BREAKS[broken](current(state.index))
    engine = WhooshEngine(state.index)
    assert engine.generation == before.name
    engine.close()


def test_an_open_engine_serves_on_and_takes_the_next_good_one(state):
    engine = WhooshEngine(state.index)
    first = engine.search(BARNEHAGE, NOW).total
    write_documents(state.documents, [*town(), document(id="ny", title="Barnehage ny")])
    update_index(state, NOW)
    broken = current(state.index)
    kept = (broken / DESCRIPTION).read_text()
    (broken / DESCRIPTION).write_text("")
    assert not engine.refresh()
    assert engine.search(BARNEHAGE, NOW).total == first
    (broken / DESCRIPTION).write_text(kept)
    write_documents(
        state.documents, [*town(), *(document(id=f"ny{n}", title="Barnehage ny") for n in range(2))]
    )
    update_index(state, NOW)
    assert engine.refresh()
    assert engine.search(BARNEHAGE, NOW).total == first + 2
    assert not engine.refresh()
    engine.close()


@pytest.mark.parametrize("broken", BREAKS)
def test_damage_to_the_open_generation_does_not_reach_the_engine(state, broken):
    engine = WhooshEngine(state.index)
    BREAKS[broken](current(state.index))
    assert engine.search(BARNEHAGE, NOW).total
    engine.close()


def test_an_engine_answers_from_a_generation_that_has_been_swept_away(state):
    engine = WhooshEngine(state.index)
    first = engine.search(BARNEHAGE, NOW)
    for folder in numbered(state.index):
        shutil.rmtree(folder)
    assert engine.search(BARNEHAGE, NOW) == first
    engine.close()


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_index_is_made_anew_by_the_next_update(state, broken):
    BREAKS[broken](current(state.index))
    assert update_index(state, NOW).full
    engine = WhooshEngine(state.index)
    assert engine.search(BARNEHAGE, NOW).total
    engine.close()


def test_a_closed_engine_says_so(state):
    engine = WhooshEngine(state.index)
    engine.close()
    engine.close()
    assert engine.generation == ""
    with pytest.raises(IndexUnavailable):
        engine.search(BARNEHAGE, NOW)


def test_an_index_with_another_number_of_documents_is_not_proven(state):
    with pytest.raises(IndexUnavailable, match="svarer ikke rett"):
        prove_index(current(state.index), 3, None)


def test_a_large_file_that_is_damaged_and_as_long_as_before_is_found_by_the_next_update(state, monkeypatch):
    """Opening knows it by its size; whoever builds on it reads it all."""
    monkeypatch.setattr(generations, "PROVEN_BYTES", 0)
    path = next(current(state.index).glob("*.texts"))
    content = bytearray(path.read_bytes())
    content[-1] ^= 0xFF
    path.write_bytes(bytes(content))
    assert update_index(state, NOW).full
    engine = WhooshEngine(state.index)
    assert engine.search(BARNEHAGE, NOW).total
    engine.close()


@pytest.fixture
def spoilt_tables(monkeypatch):
    """Segments that are written with a document that does not exist."""
    save = layout.save

    def spoilt(arrays, files):
        docs = arrays.docs.copy()
        docs[0] = arrays.about.documents
        save(replace(arrays, docs=docs), files)

    monkeypatch.setattr(layout, "save", spoilt)


def test_tables_that_do_not_add_up_are_not_proven(state, spoilt_tables):
    """What was written is read again before anything is taken into use."""
    before = current(state.index)
    write_documents(state.documents, [*town(), *(document(id=f"ny{n}", title="Ny side") for n in range(3))])
    with pytest.raises(IndexUnavailable, match="tabellen docs går ikke opp"):
        update_index(state, NOW)
    assert current(state.index) == before


def test_nor_are_those_of_a_whole_new_index(tmp_path, spoilt_tables):
    state = State(tmp_path / "ny")
    write_documents(state.documents, town())
    with pytest.raises(IndexUnavailable, match="tabellen docs går ikke opp"):
        update_index(state, NOW)
    assert current(state.index) is None
