"""What advisers demand of the search, tried against an index."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plugins.model.curation import BestBet, Entries
from plugins.model.state import State
from search.curation.curation import Curation
from search.desk.invariants import Ask, demands_in, try_all
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.types import SearchParams
from tests.search.corpus import NOW, town, write_documents

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    found = State(tmp_path_factory.mktemp("krav"))
    write_documents(found.documents, town())
    update_index(found, NOW)
    return found


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path


def asking(engine: WhooshEngine) -> Ask:
    return lambda query, size: engine.search(SearchParams(text=query, size=size), NOW)


def demand(content: Path, text: str) -> None:
    (content / "data" / "sokekrav.yaml").write_text(text, encoding="utf-8")


def krav(state: State, content: Path) -> tuple[int, str]:
    done = subprocess.run(
        (sys.executable, "-m", "search", "krav", "--state", str(state.root)),
        cwd=ROOT,
        env={"CONTENT": str(content), "NAA": "2026-11-23T12:00", "PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_demand_that_holds_and_one_that_does_not(state: State, content: Path) -> None:
    demand(
        content,
        "- {sok: [søppelhenting], adresse: /s2/, hvorfor: Slik.}\n"
        "- sok: [barnehage, xqzzyx]\n  adresse: /s1/\n  blant: 1\n  hvorfor: Viktig.\n",
    )
    engine = WhooshEngine(state.index)
    demands, problems = demands_in(content)
    places = {one.query: one.place for one in try_all(asking(engine), demands)}
    assert problems == ()
    assert places["xqzzyx"] is None
    code, shown = krav(state, content)
    assert code == 1
    assert f"{content}/data/sokekrav.yaml:2: søket «xqzzyx» gir ikke /s1/ øverst (Viktig.)" in shown
    assert "3 søk prøvd mot kravene" in shown
    engine.close()


def test_a_fixed_answer_above_the_hits_meets_the_demand(state: State, content: Path) -> None:
    demand(content, "- {sok: [xqzzyx], adresse: /finnes/, hvorfor: Slik.}\n")
    bet = BestBet(sok=("xqzzyx",), adresse="/finnes/", tittel="Svaret", hvorfor="Slik.")
    engine = WhooshEngine(state.index, curation=lambda: Curation(Entries(best_bets=(bet,))))
    (tried,) = try_all(asking(engine), demands_in(content)[0])
    assert (tried.place, tried.holds) == (0, True)
    engine.close()


def test_without_demands_or_index_nothing_is_stopped(state: State, content: Path, tmp_path: Path) -> None:
    assert krav(state, content) == (0, "")
    demand(content, "- {sok: [a], adresse: /a/, hvorfor: Slik.}\n")
    code, shown = krav(State(tmp_path / "tom"), content)
    assert (code, "ikke prøvd" in shown) == (0, True)
