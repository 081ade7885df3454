"""The direction of imports holds, and the guard bites when somebody turns it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).parent / "lint-imports"


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(LINT), "--no-cache"], cwd=root, capture_output=True, text=True, check=False)


def test_imports_go_down_only() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("plugins/model/errors.py", "import plugins.store"),
        ("plugins/model/clock.py", "import jinja2"),
        ("plugins/model/clock.py", "import plugins.memo.query"),
        ("plugins/source/__init__.py", "import plugins.views.frame"),
        ("plugins/source/origin.py", "import plugins.memo.query"),
        ("plugins/memo/query.py", "import plugins.source.folder"),
        ("plugins/memo/workers.py", "import plugins.views.inputs"),
        ("plugins/memo/trace.py", "import pelican"),
        ("plugins/views/frame.py", "import pelican"),
        ("plugins/views/frame.py", "import plugins.checks.run"),
        ("plugins/checks/__init__.py", "import search.query.types"),
        ("search/query/types.py", "import plugins.engine"),
        ("search/query/types.py", "import search.service"),
        ("search/documents.py", "import pelican"),
        ("search/service/theme.py", "import plugins.memo.query"),
        ("plugins/content_pages.py", "import plugins.feeds"),
        ("plugins/content_pages.py", "import plugins.views.pages"),
    ],
)
def test_a_planted_upward_import_is_found(tmp_path: Path, file: str, planted: str) -> None:
    for folder in ("plugins", "search"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    source = tmp_path / file
    source.write_text(source.read_text(encoding="utf-8") + f"\n{planted}\n", encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout


def test_every_plugin_is_held_apart_from_the_others() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    apart = next(c["modules"] for c in contracts["contracts"] if c["type"] == "independence")
    files = (f"plugins.{p.stem}" for p in (ROOT / "plugins").glob("*.py"))
    assert sorted(apart) == sorted(f for f in files if f != "plugins.__init__")
