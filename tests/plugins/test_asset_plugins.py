"""What is copied beside the pages: the theme's static files and units' own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugins import site_inputs
from plugins.assets import static_files
from plugins.engine.pelican_run import ROOT
from plugins.model.errors import ContentError, Problem
from plugins.site_inputs import gather
from plugins.unit_files import unit_files
from tests.town_builder import NOW, TOWN, copy_of_town


def settings(content: Path, state: Path, **more: Any) -> dict[str, Any]:
    base = {"CONTENT": str(content), "STATE": str(state), "THEME": str(ROOT / "theme"), "NOW": NOW, "SKI": {}}
    return {**base, **more}


def test_style_sheets_and_hidden_files_are_not_copied(tmp_path: Path) -> None:
    for name in ("a.css", "styles.txt", ".DS_Store", "vendor/.git/x", "vendor/a.woff2", "favicon.svg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    assert [place for _, place in static_files(tmp_path)] == ["favicon.svg", "vendor/a.woff2"]


def test_only_files_of_safe_types_in_visible_units_are_copied(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    (content / "hemmelig/filer").mkdir()
    (content / "hemmelig/filer/a.pdf").write_bytes(b"%PDF")
    for name in ("a.html", "a.svg", "a.exe", ".skjult.pdf", "B.PDF"):
        (content / "kultur/filer" / name).write_bytes(b"x")
    inputs = gather(settings(content, tmp_path / "var"))
    assert [place for _, place in unit_files(inputs)] == [
        "kultur/bilder/brua.png",
        "kultur/filer/B.PDF",
        "kultur/filer/skjema.pdf",
    ]


def test_inputs_hold_the_clock_and_an_empty_store_when_there_is_none(tmp_path: Path) -> None:
    inputs = gather(settings(TOWN, tmp_path / "var"))
    assert inputs.now == NOW
    assert inputs.store.days() == ()
    assert not (tmp_path / "var").exists()


def test_faults_in_content_and_settings_come_together(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    (content / "kultur/sider/a.md").write_text("", "utf-8")
    with pytest.raises(ContentError) as error:
        gather(settings(content, tmp_path / "var", SKI={"site_url": "ski.kommune.no"}))
    assert [problem.path.rpartition("/")[2] for problem in error.value.problems] == ["a.md", "pelicanconf.py"]


def test_a_warning_never_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = site_inputs.read_site(TOWN)[0]
    warned = (read, (Problem("a.md", 1, "mangler alt-tekst", severity="advarsel"),))
    monkeypatch.setattr(site_inputs, "read_site", lambda content: warned)
    assert gather(settings(TOWN, tmp_path / "var")).site is read
