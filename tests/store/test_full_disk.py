"""A disk without room: said in Norwegian, and the store is as it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from plugins.model.archive import Saksmappe
from plugins.model.clock import OSLO
from plugins.store import Intake, Store, StoreError

NOW = datetime(2026, 11, 23, 8, tzinfo=OSLO)


def cases(number: int) -> list[Saksmappe]:
    """Cases that take some room."""
    return [
        Saksmappe(arkiv="a", system_id=f"s{n}", saksaar=2026, sakssekvensnummer=n, tittel="Sak " * 200)
        for n in range(number)
    ]


def take(store: Store, found: list[Saksmappe], file: str) -> None:
    """One file's transaction."""
    with Intake(store, file=file, sha256=file, rules=1, now=NOW) as intake:
        for case in found:
            intake.add_case(case)
        intake.commit()


def test_a_full_disk_is_said_and_nothing_of_the_file_is_taken_in(tmp_path: Path) -> None:
    with Store.open(tmp_path / "lager.db") as store:
        take(store, cases(1), "en.xml")
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match=r"to\.xml: .*disken er full.* Ingenting av filen er tatt inn"):
            take(store, cases(200), "to.xml")
        assert [case.system_id for case in store.saksmapper()] == ["s0"]
        store.connection.execute("PRAGMA max_page_count = 100000")
        take(store, cases(200), "to.xml")
        assert len(list(store.saksmapper())) == 200
