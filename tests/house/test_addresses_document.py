"""``docs/adresser.md`` promises addresses; this holds the promise against the code that makes them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from plugins.model import addresses

ROOT = Path(__file__).resolve().parents[2]

MADE: dict[str, str] = {
    "Forside": addresses.HOME,
    "Virksomhet": addresses.unit("barnehage"),
    "Alle virksomheter": addresses.UNITS,
    "Side": addresses.page("barnehage", "opptak"),
    "Målgruppe": addresses.target_group("innbyggere"),
    "Engelske sider": addresses.ENGLISH,
    "Nyheter": addresses.NEWS,
    "Nyheter i en måned": addresses.news_month(2026, 11),
    "Nyhet": addresses.news_item(date(2026, 11, 5), "ny-gangbru"),
    "Atom, alle nyheter": addresses.NEWS_FEED,
    "Atom, en virksomhet": addresses.unit_feed("barnehage"),
    "Politikk": addresses.POLITICS,
    "Utvalg": addresses.body("kommunestyret"),
    "Utvalg, møtene i et år": addresses.body_year("kommunestyret", 2015),
    "Utvalg, flere møter i et år": addresses.body_year_part("kommunestyret", 2015, 2),
    "Kalender, alle møter": addresses.MEETINGS_CALENDAR,
    "Kalender, ett utvalg": addresses.body_calendar("kommunestyret"),
    "Høringer": addresses.HEARINGS,
    "Høring": addresses.hearing("ski-vest"),
    "Atom, høringer": addresses.HEARINGS_FEED,
    "Møte": addresses.meeting("b87ca23f", "812a8c4b"),
    "Møte, mer av sakslista": addresses.meeting_part("b87ca23f", "812a8c4b", 2),
    "Sak": addresses.case("b87ca23f", "2a14674c"),
    "Sak, flere dokumenter": addresses.case_part("b87ca23f", "2a14674c", 2),
    "Atom, en sak": addresses.case_feed("b87ca23f", "2a14674c"),
    "Saksnummer": addresses.case_number(2015, 1234),
    "Møtesak": addresses.council_item("KST-35/15"),
    "Journalpost i saken": addresses.journal_entry("b87ca23f", "2a14674c", "e24aef25"),
    "Journalpost": addresses.journal_entry_permanent("b87ca23f", "e24aef25"),
    "Postliste": addresses.POST_LIST,
    "Postliste, en dag": addresses.post_list_day(date(2026, 11, 20)),
    "Postliste, en uke": addresses.post_list_week(2026, 47),
    "Postliste, en måned": addresses.post_list_month(date(2026, 11, 20)),
    "Postliste, en enhet i en måned": addresses.post_list_unit_month(date(2026, 11, 20), "barnehage"),
    "Postliste, en type i en måned": addresses.post_list_type_month(date(2026, 11, 20), "inngaende"),
    "Postliste, en enhet": addresses.post_list_unit("barnehage"),
    "Postliste, en type": addresses.post_list_type("inngaende"),
    "Postliste, en del av ei lang liste": addresses.post_list_part(
        addresses.post_list_month(date(2026, 11, 20)), 3
    ),
    "Postliste som data": addresses.post_list_data(addresses.post_list_day(date(2026, 11, 20)), "csv"),
    "Postliste, de nyeste som data": addresses.post_list_data(addresses.POST_LIST, "csv"),
    "Atom, postliste": addresses.POST_LIST_FEED,
    "Postliste uten dato": addresses.post_list_undated(),
    "Søk": addresses.SEARCH,
    "Søk som data": addresses.API_SEARCH,
    "Søk å følge (Atom)": addresses.SEARCH_FEED,
    "Søk som tabell": addresses.SEARCH_TABLE,
    "Søk som data, fra siden": addresses.SEARCH_JSON,
    "Forslag mens du skriver": addresses.API_SUGGEST,
    "Søk fra adresselinja": addresses.OPENSEARCH,
    "Åpnet treff": addresses.OPEN_HIT,
    "Svar om en side": addresses.ANSWER,
    "Innsikt": addresses.INSIGHT,
    "Datafiler": addresses.DATA,
    "Nettstedskart": addresses.SITEMAP,
    "For søkemotorer": addresses.ROBOTS,
    "Stilark, skrift, ikoner": addresses.STATIC,
}


def promised() -> dict[str, str]:
    text = (ROOT / "docs/adresser.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| `[^`]+` \| `([^`]+)` \|", text, re.MULTILINE)
    return {name.strip(): example for name, example in rows}


def test_every_promised_address_is_made_and_every_made_one_is_promised() -> None:
    assert promised() == MADE


@pytest.mark.parametrize("name", [n for n in MADE if n not in {"Forside"}])
def test_no_unit_can_take_the_first_part_of_an_address(name: str) -> None:
    first = MADE[name].strip("/").split("/")[0].split(".")[0]
    assert first in addresses.RESERVED | {"barnehage"}
