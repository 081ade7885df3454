from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.views.frame import Frame, Link
from search.query.params import parse_params
from search.query.types import FacetCount, Results, SearchParams, TypedFilter
from search.service.pages import search_meta, search_view
from search.service.search_addresses import PARAMETERS, SearchAddresses, values_of

FRAME = Frame(
    site_name="Ski kommune", site_url="", vision="", navigation=(Link(text="Nyheter", url="/nyheter/"),)
)
UNITS = {"barnehage": "Barnehage", "kommunalteknikk": "Vei, vann og renovasjon"}
NARROWED = SearchParams(text="plass på SFO", kinds=("tjeneste",), units=("barnehage",), years=(2026,), page=2)


def results(total: int = 25, **facets: FacetCount) -> Results:
    return Results(total=total, hits=(), facets={name: (count,) for name, count in facets.items()})


def view(params: SearchParams, found: Results):
    return search_view(params, found, FRAME, UNITS)


def fields(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_a_facet_value_is_added_and_the_rest_kept() -> None:
    found = results(year=FacetCount(value="2025", label="2025", count=3))
    (facet,) = view(NARROWED, found).facets
    (value,) = facet.values
    assert (facet.title, facet.name, value.chosen) == ("År", "ar", False)
    assert fields(value.url) == {
        "q": ["plass på SFO"],
        "type": ["tjeneste"],
        "virksomhet": ["barnehage"],
        "ar": ["2026", "2025"],
    }


def test_a_chosen_value_is_taken_away() -> None:
    found = results(kind=FacetCount(value="tjeneste", label="Tjenester og sider", count=3))
    ((value,),) = (facet.values for facet in view(NARROWED, found).facets)
    assert value.chosen
    assert "type" not in fields(value.url)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("åpningstider servicetorget", True),
        ("når åpner biblioteket", True),
        ("er nav stengt i dag", True),
        ("telefon servicetorget", False),
        ("barnehage", False),
    ],
)
def test_opening_hours_stand_first_when_they_are_asked_for(query: str, asked: bool) -> None:
    assert view(SearchParams(text=query), results(1)).hours_asked is asked


def test_every_filter_is_a_chip_also_those_that_left_nothing() -> None:
    chips = view(NARROWED, results(0)).chosen
    assert [chip.text for chip in chips] == ["Tjenester og sider", "Barnehage", "2026"]
    assert all(len(fields(chip.url)) == 3 for chip in chips)


def typed(*filters: TypedFilter) -> Results:
    counts = {"kind": (FacetCount(value="sak", label="Saker", count=2),)}
    return Results(total=2, hits=(), facets=counts, filters=filters)


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (TypedFilter("kind", ("nyhet",), True, "skole"), "Ikke: Nyheter"),
        (TypedFilter("unit", ("barnehage",), True, "skole"), "Ikke: Barnehage"),
        (TypedFilter("year", ("2014", "2015", "2016"), False, "skole"), "2014–2016"),
    ],
)
def test_a_filter_among_the_words_is_a_chip_that_takes_it_out_of_them(one: TypedFilter, text: str) -> None:
    (chip,) = view(SearchParams(text="skole -type:nyhet", page=2), typed(one)).chosen
    assert chip.text == text
    assert fields(chip.url) == {"q": ["skole"]}


def test_a_value_that_is_typed_is_chosen_in_its_facet() -> None:
    found = typed(TypedFilter("kind", ("sak",), False, "skole"))
    ((value,),) = (facet.values for facet in view(SearchParams(text="skole type:sak"), found).facets)
    assert value.chosen
    assert fields(value.url) == {"q": ["skole"]}


@pytest.mark.parametrize(
    ("page", "previous", "following"), [(1, None, "2"), (2, None, "3"), (3, "2", None), (9, "3", None)]
)
def test_the_pager_never_leads_to_a_page_without_hits(page: int, previous: str, following: str) -> None:
    shown = view(SearchParams(text="a", page=page), results(25))
    assert fields(shown.previous).get("side", [None])[0] == previous
    assert fields(shown.next).get("side", [None])[0] == following
    assert (shown.previous == "") == (page == 1)


def test_the_last_page_that_can_be_asked_for_has_no_next() -> None:
    assert view(SearchParams(text="a", page=1000), results(50_000)).next == ""


def test_a_pasted_text_does_not_fill_the_title() -> None:
    assert len(search_meta(SearchParams(text="skole " * 80)).title) < 100
    assert search_meta(SearchParams(text="plass på SFO")).title == "Søk: plass på SFO"


def test_a_slip_of_a_units_name_leads_to_the_unit() -> None:
    links = [link.url for link in view(SearchParams(text="renovasjonen"), results(0)).suggestions]
    assert links == ["/kommunalteknikk/", "/nyheter/"]


def test_examples_are_for_those_who_found_nothing() -> None:
    assert view(SearchParams(text="x"), results(0)).examples
    assert not view(SearchParams(text="x"), results(1)).examples


SEARCHES = st.builds(
    SearchParams,
    text=st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), max_size=50),
    kinds=st.sets(st.sampled_from(["sak", "mote", "nyhet"])).map(tuple),
    years=st.sets(st.integers(1900, 2100), max_size=3).map(tuple),
    units=st.sets(st.sampled_from(["barnehage", "plan"])).map(tuple),
    language=st.sampled_from(["", "nn"]),
    page=st.integers(1, 1000),
    size=st.integers(1, 50),
)


def read(address: str) -> SearchParams:
    return parse_params(parse_qs(urlsplit(address).query, keep_blank_values=True))


@given(SEARCHES)
def test_every_address_we_make_is_read_back_as_the_same_search(params: SearchParams) -> None:
    assert read(SearchAddresses(params).page(params.page)) == params


@given(SEARCHES, st.sampled_from([("year", "2026"), ("unit", "plan"), ("kind", "sak")]))
def test_a_filter_is_turned_on_and_off_and_nothing_else_changes(
    params: SearchParams, filtered: tuple[str, str]
) -> None:
    once = read(SearchAddresses(params).toggled(*filtered))
    assert (filtered[1] in values_of(once, filtered[0])) != (filtered[1] in values_of(params, filtered[0]))
    again = read(SearchAddresses(once).toggled(*filtered))
    for facet in PARAMETERS:
        assert set(values_of(again, facet)) == set(values_of(params, facet))
        assert facet == filtered[0] or values_of(once, facet) == values_of(params, facet)
    assert (once.text, once.language, once.size, once.page) == (params.text, params.language, params.size, 1)
