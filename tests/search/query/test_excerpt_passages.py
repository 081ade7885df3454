"""Excerpts show where and why a document answers, and never markup of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.excerpts import SEARCHED, WIDTH, Highlights, excerpt, mark
from search.query.synonyms import main_terms


def highlights(text, names=()):
    return Highlights(frozenset(main_terms(text)), frozenset(names))


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


def test_names_are_marked_only_where_they_are_given():
    assert mark("Fra Kari Lie", highlights("plass", ["kari"])) == "Fra <mark>Kari</mark> Lie"
    assert mark("Fra Kari Lie", highlights("plass")) == "Fra Kari Lie"


@given(body=st.text(max_size=2_000), asked=st.text(max_size=40))
def test_an_excerpt_is_short_and_its_only_tag_is_mark(body, asked):
    shown = excerpt(body, body[:50], highlights(asked))
    assert "<" not in re.sub("</?mark>", "", shown)
    assert shown.count("<mark>") == shown.count("</mark>")
    assert len(re.sub("</?mark>|&[#a-z0-9]+;", "", shown)) <= WIDTH + 100


def test_a_giant_body_is_read_only_so_far():
    assert "<mark>" not in excerpt("fyll " * SEARCHED + "barnehage", "", highlights("barnehage"))
