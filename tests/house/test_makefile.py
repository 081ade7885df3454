"""The commands that people know are there, and tell what they do."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("serve", "test", "html", "publish", "index", "check", "import", "bench", "lint")


def test_make_alone_prints_every_command_with_one_line() -> None:
    lines = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    shown = {line.split()[1]: line for line in lines}
    for command in COMMANDS:
        assert len(shown[command].split()) > 4, f"make {command} sier ikke hva det gjør"


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/map.md", "deploy/README.md"])
def test_documents_name_only_commands_that_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-zæøå]+)", text))
    assert named <= targets


def test_import_without_a_source_says_what_to_write() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "import"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "make import FRA=" in done.stdout


def test_ci_runs_the_checks_and_every_test() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "make check" in script
    assert "make test" in script
