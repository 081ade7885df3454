"""A build takes the place of the last one whole, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.engine import swap
from plugins.engine.pelican_run import ROOT
from plugins.engine.swap import fresh_folder, refuse_overlap
from plugins.model.errors import ContentError


def fill(folder: Path, text: str) -> None:
    """As little as a built site has."""
    for name in ("404.html", "sitemap.xml", "index.html"):
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    fill(folder, "gammel")
    return folder


def beside(output: Path) -> list[str]:
    return sorted(path.name for path in output.parent.iterdir() if path != output)


def test_the_new_site_replaces_the_old(output: Path) -> None:
    with fresh_folder(output) as fresh:
        fill(fresh, "ny")
        assert (output / "index.html").read_text("utf-8") == "gammel"
    assert (output / "index.html").read_text("utf-8") == "ny"
    assert beside(output) == []


def test_what_the_new_site_lacks_is_gone(output: Path) -> None:
    (output / "slettet.html").write_text("", "utf-8")
    with fresh_folder(output) as fresh:
        fill(fresh, "ny")
    assert not (output / "slettet.html").exists()


def test_without_exchange_in_the_file_system_two_renames_do(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    with fresh_folder(output) as fresh:
        fill(fresh, "ny")
    assert (output / "index.html").read_text("utf-8") == "ny"
    assert beside(output) == []


def test_the_first_site_and_an_empty_folder_are_filled(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    for output in (tmp_path / "tom", tmp_path / "ny/dypt/nede"):
        with fresh_folder(output) as fresh:
            fill(fresh, "ny")
        assert (output / "index.html").is_file()


def test_an_error_leaves_the_last_site_as_it_was(output: Path) -> None:
    with pytest.raises(RuntimeError), fresh_folder(output):
        raise RuntimeError
    assert (output / "index.html").read_text("utf-8") == "gammel"
    assert beside(output) == []


def test_a_killed_build_leaves_the_last_site_and_the_next_clears_up(output: Path) -> None:
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom plugins.engine.swap import fresh_folder\n"
        "with fresh_folder(Path(sys.argv[1])) as fresh:\n"
        "    (fresh / 'index.html').write_text('halv')\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(output)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (output / "index.html").read_text("utf-8") == "gammel"
    assert len(beside(output)) == 1
    with fresh_folder(output) as fresh:
        fill(fresh, "ny")
    assert beside(output) == []


def test_a_build_killed_between_two_renames_puts_the_last_site_back(output: Path) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    output.rename(output.parent / f".output.gammel-{int(dead.stdout)}")
    with pytest.raises(RuntimeError), fresh_folder(output):
        raise RuntimeError
    assert (output / "index.html").read_text("utf-8") == "gammel"


def test_a_folder_of_a_build_that_still_runs_is_left_alone(output: Path) -> None:
    other = output.parent / f".output.ny-{os.getppid()}"
    other.mkdir()
    with fresh_folder(output) as fresh:
        fill(fresh, "ny")
    assert other.is_dir()


def test_a_folder_with_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "hjemme").mkdir()
    (tmp_path / "hjemme/brev.txt").write_text("kjære", "utf-8")
    with pytest.raises(ContentError, match="ikke er laget av bygget"), fresh_folder(tmp_path / "hjemme"):
        pass
    assert (tmp_path / "hjemme/brev.txt").is_file()


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", "utf-8")
    with pytest.raises(ContentError, match="er en fil"), fresh_folder(tmp_path / "fil"):
        pass


@pytest.mark.parametrize(
    ("output", "content", "state"),
    [
        ("a", "a/content", "var"),
        ("content/ut", "content", "var"),
        ("ut", "content", "ut/var"),
        ("x", "x", "var"),
    ],
)
def test_output_never_lies_with_content_or_over_state(output: str, content: str, state: str) -> None:
    with pytest.raises(ContentError, match="ligger sammen med"):
        refuse_overlap(Path(output), Path(content), Path(state))


@pytest.mark.parametrize("output", ["ut", "var/ut"])
def test_output_may_lie_beside_them(output: str) -> None:
    assert refuse_overlap(Path(output), Path("content"), Path("var")) is None  # type: ignore[func-returns-value]
