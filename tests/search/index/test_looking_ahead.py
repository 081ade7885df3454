"""An indexer that stays looks up the words of the pages before anybody edits one."""

from __future__ import annotations

import pytest

from search.analysis import chain
from search.index.ahead import look_ahead
from search.index.inverting import Item
from search.index.writing import inverted
from tests.search.corpus import document, town, write_documents

PAGE = document(id="p", title="Søk barnehageplass", body="Hovedopptaket har frist 1. mars. Nett-TV i e-post.")
ENTRY = document(id="j", kind="journalpost", title="Xylofonreparasjon")


@pytest.fixture
def looked_up(monkeypatch):
    """Every word that was not known from before."""
    found = []
    forms_of = chain._forms_of

    def told(words, language):
        found.extend(words)
        return forms_of(words, language)

    monkeypatch.setattr(chain, "_remembered", {})
    monkeypatch.setattr(chain, "_forms_of", told)
    return found


def test_a_page_that_was_read_ahead_has_few_new_words(tmp_path, looked_up):
    write_documents(tmp_path, [PAGE, ENTRY])
    for _ in look_ahead(tmp_path):
        pass
    assert "barnehageplass" in looked_up
    assert "xylofonreparasjon" not in looked_up  # nobody edits an entry
    looked_up.clear()
    inverted([Item(document(id="p", title=PAGE.title, body=f"{PAGE.body} Utsatt!"))])
    assert "utsatt" in looked_up
    assert not {"barnehageplass", "hovedopptaket", "frist"} & set(looked_up)


def test_it_is_done_a_little_at_a_time_and_each_word_once(tmp_path, looked_up, monkeypatch):
    monkeypatch.setattr("search.index.ahead._AT_ONCE", 3)
    write_documents(tmp_path, [doc for doc in [*town(), PAGE] if doc.language == "nb"])
    steps = sum(1 for _ in look_ahead(tmp_path))
    assert steps > 3
    assert len(looked_up) == len(set(looked_up))


def test_there_is_an_end_to_it(tmp_path, looked_up, monkeypatch):
    monkeypatch.setattr("search.index.ahead._AT_ONCE", 1)
    monkeypatch.setattr("search.index.ahead.MOST_WORDS", 4)
    write_documents(tmp_path, [PAGE, document(id="q", title="Aldri lest", unit="x")])
    assert "aldri" not in looked_up
    for _ in look_ahead(tmp_path):
        pass
    assert "barnehageplass" in looked_up


@pytest.mark.parametrize("gone", ["manifest.json", "tjeneste"])
def test_documents_that_are_not_there_are_no_hindrance(tmp_path, gone):
    write_documents(tmp_path, [PAGE])
    for path in tmp_path.rglob("*"):
        if path.is_file() and gone in str(path):
            path.unlink()
    assert list(look_ahead(tmp_path)) == []
