"""Zip archives: each member a file of its own, and nothing that an archive can do harms."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from plugins.importers import sources
from plugins.importers.run import FileReport, ImportReport, import_path
from plugins.model.clock import OSLO
from plugins.model.state import State

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
CASE = (
    '<arkiv xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><mappe xsi:type="saksmappe">'
    "<systemID>{}</systemID><tittel>Sak</tittel><saksaar>2026</saksaar><sakssekvensnummer>1</sakssekvensnummer></mappe></arkiv>"
)
Importer = Callable[..., ImportReport]


def packed(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def said(report: ImportReport) -> dict[str, FileReport]:
    return {file.file: file for file in report.files}


def test_each_member_is_a_file_of_its_own(import_text: Importer) -> None:
    members = {"b.xml": CASE.format("b"), "a.xml": CASE.format("a"), "c.xml": "<arkiv>", "les.txt": "hei"}
    report = import_text(packed(members), "levering.bin")
    assert [(f.file, f.counts.new, bool(f.refused), f.ignored) for f in report.files] == [
        ("levering.bin: a.xml", 1, False, False),
        ("levering.bin: b.xml", 1, False, False),
        ("levering.bin: c.xml", 0, True, False),
        ("levering.bin: les.txt", 0, False, True),
    ]


def test_the_same_member_again_is_known(import_text: Importer) -> None:
    import_text(packed({"a.xml": CASE.format("a")}), "en.zip")
    report = import_text(packed({"mappe/annet navn.xml": CASE.format("a")}), "to.zip")
    assert [file.known for file in report.files] == [True]


def test_archives_in_a_folder_are_read(tmp_path: Path, state: State) -> None:
    (tmp_path / "inn").mkdir()
    (tmp_path / "inn" / "a.zip").write_bytes(packed({"x.xml": CASE.format("x")}))
    (tmp_path / "inn" / "b.xml").write_text(CASE.format("y"))
    report = import_path(tmp_path / "inn", state, NOW)
    assert [file.file for file in report.files] == ["a.zip: x.xml", "b.xml"]
    assert report.counts.new == 2


@pytest.mark.parametrize(
    "name", ["../../utenfor.xml", "/etc/utenfor.xml", "C:\\utenfor.xml", "a/../../../x.xml"]
)
def test_a_name_leads_nowhere(import_text: Importer, tmp_path: Path, state: State, name: str) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if path.is_file()}
    assert import_text(packed({name: CASE.format("a")}), "x.zip").counts.new == 1
    after = {path for path in tmp_path.parent.rglob("*") if path.is_file()}
    assert {path for path in after - before if not path.is_relative_to(state.root)} == {tmp_path / "x.zip"}


def test_a_bomb_is_refused_before_it_is_unpacked(
    import_text: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_unpacked", lambda *_: pytest.fail("ble pakket ut"))
    report = import_text(packed({"bombe.xml": b" " * 60_000_000}), "x.zip")
    assert "altfor stor" in report.files[0].refused


def test_too_many_members_are_refused(import_text: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_MEMBERS", 2)
    report = import_text(packed({f"{n}.xml": CASE.format(n) for n in range(3)}), "x.zip")
    assert [bool(file.refused) for file in report.files] == [True]


def test_an_archive_in_an_archive_is_refused_and_the_rest_is_read(import_text: Importer) -> None:
    report = said(import_text(packed({"a.zip": packed({"b.xml": ""}), "c.xml": CASE.format("c")}), "x.zip"))
    assert "inni en annen" in report["x.zip: a.zip"].refused
    assert report["x.zip: c.xml"].counts.new == 1


def test_a_name_in_an_unknown_set_is_shown_as_well_as_it_can_be(import_text: Importer) -> None:
    marked = packed({"sXknad.xml": CASE.format("a")})
    utf8, dos = "sø".encode()[1:], b"\x9b"
    long = packed({"sXXknad.xml": CASE.format("a")}).replace(b"sXXknad", b"s" + utf8 + b"knad")
    assert list(said(import_text(long, "x.zip"))) == ["x.zip: søknad.xml"]
    assert list(said(import_text(marked.replace(b"sXknad", b"s" + dos + b"knad"), "y.zip"))) == [
        "y.zip: søknad.xml"
    ]


def test_a_damaged_archive_and_a_damaged_member_are_told(import_text: Importer) -> None:
    whole = packed({"a.xml": CASE.format("a"), "b.xml": CASE.format("b")}, zipfile.ZIP_STORED)
    (cut,) = import_text(whole[:-30], "x.zip").files
    assert "skadet" in cut.refused
    report = said(import_text(whole.replace(b"<systemID>a<", b"<systemID>x<"), "y.zip"))
    assert "skadet" in report["y.zip: a.xml"].refused
    assert report["y.zip: b.xml"].counts.new == 1


def test_an_empty_archive_is_told(import_text: Importer) -> None:
    assert "tom" in import_text(packed({}), "x.zip").files[0].refused


def test_an_identifier_in_a_member_name_is_masked(import_text: Importer) -> None:
    (file,) = import_text(packed({"010190 00083.xml": CASE.format("a")}), "x.zip").files
    assert "00083" not in file.file
