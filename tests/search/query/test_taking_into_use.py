"""A new generation is taken into use without reading again what it shares with the one before."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import numpy as np
import pytest
from msgspec.structs import replace

from plugins.model.state import State
from search.columns import COLUMN_NAMES
from search.curation.curation import Curation
from search.index import tables
from search.index.build import update_index
from search.index.generations import IndexUnavailable, current
from search.query.answering import answer
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from search.query.snapshot import Snapshot
from search.query.types import ORDINARY
from search.query.vocabulary import has_shapes
from tests.search.corpus import NOW, document, town, write_documents


@pytest.fixture
def state(tmp_path):
    found = State(tmp_path)
    write_documents(found.documents, town())
    update_index(found, NOW)
    return found


def change_one(state):
    first, *rest = town()
    write_documents(state.documents, [replace(first, title="En annen tittel"), *rest])
    update_index(state, NOW)
    return first.id


def test_columns_and_scores_are_those_of_a_generation_opened_by_itself(state):
    with closing(Snapshot(current(state.index))) as before:
        change_one(state)
        with (
            closing(Snapshot(current(state.index), before)) as after,
            closing(Snapshot(after.folder)) as alone,
        ):
            for name in COLUMN_NAMES:
                assert np.array_equal(getattr(after.columns, name), getattr(alone.columns, name))
            found, expected = after.term("barnehag"), alone.term("barnehag")
            assert found.docs.tolist() == expected.docs.tolist() != []
            assert found.scores.tolist() == expected.scores.tolist()


def test_what_is_in_memory_needs_no_file_and_what_is_new_is_proven(state):
    with closing(Snapshot(current(state.index))) as before:
        shared = {path.name for path in before.folder.glob("*.postings")}
        change_one(state)
        folder = current(state.index)
        for name in shared:
            (folder / name).unlink()
        Snapshot(folder, before).close()
        with pytest.raises(IndexUnavailable, match="mangler"):
            Snapshot(folder)
        next(folder.glob("*.postings")).write_bytes(b"skadet")
        with pytest.raises(IndexUnavailable, match="skadet"):
            Snapshot(folder, before)


def test_an_index_too_large_for_memory_is_taken_into_use_as_well(state, monkeypatch):
    monkeypatch.setattr(tables, "IN_MEMORY_BYTES", 0)
    with closing(Snapshot(current(state.index))) as before:
        change_one(state)
        with closing(Snapshot(current(state.index), before)) as after:
            assert after.collection.live.sum() == len(town())


def test_from_an_index_of_nothing_to_one_of_something(tmp_path):
    state = State(tmp_path)
    write_documents(state.documents, [])
    update_index(state, NOW)
    with closing(Snapshot(current(state.index))) as before:
        assert len(before.columns) == 0
        write_documents(state.documents, [document(id="x", title="Side")])
        update_index(state, NOW)
        with closing(Snapshot(current(state.index), before)) as after:
            assert len(after.columns) == 1


def test_what_somebody_asked_for_before_is_ready_in_a_whole_new_index(state):
    with closing(WhooshEngine(state.index)) as engine:
        for text in ("barnehagepalss", "sak 2026/1", "ski"):
            engine.search(parse_params({"q": [text]}), NOW)
        engine.suggest("barn", NOW)
        with closing(Snapshot(current(state.index))) as alone:
            assert not any(has_shapes(table.segment) for table in alone._tables)
            alone.make_ready(engine._snapshot)
            assert all(has_shapes(table.segment) for table in alone._tables)
            assert {"classes", "choices"} <= vars(alone).keys()
            assert alone._of_kinds.keys() == engine._snapshot._of_kinds.keys()


def test_what_goes_on_from_one_generation_to_the_next_is_what_each_has_by_itself(state):
    pages = town()
    changes = (
        {"title": "En annen tittel"}, {"language": "en"}, {"dated": date(1998, 1, 5)},
        {"title": "En tittel til"}, {"dated": date(1999, 1, 5)}, {"unit": "ny"}, {"summary": "School"},
    )  # fmt: skip
    with closing(WhooshEngine(state.index)) as engine:
        for number, change in enumerate(changes):
            engine.search(parse_params({"q": ["school barnehage"]}), NOW)
            pages[number] = replace(pages[number], **change)
            write_documents(state.documents, pages)
            update_index(state, NOW)
            assert engine.refresh()
            with closing(Snapshot(current(state.index))) as alone:
                assert engine._snapshot.english.tolist() == alone.english.tolist()
                assert engine._snapshot.choices.values == alone.choices.values
                answers = [
                    answer(snapshot, parse_params({"q": ["barnehage"]}), NOW, Curation(), ORDINARY)
                    for snapshot in (engine._snapshot, alone)
                ]
                assert answers[0] == answers[1]
