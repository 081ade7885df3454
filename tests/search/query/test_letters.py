"""A limit on the distance of words changes nothing of what is within it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.letters import distances

words = st.text("abdeghost", min_size=1, max_size=9)


@settings(deadline=None)
@given(words, st.lists(words, min_size=1, max_size=30), st.sampled_from([0.5, 1.0, 2.0, 2.6]))
def test_words_within_a_limit_lie_as_far_as_without_it(typed: str, found: list[str], most: float) -> None:
    lengths = np.array([len(word) for word in found])
    rows = np.zeros((len(found), lengths.max()), np.uint8)
    for row, word in zip(rows, found, strict=True):
        row[: len(word)] = list(word.encode())
    free, limited = distances(typed, rows, lengths), distances(typed, rows, lengths, most)
    assert np.where(free <= most, free, np.inf).tolist() == limited.tolist()
