"""Texts that need no tidying are told from the others at a glance, and never the other way round."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.importers import node
from plugins.importers.node import are_tidy, is_missing, plain

AWKWARD = " |ab-Næ–’é\u0301\u00ad\u00a0\u2028\u200b\u202e\u1161\u0340Å\t\n\x00\x7f\ud800😀"


def said(text: str) -> str:
    seen = plain(text)
    return "" if is_missing(seen) else seen


@given(st.lists(st.one_of(st.text(alphabet=AWKWARD, max_size=4), st.text(max_size=4))).map(tuple))
def test_tidy_texts_are_as_people_see_them(texts: tuple[str, ...]) -> None:
    if are_tidy(texts):
        assert texts == tuple(map(said, texts))


@pytest.mark.parametrize(
    "text", ["Søknad – «stått», 2. gang…", "", "|", "a|b", "naïve", "日本", "10 €", "ž" * 500]
)
def test_common_texts_are_tidy(text: str) -> None:
    assert are_tidy((text,))
    assert are_tidy(("x", text, "y"))
    assert are_tidy((text, "x", text))


@pytest.mark.parametrize(
    "text", [" a", "a ", "a  b", "a\u00adb", "a\tb", "e\u0301", "N/A", "-", "\ud800", "\u00a0"]
)
def test_and_others_are_not(text: str) -> None:
    assert not are_tidy((text,))
    assert not are_tidy(("x", text, "y"))


def test_what_is_known_to_stand_alone_is_composed_with_nothing() -> None:
    alone = [chr(n) for n in range(0x110000) if node._ALONE.fullmatch(chr(n))]
    assert not any(map(unicodedata.combining, alone))
    assert all(unicodedata.is_normalized("NFC", one) for one in alone)
