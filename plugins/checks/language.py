"""Checks of how a text reads. They help the writer and never block (språklova: clear language is a duty)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.identity_numbers import plain_blocks
from plugins.checks.types import Content
from plugins.model.errors import Problem

HARD_TO_READ = 50
"""LIX above this is official prose («vanskelig»); a newspaper lies around 40."""

_ENOUGH_WORDS = 100
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:](?:\s|$)|\n")


def text_is_readable(content: Content) -> Iterator[Problem]:
    """Teksten bør være lett å lese: LIX (ord per setning pluss prosent lange ord) høyst 50."""
    for text in content.texts:
        if text.source.item.language == "en":
            continue
        plain = plain_blocks(text.rendered.html, between="\n")
        if len(_WORD.findall(plain)) >= _ENOUGH_WORDS and (measure := round(lix(plain))) > HARD_TO_READ:
            remedy = f"kort ned setningene og velg enklere ord, til {HARD_TO_READ} eller lavere"
            yield text.problem(
                text.source.body_line, f"teksten er tung å lese (LIX {measure})", remedy, "advarsel"
            )


def lix(text: str) -> float:
    """Björnsson's readability index: words a sentence plus per cent of words over six letters.

    Line ends count as sentence ends, so that lists without full stops are not one sentence.

    >>> lix("Vi tømmer søpla hver uke. Papiret tar vi hver fjerde uke.")
    14.590909090909092
    """
    words = _WORD.findall(text)
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    if not words or not sentences:
        return 0.0
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
