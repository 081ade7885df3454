"""Deliveries made by hand, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from plugins.importers.run import ImportReport, import_path
from plugins.model.clock import OSLO
from plugins.model.state import State

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "var")


@pytest.fixture
def import_text(tmp_path: Path, state: State) -> Callable[..., ImportReport]:
    """Write a delivery to a file and import it."""

    def run(
        content: str | bytes, name: str = "levering.xml", units: tuple[str, ...] = (), *, again: bool = False
    ) -> ImportReport:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_path(path, state, NOW, units=units, again=again)

    return run
