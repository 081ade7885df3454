"""Builds the small town of ``tests/fixtures/town`` with the real theme, or with a plain one."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from plugins.engine.build import DELIVERIES
from plugins.engine.pelican_run import ROOT, run_pelican
from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.views.frame import View
from plugins.views.rendering import FILTERS

TOWN = Path(__file__).parent / "fixtures" / "town"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)

_PLAIN = """<!doctype html>
<html lang="{{ meta.language }}">
<title>{{ meta.title }}</title>
<pre>
{{ meta | without_defaults | as_json | safe }}
{{ view | as_json | safe }}
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


def plain_theme(root: Path) -> dict[str, Any]:
    """Settings of a theme with the real one's template names, each of which prints its view model."""
    theme = root / "tema"
    (theme / "static").mkdir(parents=True)
    (theme / "templates").mkdir()
    for template in (ROOT / "theme" / "templates").glob("*.html"):
        (theme / "templates" / template.name).write_text(_PLAIN, "utf-8")
    filters = {**FILTERS, "as_json": _as_json, "without_defaults": _without_defaults}
    return {"THEME": str(theme), "JINJA_FILTERS": filters}


def _as_json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _without_defaults(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_without_defaults(one) for one in value]
    if not isinstance(value, View):
        return value
    fields = ((field, getattr(value, field.name)) for field in msgspec.structs.fields(value))
    return {field.name: _without_defaults(given) for field, given in fields if given != field.default}


def copy_of_town(root: Path) -> Path:
    """A copy of the town's content that a test may change."""
    return Path(shutil.copytree(TOWN, root / "content"))


def files(folder: Path) -> dict[str, bytes]:
    """Every file under ``folder`` by its place."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
