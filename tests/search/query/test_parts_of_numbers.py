"""Numbers that are typed in part: a case without its year, a farm without its title, an item in any case."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.model.state import State
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, write_documents

CASES = [
    document(id="old", kind="sak", title="Skolebruksplan", number="2013/1234", dated=date(2020, 1, 1)),
    document(id="new", kind="sak", title="Gangvei på gnr 33 bnr 398", number="2025/1234"),
    document(id="other", kind="sak", title="Garasje på gnr. 33, bnr. 4", number="2025/12345"),
    document(id="near", kind="sak", title="Uthus på gnr 133 bnr 33", number="2025/33"),
    document(id="entry", kind="journalpost", title="Svar", number="2025/1234-2"),
    document(id="page", title="Postboks 1234", body="Sak 1234 er omtalt her."),
    document(id="item", kind="sak", title="Budsjett", number="2026/7", keywords=["KST-76/26"]),
    document(id="farm", title="Grunneiere på gnr 33", body="Gjelder hele gnr 33/7 også."),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    state = State(tmp_path_factory.mktemp("numre"))
    write_documents(state.documents, CASES)
    update_index(state, NOW)
    engine = WhooshEngine(state.index)
    yield lambda text, **more: engine.search(parse_params({"q": [text], **more}), NOW)
    engine.close()


def ids(results):
    return [hit.id for hit in results.hits]


@pytest.mark.parametrize(
    "text", ["sak 1234", "saksnummer 1234", "Saksnr. 1234", "sak nr 1234", "saken 01234"]
)
def test_a_case_without_its_year_is_each_case_of_that_number_the_newest_first(ask, text):
    found = ask(text)
    assert ids(found)[:2] == ["new", "old"]
    assert "uten år" in found.notice
    assert "de 2 sakene" in found.notice
    assert found.leads_to == ""


def test_one_case_of_that_number_is_shown_and_not_gone_to(ask):
    found = ask("sak 12345")
    assert (ids(found)[0], found.leads_to) == ("other", "")
    assert "Øverst står saken" in found.notice


@pytest.mark.parametrize("text", ["1234", "sak 1234 skole", "sak 2025", "sak 999", "boks 1234", "sak 1234 7"])
def test_other_numbers_are_words(ask, text):
    assert "uten år" not in ask(text).notice


def test_cases_of_a_number_are_filtered_and_paged_as_other_hits(ask):
    assert ids(ask("sak 1234", ar=["2020"])) == ["old"]
    assert ids(ask("sak 1234", antall=["1"], side=["2"])) == ["old"]


@pytest.mark.parametrize("text", ["gnr 33", "Gnr. 33", "gårdsnummer 33", "g.nr. 33", "GNR 33"])
def test_a_farm_is_all_that_lies_on_it(ask, text):
    assert set(ids(ask(text))) == {"new", "other", "farm"}


@pytest.mark.parametrize("text", ["gnr 33 bnr 398", "gnr 33/398", "33/398"])
def test_a_property_is_not_the_whole_farm(ask, text):
    assert ids(ask(text)) == ["new"]


@pytest.mark.parametrize(
    "text", ["KST-76/26", "kst-76/26", "kst 76/26", "Kst 76/26", "Kst-76/2026", "kst76/26"]
)
def test_an_item_leads_to_its_case_however_it_is_written(ask, text):
    assert ask(text).leads_to == "/item/"
