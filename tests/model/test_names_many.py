"""Very many names in one text, where each word is looked up: as when names are looked for one by one."""

from __future__ import annotations

from itertools import islice, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.model import known_names
from plugins.model.names import MASK, mask_names

PARTS = [
    "Kari",
    "Ola",
    "Nordmann",
    "Hansen",
    "Anne-Lise",
    "Berg",
    "Ski",
    "Bakke",
    "Ås",
    "McDonald",
    "O'Brien",
    "Per",
]
names = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3, unique=True).map(" ".join)
words = st.sampled_from(
    [*PARTS, "KARI", "nordmann", "Nordmanns", "Anne Lise", "AnneLise", "K.", "og", "av", "vei", "–"]
)
texts = st.lists(st.tuples(words, st.sampled_from([" ", ", ", "_", "-", "\n", ""])), max_size=12).map(
    lambda found: "".join(word + between for word, between in found)
)


@given(texts, st.lists(names, min_size=1, max_size=12, unique=True))
@example("Ola KariKari Ola ", ["Kari", "Ola"])
def test_all_at_once_masks_what_each_would(text: str, known: list[str]) -> None:
    hidden = bytearray(len(text))
    for name in known:
        for start, end in known_names.known_spans(text, [name]):
            hidden[start:end] = b"x" * (end - start)
    found = bytearray(len(text))
    for start, end in known_names.known_spans(text, known):
        found[start:end] = b"x" * (end - start)
    assert found == hidden


@given(texts, names)
def test_the_quick_way_misses_nothing(text: str, name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quick = mask_names(text, [name])
        patch.setattr(known_names, "_whole_once", lambda *_: None)
        assert mask_names(text, [name]).count(MASK) == quick.count(MASK)


def test_each_of_thousands_is_masked() -> None:
    own = ("".join(letters) for letters in islice(product("abcdefghijklm", repeat=3), 2000))
    known = [f"Mottaker Nummer{one}sen" for one in own]
    assert set(mask_names("\n".join(known), known[::-1]).split("\n")) == {MASK}
