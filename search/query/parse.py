"""The typed query into groups that must match: words, phrases, exclusions and filters.

Whatever is typed means something: an operator that makes no sense is read as words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from plugins.model.document import KIND_LABELS, Kind
from search.analysis.chain import FOREIGN, Forms, name_form, token_forms, word_forms
from search.analysis.compounds import base_form
from search.analysis.fold import fold, lower, normalise
from search.analysis.restore import restored
from search.analysis.stopwords import WEAK, asks_in_english, is_stop_word
from search.analysis.tokens import Token, tokens
from search.query.intent import asked_kinds, kind_named
from search.query.synonyms import LONGEST, Terms, synonyms_of

PART_WEIGHT = 0.6
"""A compound found by its parts («plass i barnehage» for barnehageplass) says less than the word itself."""
SYNONYM_WEIGHT = 0.5
"""An office word for an everyday word: right, but after those who use the word itself. Both weights are
shared between the terms of the alternative, so that three office words don't outweigh one plain word."""
CASE_WEIGHT = 0.5
"""The case of a document that was asked for by its own number."""

MOST_GROUPS = 40
"""Words of a query that are looked for; the rest of a pasted paragraph changes nothing."""

Where = Literal["text", "name"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that must all be there, in any text field («text») or in a person's name («name»)."""

    terms: Terms
    weight: float = 1.0
    where: Where = "text"


@dataclass(frozen=True, slots=True)
class Group:
    """One thing asked for: any of ``alternatives`` answers it. ``places`` are set for a phrase alone.

    A ``weak`` group ranks, but need not be answered when the query asks for something else as well.
    ``subject`` is the first part of a compound: what a «parkeringskort» is about when no page has the word.
    """

    text: str
    alternatives: tuple[Alternative, ...]
    places: tuple[int, ...] = ()
    weak: bool = False
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A query ready to be answered."""

    groups: tuple[Group, ...]
    excluded: tuple[Group, ...] = ()
    kinds: tuple[Kind, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    asked: frozenset[Kind] = frozenset()
    """Kinds that the words themselves point at; they rank higher, nothing is filtered away."""
    only_stop_words: bool = False

    @property
    def terms(self) -> Terms:
        """Every term that may have matched in text, for excerpts."""
        return tuple(
            dict.fromkeys(
                t for g in self.groups for a in g.alternatives for t in a.terms if a.where != "name"
            )
        )

    @property
    def whole(self) -> dict[str, str]:
        """Each term that stands for a word as it was typed, and that word."""
        typed = ((g, a) for g in self.groups for a in g.alternatives if a.where == "text" and a.weight == 1.0)
        return {term: term if g.places else g.text for g, a in typed for term in a.terms}

    @property
    def parts(self) -> frozenset[str]:
        """Terms that only answer together with others: parts of a compound, words of an office expression."""
        text = [a for g in self.groups for a in g.alternatives if a.where == "text"]
        alone = {a.terms[0] for a in text if len(a.terms) == 1}
        return frozenset(t for a in text if a.weight < 1.0 for t in a.terms) - alone - self.whole.keys()

    @property
    def names(self) -> Terms:
        """Every term that may have matched in a person's name."""
        return tuple(
            dict.fromkeys(
                t for g in self.groups for a in g.alternatives for t in a.terms if a.where == "name"
            )
        )


_PIECE = re.compile(
    r"""
    (?P<minus> (?<!\S)- )?
    (?: (?<!\S)(?P<field> virksomhet|type|år|ar ): )?
    (?: "(?P<quoted>[^"]*)" | «(?P<angled>[^»]*)» | (?P<plain>[^\s"«»]+) )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def parse(text: str, units: Mapping[str, str]) -> Query:
    """The query of a typed text; ``units`` maps slug to title, for ``virksomhet:``.

    >>> [g.text for g in parse('barnehage "ledig plass" -privat', {}).groups]
    ['barnehage', 'ledig plass']
    >>> parse("type:nyhet år:2026 vei", {}).years, parse("hvordan kan jeg", {}).only_stop_words
    ((2026,), True)
    """
    plain: list[str] = []
    groups: list[Group] = []
    excluded: list[Group] = []
    chosen = _Chosen(units)
    for match in _PIECE.finditer(normalise(text)):
        words = match["quoted"] or match["angled"] or match["plain"] or ""
        is_phrase = match["plain"] is None
        if match["field"] and chosen.reads(match["field"].lower(), words):
            continue
        if match["minus"] and words:
            excluded.extend(_phrase(words) if is_phrase else _words(words, [words]))
        elif is_phrase:
            groups.extend(_phrase(words))
        else:
            plain.append(words)
    rest = " ".join(plain)
    groups = [*_words(rest, plain), *groups]
    return Query(
        groups=tuple(dict.fromkeys(groups))[:MOST_GROUPS],
        excluded=tuple(excluded)[:MOST_GROUPS],
        kinds=tuple(chosen.kinds),
        units=tuple(chosen.found),
        years=tuple(chosen.years),
        asked=asked_kinds(text),
        only_stop_words=not groups and any(True for _ in tokens(rest)),
    )


class _Chosen:
    """The filters typed into a query, gathered as they are met."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self.kinds: list[Kind] = []
        self.found: list[str] = []
        self.years: list[int] = []
        self._units = units

    def reads(self, name: str, value: str) -> bool:
        """Take one ``navn:verdi``; False when it makes no sense, and is then read as words."""
        folded = fold(lower(value))
        if name == "type":
            return self._add(
                self.kinds, [k for k, label in KIND_LABELS.items() if folded in _spellings(k, label)]
            )
        if name == "virksomhet":
            return self._add(
                self.found, [s for s, title in self._units.items() if folded in _spellings(s, title)]
            )
        return self._add(self.years, [int(value)] if re.fullmatch(r"(1[89]|20|21)[0-9]{2}", value) else [])

    @staticmethod
    def _add(chosen: list[T], found: list[T]) -> bool:
        chosen.extend(found)
        return bool(found)


def _spellings(slug: str, title: str) -> tuple[str, str]:
    return fold(slug), fold(lower(title))


def _words(text: str, typed: list[str]) -> list[Group]:
    """A group for each word that is not a stop word, in order; synonyms of one or more words added."""
    english = asks_in_english([lower(word) for word in typed])
    groups: list[Group] = []
    mains: list[str] = []
    for token in tokens(text):
        for group, main in _token_groups(token, english):
            groups.append(group)
            mains.append(main)
    return _with_synonyms(groups, mains)


def _token_groups(token: Token, english: bool) -> list[tuple[Group, str]]:
    if token.kind == "number":
        whole, *rest = token_forms(token)[0].words
        alternatives = (Alternative((whole,)), *(Alternative((t,), CASE_WEIGHT) for t in rest if "/" in t))
        return [(Group(token.text, alternatives), whole)]
    pieces = token.text.split("-")
    if len(pieces) > 1 and min(map(len, pieces)) == 1:
        pieces = ["".join(pieces)]
    found = []
    for piece in pieces:
        group = _word_group(piece, english)
        if group is not None:
            found.append((group, group.alternatives[0].terms[0]))
    return found


def _word_group(word: str, english: bool) -> Group | None:
    """The ways one word may be found; None for a stop word, also one typed without æ, ø, å."""
    small = lower(word).strip("'")
    readings = restored(small) or (small,)
    if any(is_stop_word(reading, "nb") for reading in readings) or (english and is_stop_word(small, FOREIGN)):
        return None
    found: dict[tuple[Terms, Where], Alternative] = {}
    for reading in (*readings, small):
        for alternative in _reading(word_forms(reading)):
            found.setdefault((alternative.terms, alternative.where), alternative)
    foreign = word_forms(small, FOREIGN)
    for term in foreign.words:
        found.setdefault(((term,), "text"), Alternative((term,)))
    name = name_form(small)
    if name:
        found[((name,), "name")] = Alternative((name,), 1.0, "name")
    weak = any(base_form(reading) in WEAK or kind_named(reading) for reading in readings)
    subject = next((word_forms(reading).parts[0] for reading in readings if word_forms(reading).parts), "")
    return Group(word, tuple(found.values()), weak=weak, subject=subject) if found else None


def _reading(forms: Forms) -> list[Alternative]:
    alternatives = [Alternative((term,)) for term in forms.words]
    if len(forms.parts) > 1:
        alternatives.append(Alternative(forms.parts, PART_WEIGHT / len(forms.parts)))
        for place, part in enumerate(forms.parts):
            for also in synonyms_of((part,)):
                terms = (*forms.parts[:place], *also, *forms.parts[place + 1 :])
                alternatives.append(Alternative(terms, PART_WEIGHT * SYNONYM_WEIGHT / len(terms)))
    return alternatives


def _with_synonyms(groups: list[Group], mains: list[str]) -> list[Group]:
    """Add what else each word means; an expression becomes an alternative of each of its words."""
    extra: list[list[Alternative]] = [[] for _ in groups]
    for length in range(min(LONGEST, len(groups)), 0, -1):
        for start in range(len(groups) - length + 1):
            for also in synonyms_of(tuple(mains[start : start + length])):
                for place in range(start, start + length):
                    extra[place].append(Alternative(also, SYNONYM_WEIGHT / length / len(also)))
    return [
        replace(group, alternatives=(*group.alternatives, *dict.fromkeys(more))) if more else group
        for group, more in zip(groups, extra, strict=True)
    ]


def _phrase(text: str) -> list[Group]:
    """Words in this order: as Norwegian, as English, or as a person's name. None when all are stop words."""
    found: list[tuple[str, int, Forms, Forms]] = []
    position = 0
    for token in tokens(text):
        for nb, en in zip(token_forms(token), token_forms(token, FOREIGN), strict=True):
            found.append((token.text, position, nb, en))
            position += 1
    kept = [row for row in found if row[2].words]
    if not kept:
        return []
    if len(kept) == 1:
        return _words(kept[0][0], [kept[0][0]])
    norwegian = Alternative(tuple(row[2].words[0] for row in kept))
    english = Alternative(tuple((row[3].words or row[2].words)[0] for row in kept))
    name = Alternative(tuple(name_form(row[0]) for row in kept), 1.0, "name")
    places = tuple(row[1] - kept[0][1] for row in kept)
    return [Group(text.strip(), tuple(dict.fromkeys((norwegian, english, name))), places)]
