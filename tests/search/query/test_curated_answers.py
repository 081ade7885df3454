"""Decisions in the answers: synonyms, best bets, pins and bans, for one query and no other."""

from __future__ import annotations

import pytest

from plugins.model.curation import Ban, BestBet, Entries, Pin, Synonym
from search.curation.curation import Curation
from search.query.params import parse_params
from tests.search.corpus import NOW


@pytest.fixture
def found(town_engine):
    def asked(text: str, entries: Entries = Entries(), **params: str):  # noqa: B008 - immutable
        raw = {"q": [text], "antall": ["50"], **{name: [value] for name, value in params.items()}}
        return town_engine.search(parse_params(raw), NOW, Curation(entries))

    return asked


def ids(results):
    return [hit.id for hit in results.hits]


def pin(query: str, address: str, place: int = 1) -> Entries:
    return Entries(pins=(Pin(sok=(query,), adresse=address, plass=place, hvorfor="Slik."),))


def ban(query: str, address: str) -> Entries:
    return Entries(bans=(Ban(sok=(query,), adresse=address, hvorfor="Slik."),))


def test_a_synonym_finds_more_for_the_one_search_that_has_it(found):
    entries = Entries((Synonym(ord="xyzzyx", ogsaa=("barnehageplass",), hvorfor="Slik."),))
    assert "s1" in ids(found("xyzzyx", entries))
    assert ids(found("xyzzyx")) == []


def test_a_best_bet_stands_above_the_hits_of_its_query(found):
    bet = BestBet(sok=("sfo",), adresse="/sfo/", tittel="SFO", hvorfor="Slik.")
    entries = Entries(best_bets=(bet,))
    assert found("SFO", entries).best_bets == (bet,)
    assert ids(found("SFO", entries)) == ids(found("SFO"))
    assert found("barnehage", entries).best_bets == ()
    assert found("SFO", entries, type="nyhet").best_bets == ()
    assert found("SFO", entries, side="2").best_bets == ()


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_pinned_page_stands_at_its_place(found, place):
    before = ids(found("barnehage"))
    moved = before[-1]
    after = ids(found("barnehage", pin("barnehage", f"/{moved}/", place)))
    assert after[place - 1] == moved
    assert [one for one in after if one != moved] == before[:-1]


def test_a_pinned_page_that_the_words_had_not_found_is_one_hit_more(found):
    before = found("SFO")
    assert "s9" not in ids(before)
    after = found("SFO", pin("sfo", "/s9/"))
    assert ids(after)[0] == "s9"
    assert after.total == before.total + 1


def test_a_pinned_page_is_counted_and_paged_as_any_other(found):
    whole = ids(found("barnehage", pin("barnehage", "/s9/", 3)))
    pages = [ids(found("barnehage", pin("barnehage", "/s9/", 3), antall="2", side=str(n))) for n in (1, 2, 3)]
    assert [one for page in pages for one in page] == whole[:6]


def test_a_filter_holds_for_pinned_pages_too(found):
    assert "s9" not in ids(found("barnehage", pin("barnehage", "/s9/"), type="nyhet"))


def test_a_pin_never_shows_what_may_not_be_shown(found):
    assert found("barnehage", pin("barnehage", "/finnes-ikke/")) == found("barnehage")


def test_a_banned_page_is_gone_from_hits_and_counts(found):
    before = found("barnehage")
    after = found("barnehage", ban("barnehage", f"/{ids(before)[0]}/"))
    assert ids(after) == ids(before)[1:]
    assert after.total == before.total - 1


def test_a_ban_on_one_query_holds_for_no_other(found):
    assert found("SFO", ban("barnehage", "/s3/")) == found("SFO")
