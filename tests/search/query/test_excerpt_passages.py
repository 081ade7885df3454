"""Excerpts show where and why a document answers, and never markup of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.curation.keys import main_terms
from search.query import excerpts
from search.query.excerpts import WIDTH
from search.query.parse import parse
from search.query.passages import SEARCHED, Highlights
from search.texts import joined_lines
from tests.search.corpus import RULES
from tests.search.query.showing import excerpted as excerpt
from tests.search.query.showing import marked as mark
from tests.search.query.showing import show


def highlights(text, names=()):
    return Highlights(frozenset(main_terms(text)), frozenset(names))


def asked(text):
    """What the engine marks for a typed query."""
    query = parse(text, {}, RULES)
    return Highlights(frozenset(query.terms), frozenset(query.names), query.whole, query.parts)


def plain(shown):
    return re.sub("</?mark>", "", shown)


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("barnehage", "Barnehagene er åpne", ["Barnehagene"]),
        ("plass", "Søke barnehageplass", ["barnehageplass"]),
        ("kirke", "Kyrkja er open", ["Kyrkja"]),
        ("15/1234", "Se sak 2015/1234 her", ["2015/1234"]),
        ("soppel", "Søppelet hentes", ["Søppelet"]),
        ("web", "Se web-TV", ["web-TV"]),
        ("bil", "Ingenting her", []),
    ],
)
def test_matched_words_are_marked_in_every_form(asked, text, marked):
    assert re.findall("<mark>(.*?)</mark>", mark(text, highlights(asked))) == marked


def test_markup_in_a_title_is_escaped():
    assert mark('<b onclick="x">barn</b> & "co"', highlights("barn")) == (
        "&lt;b onclick=&quot;x&quot;&gt;<mark>barn</mark>&lt;/b&gt; &amp; &quot;co&quot;"
    )


def test_the_passage_with_most_of_the_words_is_chosen():
    far = "Om noe annet. " * 60
    body = f"Hunder er fine. {far} Hunder skal ha bånd i parken hele året. {far}"
    shown = excerpt(body, "", highlights("hund bånd park"))
    assert shown.count("<mark>") == 3
    assert "<mark>Hunder</mark> skal ha <mark>bånd</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_the_summary_stands_in_when_the_body_has_no_match():
    assert (
        excerpt("Ingenting her.", "Om barnehager.", highlights("barnehage")) == "Om <mark>barnehager</mark>."
    )


def test_a_document_without_body_and_summary_has_an_empty_excerpt():
    assert excerpt("", "", highlights("barn")) == ""


def test_english_is_marked_as_english():
    terms = Highlights(frozenset(main_terms("applications", "en")), frozenset())
    assert mark("Two applications", terms, "en") == "Two <mark>applications</mark>"


LETTER = {
    "title": "Fra [navn] om plass",
    "named": {
        "names": ["Kari Lie"],
        "dated": "2026-11-01",
        "title": "Fra Kari Lie om plass",
        "summary": "",
        "body": "",
    },
}


def test_names_are_marked_only_where_they_are_given():
    kari = highlights("plass", ["kari"])
    assert excerpts.mark(show(kari, names=True, **LETTER).title) == (
        "Fra <mark>Kari</mark> Lie om <mark>plass</mark>"
    )
    assert excerpts.mark(show(highlights("plass"), names=True, **LETTER).title) == (
        "Fra Kari Lie om <mark>plass</mark>"
    )
    assert excerpts.mark(show(kari, **LETTER).title) == "Fra [navn] om <mark>plass</mark>"


@given(body=st.text(max_size=2_000), asked=st.text(max_size=40))
def test_an_excerpt_is_short_and_its_only_tag_is_mark(body, asked):
    shown = excerpt(body, body[:50], highlights(asked))
    assert "<" not in re.sub("</?mark>", "", shown)
    assert shown.count("<mark>") == shown.count("</mark>")
    assert len(re.sub("</?mark>|&[#a-z0-9]+;", "", shown)) <= WIDTH + 100


def test_a_giant_body_is_read_only_so_far():
    assert "<mark>" not in excerpt("fyll " * SEARCHED + "barnehage", "", highlights("barnehage"))


TIMETABLE = "Når er det åpent?\nDag, Ski, Langhus\nMandag, 10–19, 12–18\nTirsdag, stengt\nVelkommen inn."


def test_rows_of_a_table_are_kept_apart_and_sentences_are_not():
    assert joined_lines(TIMETABLE) == (
        "Når er det åpent? Dag, Ski, Langhus · Mandag, 10–19, 12–18 · Tirsdag, stengt · Velkommen inn."
    )


@given(st.lists(st.text("ab.? \t", max_size=8), max_size=6))
def test_joined_lines_hold_every_word_in_order(lines):
    words = [word for word in joined_lines("\n".join(lines)).split() if word != "·"]
    assert words == " ".join(lines).split()


@pytest.mark.parametrize(
    "before", ["Et langt innledende avsnitt om noe helt annet uten punktum " * 9, "x" * 300 + " "]
)
def test_an_excerpt_begins_and_ends_with_whole_words(before):
    body = f"{before}barnehage {before}"
    shown = plain(excerpt(body, "", highlights("barnehage")))
    assert shown.startswith("… ")
    assert set(shown.strip("… ").split()) <= set(body.split())


def test_an_excerpt_begins_with_the_sentence_that_matches():
    body = "Om noe annet som er langt og litt kjedelig. " * 8 + "Her hentes søppel hver uke. Slutt."
    assert "Her hentes <mark>søppel</mark> hver uke." in excerpt(body, "", asked("søppel"))


def test_a_match_at_the_end_of_a_text_gets_what_stands_before_it():
    body = "Om noe annet som er langt. " * 30 + "Se søppel."
    shown = plain(excerpt(body, "", asked("søppel")))
    assert shown.endswith("Se søppel.")
    assert len(shown) > WIDTH / 2


def test_running_text_before_a_row_of_a_table():
    body = "Søppel, 4 950 kr\nFeiing, 610 kr\n" + "Fyll er noe annet. " * 20 + "\nSøppel hentes hver uke."
    assert "hentes hver uke" in excerpt(body, "", asked("søppel"))


def test_the_summary_is_shown_unless_a_passage_answers_more():
    summary = "Om søppel og dunker."
    assert plain(excerpt("Søppel er søppel. Søppel.", summary, asked("søppel"))) == summary
    assert "faktura" in excerpt("Søppel og faktura.", summary, asked("søppel faktura"))


def test_the_summary_is_shown_when_the_title_says_all_that_was_asked():
    body = "En annen side om trygghetsalarm med mer."
    assert (
        excerpt(body, "Knapp på armen.", asked("trygghetsalarm"), "nb", "Trygghetsalarm") == "Knapp på armen."
    )
    assert "<mark>trygghetsalarm</mark>" in excerpt(body, "Knapp på armen.", asked("trygghetsalarm"))


def test_a_passage_that_adds_to_the_title_is_shown():
    body = "Barnet er hjemme. Alarmen koster 240 kroner."
    shown = excerpt(body, "Knapp på armen.", asked("alarm koster"), "nb", "Alarm")
    assert "<mark>koster</mark>" in shown


def test_a_page_named_by_the_compound_shows_where_its_parts_stand():
    """Neither summary nor body needs the long word itself for something to be marked."""
    summary = "Vil du bytte barnehage, beholder du plassen."
    shown = excerpt("", summary, asked("barnehageplass"), "nb", "Bytte eller si opp barnehageplass")
    assert re.findall("<mark>(.*?)</mark>", shown) == ["barnehage", "plassen"]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Kom på dagtid", "åpningstid", []),
        ("Restavfall og hageavfall", "hageavfall", ["hageavfall"]),
        ("Restavfall og hageavfall", "avfall", ["Restavfall", "hageavfall"]),
        ("Skriv til biblioteket@ski.example, biblioteket svarer", "bibliotek", ["biblioteket"]),
        ("Skriv til biblioteket@ski.example om 12", "bibliotek 12", ["12"]),
        ("Gebyr 2026 og søpla", "søppel 2026", ["2026", "søpla"]),
        ("Ordinær renovasjon", "søppel", ["renovasjon"]),
    ],
)
def test_what_is_marked_is_what_was_asked(text, query, marked):
    assert re.findall("<mark>(.*?)</mark>", mark(text, asked(query))) == marked


def test_without_names_marks_the_same_words_and_no_names():
    marks = Highlights(frozenset({"plass"}), frozenset({"kari"}), {"plass": "plass"}).without_names()
    assert excerpts.mark(show(marks, names=True, **LETTER).title) == "Fra Kari Lie om <mark>plass</mark>"
