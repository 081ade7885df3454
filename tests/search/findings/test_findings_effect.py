"""What came of a decision: the formula against numbers worked out by hand, and against chance."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from plugins.model.clock import OSLO
from plugins.model.curation import Pin
from plugins.model.state import State
from search.desk.database import Desk
from search.desk.decisions import Decisions, Grounds
from search.findings.effect import Sides, Verdict, compare, periods_around
from search.findings.job import effects
from search.insight.database import open_database
from search.insight.reading import LogReader
from search.insight.simulation.topics import Topic
from search.insight.simulation.town import Town
from search.insight.values import Counts
from tests.search.findings.planted import KEEPING, live

DECIDED = date(2026, 9, 16)


def sides(before: int, after: int, of: int = 200) -> Sides:
    return Sides(Counts(searches=of, clicked=before), Counts(searches=of, clicked=after))


def test_the_effect_is_the_change_less_the_change_of_the_others() -> None:
    others = [sides(40, 40 + step) for step in (8, 10, 12, 10, 10)]
    found = compare(sides(40, 120), others)
    assert found.effect == pytest.approx(0.4 - 0.05)
    assert found.verdict is Verdict.BETTER
    assert found.low < found.effect < found.high
    assert found.compared == 5


def test_what_recovers_as_much_as_the_others_is_no_difference() -> None:
    others = [sides(40, 40 + step) for step in (50, 70, 60, 40, 80, 60)]
    found = compare(sides(40, 100), others)
    assert found.verdict is Verdict.NO_DIFFERENCE
    assert found.low < 0 < found.high


def test_what_falls_while_the_others_stand_is_worse() -> None:
    assert compare(sides(100, 20), [sides(100, 100 + n) for n in range(5)]).verdict is Verdict.WORSE


def test_only_terms_that_stood_as_badly_are_compared_with() -> None:
    good = [sides(180, 180)] * 20
    assert compare(sides(40, 120), good).verdict is Verdict.TOO_LITTLE
    assert compare(sides(40, 120), [*good, *[sides(40, 44)] * 5]).compared == 5


def test_too_few_searches_say_nothing() -> None:
    assert compare(sides(2, 10, of=15), [sides(40, 44)] * 9).verdict is Verdict.TOO_LITTLE


def test_the_interval_keeps_chance_out_nineteen_times_of_twenty() -> None:
    """Terms picked for being bad, that nobody touches: most recover, and few are told of as mended."""
    chance = random.Random(1)
    wrong = 0
    for _ in range(200):
        shares = [chance.betavariate(4, 6) for _ in range(60)]
        all_sides = [_drawn(share, chance) for share in shares]
        worst = min(all_sides, key=lambda one: one.shares.before)
        others = [one for one in all_sides if one is not worst]
        verdict = compare(worst, others).verdict
        wrong += verdict in {Verdict.BETTER, Verdict.WORSE}
    assert wrong <= 20


def _drawn(share: float, chance: random.Random) -> Sides:
    def draw() -> Counts:
        return Counts(searches=80, clicked=sum(chance.random() < share for _ in range(80)))

    return Sides(draw(), draw())


def test_a_fix_is_told_from_what_would_have_come_of_itself(tmp_path: Path) -> None:
    """Ten terms that fail for eight weeks; then one is mended, and for four weeks the others go on."""
    failing = tuple(Topic(term=f"ord {n}", weight=35, address="/a/", opens=0.2) for n in range(10))
    today = DECIDED + timedelta(days=40)
    state = State(tmp_path)
    live(state, Town(topics=failing), DECIDED - timedelta(days=65), DECIDED - timedelta(days=1))
    live(state, Town(topics=(replace(failing[0], opens=0.8), *failing[1:])), DECIDED, today)
    desk, engine = Desk(tmp_path / "styring.db"), open_database(state.insight)
    decisions, log = Decisions(desk), LogReader(engine, KEEPING)
    at = datetime.combine(DECIDED, time(12), OSLO)
    pin = Pin(queries=("ord 0",), address="/a/", place=1, why="Slik.")
    other = Pin(queries=("ord 1",), address="/a/", place=1, why="Slik.")
    lines = [decisions.add(at, one, Grounds("kari", "Slik.", one.queries[0])) for one in (pin, other)]
    now = datetime.combine(today, time(12), OSLO)
    found = effects(log, decisions.history(), now)
    assert [found[line.id].verdict for line in lines] == [Verdict.BETTER, Verdict.NO_DIFFERENCE]
    assert found[lines[0].id].low < 0.6 < found[lines[0].id].high
    assert found[lines[0].id].compared == 8
    decisions.undo(now, lines[0].id, "kari")
    assert lines[0].id not in effects(log, decisions.history(), now)
    engine.dispose()


@pytest.mark.parametrize(("days", "weeks"), [(0, 0), (13, 0), (18, 0), (19, 2), (26, 3), (400, 8)])
def test_nothing_is_said_before_two_whole_weeks_have_gone(days: int, weeks: int) -> None:
    found = periods_around(DECIDED, DECIDED + timedelta(days=days))
    if not weeks:
        assert found is None
        return
    assert found is not None
    before, after = found
    assert before.end < DECIDED - timedelta(days=DECIDED.weekday())
    assert after.start == date(2026, 9, 21)
    assert (after.end - after.start).days + 1 == 7 * weeks
    assert after.end < DECIDED + timedelta(days=days)
