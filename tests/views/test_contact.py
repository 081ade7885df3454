"""The contact card: the week's opening hours, and ways to reach the unit."""

from __future__ import annotations

from typing import Any

import pytest

from plugins.model.content import Virksomhet
from plugins.views.contact import contact_card, phone_href

DAY = {"apner": "08.00", "stenger": "15.30"}


def virksomhet(**fields: Any) -> Virksomhet:
    base = {"tittel": "Kultur", "ingress": "Konserter og bibliotek.", "oppdatert": "2026-11-01"}
    return Virksomhet.model_validate({**base, **fields})


def rows(language: str = "nb", **days: dict[str, str]) -> list[tuple[str, str]]:
    card = contact_card("kultur", virksomhet(apningstider=days), language=language)
    return [(row.days, row.hours) for row in card.hours]


def test_equal_days_stand_together() -> None:
    week = dict.fromkeys(("mandag", "tirsdag", "onsdag", "torsdag", "fredag"), DAY)
    assert rows(**week) == [("mandag–fredag", "08.00–15.30"), ("lørdag–søndag", "stengt")]


def test_a_day_that_differs_stands_alone() -> None:
    week: dict[str, dict[str, str]] = dict.fromkeys(("mandag", "tirsdag", "torsdag"), DAY)
    week["onsdag"] = {"apner": "10:00", "stenger": "18:00"}
    assert rows(**week) == [
        ("mandag–tirsdag", "08.00–15.30"),
        ("onsdag", "10.00–18.00"),
        ("torsdag", "08.00–15.30"),
        ("fredag–søndag", "stengt"),
    ]


def test_hours_are_in_the_pages_language() -> None:
    assert rows("en", mandag=DAY)[0] == ("Monday", "08:00–15:30")
    assert rows("nn", mandag=DAY)[1] == ("tysdag–sundag", "stengt")


def test_a_unit_without_hours_shows_no_week_of_closed_days() -> None:
    assert rows() == []


@pytest.mark.parametrize(
    ("phone", "href"),
    [
        ("64 87 87 00", "tel:+4764878700"),
        ("815 00 000", "tel:+4781500000"),
        ("+47 64 87 87 00", "tel:+4764878700"),
        ("02600", "tel:02600"),
        ("", ""),
    ],
)
def test_a_number_can_be_called_from_where_it_works(phone: str, href: str) -> None:
    assert phone_href(phone) == href


def test_the_card_says_who_answers_and_where() -> None:
    visit = {"gate": "Torget 1", "postnummer": "1400", "sted": "Ski"}
    card = contact_card(
        "kultur", virksomhet(besok=visit, epost="a@b.no"), owner="Kultursjefen", language="en"
    )
    assert (card.unit.text, card.unit.url, card.unit.language) == ("Kultur", "/kultur/", "nb")
    assert (card.visit, card.email, card.owner) == ("Torget 1, 1400 Ski", "a@b.no", "Kultursjefen")
    assert card.hours == ()
