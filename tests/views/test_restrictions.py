"""A restriction is explained truthfully, and only when its paragraph is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.archive import Skjerming
from plugins.views.restrictions import ACCESS, explain, restriction_view

UNKNOWN = explain("en annen hjemmel")


@pytest.mark.parametrize(
    ("paragraph", "says"),
    [
        ("offl. § 13 jf. fvl. § 13 første ledd nr. 1", "personlige forhold"),
        ("Offl § 13, jfr fvl § 13 1. ledd nr 1", "personlige forhold"),
        ("offentleglova § 13 jf. forvaltningsloven § 13 første ledd nr. 2", "forretningsforhold"),
        ("offl. § 13 jf. fvl. § 13 første ledd 1. punkt", "personlige forhold"),
        ("Off. §13", "taushetsplikt"),
        ("offl. §13 jf. opplæringsloven § 15-1", "taushetsplikt"),
        ("Offl. § 14", "forberede en sak internt"),
        ("offl. § 15 første ledd", "hentet inn"),
        ("offentlighetsloven § 20", "andre land"),
        ("offl. § 21", "nasjonal sikkerhet"),
        ("offl. § 22", "statsbudsjettet"),
        ("U.off. § 23 tredje ledd", "anskaffelse"),
        ("Unntatt offentlighet, offl. § 24 annet ledd", "lovbrudd"),
        ("Offl. § 25 første ledd", "ansettelse"),
        ("offl. § 26 femte ledd", "fødselsnummer eller et nummer"),
        ("offl. § 26", "eksamenssvar"),
        ("off.loven §14 1.ledd", "forberede en sak internt"),
        ("Off. lova § 14", "forberede en sak internt"),
        ("Offl. § 13 jf. fvl. § 13 (1) nr. 1", "personlige forhold"),
        ("Offl.§13,fvl.§13,1.ledd nr.2", "forretningsforhold"),
        ("Forv.l. § 13 nr. 2", "forretningsforhold"),
        ("jf. fvl. § 13 nr. 1", "personlige forhold"),
        ("off § 13 (fvl §13.1)", "taushetsplikt"),
        ("Offl. § 5 annet ledd", "utsatt"),
        ("offl § 5 a", "taushetsplikt"),
        ("offl. § 16 første ledd", "kommuner"),
        ("offl. § 17", "hoff"),
        ("offl. § 18", "rettssak"),
        ("offl. § 19", "Sametinget"),
        ("offl. § 23 (1)", "økonomi"),
        ("offl. § 24 (3)", "fare"),
        ("hpl § 21", "helsepersonell"),
        ("Offl. § 13 jf. helsepersonelloven § 21", "pasienter"),
        ("barnevernsloven § 13-1", "barnevern"),
        ("NAV-loven § 7", "hjelp"),
        ("Unntatt offentlighet § 13", "taushetsplikt"),
    ],
)
def test_usual_paragraphs_are_explained_in_plain_words(paragraph: str, says: str) -> None:
    assert says in explain(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "jernbaneloven § 21",
        "§ 21",
        "barnevernsloven § 24",
        "offl. § 99",
        "jf. fvl. § 19",
        "UO",
        "fvl. § 14",
        "Unntatt offentlighet, politiloven § 24",
        "Unntatt etter offl. i samsvar med plan- og bygningsloven § 14",
    ],
)
def test_what_we_do_not_know_is_not_explained_as_something_else(paragraph: str) -> None:
    assert explain(paragraph) == UNKNOWN


def test_several_paragraphs_are_each_explained_once() -> None:
    both = explain("offl. §§ 13 og 14, jf. fvl. § 13 nr. 1")
    assert both == f"{explain('offl. § 14')} {explain('fvl. § 13 nr. 1')}"
    assert explain("offl. § 14, offl. § 14") == explain("offl. § 14")


def test_a_secrecy_whose_ground_is_not_said_is_only_called_secrecy() -> None:
    assert "personlige" not in explain("offl. § 13 jf. fvl. § 13")
    assert "taushetsplikt" in explain("offl. § 13 jf. fvl. § 13")


def test_restriction_and_paragraph_stay_separate_fields() -> None:
    view = restriction_view(Skjerming(tilgangsrestriksjon=" UO ", skjermingshjemmel=" offl. § 14 "))
    assert view is not None
    assert (view.restriction, view.paragraph) == ("UO", "offl. § 14")


def test_an_open_entry_has_no_restriction() -> None:
    assert restriction_view(None) is None


def test_a_restriction_without_paragraph_says_that_none_was_given() -> None:
    view = restriction_view(Skjerming(tilgangsrestriksjon="", skjermingshjemmel=""))
    assert view is not None
    assert view.restriction == "Begrenset innsyn"
    assert "ikke oppgitt" in view.explanation


@given(st.text(max_size=200))
def test_any_text_gets_an_explanation(paragraph: str) -> None:
    assert explain(paragraph).endswith(".")


def test_access_help_names_the_deadlines_and_whom_to_appeal_to() -> None:
    said = " ".join(ACCESS)
    assert "5 virkedager" in said
    assert "10 virkedager" in said
    assert "Statsforvalteren" in said
