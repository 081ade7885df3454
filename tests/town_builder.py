"""Builds the small town of ``tests/fixtures/town`` with the real theme, or with a plain one."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.engine.build import DELIVERIES
from plugins.engine.pelican_run import ROOT, run_pelican
from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State

TOWN = Path(__file__).parent / "fixtures" / "town"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)

_PLAIN = """<!doctype html>
<html lang="{{ meta.language }}">
<title>{{ meta.title }}</title>
<pre>
{{ meta.model_dump_json(indent=2, exclude_defaults=True) | safe }}
{{ view.model_dump_json(indent=2) | safe }}
</pre>
</html>
"""
"""What a page rests on, and nothing of how it looks: so that a new look changes no golden file."""


def build_town(root: Path, *, content: Path = TOWN, now: datetime = NOW, **settings: Any) -> Path:
    """Import the town's delivery and build the town under ``root``; returns the output folder."""
    state = State(root / "var")
    with state.lock():
        import_path(content / "data" / DELIVERIES, state, now)
    output = root / "output"
    run_pelican(content=content, output=output, state=state.root, now=now, **settings)
    return output


def plain_theme(root: Path) -> str:
    """A theme with the real one's template names, each of which prints its view model."""
    theme = root / "tema"
    (theme / "static").mkdir(parents=True)
    (theme / "templates").mkdir()
    for template in (ROOT / "theme" / "templates").glob("*.html"):
        (theme / "templates" / template.name).write_text(_PLAIN, "utf-8")
    return str(theme)


def copy_of_town(root: Path) -> Path:
    """A copy of the town's content that a test may change."""
    return Path(shutil.copytree(TOWN, root / "content"))


def files(folder: Path) -> dict[str, bytes]:
    """Every file under ``folder`` by its place."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
