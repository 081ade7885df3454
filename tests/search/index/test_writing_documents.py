"""Documents go into Whoosh and out again whole, and a failure lets go of what it held."""

from __future__ import annotations

import gc
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import open_dir

from plugins.model.document import Document
from search.documents import DocumentsError
from search.index import generations
from search.index.generations import index_version
from search.index.writing import write_changes, write_new
from search.schema import NAME_FIELD, TEXT_FIELDS, Facts, facts_of, index_fields, make_schema, pack, unpack
from tests.search.corpus import document, town


def segments_and_deleted(folder):
    with closing(open_dir(str(folder))) as index, closing(index.reader()) as reader:
        return len(list(reader.leaf_readers())), reader.doc_count_all() - reader.doc_count()


def failing():
    yield from town()[:3]
    raise DocumentsError("linjen er ikke et søkedokument")


def test_a_document_that_cannot_be_read_leaves_the_folder_unlocked_and_collection_on(tmp_path):
    with pytest.raises(DocumentsError):
        write_new(tmp_path, failing())
    assert gc.isenabled()
    write_new(tmp_path, town())
    assert segments_and_deleted(tmp_path) == (1, 0)


def test_changes_that_fail_leave_the_documents_as_they_were(tmp_path):
    write_new(tmp_path, town())
    with pytest.raises(DocumentsError):
        write_changes(tmp_path, ["s1"], failing())
    assert segments_and_deleted(tmp_path) == (1, 0)


def test_changes_are_a_segment_of_their_own(tmp_path):
    write_new(tmp_path, town())
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.seg")}
    write_changes(tmp_path, ["s1"], [document(id="s1", title="Ny")])
    assert segments_and_deleted(tmp_path) == (2, 1)
    assert all((tmp_path / name).read_bytes() == content for name, content in before.items())


def test_many_small_changes_are_merged_with_one_another_and_not_with_the_rest(tmp_path):
    write_new(tmp_path, town())
    large = next(tmp_path.glob("*.seg"))
    for number in range(12):
        write_changes(tmp_path, [], [document(id=f"x{number}", title="Side")])
        assert large.is_file()
        assert segments_and_deleted(tmp_path)[0] <= 4
    with closing(open_dir(str(tmp_path))) as index, closing(index.reader()) as reader:
        assert reader.doc_count() == len(town()) + 12


def test_a_page_that_is_edited_again_and_again_leaves_one_small_segment(tmp_path):
    write_new(tmp_path, town())
    for number in range(5):
        write_changes(tmp_path, ["s1"], [document(id="s1", title=f"Utgave {number}")])
        assert segments_and_deleted(tmp_path) == (2, 1)


def test_with_much_deleted_all_is_merged_into_one(tmp_path):
    write_new(tmp_path, town())
    gone = [doc.id for doc in town()[: len(town()) // 3]]
    write_changes(tmp_path, gone, [])
    assert segments_and_deleted(tmp_path) == (1, 0)


def test_a_segment_whose_documents_are_all_gone_goes_too(tmp_path):
    write_new(tmp_path, town())
    write_changes(tmp_path, [], [document(id="x", title="Side")])
    write_changes(tmp_path, ["x"], [])
    assert segments_and_deleted(tmp_path) == (1, 0)


@pytest.mark.parametrize("doc", town(), ids=lambda doc: doc.id)
def test_a_stored_document_comes_back_as_it_was(doc):
    assert unpack(pack(doc)) == doc


@given(st.builds(Document, id=st.just("x"), url=st.just("/x/"), kind=st.just("tjeneste"), title=st.text()))
def test_any_title_can_be_stored(doc):
    assert unpack(pack(doc)) == doc


def test_every_field_that_is_written_is_in_the_schema():
    written = set(index_fields(town()[0]))
    assert written == set(make_schema().names()) == {"id", "facts", "card", NAME_FIELD, *TEXT_FIELDS}


def test_no_word_of_a_name_is_written_to_any_field_but_that_of_names():
    for doc in town():
        if doc.named is None:
            continue
        fields = index_fields(doc)
        names = {term.text for term in fields[NAME_FIELD]}
        words = {term.text for field in TEXT_FIELDS for term in fields[field]}
        assert names
        assert not names & words
        assert "navn" not in words


def test_two_persons_never_make_one_phrase():
    named = {
        "names": ["Kari Nordmann", "Ola Dunk"],
        "dated": "2026-11-01",
        "title": "",
        "summary": "",
        "body": "",
    }
    terms = index_fields(document(id="j", title="Brev", named=named))[NAME_FIELD]
    places = {term.text: term.position for term in terms}
    assert places["nordmann"] == places["kari"] + 1
    assert places["ola"] > places["nordmann"] + 1


def test_facts_say_what_is_unknown_with_nought():
    assert facts_of(document(id="x", title="X"), 1) == Facts(
        id="x", kind="tjeneste", unit="", year=0, target_groups=(), language="nb", dated=0,
        visible_from=0.0, visible_until=0.0, has_names=False, names_dated=0, title_words=1, number="",
        url="/x/",
    )  # fmt: skip


def test_facts_hold_dates_as_numbers_that_compare():
    moment = datetime(2026, 11, 28, 7, 0, tzinfo=UTC)
    doc = document(id="x", title="X", modified=date(2026, 1, 2), visible_from=moment)
    facts = facts_of(doc, 1)
    assert date.fromordinal(facts.dated) == date(2026, 1, 2)
    assert facts.year == 0
    assert facts.visible_from == moment.timestamp()


@pytest.mark.parametrize(("name", "value"), [("SCHEMA_VERSION", 99), ("FORMAT_VERSION", 99)])
def test_the_version_follows_fields_and_documents(monkeypatch, name, value):
    before = index_version()
    monkeypatch.setattr(generations, name, value)
    assert index_version() != before
