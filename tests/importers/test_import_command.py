"""What ``python -m plugins.importers`` says, and how it ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from plugins.importers.__main__ import app
from plugins.store import Store
from tests.importers.deliveries import case_xml, entry_xml, noark5

READ_BEFORE = (
    "Lest før: nøyaktig den samme filen er tatt inn tidligere. Er noe av det levert på nytt etterpå, gjelder "
    "det nyeste. Skal filen gjelde igjen, les den på nytt: make import FRA=<fil> PAANYTT=1\n"
)
FIXTURES = Path(__file__).with_name("fixtures")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("NAA", "2026-11-23T08:00")

    def command(*arguments: object) -> Result:
        return CliRunner().invoke(app, [*map(str, arguments), "--state", str(tmp_path / "var")])

    return command


def test_quarantine_is_told_and_ends_well(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = run(FIXTURES / "awful.xml")
    assert result.exit_code == 0
    assert "awful.xml: 17 lest, 6 nye, 0 endret, 0 uendret, 11 i karantene" in result.output
    assert "11 poster er i karantene" in result.output
    with Store.open(tmp_path / "var" / "lager.db", read_only=True) as store:
        assert store.quarantine_count() == 11


def test_the_second_time_is_told(run) -> None:  # type: ignore[no-untyped-def]
    run(FIXTURES / "awful.xml")
    result = run(FIXTURES / "awful.xml")
    assert (result.exit_code, result.output) == (
        0,
        f"awful.xml: lest før, ingenting er endret\n{READ_BEFORE}",
    )


def test_an_older_delivery_is_read_again_when_that_is_asked_for(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name, title in (("a", "Brev riktig"), ("b", "Brev feil")):
        (tmp_path / f"{name}.xml").write_text(noark5(case_xml("Sak", entry_xml(system_id="jp", title=title))))
        run(tmp_path / f"{name}.xml")
    assert run(tmp_path / "a.xml").output == f"a.xml: lest før, ingenting er endret\n{READ_BEFORE}"
    assert titles(tmp_path) == ["Brev feil"]
    again = run(tmp_path / "a.xml", "--pa-nytt")
    assert again.output == "a.xml: 2 lest, 0 nye, 1 endret, 1 uendret, 0 i karantene\n"
    assert titles(tmp_path) == ["Brev riktig"]


def test_the_last_delivery_read_again_changes_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.xml").write_text(noark5(case_xml("Sak", entry_xml(system_id="jp", title="Brev"))))
    run(tmp_path / "a.xml")
    with sqlite3.connect(tmp_path / "var" / "lager.db") as connection:
        before = list(connection.iterdump())
    assert "0 nye, 0 endret, 2 uendret" in run(tmp_path / "a.xml", "--pa-nytt").output
    with sqlite3.connect(tmp_path / "var" / "lager.db") as connection:
        assert list(connection.iterdump()) == before


def titles(tmp_path: Path) -> list[str]:
    with Store.open(tmp_path / "var" / "lager.db", read_only=True) as store:
        return [entry.tittel for entry in store.entries()]


def test_a_refused_file_ends_badly_but_the_others_come_in(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "inn"
    folder.mkdir()
    (folder / "a.xml").write_text("<arkiv>")
    (folder / "b.jsonld").write_bytes((FIXTURES / "awful.jsonld").read_bytes())
    result = run(folder)
    assert result.exit_code == 1
    assert "a.xml: avvist: linje 1" in result.output
    assert "b.jsonld: 7 lest, 3 nye" in result.output


def test_a_store_of_another_version_is_told_without_a_traceback(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "lager.db").write_bytes(b"noe annet " * 200)
    result = run(FIXTURES / "awful.xml")
    assert result.exit_code == 1
    assert "Importen stoppet" in result.output
    assert "Traceback" not in result.output


def test_a_missing_source_is_told(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = run(tmp_path / "borte")
    assert result.exit_code == 1
    assert "finnes ikke" in result.output


def test_quarantine_is_listed_with_value_reason_and_remedy(run) -> None:  # type: ignore[no-untyped-def]
    assert run("--karantene").output == "0 poster i karantene.\n"
    run(FIXTURES / "awful.xml")
    lines = run("--karantene").output.splitlines()
    entry = "awful.xml: jp-feil-dato (løpenummer 3/2015)"
    assert f"{entry}: journaldato «2015-13-01»: er ikke en dato: skriv ÅÅÅÅ-MM-DD" in lines
    assert lines[-1] == "11 poster i karantene."


def test_nothing_to_import_is_told(run) -> None:  # type: ignore[no-untyped-def]
    result = run()
    assert result.exit_code == 2
    assert "Skriv hva som skal importeres" in result.output


def test_a_clock_that_is_no_clock_is_told_as_the_build_tells_it(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("NAA", "2026-11-24T010:00")
    result = run(FIXTURES / "awful.xml")
    assert result.exit_code == 1
    said = "NAA «2026-11-24T010:00» er ikke et tidspunkt: skriv for eksempel NAA=2026-11-23T08:30"
    assert result.output == f"Importen stoppet: {said}\n"


def test_what_is_no_delivery_is_told_and_ends_well(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "inn").mkdir()
    (tmp_path / "inn" / "les meg.txt").write_text("Hilsen arkivet")
    result = run(tmp_path / "inn")
    assert (result.exit_code, result.output) == (
        0, "les meg.txt: hoppet over (ingen leveranse: verken XML, JSON eller zip fra et arkiv)\n"
    )  # fmt: skip
