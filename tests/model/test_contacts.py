"""E-mail and telephone: private ones are masked, an organisation's own are not, doubt is private."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.contacts import mask_contacts

PRIVATE = [
    ("Svar til kari.nordmann@example.com", "Svar til [epost]"),
    ("Klage (kari@gmail.com)", "Klage ([epost])"),
    ("post@gmail.com", "[epost]"),
    ("Hans Hansen AS, hans@hansen-bygg.no", "Hans Hansen AS, [epost]"),
    ("Kari Nordmann, tlf. 900 12 345", "Kari Nordmann, tlf. [telefon]"),
    ("Kari Nordmann 64 87 87 00", "Kari Nordmann [telefon]"),
    ("ring 90012345", "ring [telefon]"),
    ("mobilnr. 90012345", "mobilnr. [telefon]"),
    ("900 12345", "[telefon]"),
    ("+47 900 12 345", "[telefon]"),
    ("+46 70 123 45 67", "[telefon]"),
    ("+47 900 12 345 Kari Moe Folloporten Kafé AS", "[telefon] Kari Moe Folloporten Kafé AS"),
    ("Folloporten Kafé AS, 900 12 345", "Folloporten Kafé AS, [telefon]"),
    ("+46 70 123 45 67 Kari Moe Folloporten Kafé AS", "[telefon] Kari Moe Folloporten Kafé AS"),
    ("tlf 90012345/97012345", "tlf [telefon]/[telefon]"),
    ("Ski kommune v/ Kari Nordmann, 900 12 345", "Ski kommune v/ Kari Nordmann, [telefon]"),
    ("Ola og Kari, ola@example.net og kari@example.net", "Ola og Kari, [epost] og [epost]"),
]
OPEN = [
    "Henvendelse til postmottak@ski.kommune.no",
    "kari.nordmann@ski.kommune.no",
    "Kontakt post@skiil.no",
    "firmapost@hansen-bygg.no",
    "Ski kommune, servicetorget, 64 87 87 00",
    "Vakttelefon vann og avløp 64 87 87 99",
    "Ring 800 12 345",
    "Ring 815 44 000",
    "Faktura 90012345",
    "Ordrenr. 40012345",
    "Vedtak i sak 2015/12345678",
    "Innkalling 22.10.2026 kl. 18.00",
    "Byggesak gnr 135 bnr 22, kr 45 000 000",
    "Økonomiplan 2026-2029, org.nr. 944 384 081",
    "Se https://www.youtube.com/@skikommune",
    "Ring 02800",
    "",
]


@pytest.mark.parametrize(("text", "masked"), PRIVATE)
def test_private_contact_details_are_masked(text, masked):
    assert mask_contacts(text) == masked


@pytest.mark.parametrize("text", OPEN)
def test_what_is_an_organisations_own_or_no_contact_stays(text):
    assert mask_contacts(text) == text


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_address_is_masked_in_any_text(before, after):
    assert "kari.nordmann@example.com" not in mask_contacts(f"{before} kari.nordmann@example.com {after}")


@given(st.text(max_size=100))
def test_masking_twice_changes_nothing(text):
    once = mask_contacts(text)
    assert mask_contacts(once) == once
