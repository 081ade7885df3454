"""What a file holds tells whether it is read, in a folder and in a zip archive as when it is named alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from plugins.importers.run import ImportReport, import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from tests.importers.test_zip_deliveries import CASE, packed

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
ARKIVSTRUKTUR = CASE.format("a")
GRAPH = json.dumps(
    {"@graph": [{"@id": "x", "@type": "http://www.arkivverket.no/standarder/noark5/arkivstruktur/Saksmappe"}]}
)

DELIVERIES: dict[str, str | bytes] = {
    "navn.txt": ARKIVSTRUKTUR,
    "uten-endelse": ARKIVSTRUKTUR,
    "levering.2026": "\ufeff<?xml version='1.0'?>\n<!-- <html> -->\n" + ARKIVSTRUKTUR,
    "utf16.dat": f"<?xml version='1.0' encoding='utf-16'?>{ARKIVSTRUKTUR}".encode("utf-16"),
    "prefiks.data": "<n5:arkiv xmlns:n5='urn:x'/>",
    "doctype.oj": "<!DOCTYPE OFFJOURNAL SYSTEM 'oj.dtd'>\n<OFFJOURNAL VERSION='2.0'/>",
    "entitet.txt": '<!DOCTYPE arkiv [<!ENTITY x "y">]><arkiv/>',
    "journal.txt": "<offentligJournal/>",
    "trekk.txt": "<trekkTilbake/>",
    "graf.txt": GRAPH,
    "liste.txt": f"[{GRAPH}]",
}
OTHERS: dict[str, str | bytes] = {
    "brev.pdf": b"%PDF-1.7\n<arkiv>",
    "bilde.png": b"\x89PNG\r\n\x1a\n",
    "les meg.txt": "Hilsen arkivet. <arkiv> kommer i morgen.",
    "merknad.txt": "[utkast] Rett opp {dette}",
    "side.html": "<!DOCTYPE html>\n<html><body></body></html>",
    "arkivstruktur.xsd": "<?xml version='1.0'?><xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>",
    "kart.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "brev.docx": packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    "ark.ods": packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<o/>"}),
    "tomt": "",
}


def folder_of(place: Path, files: dict[str, str | bytes]) -> Path:
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def passed_over(report: ImportReport) -> set[str]:
    return {file.file.rpartition(": ")[2] for file in report.files if file.ignored}


def test_deliveries_of_any_name_in_a_folder_are_read(tmp_path: Path, state: State) -> None:
    report = import_path(folder_of(tmp_path / "inn", DELIVERIES | OTHERS), state, NOW)
    assert passed_over(report) == set(OTHERS)
    assert {file.file for file in report.files} == set(DELIVERIES | OTHERS)


def test_deliveries_of_any_name_in_an_archive_are_read(import_text: Callable[..., ImportReport]) -> None:
    report = import_text(packed(DELIVERIES | OTHERS), "alt")
    assert passed_over(report) == set(OTHERS)


@pytest.mark.parametrize("name", ["navn.txt", "uten-endelse", "levering.2026", "utf16.dat"])
def test_a_file_is_read_the_same_named_alone_in_a_folder_and_in_an_archive(tmp_path: Path, name: str) -> None:
    folder = folder_of(tmp_path / "inn", {name: DELIVERIES[name]})
    (tmp_path / "pakke").write_bytes(packed({name: DELIVERIES[name]}))
    for number, source in enumerate((folder / name, folder, tmp_path / "pakke")):
        report = import_path(source, State(tmp_path / f"var{number}"), NOW)
        assert (report.counts.new, report.refused) == (1, ())


def test_an_archive_of_any_name_in_a_folder_is_read(tmp_path: Path, state: State) -> None:
    folder = folder_of(tmp_path / "inn", {"pakke": packed({"tre.txt": ARKIVSTRUKTUR})})
    assert [(f.file, f.counts.new) for f in import_path(folder, state, NOW).files] == [("pakke: tre.txt", 1)]


@pytest.mark.parametrize("name", ["a.xml", "b.json", "c.jsonld", "d.zip"])
def test_what_is_called_as_a_delivery_is_refused_and_not_passed_over(
    tmp_path: Path, state: State, name: str
) -> None:
    report = import_path(folder_of(tmp_path / "inn", {name: "Hilsen arkivet"}), state, NOW)
    assert [bool(file.refused) for file in report.files] == [True]


def test_hidden_files_are_passed_over_whatever_they_hold(import_text: Callable[..., ImportReport]) -> None:
    report = import_text(packed({"__MACOSX/._en": ARKIVSTRUKTUR, ".en.xml": ARKIVSTRUKTUR}), "x.zip")
    assert [file.ignored for file in report.files] == [True, True]
