"""The measures, against values worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation.measures import (
    difference_interval,
    mean_interval,
    ndcg,
    no_result_rate,
    recall,
    reciprocal_rank,
)

GRADES = {"/a/": 3, "/b/": 2, "/c/": 1}
IDEAL = 7 + 3 / 1.584962500721156 + 1 / 2
"""(2³−1)/log₂2 + (2²−1)/log₂3 + (2¹−1)/log₂4 = 9.39279."""


@pytest.mark.parametrize(
    ("ranking", "gained"),
    [
        (["/a/", "/b/", "/c/"], IDEAL),
        (["/c/", "/b/", "/a/"], 1 + 3 / 1.584962500721156 + 7 / 2),
        (["/x/", "/a/"], 7 / 1.584962500721156),
        (["/x/"] * 9 + ["/a/"], 7 / 3.4594316186372973),
        (["/x/"] * 10 + ["/a/"], 0),
        (["/a/", "/a/", "/a/"], 7),
        ([], 0),
    ],
    ids=["ideal", "backwards", "second", "tenth", "eleventh", "the same again", "nothing"],
)
def test_ndcg(ranking: list[str], gained: float) -> None:
    assert ndcg(ranking, GRADES) == pytest.approx(gained / IDEAL)


def test_the_ideal_of_ndcg_is_no_longer_than_a_page() -> None:
    many = {f"/{number}/": 3 for number in range(15)}
    assert ndcg(list(many)[:10], many) == pytest.approx(1)


def test_a_query_without_an_answer_has_no_ndcg() -> None:
    with pytest.raises(ValueError, match="ikke definert"):
        ndcg(["/a/"], {})


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [(["/a/"], 1), (["/c/", "/b/"], 1 / 2), (["/c/"], 0), (["/x/"] * 10 + ["/a/"], 0), ([], 0)],
)
def test_reciprocal_rank_counts_grades_two_and_three(ranking: list[str], expected: float) -> None:
    assert reciprocal_rank(ranking, GRADES) == expected


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [(["/a/", "/b/"], 1), (["/b/", "/c/"], 1 / 2), (["/c/"], 0), (["/x/"] * 10 + ["/a/"], 0), ([], 0)],
)
def test_recall_counts_grades_two_and_three(ranking: list[str], expected: float) -> None:
    assert recall(ranking, GRADES) == expected


def test_no_result_rate() -> None:
    assert no_result_rate([[], ["/a/"], ["/b/", "/c/"], []]) == 0.5


def test_an_interval_is_that_of_the_binomial_for_yes_and_no() -> None:
    """For 100 values of which 60 are 1, the mean has standard deviation √(0.6 × 0.4 / 100) = 0.049."""
    mean, low, high = mean_interval([1.0] * 60 + [0.0] * 40)
    assert mean == 0.6
    assert low == pytest.approx(0.6 - 1.96 * 0.049, abs=0.011)
    assert high == pytest.approx(0.6 + 1.96 * 0.049, abs=0.011)


def test_a_constant_difference_is_certain_however_much_queries_differ() -> None:
    theirs = [0.0, 0.2, 0.5, 0.9]
    ours = [value + 0.1 for value in theirs]
    assert difference_interval(ours, theirs) == pytest.approx((0.1, 0.1, 0.1))
    wide = mean_interval(ours)
    assert wide.high - wide.low > 0.3


def test_only_the_same_queries_are_compared() -> None:
    with pytest.raises(ValueError, match="shorter"):
        difference_interval([1.0, 0.5], [1.0])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_interval_lies_around_the_mean_and_is_the_same_each_time(values: list[float]) -> None:
    first = mean_interval(values, rounds=200)
    assert first == mean_interval(values, rounds=200)
    assert min(values) - 1e-9 <= first.low <= first.high <= max(values) + 1e-9


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 3), min_size=1),
    st.permutations("abcdefgh"),
)
def test_no_ranking_beats_the_ideal(grades: dict[str, int], ranking: list[str]) -> None:
    ideal = sorted(grades, key=lambda address: -grades[address])
    assert 0 <= ndcg(ranking, grades) <= ndcg(ideal, grades) + 1e-9
    assert ndcg(ideal, grades) == pytest.approx(1)
