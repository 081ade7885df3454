"""Gzip is read as zip is, within the same bounds; what is packed otherwise is passed over with a remedy."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.importers.__main__ import _line
from plugins.importers.run import ImportReport, import_path
from plugins.model.state import State
from tests.importers.conftest import NOW
from tests.importers.deliveries import case_xml, noark5
from tests.importers.test_zip_deliveries import packed

Importer = Callable[..., ImportReport]
DELIVERY = noark5(case_xml("Sak")).encode()


def folder_of(tmp_path: Path, files: dict[str, bytes]) -> Path:
    folder = tmp_path / "inn"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("name", ["levering.xml.gz", "levering.gz", "levering", "LEVERING.XML"])
def test_a_gzip_file_is_read_named_and_in_a_folder(
    tmp_path: Path, import_text: Importer, state: State, name: str
) -> None:
    named = import_text(gzip.compress(DELIVERY), name)
    assert [(file.file, file.counts.new) for file in named.files] == [(name, 1)]
    other = State(tmp_path / "annen")
    report = import_path(folder_of(tmp_path, {name: gzip.compress(DELIVERY)}), other, NOW)
    assert [(file.file, file.counts.new) for file in report.files] == [(name, 1)]


def test_the_same_file_without_packing_is_known(import_text: Importer) -> None:
    import_text(gzip.compress(DELIVERY), "a.xml.gz")
    assert [file.known for file in import_text(DELIVERY, "a.xml").files] == [True]


def test_what_is_packed_and_no_delivery_is_passed_over(tmp_path: Path, state: State) -> None:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.xml"))
    files = {"a.tar.gz": tar.getvalue(), "b.tgz": tar.getvalue(), "c.txt.gz": gzip.compress(b"hei")}
    files |= {
        "d.7z": b"7z\xbc\xaf'\x1c",
        "e.zip": packed({"f.xml.gz": gzip.compress(DELIVERY), "g.rar": "Rar!"}),
    }
    report = import_path(folder_of(tmp_path, files), state, NOW)
    assert all(file.ignored for file in report.files)
    assert {file.file: "pakk den ut" in _line(file) for file in report.files} == {
        "a.tar.gz": True, "b.tgz": True, "c.txt.gz": False, "d.7z": True, "e.zip: f.xml.gz": True,
        "e.zip: g.rar": True,
    }  # fmt: skip


def test_a_bomb_is_unpacked_no_further_than_may_be(tmp_path: Path, import_text: Importer) -> None:
    bomb = gzip.compress(DELIVERY + b" " * 60_000_000)
    (report,) = import_text(bomb, "bombe.xml.gz").files
    assert "altfor stor" in report.refused


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-20], lambda b: b[:40], lambda b: b[:30] + b"xxxxxx" + b[36:]]
)
def test_a_damaged_file_is_refused(
    import_text: Importer, state: State, damage: Callable[[bytes], bytes]
) -> None:
    (report,) = import_text(damage(gzip.compress(DELIVERY)), "a.xml.gz").files
    assert "skadet" in report.refused


def test_an_archive_inside_is_refused(import_text: Importer) -> None:
    (report,) = import_text(gzip.compress(packed({"a.xml": DELIVERY})), "a.zip.gz").files
    assert "inni" in report.refused
