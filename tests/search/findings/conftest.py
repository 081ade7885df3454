"""The town with planted faults, lived through once for all tests of findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.model.state import State
from search.curation.curation import Curation
from search.findings.board import Board
from search.findings.evidence import Evidence
from search.findings.pages import read_pages
from search.findings.replay import Index
from search.insight.database import open_database
from search.insight.reading import LogReader
from search.query.engine import WhooshEngine
from search.query.types import SearchParams
from tests.search.findings.planted import KEEPING, NOW, TODAY, TOWN, build, job, live, weeks_of


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> State:
    """Thirteen weeks of the town, and its index."""
    state = State(tmp_path_factory.mktemp("funn"))
    build(state)
    live(state, TOWN, weeks_of(TODAY).start, TODAY)
    return state


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content without a single decision."""
    return tmp_path_factory.mktemp("content")


@pytest.fixture(scope="session")
def board(lived: State, content: Path) -> Board:
    found = job(lived, content).run()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def engine(lived: State) -> Iterator[WhooshEngine]:
    opened = WhooshEngine(lived.index)
    yield opened
    opened.close()


@pytest.fixture
def index(lived: State) -> Index:
    return Index(lived.index, lived.withdrawn, Curation(), NOW)


@pytest.fixture(scope="session")
def evidence(lived: State, engine: WhooshEngine) -> Iterator[Evidence]:
    log = open_database(lived.insight)
    yield Evidence(
        LogReader(log, KEEPING),
        read_pages(lived.documents),
        lambda term, size: engine.search(SearchParams(text=term, size=size), NOW),
        NOW,
    )
    log.dispose()
