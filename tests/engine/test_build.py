"""One build from start to end, as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.engine import pelican_run
from plugins.engine.messages import keep_details
from plugins.model.state import State
from tests.engine.commands import build, command
from tests.town_builder import NOW, TOWN, copy_of_town, files

UNIT = "---\ntittel: Kultur\ningress: Konserter og bibliotek.\noppdatert: 2026-11-01\n---\n"


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAA", NOW.isoformat())


def test_a_build_says_each_step_and_how_many_pages(tmp_path: Path) -> None:
    done = build(tmp_path, TOWN)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Lest 5 poster fra arkivet: 5 nye, 0 endret, 0 i karantene (")
    pages = len(list((tmp_path / "output").rglob("*.html")))
    left_for_the_service = len(list((tmp_path / "var").glob("*.json")))
    written = len(files(tmp_path / "output")) + len(files(tmp_path / "var/dokumenter")) + left_for_the_service
    assert lines[1].startswith(f"Bygget {pages} sider: {written} filer skrevet (")
    assert lines[2] == f"Nettstedet ligger i {tmp_path / 'output'}"
    assert "Traceback" not in done.output


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
    assert "NAA «i morgen» er ikke et tidspunkt: skriv for eksempel NAA=2026-11-23T08:30" in done.stderr


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
