"""How a finding stands after what was done with it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from plugins.model.clock import OSLO
from search.desk.casework import UNTOUCHED, Casework, Step
from search.desk.database import Desk

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)
TODAY = NOW.date()
LATER = date(2026, 12, 1)


@pytest.fixture
def casework(tmp_path: Path) -> Casework:
    return Casework(Desk(tmp_path / "styring.db"))


@pytest.mark.parametrize(
    ("steps", "rests", "rests_later"),
    [
        ([], False, False),
        ([(Step.NOTED, "Ringte."), (Step.ASSIGNED, "ola")], False, False),
        ([(Step.PUT_OFF, "2026-12-01")], True, False),
        ([(Step.CLOSED, "Løst.")], True, True),
        ([(Step.CLOSED, "Løst."), (Step.REOPENED, "")], False, False),
        ([(Step.PUT_OFF, "2026-12-01"), (Step.REOPENED, "")], False, False),
        ([(Step.PUT_OFF, "2026-12-01"), (Step.NOTED, "Venter."), (Step.ASSIGNED, "ola")], True, False),
    ],
)
def test_the_last_step_of_each_kind_decides(casework, steps, rests: bool, rests_later: bool) -> None:
    for step, value in steps:
        casework.add(NOW, "kari", "uten-treff:boss", step, value)
    case = casework.cases().get("uten-treff:boss", UNTOUCHED)
    assert (case.rests(TODAY), case.rests(LATER)) == (rests, rests_later)
    assert [(line.step, line.value) for line in case.lines] == steps


def test_findings_do_not_mix_and_the_last_owner_holds(casework) -> None:
    casework.add(NOW, "kari", "a", Step.ASSIGNED, "ola")
    casework.add(NOW, "kari", "a", Step.ASSIGNED, "per")
    casework.add(NOW, "kari", "b", Step.CLOSED)
    cases = casework.cases()
    assert (cases["a"].assigned, cases["a"].closed) == ("per", False)
    assert cases["b"].closed


def test_a_step_can_be_neither_changed_nor_removed(casework) -> None:
    casework.add(NOW, "kari", "a", Step.CLOSED)
    with pytest.raises(IntegrityError), casework._desk.writing() as connection:
        connection.execute(text("DELETE FROM funnsak"))
