"""The gate looks through a whole record at once first. What that look passes over, must be nothing."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from plugins.importers import glance
from plugins.model.contacts import may_hold_contacts
from plugins.model.digit_groups import SEPARATOR

_ELEVEN = re.compile(rf"\d(?:(?:{SEPARATOR}|/){{0,5}}\d){{10}}")
DIGITS = st.sampled_from("0123456789٣५７𝟗")
BETWEEN = st.text(
    "  \t\n\x1f.-_/\u00a0\u00ad\u00b7\u2013\u2022\u200b\u2060\u2212\u3000\ufeff\u1680", max_size=3
)
BETWEEN_LETTERS = st.one_of(st.sampled_from("  -.()/+xåÅ–²½א中\u0301\u200b𝔘|"), st.characters())
ROWS = st.lists(st.tuples(DIGITS, BETWEEN), min_size=11, max_size=14).map(
    lambda row: "".join(digit + between for digit, between in row)
)

NUMBERS = st.lists(st.tuples(DIGITS, st.text(BETWEEN_LETTERS, max_size=3)), min_size=7, max_size=11).map(
    lambda row: "".join(digit + between for digit, between in row)
)
"""Digits as a telephone number may have them, with signs and letters of any alphabet between."""


@given(st.text(max_size=20), ROWS, st.text(max_size=20))
@example("", "12345678901", "")
def test_no_row_of_eleven_digits_is_passed_over(before: str, row: str, after: str) -> None:
    text = before + row + after
    if _ELEVEN.search(text):
        assert glance.may_hold_eleven_digits(text)


@given(st.text(max_size=20), NUMBERS, st.text(max_size=20))
@example("tlf ", "9å0–0 1²2 3(4)5", "")
def test_no_telephone_is_passed_over(before: str, number: str, after: str) -> None:
    text = before + number + after
    if may_hold_contacts(glance.decoded(text)):  # what an address has coded is read first
        assert not glance.is_clear([text], [])
        assert not glance.is_clear(["", text, "2026"], ["2026"])


@given(st.text())
def test_no_text_stops_the_look(text: str) -> None:
    assert glance.may_hold_eleven_digits(text) or not _ELEVEN.search(text)


def test_what_stands_in_different_fields_is_no_number_together() -> None:
    assert not glance.may_hold_eleven_digits(" ||||| ".join(["123456", "78901"]))
