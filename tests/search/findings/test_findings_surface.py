"""The planted faults come first, and what must not be told of is not."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from plugins.model.clock import OSLO
from plugins.model.curation import Pin, Synonym
from plugins.model.state import State
from search.findings.board import Board, read_board, write_board
from search.findings.kinds import KINDS
from search.findings.types import Edited
from search.insight.simulation.topics import Topic
from search.insight.simulation.town import Town
from tests.search.findings.planted import NAME, NOW, PLANTED, TODAY, UNITS, build, job, live


def test_the_planted_faults_are_the_first_ten(board: Board) -> None:
    assert {one.finding.key for one in board.placed[:10]} == PLANTED


def test_what_helps_the_most_people_comes_first(board: Board) -> None:
    people = [one.finding.people for one in board.placed]
    assert people == sorted(people, reverse=True)
    assert all(count > 0 for count in people)


@pytest.mark.parametrize("unwanted", ["admin", "robot", NAME, "renovasjon", "svømmehall"])
def test_what_must_not_be_told_of_is_not(board: Board, unwanted: str) -> None:
    assert [one.finding.key for one in board.placed if unwanted in one.finding.subject] == []


def test_a_term_is_told_of_once(board: Board) -> None:
    terms = [one.finding.term for one in board.placed if KINDS[one.finding.kind].about_a_term]
    assert len(terms) == len(set(terms))


def test_every_kind_says_what_it_is() -> None:
    assert all(kind.find.__doc__ and kind.name for kind in KINDS.values())


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("bytter-ord:søppel", Synonym),
        ("skrivemate:byggsønad", Synonym),
        ("engelsk:garbage", Edited),
        ("langt-nede:vielse", Pin),
        ("uten-treff:svømmekurs", type(None)),
    ],
)
def test_the_proposal_is_made_of_what_people_did(board: Board, key: str, kind: type) -> None:
    found = board.get(key)
    assert found is not None
    assert isinstance(found.finding.proposal.change, kind)
    assert (found.forecast is None) == (kind is type(None))
    if found.forecast:
        assert found.forecast.gain > 0
        assert not found.forecast.advises_against


def test_a_finding_is_given_to_the_unit_it_concerns(board: Board) -> None:
    for key, unit in (("gammelt-svar:/byggesak/soknad/", "byggesak"), ("engelsk:garbage", "teknisk")):
        found = board.get(key)
        assert found is not None
        assert found.finding.unit == unit
        assert unit in UNITS


def test_the_board_reads_back_as_it_was_written(board: Board, lived: State, tmp_path: Path) -> None:
    assert read_board(lived.findings) == board
    assert stat.S_IMODE(lived.findings.stat().st_mode) == 0o600
    assert read_board(tmp_path / "finnes-ikke.json") is None
    (tmp_path / "tull.json").write_text('{"made": 1}')
    assert read_board(tmp_path / "tull.json") is None
    write_board(tmp_path / "igjen.json", board)
    assert read_board(tmp_path / "igjen.json") == board


def test_a_board_is_fresh_for_a_quarter_of_an_hour(board: Board) -> None:
    assert board.is_fresh(NOW + timedelta(minutes=14))
    assert not board.is_fresh(NOW + timedelta(minutes=16))


def test_a_season_that_comes_before_its_page_two_years_running(tmp_path: Path) -> None:
    """People search for the 17th of May from April; the page comes in May, each year."""
    state, content = State(tmp_path / "tilstand"), tmp_path / "content"
    build(state)
    season = Topic(term="17. mai", weight=60, address="/kultur/bruk/", hits=2, opens=0.8)
    others = Topic(term="barnehage", weight=200, address="/barnehage/plass/", hits=3)
    for year in (2025, 2026):
        early, late = Town(topics=(others, replace(season, opens=0.02))), Town(topics=(others, season))
        live(state, Town(topics=(others,)), date(year, 1, 6), date(year, 4, 5))
        live(state, early, date(year, 4, 6), date(year, 5, 3))
        live(state, late, date(year, 5, 4), date(year, 5, 17))
    now = datetime(2027, 4, 8, 12, tzinfo=OSLO)
    live(state, Town(topics=(others,)), date(2027, 4, 1), now.date())
    found = job(state, content, now).run()
    assert found is not None
    finding = found.get("sesong:17. mai 2027")
    assert finding is not None
    assert "Legg ut siden innen" in finding.finding.proposal.text


def test_a_page_that_stands_first_and_is_passed_by_is_given_a_title_that_says_the_word(
    tmp_path: Path,
) -> None:
    state, content = State(tmp_path / "tilstand"), tmp_path / "content"
    build(state)
    passed = Topic(term="hundelufting", weight=30, address="/kultur/bruk/", hits=1, opens=0.15, steady=True)
    well = Topic(term="barnehage", weight=60, address="/barnehage/plass/", hits=3)
    live(state, Town(topics=(passed, well)), TODAY - timedelta(days=60), TODAY)
    found = job(state, content).run()
    assert found is not None
    finding = found.get("uten-klikk:hundelufting")
    assert finding is not None
    assert "for eksempel «Parker og plasser (hundelufting)»" in finding.finding.proposal.text
    assert (finding.finding.unit, finding.forecast) == ("kultur", None)


def test_a_unit_whose_few_pages_cause_most_failures(tmp_path: Path) -> None:
    state, content = State(tmp_path / "tilstand"), tmp_path / "content"
    build(state)
    failing = tuple(
        Topic(term=term, weight=30, address="/skole/sfo/", hits=2, opens=0.2, place=2)
        for term in ("leksehjelp", "skolemelk", "skoleskyss")
    )
    well = Topic(term="barnehage", weight=60, address="/barnehage/plass/", hits=3)
    live(state, Town(topics=(*failing, well)), TODAY - timedelta(days=60), TODAY)
    found = job(state, content).run()
    assert found is not None
    finding = found.get("virksomhet:skole")
    assert finding is not None
    assert "leksehjelp" in finding.finding.evidence[0][1]
