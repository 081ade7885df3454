"""Each sentence of the ranking can be seen in the order of two documents that differ in that alone."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.model.state import State
from search.columns import full_number
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from search.query.weights import FRESH_KINDS, KIND_WEIGHTS
from tests.search.corpus import DECISIONS, NOW, document, write_documents


@pytest.fixture
def order(tmp_path):
    """The ids of the hits, best first, among the documents given."""
    engines = []

    def ordered(text, *documents):
        state = State(tmp_path)
        write_documents(state.documents, [document(**fields) for fields in documents])
        update_index(state, NOW)
        engines.append(WhooshEngine(state.index, curation=lambda: DECISIONS))
        return [hit.id for hit in engines[-1].search(parse_params({"q": [text]}), NOW).hits]

    yield ordered
    for engine in engines:
        engine.close()


def test_title_before_summary_before_body(order):
    filler = "Om noe ganske annet som ikke er det."
    assert order(
        "svaner",
        {"id": "a", "title": "Andre dyr", "body": "Svaner."},
        {"id": "b", "title": "Andre dyr", "summary": "Svaner."},
        {"id": "c", "title": "Svaner", "body": filler},
    ) == ["c", "b", "a"]


def test_the_word_before_the_compound_it_is_part_of(order):
    assert order("skole", {"id": "a", "title": "Skolemat"}, {"id": "b", "title": "Skole"}) == ["b", "a"]


def test_the_word_before_its_synonym(order):
    assert order("søppel", {"id": "a", "title": "Renovasjon"}, {"id": "b", "title": "Søppel"}) == ["b", "a"]


def test_a_title_that_is_what_was_typed_before_one_that_says_more(order):
    more = {"id": "a", "title": "Feiing og annet tilsyn med ildsted"}
    assert order("feiing", more, {"id": "b", "title": "Feiing"}) == ["b", "a"]


def test_kinds_come_in_the_order_of_their_weights(order):
    kinds = sorted(KIND_WEIGHTS, key=lambda kind: (-KIND_WEIGHTS[kind], kind))
    documents = [{"id": kind, "kind": kind, "title": "Svømmehall"} for kind in kinds]
    found = order("svømmehall", *documents)
    assert [KIND_WEIGHTS[kind] for kind in found] == [KIND_WEIGHTS[kind] for kind in kinds]


@pytest.mark.parametrize("kind", FRESH_KINDS)
def test_newer_before_older_where_newness_matters(order, kind):
    older = {"id": "a", "kind": kind, "title": "Gangbru", "dated": date(2024, 1, 1)}
    assert order("gangbru", older, {**older, "id": "b", "dated": date(2026, 11, 1)}) == ["b", "a"]


def test_a_service_does_not_age(order):
    old = {"id": "a", "title": "Feiing", "modified": date(2019, 1, 1)}
    new = {"id": "b", "title": "Feiing og mye annet", "modified": date(2026, 11, 1)}
    assert order("feiing", old, new) == ["a", "b"]


def test_equals_come_newest_first_then_by_id(order):
    same = {"title": "Feiing"}
    newer = {"id": "c", **same, "modified": date(2026, 1, 1)}
    assert order("feiing", {"id": "b", **same}, {"id": "a", **same}, newer) == ["c", "a", "b"]


def test_what_bears_the_number_before_what_mentions_it(order):
    assert (
        order(
            "15/1234",
            {"id": "a", "title": "Svar i sak 2015/1234 15/1234 15/1234"},
            {"id": "b", "kind": "journalpost", "title": "Brev", "number": "2015/1234-1"},
            {"id": "c", "kind": "sak", "title": "Garasje", "number": "2015/1234"},
        )[0]
        == "c"
    )


def test_a_hundred_entries_do_not_crowd_out_one_service(order):
    entries = [
        {"id": f"j{n}", "kind": "journalpost", "title": "Ledsagerbevis", "dated": NOW.date()}
        for n in range(100)
    ]
    assert order("ledsagerbevis", *entries, {"id": "s", "title": "Søk om ledsagerbevis"})[0] == "s"


def test_the_archive_comes_after_what_the_municipality_writes(order):
    case = {"id": "a", "kind": "sak", "title": "Støttekontakt", "dated": NOW.date()}
    page = {"id": "b", "title": "Avlastning", "body": "Du kan få støttekontakt. " + "Om noe annet. " * 20}
    assert order("støttekontakt", case, page) == ["b", "a"]


def test_the_archive_comes_first_when_the_query_asks_for_a_case(order):
    case = {"id": "a", "kind": "sak", "title": "Støttekontakt", "dated": NOW.date()}
    page = {"id": "b", "title": "Avlastning", "body": "Du kan få støttekontakt. " + "Om noe annet. " * 20}
    assert order("sak støttekontakt", case, page) == ["a", "b"]


def test_a_street_address_asks_for_the_archive(order):
    case = {"id": "a", "kind": "sak", "title": "Jernbaneveien 12 – garasje"}
    page = {"id": "b", "title": "Gang- og sykkelveier", "body": "Fra Jernbaneveien til uke 12."}
    assert order("Jernbaneveien 12", page, case) == ["a", "b"]


def test_a_long_title_typed_in_full_names_its_document(order):
    case = {"id": "a", "kind": "sak", "title": "Hovedplan for vann og avløp 2027–2036"}
    page = {"id": "b", "title": "Vann og avløp", "body": "Hovedplan 2027–2036 er på høring."}
    assert order("hovedplan for vann og avløp 2027–2036", page, case) == ["a", "b"]
    assert order("vann og avløp", page, case) == ["b", "a"]


def test_a_page_in_norwegian_before_one_in_english_for_a_word_of_both(order):
    english = {"id": "a", "title": "NAV in Ski", "language": "en"}
    assert order("nav", english, {"id": "b", "title": "NAV her i Ski"}) == ["b", "a"]


def test_what_the_query_wants_done_ranks_but_is_not_required(order):
    apply, leave = {"id": "a", "title": "Søke plass"}, {"id": "b", "title": "Si opp plass"}
    assert order("si opp plass", apply, leave) == ["b", "a"]


def test_old_news_comes_after_the_service_and_new_news_before_old(order):
    page = {"id": "a", "title": "Feiing av skorstein"}
    old = {"id": "b", "kind": "nyhet", "title": "Feiing av skorstein", "dated": date(2020, 1, 1)}
    new = {"id": "c", "kind": "nyhet", "title": "Feiing av skorstein", "dated": NOW.date()}
    assert order("feiing", old, new, page) == ["a", "c", "b"]


def test_a_compound_that_nobody_has_written_is_found_by_what_it_is_about(order):
    titled, mentioned = {"id": "a", "title": "Parkering"}, {"id": "b", "title": "Bil", "body": "Parkering."}
    assert order("parkeringskort", titled, mentioned, {"id": "c", "title": "Kort"}) == ["a"]
    assert order("parkeringskort", titled, {"id": "d", "title": "Om parkeringskort"}) == ["d"]


def test_what_answers_all_words_before_what_leaves_out_a_weak_one(order):
    unit = {"id": "a", "kind": "virksomhet", "title": "Bibliotek"}
    hours = {"id": "b", "title": "Åpningstider", "body": "Vi åpner bibliotek."}
    assert order("telefon bibliotek", unit) == ["a"]
    assert set(order("åpningstider bibliotek", unit, hours)) == {"a", "b"}


@pytest.mark.parametrize(
    ("number", "full"),
    [("15/12", "2015/12"), (" 2015/12-3 ", "2015/12-3"), ("4/26", "4/26"), ("", ""), ("x", "x")],
)
def test_numbers_are_compared_in_full(number, full):
    assert full_number(number) == full
