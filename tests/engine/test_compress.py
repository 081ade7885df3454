"""Precompressed copies are the same text, and only where they help."""

from __future__ import annotations

import gzip

import brotli
import pytest

from plugins.engine.compress import SUFFIXES, TEXT, compressed, worth_compressing


def test_copies_unpack_to_the_same() -> None:
    text = ("<p>Søppel hentes hver onsdag.</p>" * 100).encode()
    copies = dict(compressed(text))
    assert tuple(copies) == SUFFIXES
    assert gzip.decompress(copies[".gz"]) == text
    assert brotli.decompress(copies[".br"]) == text
    assert max(map(len, copies.values())) < len(text) / 10


@pytest.mark.parametrize("ending", sorted(TEXT))
def test_text_files_are_worth_it(ending: str) -> None:
    assert worth_compressing(f"barnehage/opptak{ending}", 5000)


@pytest.mark.parametrize(
    ("file", "size"), [("liten.html", 200), ("bilder/brua.png", 5000), ("skjema.pdf", 5000)]
)
def test_small_files_and_what_is_packed_already_are_not(file: str, size: int) -> None:
    assert not worth_compressing(file, size)


def test_copies_are_equal_from_build_to_build() -> None:
    text = b"a{color:red}" * 200
    assert dict(compressed(text)) == dict(compressed(text))
