"""Plain fields, which must be read as YAML reads them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.errors import ContentError
from plugins.source.yaml_plain import plain_fields
from plugins.source.yaml_text import parse_any_yaml

PIECES = (
    "tittel", "emner", "a", "Å få plass", "true", "null", "~", "no", "1", "1.5", "2026-11-23", "15:30",
    "08.00", "https://a.no/b#c", "«sitat»", "(se under)", "§ 3", "=", "<<", "[a, b]", "{a: b}", "'x'", '"x"',
    "|", ">",
    "\n  a: b", "\n  c: d", "\n b: x", "\n  tel: tel:+47",
    "- ", "-", ": ", ":", "\n", "\n", "\n  ", "\n- ", "\n  - ", " ", "  ", "#", " # x", "#x", "&x ", "*x",
    "!x ", "%", "@", "`", "? ", ",", "\t", "\u00a0", "\x85", "\u2028", "\ufeff", "---", "...",
    "0x1F", "1e3", "½",
    "²", "٣",
)  # fmt: skip


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.integers(1, 3))
def test_what_is_read_is_what_yaml_reads(text: str, first_line: int) -> None:
    read = plain_fields(text, first_line)
    try:
        whole = parse_any_yaml("a.md", text, first_line)
    except ContentError:
        whole = None
    assert read is None or read == whole


def test_fields_as_people_write_them_are_plain() -> None:
    text = "tittel: Søk plass\noppdatert: 2026-11-23\nemner:\n- barn\n- skole \nfrist:\nvises: true"
    assert plain_fields(text, 2) == (
        {
            "tittel": "Søk plass",
            "oppdatert": "2026-11-23",
            "emner": ["barn", "skole"],
            "frist": None,
            "vises": True,
        },
        {"": 2, "tittel": 2, "oppdatert": 3, "emner": 4, "emner.0": 5, "emner.1": 6, "frist": 7, "vises": 8},
    )


def test_fields_in_a_field_are_plain() -> None:
    text = "handling:\n  tekst: Ring oss \n  url: tel:+4764878700\npris: 120 kroner"
    assert plain_fields(text, 2) == (
        {"handling": {"tekst": "Ring oss", "url": "tel:+4764878700"}, "pris": "120 kroner"},
        {"": 2, "handling": 2, "handling.tekst": 3, "handling.url": 4, "pris": 5},
    )


@pytest.mark.parametrize(
    "text",
    ["", "a: 'b'", "a: b: c", "a: b # c", "a: b\na: c", "a: [b, c]", "a: b\n  c", "a:\n  b:\n    c: d",
     "a:\n  b: c\n  b: d", "a:\n  b: c\n    d: e", "a:\n  b: c\n d: e", "a:\n  b: c\n  - d",
     "a:\n- b\n  c: d", "a:\n  b:", "a: b\n  c: d", "a:\n- b\n - c", "# a", "a: b\n- c", "a:\n- b: c",
     "a: >\n  b", "a: b\n\nc: d", "a: &b c", "a b: c", "a: -", "a:b"],
)  # fmt: skip
def test_the_rest_is_left_to_yaml(text: str) -> None:
    assert plain_fields(text, 1) is None
