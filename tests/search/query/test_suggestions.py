"""What is suggested while one types: titles, headings, units, decided and common searches; never a person."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.state import State
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.frequent import Frequent
from tests.search.corpus import DECISIONS, NOW, document, write_documents

PAGES = [
    {"id": "a", "title": "Søk om barnehageplass", "headings": ["Hvem?", "Moderasjon for søsken"]},
    {"id": "b", "title": "Priser i barnehagen", "keywords": ["betaling"]},
    {"id": "e", "title": "Når hentes søpla?"},
    {"id": "v", "kind": "virksomhet", "title": "Barnehage", "unit": "barnehage"},
    {"id": "n", "kind": "nyhet", "title": "Barnehagene stenger i jula", "dated": "2026-11-20"},
    {"id": "o", "kind": "nyhet", "title": "Ny barnehage på Langhus", "dated": "2020-01-01"},
    {"id": "s", "kind": "sak", "title": "Barnehage i Siggerud", "number": "2026/1234"},
    {"id": "t", "kind": "sak", "title": "Klage fra [navn] på barnehage", "number": "2026/1299"},
    {"id": "j", "kind": "journalpost", "title": "Barnehagebrev", "number": "2026/1234-1"},
    {"id": "u", "title": "Barnebidrag som ikke er ute", "visible_from": "2027-01-01T00:00:00+01:00"},
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    state = State(tmp_path_factory.mktemp("forslag"))
    write_documents(state.documents, [document(**page) for page in PAGES])
    update_index(state, NOW)
    engine = WhooshEngine(state.index, None, lambda: DECISIONS, lambda: ("barnehage langhus", "sfo ferie"))
    yield engine
    engine.close()


NAMES = [
    {"id": "f", "title": "Lag et forslag", "keywords": ["navneliste"], "headings": ["Navn?"]},
    {"id": "h", "title": "Få hjelp med penger", "keywords": ["NAV"]},
    {"id": "s", "title": "Bytte skole", "headings": ["Hvem bestemmer?"], "unit_title": "Skole"},
    {"id": "k", "title": "Fritidsklubb", "headings": ["Hvem bestemmer?"], "unit_title": "Kultur"},
    {"id": "v", "kind": "virksomhet", "title": "NAV Ski"},
    {"id": "p", "kind": "nyhet", "title": "Navneseremoni i vår", "dated": "2026-11-20"},
    {"id": "q", "kind": "nyhet", "title": "Møt NAV på torget", "dated": "2020-11-20"},
    {"id": "x", "kind": "sak", "title": "Klage på vedtak", "number": "2026/1", "unit_title": "Plan"},
    {"id": "y", "kind": "sak", "title": "Klage på vedtak.", "number": "2026/2", "unit_title": "Skole"},
]  # fmt: skip


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    state = State(tmp_path_factory.mktemp("navn"))
    write_documents(state.documents, [document(**page) for page in NAMES])
    update_index(state, NOW)
    common = ("Hvem bestemmer", "ny i nav", "Hvem bestemmer?")
    engine = WhooshEngine(state.index, None, lambda: DECISIONS, lambda: common)
    yield engine
    engine.close()


def test_titles_with_the_whole_word_come_first_and_so_does_their_group(names):
    assert [(one.group, one.text) for one in names.suggest("nav", NOW)] == [
        ("Vanlige søk", "ny i nav"),
        ("Virksomheter", "NAV Ski"),
        ("Nyheter", "Møt NAV på torget"),
        ("Nyheter", "Navneseremoni i vår"),
        ("Tjenester", "Få hjelp med penger"),
        ("Tjenester", "Lag et forslag"),
    ]


def test_each_text_is_told_once_in_a_group(names):
    assert [(one.text, one.detail) for one in names.suggest("bestem", NOW)] == [
        ("Hvem bestemmer", ""),
        ("Fritidsklubb", "Hvem bestemmer?"),
        ("Bytte skole", "Skole"),
    ]
    assert len(names.suggest("vedtak", NOW)) == 1


@pytest.fixture
def suggested(engine):
    return lambda typed: [(one.group, one.text) for one in engine.suggest(typed, NOW)]


def test_suggestions_come_in_groups_that_each_know_their_kinds(suggested):
    assert suggested("barneh") == [
        ("Vanlige søk", "barnehage langhus"),
        ("Tjenester", "Søk om barnehageplass"),
        ("Tjenester", "Priser i barnehagen"),
        ("Virksomheter", "Barnehage"),
        ("Nyheter", "Barnehagene stenger i jula"),
        ("Nyheter", "Ny barnehage på Langhus"),
        ("Saker", "Barnehage i Siggerud"),
    ]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("søp", "Når hentes søpla?"),
        ("soep", "Når hentes søpla?"),
        ("pri", "Priser i barnehagen"),
        ("pris", "Priser i barnehagen"),
        ("prise", "Priser i barnehagen"),
        ("priser", "Priser i barnehagen"),
        ("pris barneh", "Priser i barnehagen"),
        ("Søk om barneh", "Søk om barnehageplass"),
        ("priser i barneh", "Priser i barnehagen"),
        ("hva er prisen", "Priser i barnehagen"),
        ("betal", "Priser i barnehagen"),
        ("plas", "Søk om barnehageplass"),
        ("BARNEHAGEP", "Søk om barnehageplass"),
        ("mod", "Søk om barnehageplass"),
        ("ferie", "sfo ferie"),
        ("skatte", "skattekort"),
    ],
)
def test_a_beginning_finds_what_it_may_become(suggested, typed, text):
    assert text in [found for _, found in suggested(typed)]


def test_a_heading_is_told_where_the_title_does_not_say_why(engine):
    (found,) = engine.suggest("modera", NOW)
    assert (found.text, found.detail) == ("Søk om barnehageplass", "Moderasjon for søsken")


def test_a_number_finds_its_case(suggested):
    assert suggested("2026/12")[0] == ("Saker", "2026/1234 Barnehage i Siggerud")
    assert suggested("26/1234") == [("Saker", "2026/1234 Barnehage i Siggerud")]


@pytest.mark.parametrize("typed", "|b| |–|barnebid|nav]|brev|barnehagebre|xyzzyx|pris xyzzyx".split("|"))
def test_what_is_too_short_or_not_to_be_shown_is_not_suggested(suggested, typed):
    assert suggested(typed) == []


@settings(deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(engine, typed):
    found = engine.suggest(typed, NOW)
    assert len(found) <= 13
    assert len({(one.group, one.text) for one in found}) == len(found)
    groups = [group for group, _ in groupby(one.group for one in found)]
    assert len(set(groups)) == len(groups)


def test_common_searches_are_read_from_a_file_and_survive_damage(tmp_path):
    path = tmp_path / "vanlige-sok.json"
    frequent = Frequent(path, look_again=0)
    assert frequent.current() == ()
    path.write_text('["søppel", "skolerute"]', "utf-8")
    assert frequent.current() == ("søppel", "skolerute")
    path.write_text('["halv', "utf-8")
    assert frequent.current() == ("søppel", "skolerute")
    path.unlink()
    assert frequent.current() == ()
