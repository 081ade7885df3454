"""No part of the archive can be read in a build without the build knowing of it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from plugins.model.archive import Journalpost
from plugins.store import Store
from plugins.views.noted_store import READS, NotedStore
from tests.views.archive_makers import FRESH, case, entry, filled_store, item, meeting

NO_READS = {"open", "close"}


def reads_of_the_store() -> list[str]:
    methods = inspect.getmembers(Store, inspect.isroutine)
    return sorted(name for name, _ in methods if not name.startswith("_") and name not in NO_READS)


@pytest.mark.parametrize("name", reads_of_the_store())
def test_every_read_of_the_store_says_what_it_rests_on(name: str) -> None:
    assert name in READS or name in vars(NotedStore), f"add {name} to READS in plugins/views/noted_store.py"


def test_nothing_else_is_said_to_be_a_read() -> None:
    assert set(READS) <= set(reads_of_the_store())


def noted(folder: Path, *records: object) -> tuple[NotedStore, set[str]]:
    leaves: set[str] = set()

    def note(leaf: str) -> None:
        leaves.add(leaf)

    store = filled_store(folder, case(), entry(), meeting(saker=(item(),)), *records)  # type: ignore[arg-type]
    return NotedStore(store.connection, note), leaves


def test_a_read_notes_its_part_alone(tmp_path: Path) -> None:
    store, leaves = noted(tmp_path)
    assert store.entries_on(FRESH)
    assert leaves == {"lager/dag:2026-11-02"}
    leaves.clear()
    assert store.agenda_items_of_case("b87ca23f", "s1")
    assert leaves == {"lager/sak:b87ca23f/s1", "lager/mote:b87ca23f/m1"}
    leaves.clear()
    assert not store.entries_on(None)
    assert leaves == {"lager/dag:"}


def test_why_a_number_is_missing_rests_on_its_block(tmp_path: Path) -> None:
    store, leaves = noted(tmp_path)
    assert store.left_out("b87ca23f", 2026, 1998, 2001) == (0, 0)
    assert leaves == {"lager/nummer:b87ca23f/2026/1", "lager/nummer:b87ca23f/2026/2"}


def number(sequence: int) -> Journalpost:
    return entry(f"j{sequence}", journalsekvensnummer=sequence)


def test_a_hole_in_the_numbers_rests_on_all_that_may_fill_it(tmp_path: Path) -> None:
    store, leaves = noted(tmp_path, number(2999), number(90_000))
    assert store.number_before(number(4018)) == 2999
    assert leaves == {
        "lager/nummer:b87ca23f/2026/2",
        "lager/nummer:b87ca23f/2026/3",
        "lager/nummer:b87ca23f/2026/4",
    }
    leaves.clear()
    assert store.number_before(number(2999)) is None
    assert leaves == {f"lager/nummer:b87ca23f/2026/{block}" for block in (0, 1, 2)}
    leaves.clear()
    assert store.number_before(number(90_000)) == 4018
    assert leaves == {"lager/nummer"}
