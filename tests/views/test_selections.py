"""What a list is about, as an address, as a key and in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.views.selections import (
    TYPE_SLUGS,
    Selection,
    day_selection,
    month_selection,
    selection_of,
    type_of,
    unit_slug,
    week_selection,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def selections(day: date) -> list[Selection]:
    months = [month_selection(day), month_selection(day, unit="plan"), month_selection(day, type_="U")]
    return [day_selection(day), week_selection(day), *months]


@given(DAYS)
def test_a_key_leads_back_to_its_selection(day: date) -> None:
    for selection in (*selections(day), day_selection(None)):
        assert selection_of(selection.key) == selection


@given(DAYS)
def test_a_selection_holds_the_day_it_was_made_of(day: date) -> None:
    for selection in selections(day):
        assert selection.first is not None
        assert selection.last is not None
        assert selection.first <= day <= selection.last
        assert selection.beside(selection.last) == selection


@given(DAYS, DAYS)
def test_two_selections_never_share_an_address(one: date, other: date) -> None:
    for a, b in zip(selections(one), selections(other), strict=True):
        assert (a.address == b.address) == (a == b)


@pytest.mark.parametrize(
    "key", ["2026", "2026-13", "2026-02-30", "2026-W54", "2026-11/type/Q", "2026-11/enhet/", "x"]
)
def test_what_is_no_selection_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        selection_of(key)


def test_the_week_at_new_year_is_of_the_year_that_has_most_of_it() -> None:
    week = week_selection(date(2027, 1, 1))
    assert (week.key, week.address, week.when) == ("2026-W53", "/postliste/2026/uke/53/", "uke 53, 2026")


@pytest.mark.parametrize("code", TYPE_SLUGS)
def test_a_type_is_found_by_its_address(code: str) -> None:
    assert type_of(TYPE_SLUGS[code]) == code
    assert type_of("ukjent") == ""


def test_a_unit_that_we_have_is_called_as_we_call_it() -> None:
    assert unit_slug("plan", "Plan og bygg") == "plan"
    assert unit_slug("", "***") == "uten-enhet"
