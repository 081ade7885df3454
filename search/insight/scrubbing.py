"""Takes out of a text what may say who wrote it or whom it is about, before it is written anywhere."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

from plugins.model.identifiers import scrub

MAX_ENCODINGS = 3
"""How many times over a percent-encoding is undone before scrubbing."""


class Scrubber:
    """Scrubs texts that anybody may have written."""

    def scrub(self, text: str) -> str:
        """``text`` with identifiers replaced by what they are; printable, without line breaks."""
        return scrub(readable(text)).strip()


def readable(text: str) -> str:
    """``text`` with what hides an identifier undone: percent-encoding (once too often, as some programs do),
    and invisible characters inside a word.
    """
    for _ in range(MAX_ENCODINGS):
        text = unquote(text)
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return "".join(c if c.isprintable() else " " for c in seen)
