"""Content folders made of a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

UNIT = "---\ntittel: {title}\ningress: Det virksomheten gjør.\noppdatert: 2026-11-01\n---\n"
PAGE = "---\ntittel: {title}\ningress: Det viktigste på siden.\noppdatert: 2026-11-01\n{more}---\n{body}"
NEWS = "---\ntittel: {title}\ningress: Det viktigste i nyheten.\ndato: {day}\n{more}---\n"

Write = Callable[..., Path]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with the units «barnehage» and «kultur»."""
    root = tmp_path / "content"
    for unit in ("barnehage", "kultur"):
        (root / unit / "sider").mkdir(parents=True)
        (root / unit / "nyheter").mkdir()
        (root / unit / "virksomhet.md").write_text(UNIT.format(title=unit.title()), "utf-8")
    return root


def page(title: str = "Opptak", more: str = "", body: str = "") -> str:
    return PAGE.format(title=title, more=more, body=body)


def news(title: str = "Nytt", day: str = "2026-11-20", more: str = "") -> str:
    return NEWS.format(title=title, day=day, more=more)
