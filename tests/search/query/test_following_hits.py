"""Few hits with all the words are followed by those with most of them, and a line says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.model.state import State
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from search.query.types import ORDINARY, Ranking
from tests.search.corpus import NOW, document, write_documents

ROWS = {
    "alle": ("Leie sal", "Sal i kulturhuset med scene."),
    "leie-scene": ("Leie scene", "Scene og lys."),
    "leie": ("Leie", "Leie av telt."),
    "sal": ("Salen på skolen", "Gymsal."),
    "annet": ("Renovasjon", "Søppel hentes hver uke."),
    **{f"lekeplass-{n}": ("Lekeplass på Langhus", "Husker og sklier.") for n in range(4)},
    "lekeplass-ski": ("Lekeplass i Ski", "Husker."),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory):
    state = State(Path(tmp_path_factory.mktemp("etter")))
    rows = [
        document(id=name, title=title, summary=text, unit="skole" if name == "sal" else "kultur")
        for name, (title, text) in ROWS.items()
    ]
    write_documents(state.documents, rows)
    update_index(state, NOW)
    opened = WhooshEngine(state.index)
    yield opened
    opened.close()


@pytest.fixture
def ask(engine):
    return lambda text, ranking=ORDINARY, **more: engine.search(
        parse_params({"q": [text], **more}), NOW, ranking=ranking
    )


def ids(results) -> list[str]:
    return [hit.id for hit in results.hits]


def test_what_has_all_the_words_comes_first_whatever_scores_higher(ask) -> None:
    found = ask("leie sal scene")
    assert ids(found)[0] == "alle"
    assert set(ids(found)) == {"alle", "leie-scene"}
    assert found.notice == "Ett treff har alle ordene. Etter det kommer treff med flest av dem."
    assert (found.total, found.relaxed, sum(f.count for f in found.facets["kind"])) == (2, False, 2)


def test_of_two_words_one_is_enough_to_follow(ask) -> None:
    found = ask("leie sal")
    assert ids(found)[0] == "alle"
    assert set(ids(found)[1:]) == {"leie-scene", "leie", "sal"}


def test_pages_go_on_from_those_with_all_the_words_to_the_others(ask) -> None:
    whole = ids(ask("leie sal"))
    assert [ids(ask("leie sal", side=[str(page)], antall=["1"]))[0] for page in range(1, 5)] == whole


@pytest.mark.parametrize("text", ["lekeplass langhus", "leie", '"leie sal"', "leie xyzzyx", "sal -leie"])
def test_nothing_follows_enough_hits_or_one_word_or_a_phrase(ask, text) -> None:
    assert "Etter de" not in ask(text).notice


def test_those_who_follow_a_search_hear_only_of_what_has_all_the_words(ask) -> None:
    assert ids(ask("leie sal", Ranking(newest=True))) == ["alle"]


def test_where_a_filter_leaves_none_with_all_the_words_the_line_says_so(ask) -> None:
    found = ask("leie sal", virksomhet=["skole"])
    assert ids(found) == ["sal"]
    assert found.relaxed
    assert found.notice == "Ingen treff har alle ordene. Her er treffene med flest av dem."
