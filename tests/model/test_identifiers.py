"""Identifiers: what is found whatever stands around it, and what is left alone."""

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.model.digit_groups import SEPARATOR, SIGN, has_long_row
from plugins.model.identifiers import (
    IdentifierKind,
    find_identifiers,
    find_national_ids,
    is_national_id,
    scrub,
)

SEPARATORS = ["", " ", ".", "-", "–", "\u00a0", "\u2011", "\u00ad", " - ", "\u2009"]


def controls(nine: str, remainder: int = 0) -> str | None:
    """Nine digits with their two control digits, or None when none exist."""
    first = (remainder - sum(int(d) * w for d, w in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True))) % 11
    if first == 10:
        return None
    ten = f"{nine}{first}"
    second = -sum(int(d) * w for d, w in zip(ten, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return None if second == 10 else f"{ten}{second}"


@st.composite
def national_ids(draw) -> str:
    """Valid numbers of every kind: ordinary, D, H, synthetic, FH, and those issued from 2032."""
    if draw(st.booleans()):
        nine = draw(st.sampled_from("89")) + draw(st.text("0123456789", min_size=8, max_size=8))
    else:
        day = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
        days = day.day + draw(st.sampled_from([0, 40]))
        months = day.month + draw(st.sampled_from([0, 40, 65, 80]))
        nine = f"{days:02}{months:02}{day:%y}{draw(st.integers(0, 999)):03}"
    number = controls(nine, draw(st.sampled_from([0, 0, 1, 2, 3])))
    assume(number is not None)
    return number


@st.composite
def spread(draw, digits: str) -> str:
    """The digits with separators anywhere between them."""
    return digits[0] + "".join(draw(st.sampled_from(SEPARATORS)) + digit for digit in digits[1:])


words = st.text(st.characters(whitelist_categories=["L", "P", "Zs"], blacklist_characters="/"), max_size=20)


@given(national_ids(), words, words, st.data())
def test_a_valid_number_is_found_whatever_stands_in_and_around_it(number, before, after, data):
    written = data.draw(spread(number))
    assume(not [c for c in written if c == "."] or written.count(".") != 2)  # 4.2.5 is an account
    text = f"{before}x {written} x{after}"
    start = len(before) + 2
    assert any(i.start <= start and start + len(written) <= i.end for i in find_national_ids(text))
    assert not find_national_ids(scrub(text))


@given(national_ids(), st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९"]))
def test_digits_of_other_scripts_are_digits(number, digits):
    assert find_national_ids("nr " + number.translate(str.maketrans("0123456789", digits)))


@given(st.text("0123456789", min_size=11, max_size=11))
def test_a_wrong_number_is_not_a_national_id(digits):
    valid = any(controls(digits[:9], r) == digits for r in range(4))
    if not valid:
        assert find_national_ids(f"nr {digits}.") == ()


@given(st.text("0123456789", min_size=9, max_size=9))
def test_an_organisation_number_is_not_a_national_id(number):
    for text in (number, f"{number[:3]} {number[3:6]} {number[6:]}", f"NO {number} MVA"):
        assert find_national_ids(text) == ()


@given(st.text(max_size=200))
def test_findings_are_ordered_apart_and_inside_the_text(text):
    ends = 0
    for found in find_identifiers(text):
        assert ends <= found.start < found.end <= len(text)
        ends = found.end


@given(st.text(st.sampled_from("0123456789 .-/@ab+"), max_size=60))
def test_nothing_more_is_found_after_scrubbing(text):
    assert find_identifiers(scrub(text)) == ()


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("01019000083", "ordinary"),
        ("29020000083", "29 February of a year that may be a leap year"),
        ("41019000000", "D-number"),
        ("01419000000", "H-number"),
        ("01819000000", "synthetic, month + 80"),
        ("01669000000", "synthetic, month + 65"),
        ("81019000000", "FH-number"),
    ],
)
def test_kinds_of_number(number, why):
    valid = next(c for n in range(1000) if (c := controls(f"{number[:6]}{n:03}")))
    assert is_national_id(valid), why


@pytest.mark.parametrize("six", ["290201", "310490", "000190", "320190", "011390", "720190", "019390"])
def test_days_that_do_not_exist(six):
    assert not any(is_national_id(c) for n in range(200) if (c := controls(f"{six}{n:03}")))


@pytest.mark.parametrize(
    "text",
    [
        "010190 00083",
        "010190-00083",
        "01.01.90 00083",
        "01.01.1990 00083",
        "010190/00083",
        "01 01 90 000 83",
        "vedtak_01019000083.pdf",
        "20261123_01019000083",
        "(01019000083)",
        "fnr:01019000083,",
        "0101 90 00083",
        "01 01 90\u2011000\u00a083",
        "010190 –  00083",
        "3 01019000083 4",
        "Ola010190 00083",
        "010190:00083",
        "010190 : 00083",
        "010190*00083",
        "010190+00083",
        "010190,00083",
        "010190|00083",
        "010190=000 83",
        "01:01:90:00083",
        "01/01/90 00083",
        "01+01+1990 00083",
        "01011990,00083",
        "0,1,0,1,9,0,0,0,0,8,3",
        "sak 2015/12, 010190;00083",
    ],
)
def test_forms_of_one_number(text):
    assert [i.kind for i in find_national_ids(text)] == [IdentifierKind.FODSELSNUMMER]
    assert "00083" not in scrub(text)


@pytest.mark.parametrize(
    "text",
    [
        "0101.90.00083",
        "1234.56.78903",
        "0101900008",
        "010190000831",
        "010190, 00083",
        "Sak 2012/12345-67",
        "gnr 135 bnr 22",
        "12.10.2026 kl. 18.00",
        "64 87 87 00",
        "2026/12345-7",
        "",
        "KST-35/15",
        "0101, 900, 00083",
        "01,0190,00083",
        "010, 190, 00083",
        "01/01-90, 00083",
        "11/12 14/00083",
        "kl. 01:01, 90 00083",
        "010190 : 00 083 kr, 12, 345",
        "10:30–11:45, 12, 345, 678",
        "010190: 000 083",
        "| 010190 | 00083 |",
    ],
)
def test_forms_that_are_no_national_id(text):
    assert find_national_ids(text) == ()


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("konto 1234.56.78903", "konto [kontonummer]"),
        ("konto 1234 56 78903", "konto [kontonummer]"),
        ("konto 12345678903", "konto [kontonummer]"),
        ("kort 4111 1111 1111 1111", "kort [kort]"),
        ("kort 4111111111111111", "kort [kort]"),
        ("skriv til kari.nordmann+a@post.example.no.", "skriv til [epost]."),
        ("tlf 64878700", "tlf [telefon]"),
        ("tlf 64 87 87 00", "tlf [telefon]"),
        ("tlf 900 12 345", "tlf [telefon]"),
        ("tlf +47 900 12 345", "tlf [telefon]"),
        ("tlf 0047 64 87 87 00", "tlf [telefon]"),
        ("tlf +46 70 123 45 67", "tlf [telefon]"),
        ("nr 123456789012", "nr [siffer]"),
        ("mistastet 010190 12346", "mistastet [siffer]"),
        ("org 944384081", "org [siffer]"),
    ],
)
def test_each_kind_is_replaced_by_its_name(text, scrubbed):
    assert scrub(text) == scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "2015/1234",
        "15/1234-7",
        "sak 2026/12345-7",
        "135/22",
        "135/22/0/0",
        "gnr 135 bnr 22 fnr 0",
        "12.10.2026",
        "2026-10-12",
        "20261012",
        "12.10.2026-14.10.2026",
        "kl. 18.00-20.00",
        "2026-2029",
        "ring 02800 eller 21495",
        "110, 112 og 113",
        "1400 Ski",
        "kr 1 200",
        "KST-35/15",
        "pris 45 000 kr",
    ],
)
def test_numbers_that_identify_nobody_stay(text):
    assert scrub(text) == text


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "1 " * 5_000, "a" * 20_000 + "@", "+1" * 10_000, "4111 " * 2_000]
)
def test_hostile_text_is_answered(text):
    assert find_national_ids(scrub(text)) == ()


@given(
    st.lists(
        st.sampled_from(
            "0 1 9 12 010190 ٣ १ 𝟗 a å - – . , : + * ％ ÷ \0 / \u00a0 \u200b \x85 \n \x1c ² \ud800".split(" ")
        ),
        max_size=30,
    ).map("".join)
    | st.text()
)
def test_no_row_of_digits_is_passed_over(text: str) -> None:
    """What is looked for in long texts only where there may be something is found in all of them."""
    found = re.search(rf"\d(?:(?:(?:{SEPARATOR}|/){{0,5}}|{SIGN})\d){{10,}}", text)
    assert not found or has_long_row(text, 11)


def test_a_number_deep_in_a_long_text_is_found() -> None:
    text = "Ord og tall 2026, 1 400 kr. " * 100
    assert not find_national_ids(text)
    assert len(find_national_ids(f"{text} 010190 00083 {text} ٠١٠١٩٠٠٠٠٨٣")) == 2
