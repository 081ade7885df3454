"""The edit of a text loads what it needs, and nothing that takes time: neither Pelican nor the archive."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.engine.configuration import ROOT
from tests.town_builder import NOW, copy_of_town

HEAVY = ("pelican", "pydantic", "docutils", "rich", "typer", "yaml", "feedgenerator", "lxml", "bs4")
ARCHIVE = ("plugins.importers", "plugins.views.archive", "plugins.views.meetings", "plugins.views.masking")

BUILD = """
import sys
from plugins.engine.__main__ import main
status = main(sys.argv[1:])
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
sys.exit(status)
"""


def loaded(root: Path) -> set[str]:
    """Build, in a process of its own, and give the modules that were loaded."""
    places = ["--content", root / "content", "--output", root / "output", "--state", root / "var"]
    command = [sys.executable, "-c", BUILD, *map(str, places)]
    environment = {**os.environ, "NAA": NOW.isoformat()}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.fixture(scope="module")
def after_edit(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    root = tmp_path_factory.mktemp("by")
    page = copy_of_town(root) / "barnehage/sider/priser.md"
    assert "pydantic" in loaded(root)
    page.write_text(page.read_text("utf-8") + "\nEn setning til.\n", "utf-8")
    found = loaded(root)
    assert "En setning til." in (root / "output/barnehage/priser/index.html").read_text("utf-8")
    return found


@pytest.mark.parametrize("name", [*HEAVY, *ARCHIVE])
def test_an_edit_of_a_text_never_loads(after_edit: set[str], name: str) -> None:
    assert not [module for module in after_edit if module == name or module.startswith(f"{name}.")]
