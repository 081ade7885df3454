"""What is copied beside the pages, and what the plugins gather before anything is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugins.checks import run
from plugins.engine.pelican_run import ROOT
from plugins.memo.query import ask
from plugins.model.errors import ContentError, Problem
from plugins.site_inputs import gather
from plugins.views.assets import static_files
from plugins.views.plan import plan
from tests.town_builder import NOW, TOWN, copy_of_town


def settings(content: Path, state: Path, **more: Any) -> dict[str, Any]:
    places = {"CONTENT": str(content), "STATE": str(state), "THEME": str(ROOT / "theme")}
    return {**places, "NOW": NOW, "SKI": {}, "PLUGINS": [], **more}


def test_style_sheets_and_hidden_files_are_not_copied(tmp_path: Path) -> None:
    for name in ("a.css", "styles.txt", ".DS_Store", "vendor/.git/x", "vendor/a.woff2", "favicon.svg"):
        (tmp_path / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "static" / name).write_text("", "utf-8")
    inputs = gather(settings(TOWN, tmp_path / "var", THEME=str(tmp_path)))
    assert static_files(inputs) == ("favicon.svg", "vendor/a.woff2")


def test_only_files_of_safe_types_in_visible_units_are_copied(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    (content / "hemmelig/filer").mkdir()
    (content / "hemmelig/filer/a.pdf").write_bytes(b"%PDF")
    for name in ("a.html", "a.svg", "a.exe", ".skjult.pdf", "B.PDF"):
        (content / "kultur/filer" / name).write_bytes(b"x")
    inputs = gather(settings(content, tmp_path / "var"))
    copied = [ask(inputs, key) for key in plan(inputs, "unit-files")]
    assert [one.file for one in copied] == [
        "kultur/bilder/brua.png",
        "kultur/filer/B.PDF",
        "kultur/filer/skjema.pdf",
    ]
    assert [one.source for one in copied] == [str(content / one.file) for one in copied]


def test_inputs_hold_the_clock_and_an_empty_store_when_there_is_none(tmp_path: Path) -> None:
    inputs = gather(settings(TOWN, tmp_path / "var"))
    assert inputs.now >= NOW
    assert not inputs.now > NOW
    assert inputs.store.days() == ()
    assert not (tmp_path / "var").exists()


def test_faults_in_the_content_come_together(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    for name in ("a.md", "b.md"):
        (content / "kultur/sider" / name).write_text("", "utf-8")
    with pytest.raises(ContentError) as error:
        gather(settings(content, tmp_path / "var"))
    assert {"a.md", "b.md"} <= {Path(problem.path).name for problem in error.value.problems}


def test_faults_in_the_settings_come_together(tmp_path: Path) -> None:
    wrong = {"site_url": "ski.kommune.no", "site_nam": "Ski"}
    with pytest.raises(ContentError) as error:
        gather(settings(TOWN, tmp_path / "var", SKI=wrong))
    assert [problem.message.split()[1] for problem in error.value.problems] == ["site_nam", "site_url"]


def test_a_warning_never_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warning = Problem("a.md", 1, "mangler alt-tekst", severity="advarsel")
    monkeypatch.setattr(run, "BLOCKING", (lambda content: [warning],))
    assert gather(settings(TOWN, tmp_path / "var")).unit_folders()
