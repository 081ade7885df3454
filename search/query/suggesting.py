"""What may be meant by what is typed so far: prefixes in the index's own sorted terms, joined as sets.

A term is a stem, so that the letters typed may go past it («priser» and «pris»). Shorter terms are looked for
too, and what is found is held against the document's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np

from plugins.model.document import Document
from plugins.model.names import MASK
from search.analysis.chain import word_forms
from search.analysis.fold import fold, lower, normalise
from search.analysis.numbers import full_year
from search.analysis.tokens import WORD
from search.arrays import Prefix
from search.arrays.hits import Hits
from search.arrays.top import best
from search.columns import KINDS
from search.curation.curation import Rules
from search.query.snapshot import Snapshot
from search.query.types import Suggestion

SHORTEST = 2
"""Letters of the last word before anything is suggested."""
MOST_TYPED = 100
MOST_WORDS = 5
PAST_STEM = 2
"""Letters that may be typed past a stem before the whole word is there."""
FIELDS = (("title", 3.0), ("keywords", 2.0), ("headings", 1.0), ("lead_parts", 0.5))
"""Where a suggestion is looked for, and what it counts for there."""
GROUPS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("Tjenester", ("tjeneste",), 4),
    ("Virksomheter", ("virksomhet", "utvalg"), 2),
    ("Nyheter", ("nyhet", "horing"), 2),
    ("Saker", ("sak",), 2),
)
"""Each heading with its kinds and the most that is suggested of them; the post list is never suggested."""
SUGGESTED = frozenset(kind for _, kinds, _ in GROUPS for kind in kinds)
SEARCHES = "Vanlige søk"
MOST_SEARCHES = 3
MOST_NUMBERED = 5
_NUMBER = re.compile(r"(\d{4}|\d{2})/(\d{1,7})")
_READ = 12
"""Documents that are read for each heading before giving up on it."""


def suggest(
    snapshot: Snapshot, typed: str, now: datetime, rules: Rules, frequent: Sequence[str] = ()
) -> tuple[Suggestion, ...]:
    """Suggestions, group by group; ``frequent`` are searches so common that they tell of nobody."""
    if number := _NUMBER.fullmatch(typed.strip()):
        return _numbered(snapshot, f"{full_year(number[1])}/{number[2]}", now)
    words = [lower(word) for word in WORD.findall(normalise(typed[:MOST_TYPED]))][-MOST_WORDS:]
    if not words or len(words[-1]) < SHORTEST:
        return ()
    decided = (one for ones in (*rules.best_bets.values(), *rules.pins.values()) for one in ones)
    queries = (*(query for one in decided for query in one.queries), *frequent)
    found = [Suggestion(SEARCHES, text) for text in _searches(" ".join(words), queries)]
    hits = _documents(snapshot, words, now)
    kind_of = snapshot.columns.kinds[hits.docs]
    for group, kinds, most in GROUPS:
        wanted = np.array([kind in kinds for kind in KINDS], np.bool_)
        first, _ = best(hits.where(wanted[kind_of]), _READ)
        read = (snapshot.document(number) for number in first.tolist())
        found += _told(group, read, words, most)
    return tuple(found)


def _numbered(snapshot: Snapshot, begun: str, now: datetime) -> tuple[Suggestion, ...]:
    """The newest cases whose numbers begin so."""
    columns = snapshot.columns
    docs = snapshot.collection.docs(Prefix("number", begun))
    docs = docs[(columns.kinds[docs] == KINDS.index("sak")) & snapshot.shown(now)[docs]]
    newest = docs[np.argsort(-columns.dated[docs], kind="stable")][:MOST_NUMBERED]
    cases = map(snapshot.document, newest.tolist())
    return tuple(
        Suggestion("Saker", f"{case.number} {case.title}", case.url, case.unit_title) for case in cases
    )


def _searches(typed: str, queries: Iterable[str]) -> list[str]:
    """The searches that begin with what is typed, or that have a word that does."""
    start = fold(typed)
    rows = dict.fromkeys(q for q in queries if f" {fold(lower(q))}".find(f" {start}") >= 0)
    return sorted(rows, key=lambda q: not fold(lower(q)).startswith(start))[:MOST_SEARCHES]


def _documents(snapshot: Snapshot, words: Sequence[str], now: datetime) -> Hits:
    """Documents that have all the words, the last of them begun, with how well they fit."""
    columns, chosen = snapshot.columns, snapshot.of_kinds(SUGGESTED)
    *before, last = map(_begun, words)
    scores = np.zeros(len(chosen))
    for field, weight in FIELDS:
        scores[snapshot.begun(field, *last, chosen)] += weight
    fits = (scores > 0.0) & snapshot.shown(now)[chosen.docs]
    for word in before:
        fits &= np.logical_or.reduce([snapshot.begun(field, *word, chosen) for field, _ in FIELDS])
    places = np.flatnonzero(fits)
    docs = chosen.docs[places]
    age = np.abs(now.toordinal() - columns.dated[docs].astype(np.float64))
    dated = columns.kinds[docs] != KINDS.index("tjeneste")
    better = np.where(dated, 1.0 / (1.0 + age / 365.0), 1.0 / (1.0 + columns.title_words[docs]))
    return Hits(docs, scores[places] + better)


def _begun(word: str) -> tuple[str, tuple[str, ...]]:
    """What the terms of a word begin with as far as it is typed, and those that it may be already."""
    folded = fold(word)
    shortest = max(len(folded) - PAST_STEM, min(len(folded), 3))
    stems = (folded[:cut] for cut in range(shortest, len(folded)))
    return folded, tuple(dict.fromkeys((*stems, *word_forms(word).words)))


def _told(group: str, documents: Iterable[Document], words: Sequence[str], most: int) -> Iterator[Suggestion]:
    """Suggestions of documents that have a word that begins as the last one typed, or is that word."""
    told = 0
    seen: set[str] = set()
    for document in documents:
        if told == most:
            return
        if MASK in document.title or document.title in seen:
            continue
        detail = _why(document, words[-1])
        if detail is not None:
            seen.add(document.title)
            told += 1
            detail = detail or document.number or document.unit_title
            shown = "" if detail == document.title else detail
            yield Suggestion(group, document.title, document.url, shown)


def _why(document: Document, word: str) -> str | None:
    """The heading that has the word where the title has not; empty for the title, None when neither has."""
    forms = set(word_forms(word).words)
    for text in (document.title, *document.keywords):
        if _has(text, word, forms, document.language):
            return ""
    return next((text for text in document.headings if _has(text, word, forms, document.language)), None)


def _has(text: str, word: str, forms: set[str], language: str) -> bool:
    start = fold(word)
    for one in WORD.findall(normalise(text)):
        whole, parts = word_forms(one, language)
        if fold(lower(one)).startswith(start) or not forms.isdisjoint((*whole, *parts)):
            return True
        if any(part.startswith(start) for part in parts):
            return True
    return False
