"""What a query is recognised by: the main term of each of its words."""

from __future__ import annotations

from functools import lru_cache

from search.analysis.chain import placed_forms
from search.analysis.fold import fold, lower, normalise
from search.analysis.restore import restored
from search.analysis.tokens import tokens

Terms = tuple[str, ...]


@lru_cache(maxsize=64)
def main_terms(text: str, language: str = "nb") -> Terms:
    """The main term of each word that is not a stop word.

    >>> main_terms("hull i veien")
    ('hull', 'vei')
    """
    return tuple(forms.words[0] for _, _, forms in placed_forms(normalise(text), language) if forms.words)


def query_key(text: str) -> Terms:
    """The same for a query and for what it is compared with, in whatever order and form its words stand.

    Words typed without æ, ø and å are read as the words that they stand for; a query of stop words alone is
    known by them.

    >>> query_key("åpningstid, servicetorget") == query_key("servicetorgets aapningstider")
    True
    >>> query_key("Hvor?")
    ('hvor',)
    """
    clean = " ".join(next(iter(restored(lower(token.text))), token.text) for token in tokens(normalise(text)))
    return tuple(sorted(set(main_terms(clean)) or {fold(lower(token.text)) for token in tokens(clean)}))
