"""Everyday words and office words, applied when somebody asks; the index is never touched by them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from search.analysis.chain import placed_forms
from search.analysis.fold import normalise

LONGEST = 4
"""Words in the longest expression that is looked up."""

Terms = tuple[str, ...]


def main_terms(text: str, language: str = "nb") -> Terms:
    """The main term of each word that is not a stop word.

    >>> main_terms("hull i veien")
    ('hull', 'vei')
    """
    return tuple(forms.words[0] for _, _, forms in placed_forms(normalise(text), language) if forms.words)


@cache
def synonyms() -> dict[Terms, tuple[Terms, ...]]:
    """Terms of an expression → terms of each expression that is also found."""
    data = yaml.safe_load(files("search.query").joinpath("data/synonymer.yaml").read_text("utf-8"))
    found: dict[Terms, tuple[Terms, ...]] = {}
    for row in data:
        key = main_terms(str(row["ord"]))
        also = tuple(main_terms(str(text), row.get("sprak", "nb")) for text in row["ogsaa"])
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *also)))
    return found


def synonyms_of(terms: Terms) -> tuple[Terms, ...]:
    """What else is found for an expression, as terms.

    >>> synonyms_of(main_terms("søpla"))
    (('renovasjon',), ('avfall',))
    """
    return synonyms().get(terms, ())
