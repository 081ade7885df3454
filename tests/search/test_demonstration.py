"""The invented town of ``make demologg``: it searches in the index that is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from plugins.model.curation import BestBet
from plugins.model.state import State
from search.cli import app
from search.curation.curation import Curation
from search.demonstration import asking
from search.desk.entries import sorted_in
from search.findings.replay import Index
from search.index.build import update_index
from search.insight.database import open_database
from search.insight.keeping import Keeping
from search.insight.period import Period
from search.insight.reading import LogReader
from search.insight.simulation.answers import SEEN, STRAY, WILLING, Answered, as_answered
from search.insight.simulation.topics import Topic
from tests.search.corpus import NOW, document, write_documents

WEEKS = Period.ended_weeks(4, date(2026, 11, 23))


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NAA", "2026-11-23T12:00")
    monkeypatch.setenv("CONTENT", str(tmp_path / "content"))


def demo(state: Path):
    return CliRunner().invoke(app, ["innsikt", "demo", "--uker", "5", "--state", str(state)])


def log_of(state: Path) -> LogReader:
    return LogReader(open_database(state / "innsikt.db"), Keeping())


def test_a_demonstration_fills_an_empty_log_and_no_other(tmp_path: Path) -> None:
    done = demo(tmp_path)
    assert done.exit_code == 0, done.output
    assert "ingen søkeindeks" in done.output
    assert "oppdiktede søk på 36 dager" in done.output
    log = log_of(tmp_path)
    assert "barnehage" in [term.term for term in log.terms(WEEKS)]
    log.engine.dispose()
    again = demo(tmp_path)
    assert again.exit_code == 1
    assert "ikke tom" in again.output


def test_its_people_find_what_the_index_gives_and_where_it_stands(tmp_path: Path) -> None:
    state = State(tmp_path)
    pages = [
        document(id=f"p{n}", url=f"/p{n}/", title=f"Renovasjon {n}", body="renovasjon") for n in range(3)
    ]
    wanted = document(id="avfall", url="/kommunalteknikk/avfall/", title="Henting", body="Om renovasjon.")
    write_documents(state.documents, [*pages, wanted])
    update_index(state, NOW)
    assert demo(tmp_path).exit_code == 0
    log = log_of(tmp_path)
    places = {click.position for click in log.clicks(WEEKS, term="renovasjon", address=wanted.url)}
    assert places == {4}
    found = log.term(WEEKS, "renovasjon")
    assert found.hits == 4
    assert found.counts.clicked / found.counts.searches == pytest.approx(WILLING * SEEN[3], abs=0.12)
    assert log.term(WEEKS, "barnehage").counts.no_results == log.term(WEEKS, "barnehage").counts.searches
    log.engine.dispose()


def test_a_fixed_answer_is_seen_first(tmp_path: Path) -> None:
    state = State(tmp_path)
    write_documents(
        state.documents,
        [document(id="a", url="/a/", title="Vann"), document(id="b", url="/b/", title="Drift")],
    )
    update_index(state, NOW)
    bet = BestBet(queries=("vann",), address="/b/", title="Vannet er borte", why="Driftsstans.")
    index = Index(state.index, state.withdrawn, Curation(sorted_in([bet])), NOW)
    engine = index.opened()
    assert asking(index.answers(engine))("vann") == Answered(1, ("/b/", "/a/"))
    engine.close()


@pytest.mark.parametrize(
    ("addresses", "place", "opens", "opened"),
    [
        (("/a/", "/vil/"), 2, WILLING * SEEN[1], "/vil/"),
        (("/a/",) * 10 + ("/vil/",), 1, STRAY, "/a/"),
        (("/a/",), 1, STRAY, "/a/"),
        ((), 1, 0.0, ""),
    ],
)
def test_how_many_open_it_depends_on_where_it_stands(
    addresses, place: int, opens: float, opened: str
) -> None:
    topic = Topic(term="x", weight=1, address="/vil/", opens=0.99, place=9)
    (found,) = as_answered([topic], lambda _: Answered(len(addresses), addresses))
    assert (found.place, found.opens, found.address, found.hits) == (place, opens, opened, len(addresses))
