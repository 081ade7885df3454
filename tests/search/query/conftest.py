"""The small town, indexed once for all tests of the query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from plugins.model.state import State
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from search.query.types import Results
from tests.search.corpus import DECISIONS, NOW, town, write_documents

Ask = Callable[..., Results]


@pytest.fixture(scope="session")
def town_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    state = State(tmp_path_factory.mktemp("smaaby"))
    write_documents(state.documents, town())
    update_index(state, NOW)
    engine = WhooshEngine(state.index, curation=lambda: DECISIONS)
    yield engine
    engine.close()


@pytest.fixture
def ask(town_engine: WhooshEngine) -> Ask:
    """Ask the small town: ``ask("barnehage", type="nyhet")``; ``now`` moves the clock."""

    def asked(text: str, now: datetime = NOW, **params: str) -> Results:
        raw = {"q": [text], "antall": ["50"], **{name: [value] for name, value in params.items()}}
        return town_engine.search(parse_params(raw), now)

    return asked
