"""Precompressed copies are the same text, and only where they help."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli

from plugins.engine.compress import precompress


def test_text_files_get_copies_that_unpack_to_the_same(tmp_path: Path) -> None:
    text = "<p>Søppel hentes hver onsdag.</p>" * 100
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text(text, "utf-8")
    assert precompress(tmp_path) == 1
    assert gzip.decompress((tmp_path / "a/index.html.gz").read_bytes()).decode() == text
    assert brotli.decompress((tmp_path / "a/index.html.br").read_bytes()).decode() == text


def test_small_files_and_pictures_get_none(tmp_path: Path) -> None:
    (tmp_path / "liten.html").write_text("hei", "utf-8")
    (tmp_path / "bilde.png").write_bytes(b"\0" * 5000)
    assert precompress(tmp_path) == 0
    assert len(list(tmp_path.iterdir())) == 2


def test_copies_are_equal_from_build_to_build(tmp_path: Path) -> None:
    path = tmp_path / "a.css"
    path.write_text("a{color:red}" * 200, "utf-8")
    precompress(tmp_path)
    first = path.with_name("a.css.gz").read_bytes()
    precompress(tmp_path)
    assert path.with_name("a.css.gz").read_bytes() == first
