"""Words are looked up once: by the process that comes to them first, and by the first that reads them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.chain import found_by
from search.index import quick, shared_words
from search.index.quick import QuickEntries
from search.index.shared_words import SharedWords

letters = st.text(st.sampled_from("abåøé?š-'"), min_size=1, max_size=4)
long = st.integers(20, 30).map(lambda count: "a" * count)
other = st.text(st.characters(exclude_characters="\0\n"), min_size=1, max_size=30)
words = st.lists(st.one_of(letters, long, other), max_size=30)


@pytest.fixture(scope="module", params=[0, 4_000], autouse=True)
def few(request):
    """So few words that the table is not worth it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "_FEW", request.param)
        yield


@settings(deadline=None)
@given(st.lists(words, max_size=4))
def test_entries_are_those_of_the_words_one_by_one(texts):
    table, known = QuickEntries(), _Numbers()
    for some in texts:
        sizes = np.array(list(map(len, some)), np.int64)
        begins = np.cumsum(sizes + 1) - sizes - 1
        found = table.of("\n".join(some), begins, begins + sizes, known)
        assert found.tolist() == [known[word] for word in some]


def test_words_that_want_the_same_place_have_their_own_entries(monkeypatch):
    monkeypatch.setattr(quick, "_BITS", 1)
    test_entries_are_those_of_the_words_one_by_one()


class _Numbers(dict[str, int]):
    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


@pytest.fixture
def two(tmp_path):
    return [SharedWords(tmp_path, number, 2) for number in range(2)]


def test_what_one_has_found_is_not_looked_up_by_the_other(two, monkeypatch):
    asked = []
    monkeypatch.setattr(
        shared_words, "found_by", lambda words, language: asked.append(words) or found_by(words, language)
    )
    first, other = ["barnehageplass", "og", "kirken"], ["kirken", "skolen", "og", "barnehageplass"]
    assert two[0].found_by(first, "nb") == found_by(first)
    assert two[1].found_by(other, "nb") == found_by(other)
    assert asked == [["barnehageplass", "kirken", "og"], ["skolen"]]
    assert two[0].found_by(["skolen"], "nb") == found_by(["skolen"])
    assert two[0].found_by(["applications", "og"], "en") == found_by(["applications", "og"], "en")
    assert len(asked) == 3


def test_what_is_half_written_is_read_when_it_is_whole(two, tmp_path):
    two[0].found_by(["kirken"], "nb")
    path = tmp_path / "0"
    whole = path.read_bytes()
    path.write_bytes(whole[:-3])
    two[1]._listen()
    assert not two[1]._heard["nb"]
    path.write_bytes(whole)
    two[1]._listen()
    assert list(two[1]._heard["nb"]) == ["kirken"]
