"""One build from start to end, as a person runs it."""

from __future__ import annotations

import gc
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from plugins.engine import pelican_run
from plugins.engine.__main__ import main
from plugins.engine.build import reason_in_words
from plugins.engine.messages import keep_details
from plugins.engine.pelican_run import ROOT, run_pelican
from plugins.model.errors import ContentError
from plugins.model.state import State
from tests.town_builder import NOW, TOWN, copy_of_town, files

UNIT = "---\ntittel: Kultur\ningress: Konserter og bibliotek.\noppdatert: 2026-11-01\n---\n"


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAA", NOW.isoformat())


@pytest.fixture(autouse=True)
def _garbage_is_collected_as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


def command(*arguments: str) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    return Done(code, out.getvalue(), err.getvalue())


def build(root: Path, content: Path, *more: str) -> Done:
    places = ["--content", str(content), "--output", str(root / "output"), "--state", str(root / "var")]
    return command(*places, *more)


def test_a_build_says_each_step_and_how_many_pages(tmp_path: Path) -> None:
    done = build(tmp_path, TOWN)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Lest 4 poster fra arkivet: 4 nye, 0 endret, 0 i karantene (")
    pages = len(list((tmp_path / "output").rglob("*.html")))
    written = len(files(tmp_path / "output")) + len(files(tmp_path / "var/dokumenter")) + 1
    assert lines[1].startswith(f"Bygget {pages} sider: {written} filer skrevet (")
    assert lines[2] == f"Nettstedet ligger i {tmp_path / 'output'}"
    assert "Traceback" not in done.output


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
        ("lager", "arkivet har levert noe nytt"),
        ("statisk", "stilarkene er endret"),
        ("statisk:favicon.svg", "favicon.svg i temaet er endret"),
    ],
)
def test_every_reason_has_its_words(reason: str, words: str) -> None:
    assert reason_in_words(reason) == words


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        ("kultur/sider/a.md", "tittel: a\n", "kultur/sider/a.md:1: feltene mangler: "),
        ("kultur/sider/a.md", UNIT + "", ""),
        ("data/emner.yaml", "- {id: A}\n", "data/emner.yaml:1: "),
    ],
)
def test_an_error_stops_the_build_and_the_last_site_stays(
    tmp_path: Path, place: str, text: str, said: str
) -> None:
    content = copy_of_town(tmp_path)
    assert build(tmp_path, content).exit_code == 0
    before = files(tmp_path / "output")
    (content / place).write_text(text.replace("oppdatert", "oppdatrt"), "utf-8")
    done = build(tmp_path, content)
    assert done.exit_code == 1
    assert f"{content}/{said}" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("feil. Det forrige nettstedet er urørt.")
    assert "Traceback" not in done.output
    assert files(tmp_path / "output") == before


def test_a_site_of_one_unit_without_registers_or_deliveries_is_built(tmp_path: Path) -> None:
    (tmp_path / "content/kultur").mkdir(parents=True)
    (tmp_path / "content/kultur/virksomhet.md").write_text(UNIT, "utf-8")
    done = build(tmp_path, tmp_path / "content")
    assert done.exit_code == 0, done.output
    assert "Ingen leveranser" in done.stdout
    assert (tmp_path / "output/kultur/index.html").is_file()


def test_no_units_at_all_is_said_clearly(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    done = build(tmp_path, tmp_path / "content")
    assert done.exit_code == 1
    assert "innholdet har ingen virksomheter: lag en mappe" in done.stderr
    assert not (tmp_path / "output").exists()


def test_a_wrong_path_leaves_nothing_behind(tmp_path: Path) -> None:
    done = build(tmp_path, tmp_path / "borte")
    assert done.exit_code == 1
    assert "innholdsmappen finnes ikke: oppgi riktig CONTENT=" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_refused_delivery_is_told_and_the_site_is_built(tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    (content / "data/leveranser/avkuttet.xml").write_text("<arkiv><mappe>", "utf-8")
    done = build(tmp_path, content)
    assert done.exit_code == 0, done.output
    assert "avkuttet.xml: advarsel: avvist: " in done.stdout


def test_publishing_makes_compressed_copies_and_the_public_address(tmp_path: Path) -> None:
    done = build(tmp_path, TOWN, "--publish")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "output/index.html.br").is_file()
    assert "https://ski.kommune.no/barnehage/" in (tmp_path / "output/sitemap.xml").read_text("utf-8")


def test_relative_paths_and_the_environment_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_of_town(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name, place in (("CONTENT", "content"), ("OUTPUT", "ut"), ("STATE", "tilstand")):
        monkeypatch.setenv(name, place)
    done = command()
    assert done.exit_code == 0, done.output
    assert (tmp_path / "ut/index.html").is_file()
    assert (tmp_path / "tilstand/ramme.json").is_file()


def test_a_clock_that_is_no_clock_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NAA", "i morgen")
    done = build(tmp_path, TOWN)
    assert done.exit_code == 1
    assert "NAA er ikke et tidspunkt" in done.stderr


def test_a_fault_of_ours_is_one_line_and_the_details_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise KeyError("noe")

    monkeypatch.setattr(pelican_run, "run_pelican", broken)
    done = build(tmp_path, TOWN)
    assert done.exit_code == 1
    assert done.stderr == (
        f"Bygget stoppet av en feil i programmet. Det forrige nettstedet er urørt. "
        f"Detaljene ligger i {tmp_path / 'var/bygg/feil.txt'}\n"
    )
    assert "KeyError" in (tmp_path / "var/bygg/feil.txt").read_text("utf-8")


def run_with(root: Path, **settings: Any) -> None:
    run_pelican(content=TOWN, output=root / "output", state=root / "var", now=NOW, **settings)


def test_every_listed_plugin_must_load(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"finnes_ikke"):
        run_with(tmp_path, PLUGINS=["plugins.site_inputs", "plugins.finnes_ikke"])


def test_all_plugins_of_the_configuration_load(tmp_path: Path) -> None:
    run_with(tmp_path)
    assert (tmp_path / "output/index.html").is_file()


def test_a_build_hears_its_own_plugins_alone(tmp_path: Path) -> None:
    run_with(tmp_path)
    run_with(tmp_path / "ny", PLUGINS=["plugins.site_inputs", "plugins.feeds"])
    assert {Path(place).name for place in files(tmp_path / "ny/output")} == {"atom.xml"}


def test_an_unknown_setting_of_the_site_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"SKI: site_nam kan ikke være"):
        run_with(tmp_path, SKI={"site_nam": "Ski"})


def test_a_template_that_reaches_for_something_undeclared_fails_by_line(tmp_path: Path) -> None:
    theme = tmp_path / "tema"
    shutil.copytree(ROOT / "theme", theme)
    (theme / "templates/hjem.html").write_text("<h1>\n{{ SITENAME2 }}\n</h1>", "utf-8")
    with pytest.raises(ContentError, match=r"hjem\.html:2: malen kan ikke brukes: 'SITENAME2' is undefined"):
        run_with(tmp_path, THEME=str(theme))


def test_pelican_alone_builds_the_same_site(tmp_path: Path) -> None:
    run_with(tmp_path)
    environment = {
        "CONTENT": str(TOWN),
        "OUTPUT": str(tmp_path / "alene"),
        "STATE": str(tmp_path / "var"),
        "NAA": NOW.isoformat(),
        "PATH": "/usr/bin",
    }
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "warnings"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files(tmp_path / "alene") == files(tmp_path / "output")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("en fil der mappen skulle være", "utf-8")
    done = build(tmp_path, TOWN)
    assert done.exit_code == 1
    assert f"«{tmp_path / 'var'}» kan ikke leses eller skrives" in done.stderr


def test_a_national_id_stops_the_build_with_all_findings_and_a_dead_link_alone_does_not(
    tmp_path: Path,
) -> None:
    content = copy_of_town(tmp_path)
    (content / "kultur/sider").mkdir(exist_ok=True)
    page = content / "kultur/sider/tall.md"
    page.write_text(UNIT + "[Les om kino](borte.md).\n", "utf-8")
    assert build(tmp_path, content).exit_code == 0
    before = files(tmp_path / "output")
    page.write_text(UNIT + "[Les om kino](borte.md). Ring 130972 48022.\n", "utf-8")
    done = build(tmp_path, content)
    assert done.exit_code == 1
    assert f"{page}:6: fødselsnummer i teksten" in done.stderr
    assert f"{page}:6: lenken «borte.md» leder ingen steder" in done.stderr
    assert "48022" not in done.output
    assert files(tmp_path / "output") == before


def test_details_that_cannot_be_kept_are_no_second_error(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("en fil", "utf-8")
    assert "Detaljene kunne ikke lagres: «" in keep_details(State(tmp_path / "var"), KeyError("noe"))
