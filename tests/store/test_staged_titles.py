"""Entries that name somebody are judged by the title that their case will have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from plugins.model.archive import Saksmappe
from plugins.store import Intake, Store, staging
from tests.store.test_store_reads import DAY, NOW, a_case, an_entry

NAMED = replace(an_entry("j1", 1, DAY), navn=("Kari Nordmann",))
PLAIN = replace(a_case("s1", 7), tittel="Søknad om sykkelvei")
TELLING = replace(a_case("s1", 7), tittel="Søknad om sykehjemsplass")


@pytest.fixture(params=[1, 2, 2000])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Filled in batches of one row, of two, and of all there are."""
    monkeypatch.setattr(staging, "_BATCH", request.param)
    with Store.open(tmp_path / "a.db") as store:
        yield store


def deliver(store: Store, file: str, *cases: Saksmappe) -> None:
    with Intake(store, file=file, sha256=file, rules=1, now=NOW) as intake:
        for case in cases:
            intake.add_case(case)
        intake.add_entry(NAMED)
        intake.commit()


def held(store: Store) -> set[tuple[str, str]]:
    return {(finding.entry, finding.field) for finding in store.quarantine()}


def test_by_the_title_of_the_case_in_the_delivery(store: Store) -> None:
    deliver(store, "1", TELLING)
    assert held(store) == {("j1", "saksmappe")}
    assert store.entry("a", "j1") is None


def test_by_the_first_of_two_that_differ(store: Store) -> None:
    deliver(store, "1", PLAIN, TELLING)
    assert held(store) == {("s1", "systemID")}
    assert store.entry("a", "j1") is not None


def test_by_the_first_of_two_that_tells(store: Store) -> None:
    deliver(store, "1", TELLING, PLAIN)
    assert held(store) == {("s1", "systemID"), ("j1", "saksmappe")}
    assert store.entry("a", "j1") is None


def test_by_the_title_in_the_store_when_the_case_is_not_delivered(store: Store) -> None:
    with Intake(store, file="1", sha256="1", rules=1, now=NOW) as intake:
        intake.add_case(TELLING)
        intake.commit()
    deliver(store, "2")
    assert held(store) == {("j1", "saksmappe")}


def test_by_the_title_in_the_store_when_a_new_one_is_held(store: Store) -> None:
    deliver(store, "1", PLAIN)
    deliver(store, "2", TELLING)
    assert held(store) == {("s1", "offentligTittel")}
    assert store.entry("a", "j1") is not None
