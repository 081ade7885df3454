"""The order of the hits. It reads as a sentence: how well the text answers, times whether its kind is what
such a query asks for, times whether it is in Norwegian, times how new it is where newness matters, times how
exactly its title is what was typed, times whether its number is.
"""

from __future__ import annotations

from datetime import date

from search.analysis.chain import FOREIGN
from search.analysis.fold import fold
from search.analysis.numbers import case_forms
from search.query.parse import Query
from search.query.snapshot import Scores, Snapshot
from search.query.weights import (
    ASKED_KIND_WEIGHTS,
    ENGLISH_WEIGHT,
    FRESH_HALF_LIFE,
    FRESH_KINDS,
    KIND_WEIGHTS,
    NAMED_TITLE_WORDS,
    NUMBER_FIRST,
    TITLE_BONUS,
)
from search.schema import Facts


def rank(snapshot: Snapshot, query: Query, scores: Scores, today: date) -> list[tuple[float, int]]:
    """Score and document number, best first; equals by newest, then by id, so the order never wavers."""
    in_title = [_title_hits(snapshot, group_terms) for group_terms in _main_terms(query)]
    numbers = {terms[0] for terms in _main_terms(query) if "/" in terms[0]}
    day = today.toordinal()
    ranked = []
    for number, score in scores.items():
        facts = snapshot.facts[number]
        typed = sum(number in hits for hits in in_title)
        final = (
            (score or 1.0)  # chosen by filters alone, nothing scored: the other factors decide
            * _kind(facts, query, typed)
            * (ENGLISH_WEIGHT if facts.language == FOREIGN else 1.0)
            * _freshness(facts, day)
            * _title_exactness(facts, typed, len(in_title))
            * (_number_first(facts, numbers) if numbers else 1.0)
        )
        ranked.append((final, number))
    ranked.sort(
        key=lambda pair: (-round(pair[0], 9), -snapshot.facts[pair[1]].dated, snapshot.facts[pair[1]].id)
    )
    return ranked


def _main_terms(query: Query) -> list[tuple[str, ...]]:
    """For each group, the terms that are the word itself (not its parts, synonyms or a name)."""
    found = []
    for group in query.groups:
        whole = [a.terms for a in group.alternatives if a.where == "text" and a.weight == 1.0]
        if whole:
            found.append(tuple(term for terms in whole for term in terms))
    return found


def _title_hits(snapshot: Snapshot, terms: tuple[str, ...]) -> frozenset[int]:
    return frozenset().union(*(snapshot.in_title(term) for term in terms))


def _kind(facts: Facts, query: Query, typed: int) -> float:
    """The weight of a kind: higher when the query asks for it, or names this very document by its title."""
    named = typed >= max(facts.title_words, NAMED_TITLE_WORDS)
    if named or facts.kind in query.asked:
        return ASKED_KIND_WEIGHTS.get(facts.kind, 1.0)
    return KIND_WEIGHTS[facts.kind]


def _freshness(facts: Facts, today: int) -> float:
    """1 for a kind that does not age, else up to 1 + its weight today, half of that after a half-life.

    Days to come count as days gone by: the next meeting is as fresh as the last.
    """
    most = FRESH_KINDS.get(facts.kind, 0.0)
    if not most or not facts.dated:
        return 1.0
    age = abs(today - facts.dated)
    return 1.0 + most * float(0.5 ** (age / FRESH_HALF_LIFE))


def _title_exactness(facts: Facts, hits: int, asked: int) -> float:
    """1 to 1 + ``TITLE_BONUS``: the share of the query in the title, times the share of the title typed."""
    if not hits or not facts.title_words:
        return 1.0
    return 1.0 + TITLE_BONUS * (hits / asked) * min(hits / facts.title_words, 1.0)


def _number_first(facts: Facts, numbers: set[str]) -> float:
    """What the typed number names: its own number, in the full form."""
    return NUMBER_FIRST.get(facts.kind, 1.0) if full_number(facts.number) in numbers else 1.0


def full_number(number: str) -> str:
    """A document's own number in the form that the index has it.

    >>> full_number("15/1234"), full_number("2015/1234-7"), full_number("")
    ('2015/1234', '2015/1234-7', '')
    """
    return fold(case_forms(number.strip())[0]) if number else ""
