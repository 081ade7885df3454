"""What residents type, and what must come first."""

from __future__ import annotations

import pytest

from search.query.params import parse_params
from tests.search.corpus import NOW


def ids(results):
    return [hit.id for hit in results.hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("barnehageplass", "s1"),
        ("søke barnehage", "s1"),
        ("barnehage plass", "s1"),
        ("Barnehagesøknad", "s1"),
        ("søppel", "s4"),
        ("soppel", "s4"),
        ("søppelhenting", "s4"),
        ("når blir søpla henta", "s4"),
        ("åssen søke plass på sykehjem", "s6"),
        ("sjukeheim", "s7"),
        ("institusjonsplass", "s6"),
        ("sykehjemsplass", "s6"),
        ("SFO", "s3"),
        ("skolefritidsordning", "s3"),
        ("PPT", "s13"),
        ("barnetrygd", "s19"),
        ("gifte seg", "s9"),
        ("åpningstider servicetorget", "v1"),
        ("apply for kindergarten", "s10"),
        ("bok", "s20"),
        ("kommunestyret", "u1"),
        ("KST-35/26", "m1"),
        ("kst 35/26", "m1"),
        ("KST 35/2026", "m1"),
        ("35/26", "m1"),
        ("2026/1234", "c1"),
        ("26/1234", "c1"),
        ("26 / 1234", "c1"),
        ("sak nr. 26/1234", "c1"),
        ("saksnr 2026/1234", "c1"),
        ("26/1234-7", "j4"),
        ("gnr 135 bnr 22", "c1"),
        ("§ 28", "s16"),
        ("detaljregulering ski", "c2"),
    ],
)
def test_the_right_page_comes_first(ask, text, first):
    assert ids(ask(text))[:1] == [first]


def test_entries_never_crowd_out_the_service(ask):
    found = ids(ask("barnehageplass"))
    assert found.index("s1") < min(found.index(entry) for entry in ("j1", "j2", "j6"))


def test_a_case_comes_before_its_entries_which_come_before_the_rest(ask):
    assert ids(ask("2026/1234"))[:3] == ["c1", "j5", "j4"]


def test_newer_news_comes_before_older_with_the_same_words(ask):
    found = ids(ask("hovedopptak barnehagene"))
    assert found.index("n3") < found.index("n2")


def test_all_words_must_match_when_any_document_has_them(ask):
    results = ask("moderasjon søsken")
    assert ids(results) == ["s2"]
    assert not results.relaxed


def test_most_words_are_matched_with_an_honest_line_when_no_document_has_all(ask):
    results = ask("startlån bolig xyzzyx")
    assert results.relaxed
    assert ids(results) == ["s12"]
    assert "«xyzzyx»" in results.notice


def test_less_than_half_of_the_words_is_no_answer(ask):
    assert ask("startlån xyzzyx qwqwqw").total == 0


def test_a_phrase_keeps_the_order_of_its_words(ask):
    assert "s1" in ids(ask('"rett til plass"'))
    assert ask('"plass til rett"').total == 0


def test_a_phrase_may_be_inflected_and_quoted_in_norwegian(ask):
    assert "s5" in ids(ask("«søknader om byggetillatelsen»"))


def test_minus_takes_away(ask):
    assert "s2" in ids(ask("barnehage"))
    assert "s2" not in ids(ask("barnehage -moderasjon"))


def test_a_hyphen_inside_a_word_takes_nothing_away(ask):
    assert ids(ask("pedagogisk-psykologisk"))[0] == "s13"


def test_typed_filters_and_chosen_filters_are_the_same(ask):
    assert ids(ask("barnehage type:nyhet")) == ids(ask("barnehage", type="nyhet"))
    assert ids(ask("barnehage virksomhet:barnehage år:2026")) == ids(
        ask("barnehage", virksomhet="barnehage", ar="2026")
    )


def test_a_filter_that_makes_no_sense_is_read_as_words(ask):
    assert ask("type:banan barnehage").total >= 0


def test_filters_without_words_list_everything_they_let_through(ask):
    assert {hit.kind for hit in ask("", type="utvalg").hits} == {"utvalg"}


def test_no_words_and_no_filters_is_an_empty_answer(ask):
    results = ask("")
    assert (results.total, results.hits, results.notice) == (0, (), "")


@pytest.mark.parametrize("text", ["hvordan kan jeg", "og", "i på til"])
def test_only_stop_words_gets_an_honest_empty_answer(ask, text):
    results = ask(text)
    assert results.total == 0
    assert "små ord" in results.notice


def test_language_narrows(ask):
    assert {hit.language for hit in ask("barnehage kindergarten plass place", sprak="en").hits} <= {"en"}


def test_pages_are_disjoint_and_complete(town_engine, ask):
    every = ids(ask("barnehage"))
    pages = []
    for page in range(1, 40):
        part = town_engine.search(
            parse_params({"q": ["barnehage"], "side": [str(page)], "antall": ["3"]}), NOW
        )
        assert part.total == len(every)
        pages += ids(part)
    assert pages == every
