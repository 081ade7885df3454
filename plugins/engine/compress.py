"""Precompressed copies for the web server: gzip and brotli beside every text file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

TEXT = frozenset(".html .css .js .svg .xml .json .txt .csv .ics .webmanifest".split())
SUFFIXES = (".gz", ".br")
_SMALLEST = 512  # smaller files fit in one packet anyway
_BROTLI_QUALITY = 5  # near gzip's time for a fifth less


def worth_compressing(file: str, size: int) -> bool:
    """Whether a file is text, and large enough to gain by it."""
    return size >= _SMALLEST and PurePath(file).suffix in TEXT


def compressed(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each compressed form by its suffix; the same bytes every time."""
    import gzip  # noqa: PLC0415 - only publishing compresses

    import brotli  # noqa: PLC0415

    yield ".gz", gzip.compress(content, mtime=0)
    yield ".br", brotli.compress(content, quality=_BROTLI_QUALITY)
