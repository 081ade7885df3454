"""A build upon the last one: what it writes, puts back and takes away, and what it says of that."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.engine.build import reason_in_words
from tests.engine.commands import build
from tests.town_builder import NOW, TOWN, copy_of_town, files


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAA", NOW.isoformat())


def test_a_second_build_reads_no_delivery_twice_and_writes_nothing(tmp_path: Path) -> None:
    build(tmp_path, TOWN)
    first = touched(tmp_path / "output")
    lines = build(tmp_path, TOWN).stdout.splitlines()
    assert lines[0].startswith("Leveransene fra arkivet er lest før, ingenting er nytt (")
    assert ": ingenting er endret (" in lines[1]
    assert touched(tmp_path / "output") == first


def touched(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file was written, and which file it is."""
    return {place: ((s := (folder / place).stat()).st_mtime_ns, s.st_ino) for place in files(folder)}


def test_an_edit_writes_what_it_changes_and_says_why(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    build(tmp_path, content)
    before = touched(tmp_path / "output")
    page = content / "barnehage/sider/priser.md"
    page.write_text(page.read_text("utf-8") + "\nEn setning til.\n", "utf-8")
    done = build(tmp_path, content, "--verbose")
    after = touched(tmp_path / "output")
    changed = {place for place in after if after[place] != before.get(place)}
    assert changed == {"barnehage/priser/index.html"}
    assert "En setning til." in (tmp_path / "output/barnehage/priser/index.html").read_text("utf-8")
    why = "teksten i barnehage/sider/priser.md er endret"
    assert f"  barnehage/priser/index.html: {why}" in done.stdout.splitlines()
    assert f"  dokumenter/tjeneste/barnehage.jsonl: {why}" in done.stdout.splitlines()


def test_what_is_taken_down_is_gone_with_its_folder(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    build(tmp_path, content)
    (content / "barnehage/sider/priser.md").unlink()
    done = build(tmp_path, content, "--verbose")
    assert not (tmp_path / "output/barnehage/priser").exists()
    assert ", 1 fjernet (" in done.stdout
    assert "  barnehage/priser/index.html: fjernet, ingenting er opphav til den lenger" in done.stdout


def test_a_file_that_somebody_changed_or_took_away_is_put_back(tmp_path: Path) -> None:
    build(tmp_path, TOWN)
    before = files(tmp_path / "output")
    (tmp_path / "output/index.html").write_text("tuklet med", "utf-8")
    (tmp_path / "output/nyheter/index.html").unlink()
    assert build(tmp_path, TOWN).exit_code == 0
    assert files(tmp_path / "output") == before


def test_a_file_that_somebody_changed_goes_with_its_page(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    build(tmp_path, content)
    (tmp_path / "output/barnehage/priser/index.html").write_text("tuklet med", "utf-8")
    (content / "barnehage/sider/priser.md").unlink()
    assert build(tmp_path, content).exit_code == 0
    assert not (tmp_path / "output/barnehage/priser").exists()


@pytest.mark.parametrize("at", [1, 3, 8, 12, 20, 40])
def test_a_memory_that_is_damaged_is_no_hindrance(tmp_path: Path, at: int) -> None:
    content = copy_of_town(tmp_path)
    build(tmp_path, content)
    with (tmp_path / "var/bygg/husket.db").open("r+b") as ledger:
        ledger.seek(at * 4096)
        ledger.write(b"\xff" * 40960)
    (content / "data/malgrupper.yaml").unlink()
    done = build(tmp_path, content)
    assert done.exit_code == 0, done.output
    build(tmp_path / "ny", content)
    assert files(tmp_path / "output") == files(tmp_path / "ny/output")
    assert ": ingenting er endret (" in build(tmp_path, content).stdout


def test_a_folder_with_other_things_is_never_built_in(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/brev.txt").write_text("kjære", "utf-8")
    done = build(tmp_path, TOWN)
    assert done.exit_code == 1
    assert "ikke er laget av bygget: tøm mappen, eller velg en annen med OUTPUT=" in done.stderr
    assert files(tmp_path / "output") == {"brev.txt": "kjære".encode()}


def test_what_another_build_left_is_gone(tmp_path: Path) -> None:
    build(tmp_path, TOWN)
    (tmp_path / "output/slettet").mkdir()
    (tmp_path / "output/slettet/index.html").write_text("", "utf-8")
    shutil.rmtree(tmp_path / "var")
    assert build(tmp_path, TOWN).exit_code == 0
    assert not (tmp_path / "output/slettet").exists()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "ny"),
        ("klokka", "klokka har passert et tidspunkt siden avhenger av"),
        ("felter:kultur/virksomhet.md", "feltene i kultur/virksomhet.md er endret"),
        ("fil:kultur/bilder/brua.png", "kultur/bilder/brua.png er endret"),
        ("register:avvik", "registeret avvik er endret"),
        ("mal:side.html", "malen side.html er endret"),
        ("lager/dag", "arkivet har levert noe nytt"),
        ("lager/karantene", "arkivet har levert noe nytt"),
        ("lager/nummer:a/2026/4", "arkivet har levert noe nytt"),
        ("lager/dag:2026-11-20", "arkivet har levert noe nytt for 2026-11-20"),
        ("statisk", "stilarkene er endret"),
        ("statisk:favicon.svg", "favicon.svg i temaet er endret"),
    ],
)
def test_every_reason_has_its_words(reason: str, words: str) -> None:
    assert reason_in_words(reason) == words
