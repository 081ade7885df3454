"""Searches are suggested to everybody only when so many have made them that they tell of nobody."""

from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from plugins.model.clock import OSLO
from plugins.model.state import State
from search.insight.database import open_database
from search.insight.frequent import frequent_searches, write_frequent
from search.insight.keeping import Keeping
from search.insight.purge import purge
from search.insight.reading import LogReader
from search.insight.writer import LogWriter
from search.query.frequent import Frequent
from tests.search.insight.logbook import MONDAY, by_many, fill, summed

WEEK_BEFORE = MONDAY - timedelta(days=5)


@pytest.fixture
def engine(tmp_path: Path):
    engine = open_database(tmp_path / "innsikt.db")
    yield engine
    engine.dispose()


def told(engine) -> tuple[str, ...]:
    summed(engine)
    return frequent_searches(LogReader(engine, Keeping()), MONDAY)


def test_those_that_most_have_made_come_first(engine) -> None:
    fill(engine, searches=[*by_many("søppel", 10, WEEK_BEFORE), *by_many("skolerute", 12, WEEK_BEFORE)])
    assert told(engine) == ("skolerute", "søppel")


@pytest.mark.parametrize(
    "searches",
    [
        by_many("fra for få", 9, WEEK_BEFORE),
        by_many("fant ingenting", 20, WEEK_BEFORE, hits=0),
        by_many("brev til [navn]", 20, WEEK_BEFORE),
        by_many("denne uka, som ikke er over", 20, MONDAY),
        by_many("for lenge siden", 20, MONDAY - timedelta(days=40)),
        by_many("av roboter", 20, WEEK_BEFORE, source="robot"),
    ],
)
def test_others_are_told_to_nobody(engine, searches) -> None:
    fill(engine, searches=searches)
    assert told(engine) == ()


def test_the_list_is_written_as_the_suggestions_read_it(tmp_path: Path) -> None:
    path = State(tmp_path).frequent
    assert write_frequent(path, ("søppel", "skolerute"))
    assert Frequent(path, look_again=0).current() == ("søppel", "skolerute")
    assert not write_frequent(path, ("søppel", "skolerute"))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) & stat.S_IRUSR


def test_the_log_writes_it_when_the_sums_are_made(engine, tmp_path: Path) -> None:
    fill(engine, searches=by_many("søppel", 10, WEEK_BEFORE))
    now = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 9, tzinfo=OSLO)
    writer = LogWriter(tmp_path / "innsikt.db", lambda: now, lambda _: None)
    writer.flush()
    writer.close()
    assert msgspec.json.decode(State(tmp_path).frequent.read_bytes()) == ["søppel"]
    purge(tmp_path / "innsikt.db")
    assert not State(tmp_path).frequent.exists()
