"""Segments are inverted at once and merged, and what does not add up is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.arrays import invert as inverting
from search.arrays.layout import ARRAY_NAMES, SegmentArrays, flaw
from search.arrays.merge import Part, merge
from tests.search.arrays.oracle import Document, inverted
from tests.search.arrays.test_same_as_whoosh import indexes


def same(one: SegmentArrays, other: SegmentArrays) -> None:
    assert one.about == other.about
    for name in ARRAY_NAMES:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


@settings(deadline=None)
@given(indexes, st.data())
def test_segments_merged_are_one_of_what_was_kept(
    segments: list[list[Document]], data: st.DataObject
) -> None:
    parts, kept = [], []
    for given_documents in segments:
        chosen = data.draw(
            st.lists(st.booleans(), min_size=len(given_documents), max_size=len(given_documents))
        )
        parts.append(Part(inverted(given_documents), np.array(chosen, np.bool_)))
        kept += [document for document, stays in zip(given_documents, chosen, strict=True) if stays]
    same(merge(parts), inverted(kept))


def test_numbers_too_large_to_pack_are_sorted_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [{"brød": ["a", "b", "a"], "tittel": ["b"]}, {"brød": ["b", "c"], "tittel": []}]
    expected = inverted(every)
    monkeypatch.setattr(inverting, "_PACKED_BITS", 3)
    same(inverted(every), expected)


@given(st.lists(st.binary(max_size=30) | st.sampled_from([b"", b"a" * 24, b"a" * 25, b"a" * 24 + b"b"])))
def test_many_terms_are_put_in_the_order_that_few_are(terms: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inverting, "_FEW", 0)
        many = inverting.order_of(terms)
    assert [terms[number] for number in many] == sorted(terms)


BOOK = [{"brød": ["a", "b", "a"], "tittel": ["b"]}, {"brød": ["b", "c"], "tittel": []}]


def test_what_adds_up_has_no_flaw() -> None:
    assert flaw(inverted(BOOK)) == flaw(inverted([{"brød": [], "tittel": []}])) == ""


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("text_starts", 1, 9), ("entry_starts", 0, 1), ("posting_starts", -1, 99), ("position_starts", 1, 7),
        ("docs", 0, 2), ("docs", 1, 0), ("freqs", 0, 9),
    ],
)  # fmt: skip
def test_a_number_that_leads_nowhere_is_a_flaw(name: str, place: int, value: int) -> None:
    arrays = inverted([*BOOK, *BOOK[:1]] if value == 0 else BOOK)
    broken = getattr(arrays, name).copy()
    broken[place] = value
    assert flaw(replace(arrays, **{name: broken})) in {name, "freqs"}
