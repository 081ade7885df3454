"""Names that are known: found in any form, and gone after masking."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.model.name_words import is_ordinary, is_place, word
from plugins.model.names import MASK, find_person_names, is_person, mask_names

FIRST = ["Kari", "Ola", "Ahmed", "Åse", "Nguyễn", "Anne-Lise", "Zbigniew", "Máret", "Siri"]
LAST = ["Nordmann", "Hansen", "Al-Hassan", "Ødegård", "Wojciechowski", "Solheim", "Hætta", "Ås"]

names = st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST))
titles = st.text(st.sampled_from("abcdefghij klmnoprst ÆØÅæøå .,–-'’[]()0123456789"), max_size=60)


@pytest.mark.parametrize(
    ("text", "names", "masked"),
    [
        ("Klage fra Kari Nordmann på vedtak", ["Kari Nordmann"], "Klage fra [navn] på vedtak"),
        ("Klage fra Nordmann, Kari", ["Kari Nordmann"], "Klage fra [navn]"),
        ("Klage fra Kari Nordmann", ["Nordmann, Kari"], "Klage fra [navn]"),
        ("KARI NORDMANN – klage", ["Kari Nordmann"], "[navn] – klage"),
        ("klage fra kari nordmann", ["Kari Nordmann"], "klage fra [navn]"),
        ("Kari Nordmanns klage", ["Kari Nordmann"], "[navn]s klage"),
        ("Jens Hans' klage", ["Jens Hans"], "[navn]s klage"),
        ("Nordmann klager", ["Kari Nordmann"], "[navn] klager"),
        ("Kari M. Nordmann klager", ["Kari Nordmann"], "[navn] klager"),
        ("K. Nordmann klager", ["Kari Nordmann"], "[navn] klager"),
        ("Kari Anne Nordmann klager", ["Kari Nordmann"], "[navn] klager"),
        ("Kari Nordmann og Ola Nordmann", ["Kari Nordmann", "Ola Nordmann"], "[navn] og [navn]"),
        ("Anne Lise Berg", ["Anne-Lise Berg"], "[navn]"),
        ("Ola van der Meer", ["Ola van der Meer"], "[navn]"),
        ("Nordmannskog ryddes", ["Kari Nordmann"], "Nordmannskog ryddes"),
        ("Vi rydder en bakke", ["Odd Bakke"], "Vi rydder en bakke"),
        ("Klage fra Bakke", ["Odd Bakke"], "Klage fra [navn]"),
        ("Ski skole", ["Per Ski"], "Ski skole"),
        ("Klage fra Per Ski", ["Per Ski"], "Klage fra [navn]"),
        ("Uten navn", [], "Uten navn"),
        ("Uten navn", ["", " ", "—", "..."], "Uten navn"),
    ],
)
def test_known_names_in_any_form(text, names, masked):
    assert mask_names(text, names) == masked


@given(names, titles, titles, st.sampled_from(["{} {}", "{1}, {0}", "{}  {}", "{0}\u00a0{1}"]), st.booleans())
def test_nothing_of_a_known_name_remains(name, before, after, form, upper):
    first, last = name.split(" ")
    written = form.format(first, last)
    text = f"{before} {written.upper() if upper else written} {after}"
    masked = mask_names(text, [name]).casefold()
    for part in (first, last):
        if not (is_ordinary(part.casefold()) or is_place(part.casefold())):
            assert not re.search(rf"(?<!\w){re.escape(part.casefold())}(?!\w)", masked)


@given(st.lists(names, max_size=3), titles)
def test_masking_twice_changes_nothing(known, text):
    once = mask_names(" – ".join([text, *known]), known)
    assert mask_names(once, known) == once


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_can_be_read_and_masked(text, known):
    assert isinstance(find_person_names(text, known), tuple)
    assert isinstance(mask_names(text, known), str)
    assert is_person(text) in {True, False}


@given(st.text(max_size=80))
def test_what_is_found_stands_in_the_title_and_can_be_masked(text):
    normal = unicodedata.normalize("NFC", text)
    found = find_person_names(text)
    assert all(name in normal for name in found)


@given(names, st.sampled_from(["Klage fra {}", "Søknad om permisjon – {}", "{} – klage", "Brev (vedr. {})"]))
def test_what_is_found_without_being_known_can_be_masked(name, form):
    title = form.format(name)
    found = find_person_names(title)
    assert found == (name,)
    assert mask_names(title, found) == form.format(MASK)


@given(names)
def test_decomposed_letters_are_the_same_letters(name):
    assert mask_names(unicodedata.normalize("NFD", f"Klage fra {name}"), [name]) == "Klage fra [navn]"


@pytest.mark.parametrize(
    ("title", "known", "found"),
    [
        ("Nordmanns klage på vedtak", ["Nordmann, Kari"], ("Nordmann",)),
        ("Kari klager", ["Kari Nordmann"], ("Kari",)),
        ("Kari Nordmann og Nordmann", ["Kari Nordmann"], ("Kari Nordmann", "Nordmann")),
        ("Vedtak om støtte", ["Kari Nordmann"], ()),
        ("Klage fra Kari Nordmann", ["KARI NORDMANN"], ("Kari Nordmann",)),
    ],
)
def test_the_parties_names_are_found_alone(title, known, found):
    assert find_person_names(title, known) == found


@given(st.text(min_size=1, max_size=20))
def test_any_word_can_be_looked_up(text):
    assume(text.strip())
    assert word(text).key == text.casefold()
