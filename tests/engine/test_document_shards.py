"""Documents are written so that a reader can trust them, and untouched files stay untouched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from plugins.engine import document_shards
from plugins.engine.document_shards import line_of, part_of, write_documents
from plugins.model.document import FORMAT_VERSION, Document, Kind, Manifest


def document(name: str, kind: Kind = "journalpost", dated: date | None = date(2026, 11, 2)) -> Document:
    return Document(
        id=f"{kind}:{name}", url=f"/{name}/", kind=kind, title=f"Søknad {name} «æøå» \u2028", dated=dated
    )


def write(folder: Path, documents: Iterable[Document]) -> Manifest:
    return write_documents(folder, documents, target_groups={"unge": "Unge"}, units={"plan": "Plan"})


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_documents_lie_by_kind_and_month_sorted_by_id(tmp_path: Path) -> None:
    made = [
        document("b"),
        document("a"),
        document("c", dated=date(2026, 10, 30)),
        document("d", dated=None),
        document("e", "tjeneste"),
    ]
    manifest = write(tmp_path, made)
    assert [(s.file, s.count) for s in manifest.shards] == [
        ("tjeneste/uten-dato.jsonl", 1),
        ("journalpost/2026-10.jsonl", 1),
        ("journalpost/2026-11.jsonl", 2),
        ("journalpost/uten-dato.jsonl", 1),
    ]
    lines = (tmp_path / "journalpost/2026-11.jsonl").read_text(encoding="utf-8").split("\n")
    assert [json.loads(line)["document"]["id"] for line in lines[:-1]] == ["journalpost:a", "journalpost:b"]


def test_the_manifest_vouches_for_every_file(tmp_path: Path) -> None:
    write(tmp_path, [document("a"), document("b", "mote")])
    manifest = msgspec.json.decode((tmp_path / "manifest.json").read_bytes(), type=Manifest)
    assert manifest.version == FORMAT_VERSION
    assert (manifest.target_groups, manifest.units) == ({"unge": "Unge"}, {"plan": "Plan"})
    for shard in manifest.shards:
        assert hashlib.sha256((tmp_path / shard.file).read_bytes()).hexdigest() == shard.sha256


def test_a_line_carries_the_hash_of_its_canonical_document() -> None:
    line = json.loads(line_of(document("a")))
    canonical = json.dumps(line["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == line["hash"]
    assert msgspec.convert(line["document"], Document) == document("a")
    assert "\n" not in line_of(document("a"))


def test_two_builds_write_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    made = [document(str(n), dated=date(2026, 1 + n % 12, 1)) for n in range(60)]
    write(tmp_path / "a", made)
    write(tmp_path / "b", reversed(made))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_unchanged_files_are_not_written_again(tmp_path: Path) -> None:
    old, new = document("a", dated=date(2026, 10, 1)), document("b")
    write(tmp_path, [old, new])
    before = (tmp_path / "journalpost/2026-10.jsonl").stat()
    write(tmp_path, [old, new, document("c")])
    after = (tmp_path / "journalpost/2026-10.jsonl").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_is_withdrawn_is_gone_with_its_file_and_folder(tmp_path: Path) -> None:
    write(tmp_path, [document("a"), document("b", "mote")])
    write(tmp_path, [document("a")])
    assert set(contents(tmp_path)) == {"manifest.json", "journalpost/2026-11.jsonl"}
    assert not (tmp_path / "mote").exists()


def test_no_documents_at_all_is_an_empty_manifest(tmp_path: Path) -> None:
    assert write(tmp_path, []).shards == ()
    assert set(contents(tmp_path)) == {"manifest.json"}


def test_a_build_that_fails_leaves_the_old_set(tmp_path: Path) -> None:
    write(tmp_path, [document("a")])
    before = contents(tmp_path)

    def failing() -> Any:
        yield document("b")
        raise RuntimeError("strømbrudd")

    with pytest.raises(RuntimeError):
        write(tmp_path, failing())
    assert {name: c for name, c in contents(tmp_path).items() if not name.startswith(".ny/")} == before
    write(tmp_path, [document("a")])
    assert contents(tmp_path) == before


def test_many_months_are_written_with_few_files_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_shards, "_OPEN_FILES", 2)
    made = [document(f"{n}", dated=date(2010 + n % 7, 1, 1)) for n in range(70)]
    manifest = write(tmp_path, made)
    assert [s.count for s in manifest.shards] == [10] * 7


def test_a_units_pages_lie_together() -> None:
    page = msgspec.structs.replace(document("a", "tjeneste"), unit="plan")
    assert part_of(page) == "plan"


def test_units_lie_together_since_their_dates_move() -> None:
    assert part_of(document("a", "virksomhet")) == "uten-dato"
    assert part_of(document("a", "nyhet")) == "2026-11"
