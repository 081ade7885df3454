"""The effect in advance, held against what the town does after the fix."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec import structs

from plugins.model.curation import Ban, BestBet, Pin, Synonym
from plugins.model.state import State
from search.curation.curation import Curation
from search.demonstration import asking
from search.desk.entries import sorted_in
from search.findings.evidence import Evidence
from search.findings.pages import read_pages
from search.findings.replay import Index, forecast, with_decision, without_decision
from search.findings.types import Change, Edited
from search.index.build import update_index
from search.insight.database import open_database
from search.insight.reading import LogReader
from search.insight.simulation.answers import as_answered
from search.insight.simulation.town import Town
from search.query.engine import WhooshEngine
from tests.search.corpus import write_documents
from tests.search.findings.planted import ILL, KEEPING, NOW, PAGES, TODAY, UNITS, WELL, live, weeks_of

PERIOD = weeks_of(TODAY)
SYNONYM = Synonym(word="søppel", also=("renovasjon",), why="Samme tjeneste.")
PIN = Pin(queries=("vielse",), address="/servicetorget/gift/", place=1, why="Hit vil folk.")


def searches(evidence: Evidence, term: str) -> int:
    return evidence.by_term[term].counts.searches


@dataclass(frozen=True)
class Lived:
    """Thirteen weeks of a town whose searches are answered by an index, and the log that they left."""

    log: LogReader

    def clicked(self, term: str) -> int:
        return self.log.term(PERIOD, term).counts.clicked

    def places(self, term: str, address: str) -> set[int]:
        """Where an address stood when it was opened."""
        return {click.position for click in self.log.clicks(PERIOD, term=term, address=address)}


WANTED = {
    "søppel": "/teknisk/avfall/",
    "garbage": "/teknisk/waste/",
    "byggsønad": "/byggesak/soknad/",
    "svømmekurs": "",
    "ledningskart": "",
    "hundelufting": "",
}
"""What people want who search for what the town's own script can't answer: the forecast is never told."""
PEOPLE = tuple(replace(topic, address=WANTED.get(topic.term, topic.address)) for topic in (*WELL, *ILL))


def lives(folder: Path, index: Index, engine: WhooshEngine) -> Lived:
    """The same people, thirteen weeks, in the search that ``index`` is."""
    state = State(folder)
    town = Town(topics=as_answered(PEOPLE, asking(index.answers(engine))))
    live(state, town, PERIOD.start, TODAY)
    return Lived(LogReader(open_database(state.insight), KEEPING))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, lived: State, engine: WhooshEngine) -> Iterator[Lived]:
    made = lives(
        tmp_path_factory.mktemp("uten"), Index(lived.index, lived.withdrawn, Curation(), NOW), engine
    )
    yield made
    made.log.engine.dispose()


@pytest.mark.parametrize(
    ("term", "change"),
    [
        ("søppel", SYNONYM),
        ("vielse", PIN),
        ("barnehage", Ban(queries=("barnehage",), address="/barnehage/plass/", why="Feil.")),
        ("barnehage", Pin(queries=("barnehage",), address="/skole/sfo/", place=1, why="Feil.")),
        ("garbage", Edited("/teknisk/waste/", keywords=("garbage",))),
        ("garbage", Edited("/teknisk/waste/", title="Garbage and waste")),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_the_forecast_is_what_the_town_does_after_the_change(  # noqa: PLR0917  (fixtures)
    before: Lived, index: Index, engine: WhooshEngine, tmp_path: Path, lived: State, term: str, change: Change
) -> None:
    """The town lives its weeks again in the changed search. The forecast has only read what they did before.

    Every page it says will move is opened at the place it said, without and with the change, and searches
    are answered better or worse as it said; as many more are, at the most, as gain or are unknown.
    """
    evidence = Evidence(before.log, read_pages(lived.documents), index.answers(engine), NOW)
    told = forecast(evidence, index, engine, change, term)
    with changed(index, change, lived) as other, closing(other.opened()) as changed_engine:
        after = lives(tmp_path, other, changed_engine)
    for moved in told.moved:
        assert before.places(moved.term, moved.address) <= {moved.before}
        assert after.places(moved.term, moved.address) <= {moved.after}
    own = next(moved for moved in told.moved if moved.term == term)
    assert before.places(term, own.address) | after.places(term, own.address)
    gained = after.clicked(term) - before.clicked(term)
    assert (gained > 0) == told.helps
    assert (gained < 0) == told.advises_against
    assert -told.lose <= gained <= told.gain + told.unknown
    after.log.engine.dispose()


@contextmanager
def changed(index: Index, change: Change, lived: State) -> Iterator[Index]:
    """The search with the change made in earnest: the decision in use, or the page written anew."""
    if not isinstance(change, Edited):
        yield replace(index, curation=with_decision(index.curation, change))
        return
    written = [
        structs.replace(page, title=change.title or page.title, keywords=(*page.keywords, *change.keywords))
        if page.url == change.address
        else page
        for page in PAGES
    ]
    with TemporaryDirectory() as folder:
        state = State(Path(folder))
        write_documents(state.documents, written, units=UNITS)
        update_index(state, NOW)
        yield replace(index, root=state.index, withdrawn=state.withdrawn)


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
