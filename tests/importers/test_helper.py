"""Two processes read a delivery to the same store as one, and neither outlives a failure of the other."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from bench.deliveries import write_journal
from bench.delivery_forms import FORMS
from plugins.importers import helper, run
from plugins.importers.conversion import Telling
from plugins.importers.delivery import Delivered, Role
from plugins.importers.helper import HelperError, converted
from plugins.importers.node import Node
from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from tests.children import children

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
pytestmark = pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="trenger to prosessorer")


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helper, "BATCH", 16)
    monkeypatch.setattr(run, "_ENOUGH", 0)


def dump(state: State) -> list[str]:
    with sqlite3.connect(state.store) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("form", FORMS)
def test_the_store_is_the_same(tmp_path: Path, form: str) -> None:
    write_journal(tmp_path / "inn", 400, date(2026, 9, 1), date(2026, 9, 30), 5, form=form)
    (file,) = (tmp_path / "inn").iterdir()
    text = file.read_text("utf-8").replace("Søknad", "Søknad 010190 00083", 3)  # some are held
    file.write_text(text.replace("2026-09-0", "2026-19-0", 5), "utf-8")
    one, two = State(tmp_path / "en"), State(tmp_path / "to")
    reports = [import_path(file, one, NOW, spread=False), import_path(file, two, NOW, spread=True)]
    assert reports[0] == reports[1]
    assert reports[0].counts.quarantined
    assert dump(one) == dump(two)


def records(count: int) -> Iterator[Delivered]:
    return (Delivered(Role.UNKNOWN, Node("x", place, {"a": "å" * 3000}), "arkiv") for place in range(count))


def told(batch: Iterable[Delivered]) -> list[Telling]:
    return [("hold", (record.node.place, record.node.values["a"])) for record in batch]


def test_the_order_is_the_files_however_much_there_is() -> None:
    tellings = [what[0] for batch in converted(records(3000), told, spread=True) for _, what in batch]
    assert tellings == list(range(3000))


def test_an_error_in_the_helper_is_told() -> None:
    def failing(batch: Iterable[Delivered]) -> list[Telling]:
        raise ZeroDivisionError(len(list(batch)))

    with pytest.raises(HelperError, match="ZeroDivisionError"):
        list(converted(records(16), failing, spread=True))


def test_a_helper_that_is_killed_is_told() -> None:
    here = os.getpid()

    def dying(batch: Iterable[Delivered]) -> list[Telling]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return told(batch)

    with pytest.raises(HelperError, match="avbrutt"):
        list(converted(records(2000), dying, spread=True))


def test_a_reader_that_fails_leaves_no_helper_behind() -> None:
    def failing() -> Iterator[Delivered]:
        yield from records(100)
        raise ValueError("avkuttet")

    before = children()
    with pytest.raises(ValueError, match="avkuttet"):
        list(converted(failing(), told, spread=True))
    assert children() <= before
