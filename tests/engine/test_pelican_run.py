"""Pelican as we run it: what it logs as an error is one, and so is a plugin that is missing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from plugins.engine.pelican_run import ROOT, run_pelican
from plugins.model.errors import ContentError
from tests.town_builder import NOW, TOWN, files


def run_with(root: Path, **settings: Any) -> None:
    run_pelican(content=TOWN, output=root / "output", state=root / "var", now=NOW, **settings)


def test_every_listed_plugin_must_load(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"finnes_ikke"):
        run_with(tmp_path, PLUGINS=["plugins.site_inputs", "plugins.finnes_ikke"])


def test_all_plugins_of_the_configuration_load(tmp_path: Path) -> None:
    run_with(tmp_path)
    assert (tmp_path / "output/index.html").is_file()


def test_a_build_hears_its_own_plugins_alone(tmp_path: Path) -> None:
    run_with(tmp_path)
    run_with(tmp_path / "ny", PLUGINS=["plugins.site_inputs", "plugins.feeds"])
    assert {Path(place).name for place in files(tmp_path / "ny/output")} == {"atom.xml"}


def test_an_unknown_setting_of_the_site_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"SKI: site_nam kan ikke være"):
        run_with(tmp_path, SKI={"site_nam": "Ski"})


def test_a_template_that_reaches_for_something_undeclared_fails_by_line(tmp_path: Path) -> None:
    theme = tmp_path / "tema"
    shutil.copytree(ROOT / "theme", theme)
    (theme / "templates/hjem.html").write_text("<h1>\n{{ SITENAME2 }}\n</h1>", "utf-8")
    with pytest.raises(ContentError, match=r"hjem\.html:2: malen kan ikke brukes: 'SITENAME2' is undefined"):
        run_with(tmp_path, THEME=str(theme))
