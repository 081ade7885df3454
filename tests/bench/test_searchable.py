"""A new document counts as searchable when a service in use finds it, whichever of its workers is asked."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date

from bench.deliveries import write_journal
from bench.measure import ROOT
from bench.processes import environment_of
from bench.searchable import Asker, document_numbers, in_use
from tests.plugins.conftest import UNIT, write
from tests.views.archive_makers import case, entry, filled_store


def test_the_documents_of_a_delivery_are_known_by_their_numbers(tmp_path):
    write_journal(tmp_path, 30, date(2026, 11, 23), date(2026, 11, 23), seed=1)

    numbers = document_numbers(tmp_path / "journal-2026-11.xml")

    assert len(numbers) == 30
    assert all(number.startswith("2026/") and number.count("-") == 1 for number in numbers)


def test_a_document_is_found_when_the_service_has_taken_the_index_that_holds_it(tmp_path):
    write(tmp_path / "content/servicetorget/virksomhet.md", UNIT)
    places = {name: str(tmp_path / name.lower()) for name in ("CONTENT", "OUTPUT")}
    places |= {"STATE": str(tmp_path / "var"), "NAA": "2026-11-23T12:00"}

    def run(*arguments: str) -> None:
        command = [sys.executable, "-m", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment_of(places), check=True, stdout=subprocess.DEVNULL)

    def deliver(number: int) -> None:
        filled_store(
            tmp_path / "var", case(), entry(system_id=f"jp-{number}", journalpostnummer=number)
        ).close()
        run("plugins.engine")
        run("search", "index")

    (tmp_path / "var").mkdir()
    deliver(1)
    with in_use(places) as port:
        asker = Asker(port, "2026/1234-2")
        before = time.perf_counter()
        deliver(2)
        assert asker.found() > before
