"""The effect in advance, held against what the town does after the fix."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from plugins.model.curation import Ban, BestBet, Pin, Synonym
from search.curation.curation import Curation
from search.desk.entries import sorted_in
from search.findings.evidence import Evidence
from search.findings.replay import Index, forecast, with_decision, without_decision
from search.findings.types import Edited
from search.insight.database import open_database
from search.insight.reading import LogReader
from search.insight.simulation.town import Town
from search.query.engine import WhooshEngine
from tests.search.findings.planted import KEEPING, SOPPEL, TODAY, WELL, live, weeks_of

SYNONYM = Synonym(word="søppel", also=("renovasjon",), why="Samme tjeneste.")
PIN = Pin(queries=("vielse",), address="/servicetorget/gift/", place=1, why="Hit vil folk.")


def searches(evidence: Evidence, term: str) -> int:
    return evidence.by_term[term].counts.searches


def test_the_forecast_holds_when_the_town_lives_on_with_the_fix(
    evidence: Evidence, index: Index, engine: WhooshEngine, tmp_path: Path
) -> None:
    """Those who are known to have wanted the page are the least that gain; the unknown may gain as well."""
    before = evidence.by_term["søppel"].counts
    told = forecast(evidence, index, engine, SYNONYM)
    fixed = replace(SOPPEL, address="/teknisk/avfall/", hits=1, opens=0.8, place=1, becomes="")
    path = tmp_path / "etter.db"
    after_start = TODAY + timedelta(days=7 - TODAY.weekday())
    from plugins.model.state import State  # noqa: PLC0415

    state = State(tmp_path)
    live(state, Town(topics=(*WELL, fixed), seed=2), after_start, after_start + timedelta(days=90))
    engine_after = open_database(state.insight)
    period = weeks_of(after_start + timedelta(days=90))
    after = LogReader(engine_after, KEEPING).term(period, "søppel").counts
    engine_after.dispose()
    gained = after.clicked - before.clicked
    assert told.lose == 0
    assert told.gain <= gained <= told.gain + told.unknown
    assert told.gain > 0.3 * gained
    assert not path.exists()


def test_a_pin_gains_for_those_who_opened_the_page_far_down(evidence, index, engine) -> None:
    told = forecast(evidence, index, engine, PIN)
    (moved,) = told.moved
    assert (moved.term, moved.address, moved.after) == ("vielse", "/servicetorget/gift/", 1)
    assert moved.before > 3
    assert told.gain == moved.searches > 0
    assert told.gain + told.unknown == searches(evidence, "vielse")


@pytest.mark.parametrize(
    "harmful",
    [
        Ban(queries=("barnehage",), address="/barnehage/plass/", why="Feil."),
        Pin(queries=("barnehage",), address="/skole/sfo/", place=1, why="Feil."),
    ],
)
def test_a_change_that_loses_more_than_it_gains_advises_against_itself(
    evidence, index, engine, harmful
) -> None:
    told = forecast(evidence, index, engine, harmful)
    assert told.lose > told.gain
    assert told.advises_against
    assert told.moved[0].after > told.moved[0].before


def test_a_keyword_is_tried_on_an_index_that_is_thrown_away(evidence, index, engine, lived) -> None:
    before = sorted(path.name for path in lived.index.iterdir())
    told = forecast(evidence, index, engine, Edited("/teknisk/waste/", keywords=("garbage",)))
    assert (told.gain > 0, told.lose) == (True, 0)
    assert {moved.term for moved in told.moved} == {"garbage"}
    assert sorted(path.name for path in lived.index.iterdir()) == before
    assert not list(Path("/dev/shm").glob("ski-prove-*"))
    assert forecast(evidence, index, engine, Edited("/finnes/ikke/", title="Ny")).gain == 0


def test_a_new_title_moves_the_page_too(evidence, index, engine) -> None:
    told = forecast(evidence, index, engine, Edited("/teknisk/waste/", title="Garbage and waste"))
    assert told.gain > 0


def test_a_fixed_answer_over_a_page_that_is_first_already_is_no_gain(evidence, index, engine) -> None:
    bet = BestBet(queries=("svømmehall",), address="/kultur/svommehall/", title="Svømmehallen", why="Slik.")
    told = forecast(evidence, index, engine, bet)
    assert (told.gain, told.lose, told.same > 0) == (0, 0, True)
    assert not told.helps


def test_only_the_searches_that_a_decision_touches_are_played(evidence, index, engine) -> None:
    told = forecast(evidence, index, engine, SYNONYM)
    assert told.gain + told.lose + told.same + told.unknown == searches(evidence, "søppel")


def test_a_decision_in_use_is_part_of_what_a_change_is_compared_with(evidence, index, engine) -> None:
    in_use = replace(index, curation=Curation(sorted_in([PIN])))
    assert forecast(evidence, in_use, engine, PIN).gain == 0
    assert without_decision(with_decision(Curation(), PIN), PIN).entries == Curation().entries
