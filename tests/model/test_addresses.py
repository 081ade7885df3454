"""Addresses never change: these are promises, not descriptions."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model import addresses

DAY = date(2026, 1, 5)

PROMISED = {
    "/barnehage/": addresses.unit("barnehage"),
    "/barnehage/atom.xml": addresses.unit_feed("barnehage"),
    "/barnehage/opptak/": addresses.page("barnehage", "opptak"),
    "/for/innbyggere/": addresses.target_group("innbyggere"),
    "/nyheter/2026/01/ny-gangbru/": addresses.news_item(DAY, "ny-gangbru"),
    "/nyheter/2026/01/": addresses.news_month(2026, 1),
    "/postliste/2026/01/05/": addresses.post_list_day(DAY),
    "/postliste/2026/uke/02/": addresses.post_list_week(2026, 2),
    "/postliste/2026/01/": addresses.post_list_month(DAY),
    "/postliste/2026/01/enhet/plan/": addresses.post_list_unit_month(DAY, "plan"),
    "/postliste/2026/01/type/inngaende/": addresses.post_list_type_month(DAY, "inngaende"),
    "/postliste/enhet/plan/": addresses.post_list_unit("plan"),
    "/postliste/type/inngaende/": addresses.post_list_type("inngaende"),
    "/postliste/2026/01/del/3/": addresses.post_list_part("/postliste/2026/01/", 3),
    "/postliste/2026/01/postliste.csv": addresses.post_list_data("/postliste/2026/01/", "csv"),
    "/postliste/2026/01/atom.xml": addresses.post_list_data("/postliste/2026/01/", "atom"),
    "/postliste/udatert/": addresses.post_list_undated(),
    "/sak/ab12cd34/k-1/": addresses.case("ab12cd34", "k-1"),
    "/sak/2015/1234/": addresses.case_number(2015, 1234),
    "/sak/ab12cd34/k-1/#jp-j-2": addresses.journal_entry("ab12cd34", "k-1", "j-2"),
    "/journalpost/ab12cd34/j-2/": addresses.journal_entry_permanent("ab12cd34", "j-2"),
    "/politikk/utvalg/kommunestyret/": addresses.body("kommunestyret"),
    "/politikk/mote/ab12cd34/m-3/": addresses.meeting("ab12cd34", "m-3"),
}


@pytest.mark.parametrize("promised", PROMISED)
def test_an_address_is_as_promised(promised):
    assert PROMISED[promised] == promised


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Søk om barnehageplass", "sok-om-barnehageplass"),
        ("Ærlig talt, Åse!", "aerlig-talt-ase"),
        ("Café Crème", "cafe-creme"),
        ("  --  ", ""),
        ("Nguyễn", "nguyen"),
        ("Đorđe Straße", "dorde-strasse"),
    ],
)
def test_slugs(text, slug):
    assert addresses.slug(text) == slug


@given(st.text(max_size=60))
def test_a_slug_is_safe_and_final(text):
    once = addresses.slug(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", once)
    assert addresses.slug(once) == once


def test_no_unit_can_take_a_first_part_that_the_site_uses():
    used = {path.strip("/").split("/")[0] for path in PROMISED if not path.startswith("/barnehage")}
    assert used <= addresses.RESERVED


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_two_records_never_share_an_address(one, other):
    if one.lower() != other.lower():  # archives write one UUID in both cases
        assert addresses.case("a", one) != addresses.case("a", other)
