from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench import insight_log, insight_pages
from plugins.model.state import State
from search.service.insight.routes import PAGES


@pytest.fixture(scope="module")
def state() -> Iterator[State]:
    with insight_log.filled(2_000) as made:
        yield made


def test_every_question_is_measured_for_both_periods(state: State) -> None:
    told: list[str] = []
    answers = insight_log.measure(state.insight, told.append)
    assert len(told) == 2 * insight_log.QUESTIONS
    assert {answer.period for answer in answers} == {"4 uker", "12 måneder"}
    assert all(answer.wall_ms > 0 for answer in answers)


def test_every_page_is_measured_whole_and_logged_in(state: State) -> None:
    insight_pages.build_site(state)
    told: list[str] = []
    pages = insight_pages.measure_pages(state, told.append)
    titles = {title for title, _ in PAGES.values()} | set(insight_pages.CHOSEN)
    assert {(one.page, one.period) for one in pages} == {
        (title, period) for title in titles for period in ("4 uker", "12 måneder")
    }
    assert 1 + 2 * insight_log.QUESTIONS + len(told) == insight_pages.STEPS
    assert "| Oversikt | 4 uker |" in insight_pages.section(pages, 2_000, "")
