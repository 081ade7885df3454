"""What may be meant by what is typed so far: prefixes in the index's own sorted terms, joined as sets.

A term is a stem, so that the letters typed may go past it («priser» and «pris»). Shorter terms are looked for
too, and what is found is held against the document's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from itertools import chain

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
FIELDS = (("title", 5.0), ("keywords", 2.0), ("headings", 1.0), ("lead_parts", 0.5))
"""Where a suggestion is looked for, and what it counts for there; the title for more than all the rest."""
WHOLE = 5.0
"""What it counts for that the last word is a whole one of the title: as much again."""
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
"""Documents that are read for each heading; the best of them are suggested."""


class Fit(IntEnum):
    """How what is typed stands in what is suggested, the best first."""

    FIRST = 0
    """The title begins with it, and it ends with a word."""
    WORD = 1
    """It is whole words of the title."""
    BEGUN = 2
    """The title begins with it, and the word goes on."""
    WITHIN = 3
    """Words within the title begin with it."""
    TITLE = 4
    """The title has it in another form, or as part of a compound."""
    KEYWORD = 5
    """It is whole words of a keyword."""
    LIKE_KEYWORD = 6
    HEADING = 7

    @property
    def of_group(self) -> int:
        """What headings are put in order by: whole words of a title, then other titles, then the rest."""
        return 0 if self <= Fit.WORD else 1 if self <= Fit.TITLE else 2


Found = tuple[Fit, Suggestion]


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
    found = [_searches(fold(" ".join(words)), queries)]
    for (group, _, most), documents in zip(GROUPS, _read(snapshot, words, now), strict=True):
        found.append(_told(group, documents, words, most))
    best_first = sorted(filter(None, found), key=lambda ones: ones[0][0].of_group)
    return tuple(one for ones in best_first for _, one in ones)


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


def _searches(typed: str, queries: Iterable[str]) -> list[Found]:
    """The searches that begin with what is typed, or have a word that does; each once, as first written."""
    rows: dict[str, str] = {}
    for query in queries:
        rows.setdefault(_plain(query), query)
    fits = ((_fit(plain, typed), Suggestion(SEARCHES, query)) for plain, query in rows.items())
    return sorted((one for one in fits if one[0] <= Fit.WITHIN), key=lambda one: one[0])[:MOST_SEARCHES]


@lru_cache(10_000)
def _plain(text: str) -> str:
    """The words of a text as they are compared.

    >>> _plain("Søk om  «Barnehageplass»!")
    'sok om barnehageplass'
    """
    return fold(lower(" ".join(WORD.findall(normalise(text)))))


def _fit(plain: str, typed: str) -> Fit:
    """How well what is typed stands in a text that has it in some way, both without accents and signs.

    >>> [_fit("nav ski", typed).name for typed in ("nav", "ski", "na", "sk", "skie")]
    ['FIRST', 'WORD', 'BEGUN', 'WITHIN', 'TITLE']
    """
    text = f" {plain} "
    ways = (text.startswith(f" {typed} "), f" {typed} " in text, plain.startswith(typed), f" {typed}" in text)
    return Fit(ways.index(True)) if any(ways) else Fit.TITLE


def _read(snapshot: Snapshot, words: Sequence[str], now: datetime) -> list[list[Document]]:
    """The documents that fit best under each heading."""
    hits = _documents(snapshot, words, now)
    kind_of = snapshot.columns.kinds[hits.docs]
    masks = (np.array([kind in kinds for kind in KINDS], np.bool_) for _, kinds, _ in GROUPS)
    firsts = [best(hits.where(mask[kind_of]), _READ)[0].tolist() for mask in masks]
    documents = iter(snapshot.documents([*chain(*firsts)]))
    return [[next(documents) for _ in first] for first in firsts]


def _documents(snapshot: Snapshot, words: Sequence[str], now: datetime) -> Hits:
    """Documents that have all the words, the last of them begun, with how well they fit. No stop word before
    the last is looked for.
    """
    columns, chosen = snapshot.columns, snapshot.of_kinds(SUGGESTED)
    before = [_begun(word) for word in words[:-1] if word_forms(word).words]
    last = _begun(words[-1])
    scores = np.zeros(len(chosen))
    for field, weight in FIELDS:
        scores[snapshot.begun(field, *last, chosen)] += weight
    scores[snapshot.in_title(word_forms(words[-1]).words, chosen)] += WHOLE
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


def _told(group: str, documents: Iterable[Document], words: Sequence[str], most: int) -> list[Found]:
    """The best suggestions of documents that have a word that begins as the last one typed, or is that word;
    no title twice, and no heading.
    """
    found: list[Found] = []
    seen: set[str] = set()
    for document in documents:
        title = _plain(document.title)
        if MASK in document.title or title in seen:
            continue
        if matched := _match(document, title, words):
            fit, heading = matched
            detail = "" if heading in seen else heading
            seen |= {title, heading}
            detail = detail or document.number or document.unit_title
            shown = "" if detail == document.title else detail
            found.append((fit, Suggestion(group, document.title, document.url, shown)))
    return sorted(found, key=lambda one: one[0])[:most]


def _match(document: Document, title: str, words: Sequence[str]) -> tuple[Fit, str] | None:
    """How the title or a keyword has what is typed, else the heading that has it; None when none has."""
    typed, word, language = fold(" ".join(words)), words[-1], document.language
    forms = set(word_forms(word).words)
    if (fit := _fit(title, typed)) < Fit.TITLE or _has(document.title, word, forms, language):
        return fit, ""
    keywords = [one for one in document.keywords if _has(one, word, forms, language)]
    if keywords:
        whole = any(_fit(_plain(one), typed) <= Fit.WORD for one in keywords)
        return Fit.KEYWORD if whole else Fit.LIKE_KEYWORD, ""
    headings = (one for one in document.headings if _has(one, word, forms, language))
    return next(((Fit.HEADING, one) for one in headings), None)


def _has(text: str, word: str, forms: set[str], language: str) -> bool:
    start = fold(word)
    for one in WORD.findall(normalise(text)):
        whole, parts = word_forms(one, language)
        if fold(lower(one)).startswith(start) or not forms.isdisjoint((*whole, *parts)):
            return True
        if any(part.startswith(start) for part in parts):
            return True
    return False
