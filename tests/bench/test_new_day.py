"""The seconds that a new day's documents take are told by the very build that wrote them."""

from __future__ import annotations

import subprocess
import sys

from bench.measure import ROOT
from bench.processes import environment_of
from tests.plugins.conftest import UNIT, write
from tests.views.archive_makers import case, entry, filled_store


def test_a_build_tells_what_the_documents_took(tmp_path):
    write(tmp_path / "content/servicetorget/virksomhet.md", UNIT)
    places = {name: str(tmp_path / name.lower()) for name in ("CONTENT", "OUTPUT")}
    environment = environment_of({**places, "STATE": str(tmp_path / "var"), "NAA": "2026-11-23T12:00"})
    (tmp_path / "var").mkdir()
    filled_store(tmp_path / "var", case(), entry()).close()
    told = tmp_path / "dokumenter.txt"
    command = [sys.executable, "-m", "bench.new_day", str(told)]

    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    first = told.read_text("utf-8").split()
    subprocess.run(command, cwd=ROOT, env=environment, check=True)

    assert [float(seconds) > 0 for seconds in first] == [True]
    assert (tmp_path / "output/index.html").exists()
    assert told.read_text("utf-8").split() == first  # nothing was delivered, so no document was asked for
