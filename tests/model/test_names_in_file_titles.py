"""Titles that are written as files are called: the names in them are found, and gone after masking."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.names import MASK, find_person_names, is_person, mask_names

FIRST = ["Kari", "Ole", "Anne-Lise", "Bjørn", "Agnieszka", "Åse", "Trygve"]
LAST = ["Nordmann", "Hansen", "Underlien", "Ødegård", "Partsrud"]
FORMS = [
    "Klage_{0}_{1}.pdf", "Klage fra {0}_{1}.pdf", "20261120_{1}_{0}_vedlegg.pdf", "{0}-{1}.docx",
    "CV_{0}{1}.PDF", "Klage-{0}-{1}", "Scan.{0}.{1}.pdf", "Klage%20{0}%20{1}.pdf", "{0}_{1}",
    "2026-11-20 {0}_{1} (2).pdf",
    "{1}, {0}.pdf", "KLAGE_{0}_{1}_ferdig", "klage {0} {1}.PDF",
]  # fmt: skip
names = st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST))


@given(names, st.sampled_from(FORMS))
def test_a_name_in_the_name_of_a_file_is_found_and_masked(name: tuple[str, str], form: str) -> None:
    title = form.format(*name)
    found = find_person_names(title)
    assert any(name[1] in one for one in found)
    masked = mask_names(title, found)
    assert MASK in masked
    assert not any(part in masked for part in name)


@given(names, st.sampled_from(FORMS))
def test_a_partys_name_is_masked_and_the_rest_is_left(name: tuple[str, str], form: str) -> None:
    masked = mask_names(form.format(*name), [" ".join(name)])
    rest = re.sub(r"\{[01]\}", "", form)
    assert not any(part in masked for part in name)
    assert re.sub(r"\W|_", "", masked.replace(MASK, "")) == re.sub(r"\W|_", "", rest)


@pytest.mark.parametrize(
    ("title", "party", "masked"),
    [
        ("Klage_Olaug_Partsrud.pdf", "Olaug Partsrud", "Klage_[navn].pdf"),
        ("20261120_Partsrud_Olaug_sykmelding.pdf", "Olaug Partsrud", "20261120_[navn]_sykmelding.pdf"),
        ("klage fra OlaugPartsrud.pdf", "Olaug Partsrud", "klage fra [navn].pdf"),
        ("Klage_Partsrud2.pdf", "Olaug Partsrud", "Klage_[navn]2.pdf"),
        ("PerSki.pdf", "Per Ski", "[navn].pdf"),
        ("Notat_Ski_kommune.pdf", "Per Ski", "Notat_Ski_kommune.pdf"),
        ("O'Brien_Sean.pdf", "Sean O'Brien", "[navn].pdf"),
        ("Persondata_Personal.pdf", "Per Son", "Persondata_Personal.pdf"),
    ],
)
def test_how_it_reads_then(title: str, party: str, masked: str) -> None:
    assert mask_names(title, [party]) == masked


@pytest.mark.parametrize(
    "title",
    [
        "Situasjonsplan_gnr135.pdf", "Referat_fra_møte.docx", "PowerPoint fra LinkedIn", "Anne-Lise",
        "McDonalds", "Bane-NOR", "vedlegg_2.pdf", "Ski-Oslo", "Kråkstad_skole.pdf",
        "Gang-/sykkelvei Ski–Kråkstad", "iPad_til_elever", "YouTube-kanal", "Dahl-Hansen AS", "Nordre-Follo",
        "e_post",
    ],
)  # fmt: skip
def test_what_only_looks_like_it(title: str) -> None:
    assert find_person_names(title) == ()


def test_a_party_written_so_is_a_person() -> None:
    assert is_person("Kari_Nordmann")
    assert not is_person("Ski_kommune")
