"""Many documents are indexed by several processes, a segment each, and the answers are the same."""

from __future__ import annotations

from contextlib import closing
from threading import Event, Thread

import pytest
from whoosh.index import open_dir

from plugins.model.document import Shard
from plugins.model.state import State
from search.documents import DocumentsError
from search.index import shards
from search.index.build import update_index
from search.index.generations import current, numbered
from search.index.shards import shared
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, town, write_documents


@pytest.fixture
def state(tmp_path, monkeypatch):
    """As if a document were worth a process."""
    monkeypatch.setattr(shards, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(shards, "MOST_PROCESSES", 2)
    monkeypatch.setattr(shards.os, "cpu_count", lambda: 2)
    found = State(tmp_path / "to")
    write_documents(found.documents, town())
    return found


def found_in(state):
    with closing(WhooshEngine(state.index)) as engine:
        asked = ("barnehage", '"rett til plass"', "garasje", "26/1234", "type:nyhet")
        return [
            sorted((hit.id, hit.excerpt_html) for hit in engine.search(parse_params({"q": [q]}), NOW).hits)
            for q in asked
        ]


def test_two_processes_make_two_segments_that_answer_as_one(state, tmp_path, monkeypatch):
    told = []
    report = update_index(state, NOW, lambda what, done, of: told.append((done, of)))
    assert (report.full, report.added) == (True, len(town()))
    assert told[-1] == (len(town()), len(town()))
    with closing(open_dir(str(current(state.index)))) as index, closing(index.reader()) as reader:
        assert len(list(reader.leaf_readers())) == 2
    monkeypatch.setattr(shards, "MOST_PROCESSES", 1)
    other = State(tmp_path / "en")
    write_documents(other.documents, town())
    update_index(other, NOW)
    assert found_in(state) == found_in(other)


def test_a_process_with_other_threads_is_not_forked(state, tmp_path):
    update_index(state, NOW)
    other, ended = State(tmp_path / "traader"), Event()
    write_documents(other.documents, town())
    thread = Thread(target=ended.wait)
    thread.start()
    try:
        assert not shards.may_fork()
        update_index(other, NOW)
    finally:
        ended.set()
        thread.join()
    assert found_in(state) == found_in(other)


def test_what_one_process_cannot_read_is_told_of_and_nothing_is_in_use(state):
    path = next(iter(sorted(state.documents.rglob("*.jsonl"))))
    path.write_bytes(path.read_bytes() + b"{}\n")
    with pytest.raises(DocumentsError, match="ikke den filen"):
        update_index(state, NOW)
    assert current(state.index) is None


def test_the_same_document_in_two_processes_is_told_of(state):
    twice = [document(id="x", title="Én", kind="nyhet"), document(id="x", title="To", kind="tjeneste")]
    write_documents(state.documents, [*town(), *twice])
    with pytest.raises(DocumentsError, match="«x» finnes to ganger"):
        update_index(state, NOW)
    assert current(state.index) is None
    assert len(numbered(state.index)) <= 1


@pytest.mark.parametrize(
    ("counts", "processes", "expected"),
    [
        ([5, 5, 5, 5], 2, [[5, 5], [5, 5]]),
        ([100, 1, 1], 2, [[100], [1, 1]]),
        ([1], 2, [[1]]),
        ([], 2, []),
        ([3, 3, 3], 3, [[3], [3], [3]]),
    ],
)
def test_files_are_shared_by_how_large_they_are(counts, processes, expected):
    files = [Shard(f"{n}", "nyhet", f"{n}", count, "") for n, count in enumerate(counts)]
    assert [[shard.count for shard in share] for share in shared(files, counts, processes)] == expected
