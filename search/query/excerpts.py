"""The passage that answers best, with the words that matched in ``<mark>``. Everything else is escaped."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from plugins.model.names import MASK
from search.analysis.chain import forms_within, name_form, token_forms
from search.analysis.fold import normalise
from search.analysis.tokens import WORD, tokens

WIDTH = 220
"""Letters of an excerpt: two to three lines."""
SEARCHED = 20_000
"""Letters of a body that are looked through; a good page says it before that."""
LEAD = 80
"""Most letters shown before the first match, so that it stands in its sentence."""
WHOLE_WORD = 3
"""What a word as it was typed counts for against one of its parts or an office word for it."""

_BEGINNING = re.compile(r"(?:(?<=[.?!]\s)|(?<=· ))(?=\w|«)")
"""Where a sentence, a heading or a row of a table begins."""
_END = re.compile(r"[.!]|[?] | · ")
_SENTENCE_ENDS = (".", "?", "!", ":", "…")

Score = tuple[int, bool, int]
"""How well a passage answers: different words, whether it is running text, words in all."""
NOTHING: Score = (0, False, 0)


@dataclass(frozen=True, slots=True)
class Highlights:
    """The terms that may have matched, and the words of names where the names may be shown.

    ``whole`` has those of the terms that stand for words as they were typed, and for which of them. ``parts``
    are those that only say something together: «tid» of «åpningstid» is no reason to mark «dagtid».
    ``seen`` remembers what each different word matched by, so that it is looked up once a search.
    """

    terms: frozenset[str]
    names: frozenset[str]
    whole: Mapping[str, str] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    seen: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def without_names(self) -> Highlights:
        """The same where no names may be shown."""
        return replace(self, names=frozenset(), seen={})

    def words(self, spans: Iterable[Span]) -> set[str]:
        """The words of the query that matched as they were typed."""
        return {self.whole[span.term] for span in spans if span.term in self.whole}


@dataclass(frozen=True, slots=True)
class Span:
    """A matched word in a text, and what it matched by."""

    start: int
    end: int
    term: str


def matched(text: str, highlights: Highlights, language: str) -> Iterator[Span]:
    """The matched words of a normalised text, in order: inflected, as parts of compounds, or as names.

    Numbers are longer than words, and are looked for only when asked.
    """
    if any(char.isdigit() for term in highlights.terms for char in term):
        for token in tokens(text):
            found = token_forms(token, language) if token.kind == "number" else ()
            term = next((w for f in found for w in f.words if w in highlights.terms), "")
            term = term or _match(token.text, highlights, language)
            if term and _is_said(text, token.start, token.end):
                yield Span(token.start, token.end, term)
        return
    seen = highlights.seen.setdefault(language, {})
    for word in WORD.finditer(text):
        known = seen.get(word[0])
        if known is None:
            known = seen[word[0]] = _match(word[0], highlights, language)
        if known and _is_said(text, word.start(), word.end()):
            yield Span(word.start(), word.end(), known)


def _is_said(text: str, start: int, end: int) -> bool:
    """Whether a word is the text's own: not the beginning of an e-mail address, nor the mask of a name."""
    return text[end : end + 1] != "@" and text[start - 1 : end + 1] != MASK


def _match(word: str, highlights: Highlights, language: str) -> str:
    """The term that a word matched by, or nothing."""
    forms = forms_within(word, language)
    for form in forms.words:
        if form in highlights.terms:
            return form
    for form in forms.parts:
        if form in highlights.terms and form not in highlights.parts:
            return form
    if highlights.names:
        return next((f for f in map(name_form, word.split("-")) if f in highlights.names), "")
    return ""


def learn(text: str, language: str) -> None:
    """Analyse the words of a text before a visitor needs them; they are remembered for all searches."""
    for word in set(WORD.findall(normalise(text[:SEARCHED]))):
        forms_within(word, language)


def mark(text: str, highlights: Highlights, language: str = "nb") -> str:
    """A whole text, escaped and marked.

    >>> mark("Søke <barnehageplass>", Highlights(frozenset({"plass"}), frozenset()))
    'Søke &lt;<mark>barnehageplass</mark>&gt;'
    """
    clean = normalise(text)
    return _marked(clean, list(matched(clean, highlights, language)), 0, len(clean))


def excerpt(body: str, summary: str, highlights: Highlights, language: str = "nb", title: str = "") -> str:
    """The passage of the body that answers better than the summary; else the summary.

    Better is more of the words asked for, and at least one that the title has not, since the title is read
    first. Of two equal passages running text comes before headings and rows of tables, then the earlier one.

    >>> excerpt("Ring oss. Plassen koster 3 000 kroner.", "", Highlights(frozenset({"kost"}), frozenset()))
    'Ring oss. Plassen <mark>koster</mark> 3 000 kroner.'
    """
    lead = joined_lines(summary)
    lead_spans = list(matched(lead, highlights, language))
    lead_at, lead_score = _best(lead, lead_spans, highlights)
    in_title = highlights.words(matched(normalise(title), highlights, language))
    rest = set(highlights.whole.values()) - in_title - highlights.words(lead_spans)
    if lead and in_title and not rest:
        return _window(lead, lead_spans, lead_at)
    text = joined_lines(body[:SEARCHED])
    spans = list(matched(text, highlights, language))
    at, score = _best(text, spans, highlights)
    says_more = score[0] > lead_score[0] and (not in_title or highlights.words(_near(spans, at)) - in_title)
    if not text or (lead and not says_more):
        return _window(lead, lead_spans, lead_at)
    return _window(text, spans, at)


def joined_lines(text: str) -> str:
    """The lines of a text in one, with a middle dot after what is no sentence: a cell, a row, a list's item.

    >>> joined_lines("Når er det åpent?\\nMandag, 10–19\\nTirsdag, stengt\\nRing  oss.")
    'Når er det åpent? Mandag, 10–19 · Tirsdag, stengt · Ring oss.'
    """
    pieces: list[str] = []
    for line in normalise(text).splitlines():
        words = " ".join(line.split())
        if words:
            pieces += (words, " " if words.endswith(_SENTENCE_ENDS) else " · ")
    return "".join(pieces[:-1])


def _near(spans: list[Span], at: int) -> list[Span]:
    """The matches that a passage whose first match is at ``at`` has room for."""
    return [span for span in spans if span.start >= at and span.end <= at + WIDTH - LEAD]


def _best(text: str, spans: list[Span], highlights: Highlights) -> tuple[int, Score]:
    """Where the best passage begins to match, and how well it answers; the earlier of two equals."""
    best, best_score = 0, NOTHING
    for first, span in enumerate(spans):
        inside = []
        for other in spans[first:]:
            if other.end > span.start + WIDTH - LEAD:
                break
            inside.append(other)
        loose = {other.term for other in inside} - highlights.whole.keys()
        value = len(loose) + WHOLE_WORD * len(highlights.words(inside))
        if value < best_score[0]:
            continue
        score = (value, _is_running_text(text, span), len(inside))
        if score > best_score:
            best, best_score = span.start, score
    return best, best_score


def _is_running_text(text: str, span: Span) -> bool:
    """Whether a match stands in a sentence: a full stop comes before the next row or question mark."""
    end = _END.search(text, span.end)
    return end is not None and end[0] in ".!"


def _window(text: str, spans: list[Span], at: int) -> str:
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


def _marked(text: str, spans: list[Span], start: int, end: int) -> str:
    pieces: list[str] = []
    for span in spans:
        pieces += (escape(text[start : span.start]), "<mark>", escape(text[span.start : span.end]), "</mark>")
        start = span.end
    return "".join(pieces) + escape(text[start:end])
