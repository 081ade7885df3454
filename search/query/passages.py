"""What of a document is shown, and which of its words a query matched: positions in the index, looked up in
the places that lie with the document. No text is read to find them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from typing import NamedTuple

from plugins.model.names import MASK
from search.analysis.chain import name_form
from search.analysis.fold import normalise
from search.analysis.tokens import WORD
from search.arrays.hits import Docs
from search.arrays.layout import Numbers
from search.arrays.segment import Segment
from search.texts import Card, Places, joined_lines

SEARCHED = 20_000
"""Letters of a body that are looked through; a good page says it before that."""

_ODD = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u017e–—]")
"""Anything but letters composed and signs of one kind."""

_name_form = lru_cache(10_000)(name_form)


class Span(NamedTuple):
    """A matched word in a text, and what it matched by."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Highlights:
    """The terms that may have matched, and the words of names where the names may be shown.

    ``whole`` has those of the terms that stand for words as they were typed, and for which of them. ``parts``
    are those that only say something together: «tid» of «åpningstid» is no reason to mark «dagtid».
    """

    terms: frozenset[str]
    names: frozenset[str]
    whole: Mapping[str, str] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()

    def without_names(self) -> Highlights:
        """The same where no names may be shown."""
        return replace(self, names=frozenset())

    def words(self, spans: Iterable[Span]) -> set[str]:
        """The words of the query that matched as they were typed."""
        return {self.whole[span.term] for span in spans if span.term in self.whole}


class Passage(NamedTuple):
    """A text, and the words in it that matched, in order."""

    text: str
    spans: Sequence[Span] = ()


class Shown(NamedTuple):
    """The texts of a document. The body is long, and only looked through when it is asked for."""

    title: Passage
    summary: Passage
    body: Callable[[], Passage]


Matched = dict[int, str]
"""Places in a text that a query matched, and the term that each matched by."""


class Found(NamedTuple):
    """What of a document's texts a query matched."""

    title: Matched
    summary: Matched
    leads: Matched
    """Parts of compounds in the title, and after a gap those in the summary (``lead_parts``)."""
    body: Callable[[], Matched]
    """Looked up for all the documents found together, when the first of them is asked for: a word stands in
    many bodies, and mostly the title and the summary say enough.
    """


def find(segment: Segment, docs: Docs, highlights: Highlights) -> list[Found]:
    """What matched in each of some documents of a segment, ascending: whole words before parts."""
    asked = docs.astype(segment.arrays.docs.dtype)  # as the segment numbers them itself
    whole = sorted(highlights.terms)
    parts = [term for term in whole if term not in highlights.parts]

    @cache
    def bodies() -> list[Matched]:
        return _look(segment, asked, "body_parts", parts, _look(segment, asked, "body", whole))

    def body(number: int) -> Matched:
        return bodies()[number]

    looked_up = (_look(segment, asked, "title", whole), _look(segment, asked, "summary", whole))
    leads = _look(segment, asked, "lead_parts", parts)
    return [
        Found(title, summary, lead, partial(body, number))
        for number, (title, summary, lead) in enumerate(zip(*looked_up, leads, strict=True))
    ]


def _look(
    segment: Segment, docs: Numbers, field: str, terms: Sequence[str], before: list[Matched] | None = None
) -> list[Matched]:
    """Where each of some documents has any of some terms in a field; what was found before stands."""
    found = before or [{} for _ in docs]
    for term in terms:
        if postings := segment.postings(term.encode(), field):
            for number, positions in segment.positions(postings, docs):
                places = found[number]
                for position in positions:
                    places.setdefault(position, term)
    return found


def shown_texts(card: Card, found: Found, highlights: Highlights, *, named: bool) -> Shown:
    """The texts of a document with what matched; with the names of persons where ``named``."""
    document = card.document
    titles = len(card.title.lengths)
    for position, term in found.leads.items():
        if position < titles:
            found.title.setdefault(position, term)
        elif titles < position <= titles + len(card.summary.lengths):
            found.summary.setdefault(position - titles - 1, term)
    title = _passage(_normal(document.title), card.title, found.title)
    summary = _passage(joined_lines(document.summary), card.summary, found.summary)
    if named and (also := document.named) is not None:
        return Shown(
            _named(title, normalise(also.title), highlights),
            _named(summary, joined_lines(also.summary), highlights),
            lambda: _named(_body(card, found), also.body[:SEARCHED], highlights),
        )
    return Shown(title, summary, lambda: _body(card, found))


def _passage(text: str, places: Places, found: dict[int, str]) -> Passage:
    return Passage(text, _spans(text, places, found))


def _body(card: Card, found: Found) -> Passage:
    return _passage(card.document.body[:SEARCHED], card.body, found.body())


def _normal(text: str) -> str:
    """The text as it was analysed; most texts are so already."""
    return normalise(text) if _ODD.search(text) else text


def _spans(text: str, places: Places, found: dict[int, str]) -> list[Span]:
    """The matched places as words of the text; a word that takes several places is marked once."""
    if not found:
        return []
    lengths = places.lengths
    numbers = sorted(place for place in found if place < len(lengths))
    spans: list[Span] = []
    end = 0
    for place, begin in zip(numbers, places.begins(numbers), strict=True):
        if begin < end:
            continue
        end = begin + lengths[place]
        if end > len(text):
            break
        if text[end : end + 1] != "@":  # the beginning of an e-mail address is no word of the text
            spans.append(Span(begin, end, found[place]))
    return spans


def _named(masked: Passage, text: str, highlights: Highlights) -> Passage:
    """The same passage with names where they were masked, and the names that matched.

    The text between the masks is the same in both, so that a word is as far from the mask before it.
    """
    pieces = masked.text.split(MASK)
    theirs, ours, at, end = [0], [0], 0, 0
    for number, piece in enumerate(pieces):
        at = text.find(piece, at) if number else 0
        if at < 0 or not text.startswith(piece, at):
            return Passage(text, _names_in(text, highlights))
        theirs.append(end)
        ours.append(at)
        at += len(piece)
        end += len(piece) + len(MASK)
    moved = []
    for span in masked.spans:
        by = bisect_right(theirs, span.start) - 1
        step = ours[by] - theirs[by]
        moved.append(Span(span.start + step, span.end + step, span.term))
    return Passage(text, sorted((*moved, *_names_in(text, highlights)), key=lambda span: span.start))


def _names_in(text: str, highlights: Highlights) -> list[Span]:
    """The words of names that were asked for."""
    if not highlights.names:
        return []
    return [
        Span(word.start(), word.end(), form)
        for word in WORD.finditer(text)
        for form in [next((f for f in map(_name_form, word[0].split("-")) if f in highlights.names), "")]
        if form and text[word.end() : word.end() + 1] != "@"
    ]
