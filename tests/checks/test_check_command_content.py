"""``make check CONTENT=…`` checks that folder, not the one beside the Makefile."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def _check(*arguments: str, content: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"CONTENT": content} if content else {})}
    return subprocess.run(
        [sys.executable, "-m", "plugins.checks", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _content(folder: Path, updated: str) -> Path:
    unit = folder / "bad"
    unit.mkdir(parents=True)
    (unit / "virksomhet.md").write_text(
        f"---\ntittel: Badet\ningress: Et bad.\noppdatert: {updated}\n---\n", encoding="utf-8"
    )
    return folder


def test_the_folder_named_in_the_environment_is_checked(tmp_path: Path) -> None:
    done = _check(content=str(_content(tmp_path, "2026-13-01")))
    assert done.returncode == 1
    assert "bad/virksomhet.md:4: oppdatert «2026-13-01» er ikke en dato" in done.stdout


def test_an_option_wins_over_the_environment(tmp_path: Path) -> None:
    wrong = _content(tmp_path / "feil", "2026-13-01")
    done = _check("--content", str(wrong), content="content")
    assert done.returncode == 1
