"""Documents go into Whoosh and out again whole, and a failure lets go of what it held."""

from __future__ import annotations

import gc
from contextlib import closing
from datetime import UTC, date, datetime

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from whoosh.index import open_dir

from plugins.model.document import Document
from search.analysis.chain import analyse, token_forms
from search.analysis.fold import normalise
from search.analysis.tokens import tokens
from search.arrays.files import Files
from search.arrays.layout import ARRAY_NAMES
from search.arrays.segment import Segment
from search.columns import stable_hash
from search.documents import DocumentsError
from search.index import generations, inverting, writing
from search.index.generations import index_version
from search.index.inverting import Inverter, Item
from search.index.tables import places_of
from search.schema import FIELDS, NAME_FIELD, TEXT_FIELDS, Facts, facts_of, make_schema
from search.texts import Card, Texts, joined_lines
from tests.search.corpus import document, town


def write_new(folder, documents):
    writing.write_new(folder, map(Item, documents))


def write_changes(folder, removed, documents):
    gone = places_of(folder, {stable_hash(one) for one in removed})
    writing.write_changes(folder, gone, map(Item, documents))


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
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.postings")}
    write_changes(tmp_path, ["s1"], [document(id="s1", title="Ny")])
    assert segments_and_deleted(tmp_path) == (2, 1)
    assert all((tmp_path / name).read_bytes() == content for name, content in before.items())


def test_many_small_changes_are_merged_with_one_another_and_not_with_the_rest(tmp_path):
    write_new(tmp_path, town())
    large = next(tmp_path.glob("*.postings"))
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


def inverted(*documents):
    inverter = Inverter()
    for doc in documents:
        inverter.add(Item(doc))
    return inverter.finish()


def terms_of(doc):
    """The terms of each field of a document, with their positions."""
    arrays = inverted(doc).arrays
    segment = Segment(arrays)
    found = {name: {} for name in FIELDS}
    for number in range(len(arrays.keys)):
        word = segment.term(number)
        for name, postings in segment.postings_by_field(word).items():
            ((_, positions),) = segment.positions(postings, np.array([0]))
            found[name][word.decode()] = positions
    return found


def as_shown(doc):
    named = doc.named and replace(doc.named, body=joined_lines(doc.named.body))
    return replace(doc, body=joined_lines(doc.body), named=named)


def test_documents_come_back_from_their_file_as_they_are_shown(tmp_path):
    files = Files(tmp_path, "MAIN_x")
    inverted(*town()).texts.save(files)
    texts = Texts(files)
    assert [card.document for card in texts.cards(np.arange(len(town())))] == [
        as_shown(doc) for doc in town()
    ]
    assert [card.document.id for card in texts.cards(np.array([3, 7]))] == [town()[3].id, town()[7].id]


@given(st.builds(Document, id=st.just("x"), url=st.just("/x/"), kind=st.just("tjeneste"), title=st.text()))
def test_any_title_can_be_stored(doc):
    (raw,) = inverted(doc).texts.cards()
    assert msgspec.msgpack.decode(raw, type=Card).document == doc


@given(
    st.text(st.sampled_from("aeå -'.,@5/§\n\xad\u0300bc"), max_size=60),
    st.text(st.sampled_from("aeå -'.,@5/§\nbc"), max_size=60),
)
def test_every_word_of_a_text_is_at_its_place(title, body):
    """The places of a text are where its tokens are, and the positions of terms are places."""
    doc = document(id="x", title=title, summary=body, body=body)
    (raw,) = inverted(doc).texts.cards()
    card = msgspec.msgpack.decode(raw, type=Card)
    for places, text in ((card.title, normalise(title)), (card.summary, joined_lines(body))):
        expected = [(token.start, token.end) for token in tokens(text) for _ in token_forms(token)]
        begins = places.begins(range(len(places.lengths)))
        assert [(b, b + n) for b, n in zip(begins, places.lengths, strict=True)] == expected
    expected = {(term.text, term.position) for term in analyse(joined_lines(body)).words}
    assert {(word, at) for word, found in terms_of(doc)["body"].items() for at in found} == expected


def test_every_field_that_is_written_is_in_the_schema():
    assert set(make_schema().names()) == set(FIELDS) == {NAME_FIELD, *TEXT_FIELDS}


def test_no_word_of_a_name_is_written_to_any_field_but_that_of_names():
    for doc in town():
        if doc.named is None:
            continue
        fields = terms_of(doc)
        names = set(fields[NAME_FIELD])
        words = {word for field in TEXT_FIELDS for word in fields[field]}
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
    places = terms_of(document(id="j", title="Brev", named=named))[NAME_FIELD]
    assert places["nordmann"][0] == places["kari"][0] + 1
    assert places["ola"][0] > places["nordmann"][0] + 1


def test_parts_of_the_title_and_of_the_summary_never_make_one_phrase():
    places = terms_of(document(id="x", title="Barnehageplass", summary="Skoleplass"))["lead_parts"]
    assert (places["barnehag"], places["plass"]) == ([0], [0, 2])


def test_the_same_documents_in_any_batches_make_the_same_segment(monkeypatch):
    one = inverted(*town())
    monkeypatch.setattr(inverting, "TOGETHER", 3)
    other = inverted(*town())
    for name in ARRAY_NAMES:
        assert np.array_equal(getattr(one.arrays, name), getattr(other.arrays, name))
    assert list(one.texts.cards()) == list(other.texts.cards())


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
