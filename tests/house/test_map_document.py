"""``docs/map.md`` and ``docs/decisions`` name what is there, and the map names all that is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAP = ROOT / "docs/map.md"
DOCUMENTS = sorted([MAP, *(ROOT / "docs/decisions").glob("*.md")])
MADE = ("var/", "output/")
"""Folders that the commands make; what lies in them is named by ``plugins.model.state``."""
CODE = re.compile(r"`([^`\s]+)`")


def named_paths(text: str) -> set[str]:
    """What stands as code and reads as a path in the repository: a slash inside or a file's ending."""
    words = {word for word in CODE.findall(text) if re.search(r"\w/|\.(py|md|html|toml)$", word)}
    return {word for word in words if not word.startswith(("/", *MADE))}


def is_there(path: str) -> bool:
    """Whether a path is one of the repository; a file's bare name may be any file's of the code."""
    pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
    places = (ROOT,) if "/" in path else (ROOT, ROOT / "plugins", ROOT / "search", ROOT / "content")
    found = (place.glob(pattern if place == ROOT else f"**/{pattern}") for place in places)
    return any(next(paths, None) is not None for paths in found)


def packages(folder: str) -> list[str]:
    tracked = subprocess.run(
        ["git", "ls-files", f"{folder}/*/__init__.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    return sorted({"/".join(path.split("/")[:2]) for path in tracked})


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_is_named_is_there(document: Path) -> None:
    paths = named_paths(document.read_text(encoding="utf-8"))
    missing = {path for path in paths if not is_there(path)}
    assert missing == set()


def test_the_map_names_paths_at_all() -> None:
    assert len(named_paths(MAP.read_text(encoding="utf-8"))) > 30


@pytest.mark.parametrize("folder", [*packages("plugins"), *packages("search")])
def test_every_folder_of_code_is_on_the_map(folder: str) -> None:
    assert f"`{folder}/`" in MAP.read_text(encoding="utf-8")


def test_every_decision_has_a_number_of_its_own_a_date_and_says_when_to_open_it_again() -> None:
    decisions = [path for path in DOCUMENTS if path != MAP]
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^20\d\d-\d\d-\d\d · ", text, re.MULTILINE), path.name
        assert "## Når det bør åpnes igjen" in text, path.name
