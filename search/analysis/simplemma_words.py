"""The words of simplemma, as the tables of the dictionary are made of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from simplemma.strategies import DictionaryLookupStrategy
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from search.analysis.fold import lower

LANGUAGES = ("nb", "nn")
"""Where a word is looked for, in order."""
_APOSTROPHES = str.maketrans("’ʼ", "''")


def lemmas_by_word() -> dict[str, str]:
    """Every word that simplemma knows as it is written, in small letters or with straight apostrophes, and
    its lemma in small letters: bokmål's, else nynorsk's.
    """
    factory = DefaultDictionaryFactory()
    strategy = DictionaryLookupStrategy(factory)
    mappings = [factory.get_dictionary(language) for language in LANGUAGES]
    found: dict[str, str] = {}
    for word in {form for mapping in mappings for written in mapping for form in _forms(written)}:
        exact = (mapping.get(word) for mapping in mappings)
        either = (strategy.get_lemma(word, language) for language in LANGUAGES)
        lemmas = chain(exact, either) if word != word.lower() else either
        found[word] = lower(str(next(filter(None, lemmas))))
    return found


def _forms(word: str) -> Iterator[str]:
    """A word, and how somebody writes it in small letters on a keyboard."""
    yield word
    straight = word.translate(_APOSTROPHES)
    small = straight.lower()
    if small != word and (straight != word or small.capitalize() == straight):
        yield small
