"""The files are followed while the service runs, and a broken one leaves the last good one in use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugins.source.curation import curation_folder
from search.curation.files import CurationFiles

DAY = date(2026, 11, 23)
GOOD = "- {sok: [valg], adresse: /valg/, tittel: Valget, hvorfor: Mange spør.}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = curation_folder(tmp_path)
    found.mkdir(parents=True)
    return found


def titles(files: CurationFiles) -> list[str]:
    return [bet.title for bet in files.current().on(DAY).decided("valg").best_bets]


def test_an_edit_is_in_use_at_the_next_look(tmp_path, folder):
    files = CurationFiles(tmp_path, look_again=0)
    assert titles(files) == []
    (folder / "svar.yaml").write_text(GOOD, "utf-8")
    assert titles(files) == ["Valget"]
    (folder / "svar.yaml").write_text(GOOD.replace("Valget", "Stortingsvalget"), "utf-8")
    assert titles(files) == ["Stortingsvalget"]
    (folder / "svar.yaml").unlink()
    assert titles(files) == []


@pytest.mark.parametrize(
    "broken",
    [
        "- {sok: [valg",
        "- {sok: [valg], adresse: valg, tittel: Nei, hvorfor: Nei}",
        "valg",
        "- valg",
        "\0",
    ],
)
def test_a_broken_file_leaves_the_last_good_one_in_use(tmp_path, folder, broken, caplog):
    files = CurationFiles(tmp_path, look_again=0)
    (folder / "svar.yaml").write_text(GOOD, "utf-8")
    assert titles(files) == ["Valget"]
    (folder / "svar.yaml").write_text(broken, "utf-8")
    assert titles(files) == titles(files) == ["Valget"]
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1
    assert "svar.yaml" in told[0]


def test_what_can_be_read_of_a_file_that_never_was_whole_is_used(tmp_path, folder):
    (folder / "svar.yaml").write_text(GOOD + "- {sok: [jul]}\n", "utf-8")
    assert titles(CurationFiles(tmp_path)) == ["Valget"]


def test_the_value_is_the_same_until_a_file_is_another(tmp_path, folder):
    (folder / "svar.yaml").write_text(GOOD, "utf-8")
    files = CurationFiles(tmp_path, look_again=0)
    assert files.current() is files.current()


def test_no_folder_is_no_decision(tmp_path):
    assert titles(CurationFiles(tmp_path / "ingen")) == titles(CurationFiles(None)) == []
