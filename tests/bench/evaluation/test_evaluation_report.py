"""The report says what was measured, and whether the goals hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.evaluation.comparison import Measured
from bench.evaluation.evaluation_report import section
from search.evaluation.judgements import Half
from search.evaluation.measures import Interval


def measured(name: str, ndcg: tuple[float, float, float], behind: Interval | None = None) -> Measured:
    some = Interval(0.5, 0.4, 0.6)
    return Measured(name, Interval(*ndcg), some, some, 0.025, (2, 3), behind)


OURS = measured("Vi", (0.90, 0.86, 0.94))
PEER = measured("Andre", (0.70, 0.60, 0.80), Interval(0.2, 0.1, 0.3))


def verdicts(ours: Measured, peer: Measured) -> list[str]:
    text = section({Half.KEPT: [ours, peer]}, {Half.KEPT: 3})
    return [line.split("|")[-2].strip() for line in text.split("| Mål |")[1].splitlines()[2:5]]


def test_a_row_for_each_engine_with_norwegian_numbers() -> None:
    text = section({Half.TUNING: [OURS, PEER]}, {Half.TUNING: 3})
    assert "| Vi | 0,900 [0,860, 0,940] | 0,50 | 0,50 | 2,5 % | 2 av 3 |  |" in text
    assert "| Andre | 0,700 [0,600, 0,800] | 0,50 | 0,50 | 2,5 % | 2 av 3 | 0,200 [0,100, 0,300] |" in text
    assert "| Mål |" not in text


@pytest.mark.parametrize(
    ("ours", "peer", "expected"),
    [
        (OURS, PEER, ["ja", "ja", "ja"]),
        (measured("Vi", (0.84, 0.82, 0.86)), PEER, ["**nei**", "ja", "ja"]),
        (measured("Vi", (0.86, 0.79, 0.92)), PEER, ["ja", "**nei**", "ja"]),
        (OURS, replace(PEER, behind=Interval(0.2, -0.01, 0.4)), ["ja", "ja", "**nei**"]),
    ],
    ids=["holds", "below the goal", "intervals meet", "not surely ahead"],
)
def test_the_goals_are_of_the_kept_half(ours: Measured, peer: Measured, expected: list[str]) -> None:
    assert verdicts(ours, peer) == expected
