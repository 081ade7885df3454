"""Whatever is typed gives an answer or a clear refusal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.query.notices import CUT
from search.query.params import MAX_QUERY, BadQuery, parse_params
from tests.search.corpus import NOW

NAUGHTY = [
    "\x00",
    "a\x00b",
    "😀😀",
    "עברית שלום",
    "\u202eabc",
    '"',
    '"""',
    "«",
    "»«",
    "-",
    "--",
    "- -",
    '-"',
    "type:",
    "år:abc",
    "år:٣٣٣٣",
    "virksomhet:",
    "AND OR NOT",
    "a* b? c~2",
    "(((",
    "'; DROP TABLE x;--",
    "<script>alert(1)</script>",
    ".*(a+)+$",
    "\ud800",
    "§",
    "§§",
    "15/",
    "/15",
    "99999/9999999-99999",
    "+47 64 87 87 00",
    "١٥/١٢٣٤",
    "²³/¹²³⁴",
    "gnr ² bnr ³",
    "ßẞ",
    "ﬁ",
    "İ",
    "ae" * 100,
    "-a " * 100,
    "o" * 500,
    "x" * 61,
    "'",
    "''''",
    "a-b-c-d-",
    "type:nyhet type:sak",
    "e-",
    "-e-post",
    "A-B",
    "kst ٣/١٥",
]


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_strings_are_answered(ask, text):
    assert ask(text).total >= 0


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=MAX_QUERY))
def test_any_text_is_answered_and_its_html_has_no_tag_but_mark(ask, text):
    for hit in ask(text).hits:
        for html in (hit.title_html, hit.excerpt_html):
            assert "<" not in html.replace("<mark>", "").replace("</mark>", "")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(
            [
                "barnehage",
                "-barnehage",
                '"',
                "«",
                "»",
                "type:nyhet",
                "år:2026",
                "virksomhet:skole",
                "15/1234",
                "§",
                "og",
                "a",
                "-",
            ]
        ),
        max_size=12,
    ),
    glue=st.sampled_from([" ", "", "  "]),
)
def test_any_mix_of_operators_is_answered(ask, words, glue):
    assert ask(glue.join(words)).total >= 0


LONG = (
    *("x", "barnehage ", "\x00", "😀", "-", '"', "«", "a/", "§ "),
    *("type:", "ا", "e\u0301", "gnr. 1 bnr. 2 ", "åå "),
)


@pytest.mark.parametrize("piece", LONG)
def test_a_hundred_thousand_characters_are_answered(ask, piece):
    text = piece * (100_000 // len(piece))
    results = ask(text)
    assert results.total >= 0
    params = parse_params({"q": [text]})
    assert len(params.text) <= MAX_QUERY
    assert params.is_cut == (len(" ".join(text.split())) > MAX_QUERY)


def test_a_query_that_is_cut_says_so(ask):
    assert CUT in ask("barnehage " * 100).notice
    assert CUT not in ask("barnehage").notice


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(["q", "type", "virksomhet", "ar", "for", "side", "antall", "sprak", "x"]),
        st.lists(st.text(max_size=30), max_size=4),
    )
)
def test_any_request_is_parsed_or_refused(raw):
    try:
        params = parse_params(raw)
    except BadQuery:
        return
    assert params.page >= 1
    assert 1 <= params.size <= 50


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "banan"),
        ("ar", "abc"),
        ("ar", "1066"),
        ("ar", "²⁰²⁶"),
        ("side", "0"),
        ("side", "-1"),
        ("side", "9" * 30),
        ("antall", "0"),
        ("antall", "51"),
        ("sprak", "fr"),
        ("virksomhet", "../x"),
        ("for", "Æ"),
    ],
)
def test_wrong_values_are_refused_by_name(name, value):
    with pytest.raises(BadQuery):
        parse_params({name: [value]})


def test_too_many_values_are_refused():
    with pytest.raises(BadQuery, match="For mange"):
        parse_params({"virksomhet": [f"enhet-{n}" for n in range(21)]})


def test_a_request_becomes_params():
    params = parse_params(
        {
            "q": ["plass"],
            "type": ["nyhet", "sak", "nyhet"],
            "ar": ["2026"],
            "for": ["innbyggere"],
            "side": ["2"],
        }
    )
    assert (params.kinds, params.years, params.target_groups, params.page) == (
        ("nyhet", "sak"),
        (2026,),
        ("innbyggere",),
        2,
    )
    assert params.size == 10


def test_the_clock_is_all_that_a_search_needs(town_engine):
    first = town_engine.search(parse_params({"q": ["barnehage"]}), NOW)
    assert town_engine.search(parse_params({"q": ["barnehage"]}), NOW) == first
