"""A changed page is in use before it is put together with others, and nothing is lost if that never ends."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace as with_values
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plugins.model.state import State
from search.index import build, generations
from search.index.build import Indexer, update_index
from search.index.follow import Follower
from search.index.generations import current, numbered
from search.index.tables import IN_MEMORY_BYTES, read_tables
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, town, write_documents

QUERIES = ["barnehage", "søknad plass", "side", '"rett til plass"', "type:nyhet", "26/1234"]


class GivenUp(Exception):  # noqa: N818  (not an error)
    """What ``step`` may raise."""


def go_on():
    """Nothing else is to be done."""


@pytest.fixture
def state(tmp_path):
    found = State(tmp_path / "var")
    write_documents(found.documents, town())
    return found


@pytest.fixture
def indexer(state):
    made = Indexer(state, merges_later=True)
    made.update(NOW)
    return made


def add(state, *names):
    write_documents(state.documents, [*town(), *(document(id=name, title=f"Side {name}") for name in names)])


def answers_of(engine):
    return [engine.search(parse_params({"q": [query], "antall": ["50"]}), NOW) for query in QUERIES]


def answers(state):
    with closing(WhooshEngine(state.index)) as engine:
        return answers_of(engine)


def found(results):
    """What was found, whatever it scored: statistics count what is deleted until it is merged away."""
    return [
        with_values(one, hits=tuple(sorted((replace(h, score=0.0) for h in one.hits), key=lambda h: h.id)))
        for one in results
    ]


def segments(state):
    return [table.segment.documents for table in read_tables(current(state.index))]


def test_a_changed_page_is_in_use_before_it_is_merged_and_answers_the_same_after(state, indexer):
    for names in (["a"], ["a", "b"], ["a", "b", "c"]):
        add(state, *names)
        indexer.update(NOW)
    before = answers(state)
    assert segments(state) == [len(town()), 1, 1, 1]
    indexer.merge(go_on)
    assert segments(state) == [len(town()), 3]
    assert answers(state) == before


def test_merged_later_is_the_same_as_merged_at_once(state, indexer, tmp_path):
    other = State(tmp_path / "annen")
    write_documents(other.documents, town())
    update_index(other, NOW)
    for names in (["a"], ["a", "b"], ["b"], ["b", "c", "d"]):
        for one in (state, other):
            write_documents(one.documents, [*town(), *(document(id=n, title=f"Side {n}") for n in names)])
        indexer.update(NOW)
        indexer.merge(go_on)
        update_index(other, NOW)
        assert segments(state) == segments(other)
        assert found(answers(state)) == found(answers(other))


def test_there_is_nothing_to_merge_in_a_new_index_or_twice(state, indexer):
    indexer.merge(go_on)
    add(state, "a")
    indexer.update(NOW)
    indexer.merge(go_on)
    made = current(state.index)
    indexer.merge(go_on)
    assert current(state.index) == made
    assert len(numbered(state.index)) == 2


@pytest.mark.parametrize("steps", range(10))
def test_a_merge_that_is_given_up_leaves_what_was_in_use_and_the_next_change_goes_on(state, indexer, steps):
    add(state, "a")
    indexer.update(NOW)
    add(state, "a", "b")
    indexer.update(NOW)
    in_use, left = current(state.index), iter(range(steps))

    def step():
        if next(left, None) is None:
            raise GivenUp

    with suppress(GivenUp):
        indexer.merge(step)
    assert steps >= 8 or current(state.index) == in_use
    add(state, "a", "b", "c")
    indexer.update(NOW)
    indexer.merge(go_on)
    assert segments(state) == [len(town()), 3]
    assert len(numbered(state.index)) == 2
    assert answers(state)[2].total == 3


def test_what_another_process_made_meanwhile_stays_in_use(state, indexer):
    add(state, "a")
    indexer.update(NOW)
    add(state, "a", "b")
    indexer.update(NOW)
    add(state, "a", "b", "c")
    made = []

    def step():
        if not made:
            made.append(update_index(state, NOW).generation)

    indexer.merge(step)
    assert current(state.index).name == made[0]
    indexer.update(NOW)
    assert answers(state)[2].total == 3


def test_an_index_of_many_segments_waits_no_longer(state, indexer, monkeypatch):
    monkeypatch.setattr(build, "MOST_SEGMENTS", 3)
    for number in range(1, 8):
        add(state, *map(str, range(number)))
        indexer.update(NOW)
        assert len(segments(state)) <= 3 + 1
    assert answers(state)[2].total == 7


def test_one_who_follows_merges_when_nothing_is_new_and_waits_when_something_is(state):
    follower = Follower(state, lambda: NOW)
    follower.look()
    for names in (["a"], ["a", "b"]):
        add(state, *names)
        follower.look()
    add(state, "a", "b", "c")
    assert follower.tidy() == ""
    assert segments(state) == [len(town()), 1, 1]
    follower.look()
    assert follower.tidy() == ""
    assert segments(state) == [len(town()), 3]


def test_a_full_disk_is_told_of_and_the_index_stays(state, monkeypatch):
    follower = Follower(state, lambda: NOW)
    follower.look()
    for names in (["a"], ["a", "b"]):
        add(state, *names)
        follower.look()
    in_use = current(state.index)

    def full(*_args, **_kwargs):
        raise OSError("full disk")

    with monkeypatch.context() as patched:
        patched.setattr(generations, "describe", full)
        assert follower.tidy().startswith("Feil: Kan ikke skrive søkeindeksen")
    assert follower.tidy() == ""
    assert current(state.index) == in_use


def test_an_update_goes_on_from_what_was_copied_ahead(state, indexer):
    indexer.copy()
    ahead = numbered(state.index)[-1]
    indexer.copy()
    assert numbered(state.index)[-1] == ahead != current(state.index)
    add(state, "a")
    indexer.update(NOW)
    assert current(state.index) == ahead
    assert len(numbered(state.index)) == 2
    other = State(state.root / "annen")
    write_documents(other.documents, [*town(), document(id="a", title="Side a")])
    update_index(other, NOW)
    assert found(answers(state)) == found(answers(other))


@pytest.mark.parametrize("harm", ["swept", "cut", "more", "another generation"])
def test_what_was_copied_ahead_is_left_when_it_is_no_longer_as_it_was(state, indexer, harm):
    indexer.copy()
    ahead = numbered(state.index)[-1]
    one = sorted(ahead.glob("MAIN_*"))[0]
    add(state, "a")
    if harm == "swept":
        shutil.rmtree(ahead)
    elif harm == "cut":
        one.write_bytes(one.read_bytes()[:-1])
    elif harm == "more":
        (ahead / "_MAIN_9.toc").write_bytes(b"")
    else:
        update_index(state, NOW)
        add(state, "a", "b")
    indexer.update(NOW)
    assert answers(state)[2].total == (2 if harm == "another generation" else 1)
    indexer.copy()
    add(state, "a", "b", "c")
    indexer.update(NOW)
    assert answers(state)[2].total == 3
    assert len(numbered(state.index)) == 2


def test_what_is_swept_away_while_it_is_copied_is_nobodys_trouble(state, indexer, monkeypatch):
    def swept(_source, folder, _described):
        update_index(state, NOW)
        shutil.rmtree(folder, ignore_errors=True)
        raise FileNotFoundError(folder)

    add(state, "a")
    with monkeypatch.context() as patched:
        patched.setattr(generations, "copy_of", lambda *given: (patched.undo(), swept(*given)))
        indexer.copy()
    indexer.update(NOW)
    assert answers(state)[2].total == 1


def test_what_is_copied_ahead_is_no_generation(state, indexer):
    before = answers(state)
    indexer.copy()
    assert answers(state) == before
    with closing(WhooshEngine(state.index)) as resident:
        assert resident.generation == current(state.index).name


KILLED = """
import os, signal, sys
from pathlib import Path
from plugins.model.state import State
from search.index import build, generations
from search.index.build import Indexer
from tests.search.corpus import NOW
indexer = Indexer(State(Path(sys.argv[1])), merges_later=True)
indexer.update(NOW)
for module in (build, generations):
    if hasattr(module, sys.argv[2]):
        setattr(module, sys.argv[2], lambda *a: os.kill(os.getpid(), signal.SIGKILL))
getattr(indexer, sys.argv[3])(*[lambda: None][: sys.argv[3] == "merge"])
"""


@pytest.mark.parametrize(
    ("what", "step"),
    [
        *[("merge", one) for one in ("copy_of", "merge_newest", "prove_index")],
        *[("merge", one) for one in ("describe", "take_into_use", "sweep")],
        *[("copy", one) for one in ("copy_of", "identities")],
    ],
)
def test_a_kill_at_any_step_of_what_is_done_later_leaves_an_index_that_answers(state, indexer, what, step):
    add(state, "a")
    indexer.update(NOW)
    add(state, "a", "b")
    command = [sys.executable, "-c", KILLED, str(state.root), step, what]
    done = subprocess.run(command, check=False, cwd=Path.cwd())
    assert done.returncode == -signal.SIGKILL
    assert answers(state)[2].total == 2
    add(state, "a", "b", "c")
    assert not update_index(state, NOW).full
    assert answers(state)[2].total == 3
    assert len(numbered(state.index)) <= 2


edits = st.lists(
    st.tuples(
        st.sampled_from([f"d{n}" for n in range(6)]), st.sampled_from(["bort", "barnehage", "ny plass"])
    ),
    max_size=4,
)


@pytest.mark.parametrize("in_memory", [0, IN_MEMORY_BYTES])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(edits, st.integers(0, 7)), min_size=1, max_size=8))
def test_any_row_of_updates_and_merges_answers_like_one_new_index(tmp_path_factory, in_memory, steps):
    """Merges are given up after some steps, or run to their end; one who searches takes some of it in use."""
    state = State(tmp_path_factory.mktemp("steg"))
    documents = {doc.id: doc for doc in town()[:12]}
    write_documents(state.documents, documents.values())
    indexer = Indexer(state, merges_later=True)
    indexer.update(NOW)
    with pytest.MonkeyPatch.context() as patched, closing(WhooshEngine(state.index)) as resident:
        patched.setattr("search.index.tables.IN_MEMORY_BYTES", in_memory)
        for edited, most in steps:
            for key, text in edited:
                documents[key] = document(id=key, title=text, body=f"Om {text} i Ski.", unit="barnehage")
                if text == "bort":
                    del documents[key]
            write_documents(state.documents, documents.values())
            indexer.update(NOW)
            if most % 2:
                resident.refresh()
            left = iter(range(most))

            def step(left=left):
                if next(left, None) is None:
                    raise GivenUp

            with suppress(GivenUp):
                indexer.merge(step)
            resident.refresh()
            assert found(answers_of(resident)) == found(answers(state))
        fresh = State(tmp_path_factory.mktemp("frisk"))
        write_documents(fresh.documents, documents.values())
        update_index(fresh, NOW)
        assert found(answers(state)) == found(answers(fresh))
