"""The pages nearest to a page: those that share a subject and the unit, then a subject, then the unit.

Pages of one unit with the same subjects have the same neighbours, so these are found once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from plugins.memo.query import query
from plugins.views.card import Card
from plugins.views.inputs import BuildInputs
from plugins.views.listing import Places, alphabetical, in_language, shown_units

_SPARE = 4
"""More than are shown, so that the page itself and its translations can be left out."""


def related(card: Card, inputs: BuildInputs) -> list[Card]:
    """Pages in the same language that share a subject or the unit: those that share both first."""
    near = neighbours(inputs, card.unit, card.language, *sorted(set(card.subjects)))
    return [other for other in near if other.family != card.family][: inputs.settings.related_pages]


@query()
def neighbours(inputs: BuildInputs, unit: str, language: str, *subjects: str) -> tuple[Card, ...]:
    """The pages nearest to a page of ``unit`` with these subjects, alphabetically among equals."""
    wanted = inputs.settings.related_pages + _SPARE
    own, wished = subjects_of_pages(inputs, unit, language), frozenset(subjects)
    found = dict.fromkeys(place for place, about in own.items() if not wished.isdisjoint(about))
    if len(found) < wanted:
        lists = [first_with(inputs, language, subject) for subject in subjects]
        found.update(dict.fromkeys(c.place for c in alphabetical(inputs, lists) if c.unit != unit))
    if len(found) < wanted:
        found.update(dict.fromkeys(own))
    return tuple(inputs.cards(tuple(found)[:wanted]))


@query()
def subjects_of_pages(inputs: BuildInputs, unit: str, language: str) -> dict[str, tuple[str, ...]]:
    """The subjects of a unit's pages in a language, in alphabetical order of the pages."""
    return {card.place: card.subjects for card in inputs.cards(in_language(inputs, unit, language))}


@query()
def first_with(inputs: BuildInputs, language: str, subject: str) -> Places:
    """The first pages of the site with a subject: enough of them whichever unit's own are left out."""
    wanted = inputs.settings.related_pages + _SPARE
    return tuple(_enough(_all_with(inputs, language, subject), wanted))


def _all_with(inputs: BuildInputs, language: str, subject: str) -> Iterator[Card]:
    lists = [with_subject(inputs, unit, language, subject) for unit in shown_units(inputs)]
    yield from alphabetical(inputs, lists)


def _enough(cards: Iterator[Card], wanted: int) -> Iterator[str]:
    """Places until at least ``wanted`` of them are of other units than the one that has most."""
    counted: dict[str, int] = {}
    for number, card in enumerate(cards):
        if number - max(counted.values(), default=0) >= wanted:
            return
        counted[card.unit] = counted.get(card.unit, 0) + 1
        yield card.place


@query()
def with_subject(inputs: BuildInputs, unit: str, language: str, subject: str) -> Places:
    """The first of a unit's pages with a subject, in alphabetical order."""
    wanted = inputs.settings.related_pages + _SPARE
    own = subjects_of_pages(inputs, unit, language)
    return tuple(place for place, about in own.items() if subject in about)[:wanted]
