from __future__ import annotations

from bench import insight_log


def test_every_question_is_measured_for_both_periods() -> None:
    told: list[str] = []
    answers, size = insight_log.measure(2_000, told.append)
    assert len(told) == 2 * insight_log.QUESTIONS - 1
    assert {answer.period for answer in answers} == {"4 uker", "12 måneder"}
    assert size > 0
    assert all(answer.wall_ms > 0 for answer in answers)
