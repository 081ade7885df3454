"""The passage that answers best, with the words that matched in ``<mark>``. Everything else is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from search.analysis.chain import name_form, token_forms
from search.analysis.fold import normalise
from search.analysis.tokens import WORD, Token, tokens

WIDTH = 220
"""Letters of an excerpt: two to three lines."""
SEARCHED = 20_000
"""Letters of a body that are looked through; a good page says it before that."""
LEAD = 60
"""Letters shown before the first match, so that it stands in its sentence."""


@dataclass(frozen=True, slots=True)
class Highlights:
    """The terms that may have matched, and the words of names where the names may be shown."""

    terms: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Span:
    """A matched word in a text, and what it matched by."""

    start: int
    end: int
    term: str


def matched(text: str, highlights: Highlights, language: str) -> Iterator[Span]:
    """The matched words of a normalised text, in order: inflected, as parts of compounds, or as names.

    Each different word is looked up once. Numbers are longer than words, and are looked for only when asked.
    """
    if any(char.isdigit() for term in highlights.terms for char in term):
        for token in tokens(text):
            if term := _match(token, highlights, language):
                yield Span(token.start, token.end, term)
        return
    known: dict[str, str] = {}
    for found in WORD.finditer(text):
        word = found.group()
        if word not in known:
            known[word] = _match(Token(word, "word", 0, 0), highlights, language)
        if term := known[word]:
            yield Span(found.start(), found.end(), term)


def _match(token: Token, highlights: Highlights, language: str) -> str:
    """The term that a token matched by, or nothing."""
    for forms in token_forms(token, language):
        for form in (*forms.words, *forms.parts):
            if form in highlights.terms:
                return form
    if highlights.names:
        return next((f for f in map(name_form, token.text.split("-")) if f in highlights.names), "")
    return ""


def mark(text: str, highlights: Highlights, language: str = "nb") -> str:
    """A whole text, escaped and marked.

    >>> mark("Søke <barnehageplass>", Highlights(frozenset({"plass"}), frozenset()))
    'Søke &lt;<mark>barnehageplass</mark>&gt;'
    """
    clean = normalise(text)
    return _marked(clean, list(matched(clean, highlights, language)), 0, len(clean))


def excerpt(body: str, summary: str, highlights: Highlights, language: str = "nb") -> str:
    """The passage of the body with the most different matches, or the summary when the body has none.

    >>> excerpt("Ring oss. Plassen koster 3 000 kroner.", "", Highlights(frozenset({"kost"}), frozenset()))
    'Ring oss. Plassen <mark>koster</mark> 3 000 kroner.'
    """
    clean = " ".join(normalise(body[:SEARCHED]).split())
    spans = list(matched(clean, highlights, language))
    if not spans:
        lead = " ".join(normalise(summary).split()) or clean
        return _window(lead, list(matched(lead, highlights, language)), 0)
    return _window(clean, spans, _best_start(spans))


def _best_start(spans: list[Span]) -> int:
    """Where the window with the most different terms begins; the earlier of two equals."""
    best, best_count = 0, (0, 0)
    for first, span in enumerate(spans):
        inside = []
        for other in spans[first:]:
            if other.end > span.start + WIDTH - LEAD:
                break
            inside.append(other.term)
        count = (len(set(inside)), len(inside))
        if count > best_count:
            best, best_count = span.start, count
    return best


def _window(text: str, spans: list[Span], at: int) -> str:
    start = _word_start(text, max(0, at - LEAD)) if at > LEAD else 0
    end = _word_end(text, start + WIDTH)
    inside = [s for s in spans if s.start >= start and s.end <= end]
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return before + _marked(text, inside, start, end) + after


def _word_start(text: str, at: int) -> int:
    """The start of a sentence near ``at``, else of a word."""
    sentence = max(text.rfind(stop, max(0, at - 40), at + 40) for stop in (". ", "? ", "! "))
    if sentence >= 0:
        return sentence + 2
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + LEAD else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 40, at)
    return space if space > 0 else at


def _marked(text: str, spans: list[Span], start: int, end: int) -> str:
    pieces: list[str] = []
    for span in spans:
        pieces += (escape(text[start : span.start]), "<mark>", escape(text[span.start : span.end]), "</mark>")
        start = span.end
    return "".join(pieces) + escape(text[start:end])
