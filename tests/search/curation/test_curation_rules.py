"""What holds for a query on a day, whatever order and form its words stand in."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.model.curation import Ban, BestBet, Entries, Pin, Synonym
from search.curation.curation import Curation
from search.curation.keys import main_terms

DAY = date(2026, 11, 23)


def best_bet(*queries: str, **fields: object) -> BestBet:
    given = {"adresse": "/a/", "tittel": "Svaret", "hvorfor": "Mange spør.", **fields}
    return BestBet.model_validate({"sok": queries, **given})


def decided(entries: Entries, text: str, day: date = DAY):
    return Curation(entries).on(day).decided(text)


@pytest.mark.parametrize(
    "typed",
    [
        "åpningstider servicetorget",
        "Servicetorgets åpningstid!",
        "aapningstider servicetorget",
        "når er åpningstidene til servicetorget?",
    ],
)
def test_a_query_is_met_in_any_order_and_form(typed):
    assert decided(Entries(best_bets=(best_bet("servicetorget åpningstider"),)), typed).best_bets


@pytest.mark.parametrize("typed", ["servicetorget", "åpningstider servicetorget jul", "", "«»"])
def test_another_query_is_not(typed):
    assert not decided(Entries(best_bets=(best_bet("servicetorget åpningstider"),)), typed).best_bets


def test_a_query_of_small_words_alone_is_met():
    entries = Entries(best_bets=(best_bet("hvem er du"),))
    assert decided(entries, "Hvem er du?").best_bets
    assert not decided(entries, "hvem var du").best_bets


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 11, 22), False), (DAY, True), (date(2026, 12, 1), True), (date(2026, 12, 2), False)],
)
def test_first_and_last_day_are_both_among_its_days(day, holds):
    bet = best_bet("valg", fra="2026-11-23", til="2026-12-01")
    assert bool(decided(Entries(best_bets=(bet,)), "valg", day).best_bets) is holds


def test_a_synonym_is_one_way_unless_it_says_both():
    one = Synonym(ord="søppel", ogsaa=("avfall",), hvorfor="Samme.")
    both = one.model_copy(update={"both_ways": True})
    rubbish, avfall = main_terms("søppel"), main_terms("avfall")
    assert Curation(Entries((one,))).on(DAY).synonyms_of(avfall) == ()
    assert Curation(Entries((both,))).on(DAY).synonyms_of(avfall) == (rubbish,)
    assert Curation(Entries((both,))).on(DAY).synonyms_of(rubbish) == (avfall,)


def test_further_decisions_leave_the_first_value_as_it_was():
    base = Curation(Entries(pins=(Pin(sok=("a",), adresse="/a/", hvorfor="Slik."),)))
    more = base.with_entries(Entries(bans=(Ban(sok=("a",), adresse="/b/", hvorfor="Slik."),)))
    assert base.on(DAY).decided("a").banned == frozenset()
    assert more.on(DAY).decided("a").banned == {"/b/"}
    assert more.on(DAY).decided("a").pins == base.on(DAY).decided("a").pins
