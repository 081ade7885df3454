"""A file of documents is read while the manifest that names it is made, and used only if it is that file."""

from __future__ import annotations

import pytest

from plugins.model.state import State
from search import documents
from search.documents import DocumentsError, read_manifest
from search.index import plan
from search.index.build import Indexer
from search.index.follow import Follower
from search.index.tables import read_tables
from tests.search.corpus import NOW, document, write_documents

BEFORE = [document(id="p", title="Søk barnehageplass"), document(id="q", title="Bytt barnehage")]
AFTER = [document(id="p", title="Søk skoleplass"), BEFORE[1]]


@pytest.fixture
def state(tmp_path):
    found = State(tmp_path / "var")
    write_documents(found.documents, BEFORE)
    return found


@pytest.fixture
def read(monkeypatch):
    """The files that were read after the manifest."""
    found = []

    def unread_lines(folder, shard):
        found.append(shard.file)
        return documents.unread_lines(folder, shard)

    monkeypatch.setattr(plan, "unread_lines", unread_lines)
    return found


@pytest.fixture
def indexer(state):
    made = Indexer(state)
    made.update(NOW)
    return made


def file_of(state):
    return next(state.documents.glob("*/*.jsonl"))


def titles(state):
    (folder,) = state.index.glob("gjeldende")
    return {
        card.document.title
        for table in read_tables(folder)
        for card in table.texts.cards(table.live.nonzero()[0])
    }


def test_it_is_not_read_again_and_the_index_is_the_same(state, indexer, read):
    write_documents(state.documents, AFTER)
    indexer.read_early(file_of(state))
    report = indexer.update(NOW)
    assert (report.added, report.changed, report.removed) == (0, 1, 0)
    assert titles(state) == {page.title for page in AFTER}
    assert read == []


def test_where_another_file_is_in_its_place_that_one_is_read(state, indexer, read):
    write_documents(state.documents, BEFORE[:1])
    indexer.read_early(file_of(state))
    write_documents(state.documents, AFTER)
    indexer.update(NOW)
    assert titles(state) == {page.title for page in AFTER}
    assert len(read) == 1


def test_where_it_is_gone_or_damaged_since_it_is_told_of(state, indexer):
    write_documents(state.documents, AFTER)
    path = file_of(state)
    indexer.read_early(path)
    path.write_bytes(b"skadet")
    with pytest.raises(DocumentsError, match="er ikke den filen manifestet beskriver"):
        indexer.update(NOW)
    write_documents(state.documents, AFTER)
    indexer.read_early(path)
    path.unlink()
    with pytest.raises(DocumentsError, match="mangler"):
        indexer.update(NOW)


@pytest.mark.parametrize("why", ["large", "outside", "gone"])
def test_what_is_large_or_lies_elsewhere_waits_for_the_manifest(state, indexer, read, monkeypatch, why):
    write_documents(state.documents, AFTER)
    path = file_of(state)
    if why == "large":
        monkeypatch.setattr(documents, "MOST_BYTES", path.stat().st_size - 1)
    elif why == "outside":
        path.rename(state.root / "utenfor")
        path.symlink_to(state.root / "utenfor")
    else:
        path.unlink()
    indexer.read_early(path)
    if why == "large":
        indexer.update(NOW)
    else:
        with pytest.raises(DocumentsError):
            indexer.update(NOW)
    assert len(read) == 1


def test_only_the_newest_few_are_kept(state, indexer, read, monkeypatch):
    monkeypatch.setattr(documents, "_MOST_FILES", 1)
    pages = [*AFTER, document(id="n", kind="nyhet", title="Nytt")]
    write_documents(state.documents, pages)
    for shard in read_manifest(state.documents).shards:
        indexer.read_early(state.documents / shard.file)
    indexer.update(NOW)
    assert titles(state) == {page.title for page in pages}
    assert len(read) == 1


def test_one_who_follows_reads_pages_and_nothing_when_the_manifest_is_there(state, monkeypatch):
    found = []
    monkeypatch.setattr(Indexer, "read_early", lambda _, file: found.append(file))
    follower = Follower(state, lambda: NOW)
    follower.look()
    page = file_of(state)
    entry = state.documents / "journalpost" / "2026-01.jsonl"
    follower.read_early([page, entry, page.with_suffix(".ny"), state.documents / "manifest.json"])
    assert found == [page]
    write_documents(state.documents, AFTER)
    follower.read_early([page])
    assert found == [page]
