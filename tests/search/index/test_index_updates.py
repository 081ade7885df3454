"""The index follows the documents: beside the old one, proven, swapped in, and never lost."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace as with_values
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plugins.model.state import State
from search.documents import DocumentsError
from search.index import build, generations
from search.index.build import Indexer, update_index
from search.index.generations import IndexUnavailable, current, numbered
from search.index.tables import IN_MEMORY_BYTES
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, town, write_documents

QUERIES = [
    "barnehage",
    "søknad plass",
    '"rett til plass"',
    "garasje",
    "26/1234",
    "type:nyhet",
    "xyzzyx barnehage",
]


@pytest.fixture
def state(tmp_path):
    found = State(tmp_path)
    write_documents(found.documents, town())
    return found


def answers(state):
    with closing(WhooshEngine(state.index)) as engine:
        return answers_of(engine)


def answers_of(engine):
    return [engine.search(parse_params({"q": [q], "antall": ["50"]}), NOW) for q in QUERIES]


def without_scores(results):
    """What was found and how it is counted. Whoosh counts deleted documents in the statistics until their
    segment is merged away, so scores differ a little, and with them the order of near equals.
    """
    return [
        with_values(
            result, hits=tuple(sorted((replace(h, score=0.0) for h in result.hits), key=lambda h: h.id))
        )
        for result in results
    ]


def content(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_the_first_index_holds_every_document(state):
    report = update_index(state, NOW)
    assert (report.added, report.changed, report.removed, report.unchanged) == (len(town()), 0, 0, 0)
    assert report.full
    assert str(report).startswith(f"{len(town())} nye")


def test_nothing_changed_means_nothing_is_done(state):
    first = update_index(state, NOW)
    again = update_index(state, NOW)
    assert (again.added, again.changed, again.removed, again.unchanged) == (0, 0, 0, len(town()))
    assert again.generation == first.generation


def changed_town():
    documents = {doc.id: doc for doc in town()}
    del documents["s2"]
    documents["s1"] = replace(documents["s1"], title="Barnehageplass på Skotbu")
    documents["n1"] = replace(documents["n1"], dated=date(2025, 1, 2))
    documents["ny"] = document(
        id="ny", title="Garasje og carport", body="Søknad om garasje.", unit="byggesak"
    )
    return list(documents.values())


def test_only_changes_are_indexed_and_the_answers_are_those_of_a_new_index(state, tmp_path):
    update_index(state, NOW)
    write_documents(state.documents, changed_town())
    report = update_index(state, NOW)
    assert (report.added, report.changed, report.removed, report.full) == (1, 2, 1, False)
    fresh = State(tmp_path / "frisk")
    write_documents(fresh.documents, changed_town())
    update_index(fresh, NOW)
    assert without_scores(answers(state)) == without_scores(answers(fresh))


def test_the_generation_before_is_not_touched_by_an_update(state):
    update_index(state, NOW)
    folder = current(state.index)
    before = content(folder)
    write_documents(state.documents, changed_town())
    update_index(state, NOW)
    assert folder.is_dir()
    assert content(folder) == before


def test_only_the_generation_in_use_and_the_one_before_are_kept(state):
    for number in range(4):
        write_documents(state.documents, [*town(), document(id=f"x{number}", title="En side")])
        update_index(state, NOW)
    assert len(numbered(state.index)) == 2
    assert current(state.index) == numbered(state.index)[-1]


def test_labels_alone_make_a_new_generation(state):
    first = update_index(state, NOW)
    write_documents(state.documents, town(), units={"barnehage": "Barnehagene i Ski"})
    second = update_index(state, NOW)
    assert first.generation != second.generation
    assert "Barnehagene i Ski" in {c.label for c in answers(state)[0].facets["unit"]}


def test_an_indexer_proves_what_it_made_only_when_it_is_not_as_it_was(state, monkeypatch):
    indexer = Indexer(state)
    indexer.update(NOW)
    write_documents(state.documents, changed_town())
    with monkeypatch.context() as patched:
        patched.setattr(generations, "prove_files", _fail)
        assert not indexer.update(NOW).full
    next(current(state.index).glob("*.postings")).write_bytes(b"skadet")
    write_documents(state.documents, town())
    assert indexer.update(NOW).full


def test_an_indexer_builds_on_what_another_process_made(state):
    indexer = Indexer(state)
    indexer.update(NOW)
    write_documents(state.documents, changed_town())
    other = update_index(state, NOW)
    report = indexer.update(NOW)
    assert (report.generation, report.unchanged) == (other.generation, len(changed_town()))


def test_linked_files_serve_two_generations_and_neither_changes_the_other(state, tmp_path, monkeypatch):
    monkeypatch.setattr(generations, "COPIED_BYTES", 0)
    update_index(state, NOW)
    folder = current(state.index)
    before = content(folder)
    write_documents(state.documents, changed_town())
    update_index(state, NOW)
    assert content(folder) == before
    assert any(path.stat().st_nlink > 1 for path in current(state.index).iterdir())
    fresh = State(tmp_path / "frisk")
    write_documents(fresh.documents, changed_town())
    update_index(fresh, NOW)
    assert without_scores(answers(state)) == without_scores(answers(fresh))


def test_another_version_of_the_analysis_means_all_is_indexed_again(state, monkeypatch):
    update_index(state, NOW)
    monkeypatch.setattr(build, "index_version", lambda: "en annen")
    assert update_index(state, NOW).full


def test_an_index_of_another_version_is_not_opened(state, monkeypatch):
    update_index(state, NOW)
    monkeypatch.setattr("search.query.snapshot.index_version", lambda: "en annen")
    with pytest.raises(IndexUnavailable, match="annen versjon"):
        WhooshEngine(state.index)


edits = st.lists(
    st.tuples(
        st.sampled_from([f"d{n}" for n in range(8)]),
        st.sampled_from(["bort", "barnehage", "søppel og vei", "ny plass"]),
    ),
    max_size=6,
)


@pytest.mark.parametrize("in_memory", [0, IN_MEMORY_BYTES])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(edits, min_size=1, max_size=8))
def test_any_row_of_updates_answers_like_one_new_index(tmp_path_factory, in_memory, steps):
    state = State(tmp_path_factory.mktemp("steg"))
    documents = {doc.id: doc for doc in town()[:12]}
    write_documents(state.documents, documents.values())
    indexer = Indexer(state)
    indexer.update(NOW)
    with pytest.MonkeyPatch.context() as patched, closing(WhooshEngine(state.index)) as resident:
        patched.setattr("search.index.tables.IN_MEMORY_BYTES", in_memory)
        for step in steps:
            for key, text in step:
                if text == "bort":
                    documents.pop(key, None)
                else:
                    documents[key] = document(id=key, title=text, body=f"Om {text} i Ski.", unit="barnehage")
            write_documents(state.documents, documents.values())
            indexer.update(NOW)
            resident.refresh()
            assert without_scores(answers_of(resident)) == without_scores(answers(state))
        fresh = State(tmp_path_factory.mktemp("frisk"))
        write_documents(fresh.documents, documents.values())
        update_index(fresh, NOW)
        assert answers(state) == answers_of(resident)
        assert without_scores(answers(state)) == without_scores(answers(fresh))


def test_an_index_of_no_documents_answers_nothing(tmp_path):
    state = State(tmp_path)
    write_documents(state.documents, [])
    update_index(state, NOW)
    assert all(result.total == 0 for result in answers(state))


@pytest.mark.parametrize("step", ["create_in", "describe", "take_into_use", "sweep"])
def test_a_failure_at_any_step_leaves_an_index_that_answers(state, monkeypatch, step):
    update_index(state, NOW)
    before = answers(state)
    write_documents(state.documents, changed_town())
    with monkeypatch.context() as patched:
        if step == "create_in":
            patched.setattr(build, "write_changes", _fail)
        else:
            patched.setattr(generations, step, _fail)
        with pytest.raises(OSError, match="full disk"):
            update_index(state, NOW)
    assert step == "sweep" or answers(state) == before
    update_index(state, NOW)
    assert answers(state) != before


def _fail(*_args, **_kwargs):
    raise OSError("full disk")


KILLED = """
import os, signal, sys
from pathlib import Path
from plugins.model.state import State
from search.index import generations
from search.index.build import Indexer, update_index
from tests.search.corpus import NOW
original = getattr(generations, sys.argv[2])
setattr(generations, sys.argv[2], lambda *a: os.kill(os.getpid(), signal.SIGKILL))
update_index(State(Path(sys.argv[1])), NOW)
"""


@pytest.mark.parametrize("step", ["copy_of", "describe", "take_into_use", "sweep"])
def test_a_kill_at_any_step_leaves_an_index_that_answers(state, step):
    update_index(state, NOW)
    before = answers(state)
    write_documents(state.documents, changed_town())
    done = subprocess.run([sys.executable, "-c", KILLED, str(state.root), step], check=False, cwd=Path.cwd())
    assert done.returncode == -signal.SIGKILL
    assert step == "sweep" or answers(state) == before
    update_index(state, NOW)
    assert answers(state) != before
    assert len(numbered(state.index)) <= 2


def _manifest(state, **changes):
    path = state.documents / "manifest.json"
    data = json.loads(path.read_text()) | changes
    path.write_text(json.dumps(data))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda s: (s.documents / "manifest.json").unlink(), "Fant ingen søkedokumenter"),
        (lambda s: (s.documents / "manifest.json").write_text("{"), "kan ikke leses"),
        (lambda s: (s.documents / "manifest.json").write_text("[]"), "formatversjon None"),
        (lambda s: _manifest(s, version=99), "formatversjon 99"),
        (lambda s: _manifest(s, shards="x"), "feltet «shards»"),
        (lambda s: _manifest(s, units=None), "feltet «units»"),
    ],
)
def test_bad_documents_are_told_of_and_the_index_stays(state, spoil, message):
    update_index(state, NOW)
    before = answers(state)
    spoil(state)
    with pytest.raises(DocumentsError, match=message):
        update_index(state, NOW)
    assert answers(state) == before


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), "mangler"),
        (lambda path: path.write_text("tull"), "ikke den filen manifestet beskriver"),
    ],
)
def test_a_shard_that_is_not_what_the_manifest_says_is_told_of(state, spoil, message):
    spoil(state.documents / "tjeneste/uten-dato.jsonl")
    with pytest.raises(DocumentsError, match=message):
        update_index(state, NOW)
    assert current(state.index) is None


def test_shards_that_have_not_changed_are_not_read(state):
    update_index(state, NOW)
    (state.documents / "tjeneste/uten-dato.jsonl").unlink()
    assert update_index(state, NOW).unchanged == len(town())


def _spoil_lines(state, lines):
    path = state.documents / "tjeneste" / "uten-dato.jsonl"
    text = "".join(line + "\n" for line in lines(path.read_text().splitlines()))
    path.write_text(text)
    data = json.loads((state.documents / "manifest.json").read_text())
    for shard in data["shards"]:
        if shard["file"] == "tjeneste/uten-dato.jsonl":
            shard["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    (state.documents / "manifest.json").write_text(json.dumps(data))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (lambda rows: [*rows[:-1], rows[-1][:40]], r"jsonl:20: linjen er ikke et søkedokument"),
        (lambda rows: [*rows[:-1], "null"], "linjen er ikke et søkedokument"),
        (lambda rows: rows[:-1], "manifestet sier 20"),
        (lambda rows: [*rows[:-1], rows[0]], "finnes to ganger"),
        (lambda rows: [*rows[:-1], rows[-1].replace('"tjeneste"', '"banan"')], "feltet «kind»"),
    ],
)
def test_bad_lines_are_told_of(state, lines, message):
    _spoil_lines(state, lines)
    with pytest.raises(DocumentsError, match=message):
        update_index(state, NOW)


def test_a_manifest_cannot_point_out_of_its_folder(state):
    data = json.loads((state.documents / "manifest.json").read_text())
    data["shards"][0]["file"] = "../../etc/passwd"
    (state.documents / "manifest.json").write_text(json.dumps(data))
    with pytest.raises(DocumentsError, match="ut av dokumentmappen"):
        update_index(state, NOW)
