"""The whole pipe: text in, the terms of index and query out. The order of the filters is read here.

normalise → tokens → lower → stop words → lemma (bokmål, nynorsk) → compound → verb of -ing → stem → fold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Literal, NamedTuple

from search.analysis import compounds
from search.analysis.fold import fold, fold_all, lower, lower_all, normalise
from search.analysis.lemma import CACHE, by_written, known, stem, stems, verbal
from search.analysis.numbers import is_date
from search.analysis.stopwords import NORWEGIAN, is_stop_word
from search.analysis.tokens import Token, tokens

FOREIGN = "en"
SURNAME_ENDING = "sen"
"""A base form that ends so is a surname: «Hansen» is not the «Hans» that a stemmer makes of it."""
UNSTEMMED = (SURNAME_ENDING, "ig")
"""Nor is «ledig» the «leder» that the stemmer makes of it, when the dictionary knows the adjective."""
KEPT_LAST = "lege"
"""The last part of a compound that the stemmer takes for an ending: «tannlege» is no «tann»."""


class Term(NamedTuple):
    """A term and its place among the words of the text (stop words count as places)."""

    text: str
    position: int


class Forms(NamedTuple):
    """What one word is found by: whole (the fullest first), and as a compound by its parts."""

    words: tuple[str, ...]
    parts: tuple[str, ...] = ()


class Found(NamedTuple):
    """What n words are found by, as columns."""

    terms: list[str | None]
    """(n,) What each is found by whole; None for a stop word."""
    parts: list[tuple[str, ...]]
    """(n,) And by its parts."""


@dataclass(slots=True)
class Analysis:
    """The terms of one text. ``parts`` are kept apart, since they weigh less."""

    words: list[Term] = field(default_factory=list)
    parts: list[Term] = field(default_factory=list)


NOTHING = Forms(())
OF_A_PAGE = 2_000
"""So many words are those of a page or two, and are remembered; those of a whole index are not."""
REMEMBERED = 300_000
"""Words of pages that are remembered; they take a hundred megabytes at most, where pages are indexed."""
AT_ONCE = 20_000
"""Words that are looked at together: all ways to cut them fit beside the processor."""


@lru_cache(CACHE)
def word_forms(word: str, language: str = "nb") -> Forms:
    """The forms of one word, in any case; none for a stop word.

    >>> word_forms("Barnehageplassene")
    Forms(words=('barnehageplass',), parts=('barnehag', 'plass'))
    >>> word_forms("kyrkja") == word_forms("kirken"), word_forms("hvordan")
    (True, Forms(words=(), parts=()))
    >>> word_forms("Hansen").words, word_forms("applications", "en").words
    (('hansen',), ('applic',))
    """
    return _forms_of((word,), language)[0]


def forms_of(words: Sequence[str], language: str = "nb") -> list[Forms]:
    """The forms of each word; many take a small share of the time each that one takes.

    >>> [forms.words for forms in forms_of(["Kirken", "og", "skolen"])]
    [('kirk',), (), ('skol',)]
    """
    if len(words) > OF_A_PAGE:
        return [forms for few in _in_turn(words) for forms in _forms_of(few, language)]
    remembered = _remembered.setdefault(language, {})
    found = {word: forms for word in words if (forms := remembered.get(word)) is not None}
    new = [word for word in dict.fromkeys(words) if word not in found]
    found |= zip(new, _forms_of(new, language), strict=True)
    if sum(map(len, _remembered.values())) + len(new) > REMEMBERED:
        _remembered.clear()
    _remembered.setdefault(language, {}).update((word, found[word]) for word in new)
    return [found[word] for word in words]


_remembered: dict[str, dict[str, Forms]] = {}
"""By language, the forms of the words of pages that were read lately: a page that is changed has mostly the
same words.
"""


def found_by(words: Sequence[str], language: str = "nb") -> Found:
    """The same as columns, which are sooner made of all the words of an index.

    >>> found_by(["barnehageplassen", "og"])
    Found(terms=['barnehageplass', None], parts=[('barnehag', 'plass'), ()])
    """
    if len(words) > OF_A_PAGE:
        few = [_found(some, language) for some in _in_turn(words)]
        return Found([one for some in few for one in some.terms], [one for some in few for one in some.parts])
    forms = forms_of(words, language)
    return Found([one.words[0] if one.words else None for one in forms], [one.parts for one in forms])


def _in_turn(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(words), AT_ONCE):
        yield words[begin : begin + AT_ONCE]


def _forms_of(words: Sequence[str], language: str) -> list[Forms]:
    found = zip(*_found(words, language), strict=True)
    return [NOTHING if term is None else Forms((term,), parts) for term, parts in found]


def _found(words: Sequence[str], language: str) -> Found:
    small = [word.strip("'") for word in lower_all(words)]
    if language == FOREIGN:
        return Found([_foreign(one) for one in small], [()] * len(small))
    plans = list(map(_plan, small, *compounds.read(small, _PARTS)))
    stemmed = stems([text for text, _, _ in plans])
    folded = fold_all(
        [_found_by(text, how, stem) for (text, how, _), stem in zip(plans, stemmed, strict=True)]
    )
    return Found(
        [term if how else None for (_, how, _), term in zip(plans, folded, strict=True)],
        [parts for _, _, parts in plans],
    )


def _foreign(word: str) -> str | None:
    if not word or is_stop_word(word, FOREIGN):
        return None
    return fold(stem(word, FOREIGN))


_How = Literal["", "whole", "stem", "written stem"]
"""How a word is found by a text; nothing for a stop word."""


def _plan(word: str, base: str, parts: tuple[str, ...], is_known: bool) -> tuple[str, _How, tuple[str, ...]]:
    """What a word is found by before it is stemmed, how, and the forms of its parts."""
    if not word or word in NORWEGIAN:
        return "", "", ()
    if parts:
        how: _How = "whole" if base.endswith(KEPT_LAST) else "stem"
        return verbal(base), how, parts
    if base != word and base in NORWEGIAN:
        return word, "whole", ()
    if base.endswith(UNSTEMMED) and (known(base) is not None or base.endswith(SURNAME_ENDING)):
        return base, "whole", ()
    if base != word or is_known:
        return verbal(base), "stem", ()
    return word, "written stem", ()


def _found_by(text: str, how: _How, stem: str) -> str:
    """What a word is found by, but for how it is folded."""
    if how == "stem":
        return stem
    return by_written(stem) if how == "written stem" else text


def _part_form(base: str) -> str:
    """What a part in base form is found by."""
    return fold(stem(verbal(base)))


_PARTS = compounds.Smaller(_part_form)


def name_form(word: str) -> str:
    """A word of a person's name: folded, never stemmed.

    >>> name_form("Kåre"), name_form("Bøe")
    ('kare', 'bo')
    """
    return fold(lower(word))


def token_forms(token: Token, language: str = "nb") -> tuple[Forms, ...]:
    """The forms of a token, one for each place it takes: a word with hyphens takes several.

    >>> [f.words for t in tokens("nett-TV og e-post") for f in token_forms(t)]
    [('nett', 'netttv'), ('tv',), (), ('epost',)]
    >>> [f.words for t in tokens("3. mai 2026") for f in token_forms(t)]
    [('2026-05-03', '05-03', '3'), ('mai',), ('2026',)]
    """
    if token.kind == "number":
        return number_forms(token.forms, language)
    pieces = token.text.split("-")
    if len(pieces) == 1:
        return (word_forms(token.text, language),)
    joined = word_forms("".join(pieces), language)
    if min(map(len, pieces)) == 1:
        return (joined,)
    first, *rest = (word_forms(piece, language) for piece in pieces)
    return (Forms((*first.words, *joined.words), first.parts), *rest)


def number_forms(forms: tuple[str, ...], language: str = "nb") -> tuple[Forms, ...]:
    """The forms of a number, one for each place it takes: a date takes one for each of its words.

    >>> number_forms(("2015/1234-7", "2015/1234"))
    (Forms(words=('2015/1234-7', '2015/1234'), parts=()),)
    """
    if not is_date(forms[0]):
        return (Forms(tuple(map(fold, forms))),)
    whole = tuple(form for form in forms if is_date(form))
    day, *rest = (word_forms(word, language) for word in forms[len(whole) :])
    return (Forms((*whole, *day.words)), *rest)


@lru_cache(CACHE)
def forms_within(word: str, language: str = "nb") -> Forms:
    """All forms of a word, those of its pieces between hyphens included: what a reader would see it match by.

    >>> forms_within("web-TV").words, forms_within("Barnehageplass").parts
    (('web', 'webtv', 'tv'), ('barnehag', 'plass'))
    """
    found = token_forms(Token(word, "word", 0, 0), language)
    return Forms(tuple(w for f in found for w in f.words), tuple(p for f in found for p in f.parts))


def placed_forms(text: str, language: str = "nb") -> Iterator[tuple[Token, int, Forms]]:
    """Each token of normalised text with its places and forms."""
    position = 0
    for token in tokens(text):
        for forms in token_forms(token, language):
            yield token, position, forms
            position += 1


def analyse(text: str, language: str = "nb") -> Analysis:
    """The terms of a text, for the index.

    >>> analyse("Søke om barnehageplass").words
    [Term(text='sok', position=0), Term(text='barnehageplass', position=2)]
    """
    result = Analysis()
    for _, position, forms in placed_forms(normalise(text), language):
        result.words.extend(Term(word, position) for word in forms.words)
        result.parts.extend(Term(part, position) for part in forms.parts)
    return result


def analyse_name(text: str, position: int = 0) -> list[Term]:
    """The terms of a person's name, placed from ``position`` on.

    >>> analyse_name("Nordmann, Kari-Anne")
    [Term(text='nordmann', position=0), Term(text='kari', position=1), Term(text='anne', position=2)]
    """
    words = (piece for token in tokens(normalise(text)) for piece in token.text.split("-"))
    return [Term(name_form(word), position + i) for i, word in enumerate(words)]


@cache
def analysis_version() -> str:
    """A short hash of the filters, their data and libraries; another one means that all is indexed again."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.py"), *folder.glob("data/*.yaml")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for library in ("simplemma", "snowballstemmer"):
        digest.update(f"{library} {installed_version(library)}".encode())
    return digest.hexdigest()[:16]
