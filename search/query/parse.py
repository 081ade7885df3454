"""The typed query into groups that must match: words, phrases, exclusions and filters.

Whatever is typed means something: an operator that makes no sense is read as words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from search.analysis.chain import FOREIGN, Forms, name_form, token_forms, word_forms
from search.analysis.compounds import base_form
from search.analysis.fold import lower, normalise
from search.analysis.lemma import known
from search.analysis.numbers import is_date
from search.analysis.restore import restored
from search.analysis.stopwords import PLACES, WEAK, asks_in_english, is_stop_word
from search.analysis.tokens import Token, tokens
from search.curation.curation import LONGEST, NO_RULES, Rules
from search.curation.keys import Terms
from search.query.as_typed import as_read
from search.query.groups import Alternative, Group, Query, Where
from search.query.intent import asked_kinds, kind_named, meeting_of_body, slashed_date
from search.query.joined import MOST_JOINED, joined_forms
from search.query.typed_filters import FIELDS, typed_filter
from search.query.types import TypedFilter
from search.query.weights import CASE_WEIGHT, JOINED_WEIGHT, OWN_NAME_WEIGHTS, PART_WEIGHT, SYNONYM_WEIGHT

MOST_GROUPS = 40
"""Words of a query that are looked for; the rest of a pasted paragraph changes nothing."""

_REMEMBERED = 2_048
"""Words whose readings are kept, 1 kB each."""

_PIECE = re.compile(
    rf"""
    (?P<minus> (?<!\S)- )?
    (?: (?<![^\s-])(?P<field> {FIELDS} ): )?
    (?: "(?P<quoted>[^"]*)" | «(?P<angled>[^»]*)» | (?P<plain>[^\s"«»]+) )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def parse(text: str, units: Mapping[str, str], rules: Rules = NO_RULES) -> Query:
    """The query of a typed text; ``units`` maps slug to title, for ``virksomhet:``; ``rules`` have synonyms.

    >>> [g.text for g in parse('barnehage "ledig plass" -privat', {}).groups]
    ['barnehage', 'ledig plass']
    >>> parse("-type:nyhet år:2026 vei", {}).years, parse("hvordan kan jeg", {}).only_stop_words
    ((2026,), True)
    """
    text = as_read(normalise(text))
    typed = _Typed(units, rules)
    for piece in _PIECE.finditer(text):
        typed.take(piece)
    groups = [*_words(typed.plain, rules), *typed.phrases]
    return Query(
        groups=tuple(dict.fromkeys(groups))[:MOST_GROUPS],
        excluded=tuple(typed.excluded)[:MOST_GROUPS],
        filters=tuple(typed.filters)[:MOST_GROUPS],
        asked=asked_kinds(" ".join(typed.wanted)),
        only_stop_words=not groups and any(True for _ in tokens(" ".join(typed.plain))),
    )


class _Typed:
    """The pieces of a typed query, sorted as they are met."""

    def __init__(self, units: Mapping[str, str], rules: Rules) -> None:
        self.plain: list[str] = []
        self.wanted: list[str] = []
        """All words but those of filters and exclusions."""
        self.phrases: list[Group] = []
        self.excluded: list[Group] = []
        self.filters: list[TypedFilter] = []
        self._titles = units
        self._rules = rules

    def take(self, piece: re.Match[str]) -> None:
        """Sort one match of ``_PIECE``."""
        words = piece["quoted"] or piece["angled"] or piece["plain"] or ""
        is_phrase = piece["plain"] is None
        if piece["field"] and (found := typed_filter(piece["field"], words, self._titles)):
            rest = piece.string[: piece.start()] + piece.string[piece.end() :]
            self.filters.append(found._replace(excludes=bool(piece["minus"]), rest=" ".join(rest.split())))
        elif piece["minus"]:
            self.excluded.extend(_phrase(words, self._rules) if is_phrase else _words([words], self._rules))
        else:
            self.wanted.append(words)
            if is_phrase:
                self.phrases.extend(_phrase(words, self._rules))
            else:
                self.plain.append(words)


def _words(typed: list[str], rules: Rules) -> list[Group]:
    """A group for each word that is not a stop word, in order; synonyms of one or more words added."""
    english = asks_in_english([lower(word) for word in typed])
    groups: list[Group] = []
    mains: list[str] = []
    places: list[int] = []
    for place, token in enumerate(tokens(" ".join(typed))):
        for group, main in _token_groups(token, english, rules):
            groups.append(group)
            mains.append(main)
            places.append(place)
    return _with_joined(_with_synonyms(groups, mains, rules), places, rules)


def _with_joined(groups: list[Group], places: Sequence[int], rules: Rules) -> list[Group]:
    """Add the compound that two or three words in a row make («barne hage plass»), and what else it means: it
    answers all of them. ``places`` are those of the groups among the words that were typed.
    """
    extra: list[list[Alternative]] = [[] for _ in groups]
    for length in range(2, MOST_JOINED + 1):
        for start in range(len(groups) - length + 1):
            if places[start + length - 1] - places[start] >= length:  # a stop word between them
                continue
            forms = joined_forms([group.text for group in groups[start : start + length]])
            joined = [Alternative((term,), JOINED_WEIGHT) for term in forms.words]
            for also in rules.synonyms_of(forms.words):
                joined.append(Alternative(also, SYNONYM_WEIGHT / len(also)))
            for at in range(start, start + length):
                extra[at] += joined
    return [
        group._replace(alternatives=(*group.alternatives, *dict.fromkeys(more))) if more else group
        for group, more in zip(groups, extra, strict=True)
    ]


def _token_groups(token: Token, english: bool, rules: Rules) -> list[tuple[Group, str]]:
    if token.kind == "number":
        return [_number_group(token)]
    pieces = token.text.split("-")
    if len(pieces) > 1 and min(map(len, pieces)) == 1:
        pieces = ["".join(pieces)]
    pieces = list(chain.from_iterable(meeting_of_body(piece) or (piece,) for piece in pieces))
    found = []
    for piece in pieces:
        group = _remembered(piece, english, rules)
        if group is not None:
            found.append((group, group.alternatives[0].terms[0]))
    return found


def _number_group(token: Token) -> tuple[Group, str]:
    """A number, and what it is a part of. A date that could be a document's number is both: the document
    comes first if there is one, and nobody means its case.
    """
    whole, *rest = token_forms(token)[0].words
    date, *each_year = slashed_date(token.text) or ("",)
    wider = each_year if date else [term for term in rest if "/" in term or is_date(term)]
    exact = (Alternative((term,)) for term in (whole, date) if term)
    return Group(token.text, (*exact, *(Alternative((term,), CASE_WEIGHT) for term in wider))), whole


def _remembered(word: str, english: bool, rules: Rules) -> Group | None:
    """As ``_word_group``: people search for the same words again and again."""
    read: dict[tuple[str, bool], tuple[Group | None]] = rules.words_read
    known = read.get((word, english))  # another engine, in another thread, may empty it meanwhile
    if known is None:
        if len(read) >= _REMEMBERED:
            read.clear()
        known = read[word, english] = (_word_group(word, english, rules),)
    return known[0]


def _word_group(word: str, english: bool, rules: Rules) -> Group | None:
    """The ways one word may be found; None for a stop word, also one typed without æ, ø, å."""
    small = lower(word).strip("'")
    readings = restored(small) or (small,)
    if any(is_stop_word(reading, "nb") for reading in readings) or (english and is_stop_word(small, FOREIGN)):
        return None
    found: dict[tuple[Terms, Where], Alternative] = {}
    for reading in (*readings, small, *_without_s(small)):
        for alternative in _reading(word_forms(reading), rules):
            found.setdefault((alternative.terms, alternative.where), alternative)
    foreign = word_forms(small, FOREIGN)
    for term in foreign.words:
        if ((term,), "text") not in found:
            found[((term,), "english")] = Alternative((term,), 1.0, "english")
    name = name_form(small)
    if name:
        found[((name,), "name")] = Alternative((name,), 1.0, "name")
    read = {form for reading in readings for form in (reading, base_form(reading))}
    weak = bool(read & (WEAK | PLACES)) or any(map(kind_named, readings))
    weight = min((OWN_NAME_WEIGHTS[form] for form in read if form in OWN_NAME_WEIGHTS), default=1.0)
    subject = next((word_forms(reading).parts[0] for reading in readings if word_forms(reading).parts), "")
    return Group(word, tuple(found.values()), (), weak, subject, weight) if found else None


def _without_s(word: str) -> tuple[str, ...]:
    """A word without the -s that joins it to another, or says whose a thing is.

    >>> _without_s("parkerings"), _without_s("buss")
    (('parkering',), ())
    """
    ends = word.endswith("s") and known(word) is None and known(word[:-1]) is not None
    return (word[:-1],) if ends else ()


def _reading(forms: Forms, rules: Rules) -> list[Alternative]:
    alternatives = [Alternative((term,)) for term in forms.words]
    if len(forms.parts) > 1:
        alternatives.append(Alternative(forms.parts, PART_WEIGHT / len(forms.parts)))
        for place, part in enumerate(forms.parts):
            for also in rules.synonyms_of((part,)):
                terms = (*forms.parts[:place], *also, *forms.parts[place + 1 :])
                alternatives.append(Alternative(terms, PART_WEIGHT * SYNONYM_WEIGHT / len(terms)))
    return alternatives


def _with_synonyms(groups: list[Group], mains: list[str], rules: Rules) -> list[Group]:
    """Add what else each word means; an expression becomes an alternative of each of its words."""
    extra: list[list[Alternative]] = [[] for _ in groups]
    for length in range(min(LONGEST, len(groups)), 0, -1):
        for start in range(len(groups) - length + 1):
            for also in rules.synonyms_of(tuple(mains[start : start + length])):
                for place in range(start, start + length):
                    extra[place].append(Alternative(also, SYNONYM_WEIGHT / length / len(also)))
    return [
        group._replace(alternatives=(*group.alternatives, *dict.fromkeys(more))) if more else group
        for group, more in zip(groups, extra, strict=True)
    ]


def _phrase(text: str, rules: Rules) -> list[Group]:
    """One group of words in this order: as Norwegian, as English, or as a person's name.

    Empty when all are stop words; a single word is no phrase.
    """
    found: list[tuple[str, Forms, Forms]] = []
    for token in tokens(text):
        norwegian, english = token_forms(token), token_forms(token, FOREIGN)
        in_pieces = token.kind == "word" and len(norwegian) > 1
        pieces = token.text.split("-") if in_pieces else [token.text] * len(norwegian)
        found.extend(zip(pieces, norwegian, english, strict=True))
    kept = [(place, *row) for place, row in enumerate(found) if row[1].words]
    if len(kept) <= 1:
        return _words([word for _, word, _, _ in kept], rules)
    alternatives = (
        Alternative(tuple(nb.words[0] for _, _, nb, _ in kept)),
        Alternative(tuple((en.words or nb.words)[0] for _, _, nb, en in kept)),
        Alternative(tuple(name_form(word) for _, word, _, _ in kept), 1.0, "name"),
    )
    places = tuple(place - kept[0][0] for place, *_ in kept)
    return [Group(text.strip(), tuple(dict.fromkeys(alternatives)), places)]
