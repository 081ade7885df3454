"""The passage that answers best, with the words that matched in ``<mark>``. Everything else is escaped."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from html import escape

from search.query.passages import Highlights, Passage, Shown, Span

WIDTH = 220
"""Letters of an excerpt: two to three lines."""
LEAD = 80
"""Most letters shown before the first match, so that it stands in its sentence."""
WHOLE_WORD = 3
"""What a word as it was typed counts for against one of its parts or an office word for it."""

_BEGINNING = re.compile(r"(?:(?<=[.?!]\s)|(?<=· ))(?=\w|«)")
"""Where a sentence, a heading or a row of a table begins."""
_END = re.compile(r"[.!]|[?] | · ")

Score = tuple[int, bool, int]
"""How well a passage answers: different words, whether it is running text, words in all."""
NOTHING: Score = (0, False, 0)


def mark(passage: Passage) -> str:
    """A whole text, escaped and marked.

    >>> mark(Passage("Søke <barnehageplass>", [Span(6, 20, "plass")]))
    'Søke &lt;<mark>barnehageplass</mark>&gt;'
    """
    return _marked(passage.text, passage.spans, 0, len(passage.text))


def excerpt(shown: Shown, highlights: Highlights) -> str:
    """The passage of the body that answers better than the summary; else the summary.

    Better is more of the words asked for, and at least one that the title has not, since the title is read
    first. Of two equal passages running text comes before headings and rows of tables, then the earlier one.

    >>> body = Passage("Ring oss. Plassen koster 3 000 kroner.", [Span(18, 24, "kost")])
    >>> shown = Shown(Passage(""), Passage(""), lambda: body)
    >>> excerpt(shown, Highlights(frozenset({"kost"}), frozenset()))
    'Ring oss. Plassen <mark>koster</mark> 3 000 kroner.'
    """
    lead, lead_spans = shown.summary
    lead_at, lead_score = _best(lead, lead_spans, highlights)
    in_title = highlights.words(shown.title.spans)
    rest = set(highlights.whole.values()) - in_title - highlights.words(lead_spans)
    if lead and in_title and not rest:
        return _window(lead, lead_spans, lead_at)
    text, spans = shown.body()
    at, score = _best(text, spans, highlights)
    says_more = score[0] > lead_score[0] and (not in_title or highlights.words(_near(spans, at)) - in_title)
    if not text or (lead and not says_more):
        return _window(lead, lead_spans, lead_at)
    return _window(text, spans, at)


def _near(spans: Sequence[Span], at: int) -> list[Span]:
    """The matches that a passage whose first match is at ``at`` has room for."""
    return [span for span in spans if span.start >= at and span.end <= at + WIDTH - LEAD]


def _best(text: str, spans: Sequence[Span], highlights: Highlights) -> tuple[int, Score]:
    """Where the best passage begins to match, and how well it answers; the earlier of two equals."""
    best, best_score = 0, NOTHING
    whole = [highlights.whole.get(span.term) for span in spans]
    for first, span in enumerate(spans):
        words, loose, after = set(), set(), first
        while after < len(spans) and spans[after].end <= span.start + WIDTH - LEAD:
            if (word := whole[after]) is None:
                loose.add(spans[after].term)
            else:
                words.add(word)
            after += 1
        value = len(loose) + WHOLE_WORD * len(words)
        if (value, True, after - first) <= best_score:
            continue
        score = (value, _is_running_text(text, span), after - first)
        if score > best_score:
            best, best_score = span.start, score
    return best, best_score


def _is_running_text(text: str, span: Span) -> bool:
    """Whether a match stands in a sentence: a full stop comes before the next row or question mark."""
    end = _END.search(text, span.end)
    return end is not None and end[0] in ".!"


def _window(text: str, spans: Sequence[Span], at: int) -> str:
    start = _start(text, min(at, max(len(text) - WIDTH + LEAD, 0)))
    end = _word_end(text, start)
    inside = [s for s in spans if s.start >= start and s.end <= end]
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return before + _marked(text, inside, start, end) + after


def _start(text: str, at: int) -> int:
    """The beginning of the sentence or row that ``at`` stands in, when it is near; else of a word near it."""
    if at <= LEAD:
        return 0
    earliest = at - LEAD
    beginnings = [found.start() for found in _BEGINNING.finditer(text, earliest, at + 1)]
    if beginnings:
        return beginnings[max(bisect_right(beginnings, at) - 1, 0)]
    space = text.find(" ", earliest, at)
    return space + 1 if space >= 0 else at


def _word_end(text: str, start: int) -> int:
    """Where an excerpt from ``start`` ends: after a whole word, unless a single one fills it."""
    at = start + WIDTH
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", start + 1, at + 1)
    return len(text[: space if space > 0 else at].rstrip(" ·"))


def _marked(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    whole = text[start:end]
    safe = escape(whole)
    if not spans:
        return safe
    written = str if len(safe) == len(whole) else escape  # most texts have nothing to escape
    pieces: list[str] = []
    for span in spans:
        before, matched = text[start : span.start], text[span.start : span.end]
        pieces += (written(before), "<mark>", written(matched), "</mark>")
        start = span.end
    return "".join(pieces) + written(text[start:end])
