"""A decision of many pages is looked through for names as a title is, and in no more time a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model import name_shapes
from plugins.model.file_words import read_apart
from plugins.model.name_shapes import word_before

PIECES = st.sampled_from(
    [
        "fra",
        "til",
        "vedrørende",
        "ekteparet",
        "Familien",
        "fam.",
        "hr.",
        " ",
        "\t\n",
        "\N{NO-BREAK SPACE}",
        "x",
        "Ødegård",
        "-",
        "",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.integers(0, 60))
@pytest.mark.parametrize("pattern", [name_shapes._CUE, name_shapes._FROM])
def test_a_word_before_a_name_is_seen_as_in_the_whole_text(pattern, text: str, at: int) -> None:
    at = min(at, len(text))
    assert bool(pattern.search(word_before(text, at))) == bool(pattern.search(text[:at]))


def test_what_is_looked_at_does_not_grow_with_the_text() -> None:
    assert len(word_before("Vedtaket sendes til " * 10_000, 200_000)) < 20


WORDS = st.one_of(
    st.sampled_from(
        "Søknad om Klage Kari Nordmann KariNordmann Kari-Nordmann Klage_Kari.pdf K. N. fra Hansens A/S AS "
        "hans (Emma) «Liv» 2016–2020 gnr 83 Ski Anne-Lise %20Kari NORDMANN, van e\u0301n é.".split()
    ),
    st.text(max_size=6),
)
SPACES = st.sampled_from([" ", " ", "  ", "\N{NO-BREAK SPACE}", "\n", "\x1f"])


@given(st.lists(st.tuples(WORDS, SPACES), max_size=9).map(lambda pieces: "".join(map("".join, pieces))))
def test_pieces_without_names_have_none_together(text: str) -> None:
    if all(map(name_shapes.is_nameless, text.split())):
        assert not any(read_apart(text, name_shapes.shaped_like_names))
