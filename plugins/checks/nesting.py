"""The check of how deep a text goes: what cannot be made into a page is said before it is built."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.types import Content
from plugins.model.errors import Problem
from plugins.source.markdown import nested_too_deep


def texts_can_be_made(content: Content) -> Iterator[Problem]:
    """Lister, sitater og rå HTML kan ikke ligge mer enn hundre nivåer inni hverandre."""
    for text in content.texts:
        if text.too_deep:
            yield nested_too_deep(text.source.label, text.source.body_line)
