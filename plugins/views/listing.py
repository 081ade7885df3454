"""Which units, pages and news are on the site, and in what order: the lists that views are made of.

Each unit has its own lists, and the site's are made of those, so that an edit in one unit leaves the others'
alone. Lists hold places; what a page shows of them is in their cards.
"""

from __future__ import annotations

from datetime import date
from heapq import merge
from itertools import islice

import msgspec

from plugins.memo.query import query
from plugins.source.folder import UNIT_FILE, kind_of
from plugins.views.card import Card
from plugins.views.inputs import BuildInputs

Places = tuple[str, ...]


@query()
def shown_units(inputs: BuildInputs) -> tuple[str, ...]:
    """Units on the site, in alphabetical order of title."""
    cards = inputs.cards(tuple(f"{unit}/{UNIT_FILE}" for unit in inputs.unit_folders()))
    shown = [card for card in cards if inputs.shown(card.place)]
    return tuple(card.unit for card in sorted(shown, key=lambda card: (card.alphabetical()[0], card.unit)))


@query()
def pages_of(inputs: BuildInputs, unit: str) -> Places:
    """A unit's pages on the site, in alphabetical order of title."""
    shown = [card for card in inputs.cards(_of_kind(inputs, unit, "side")) if inputs.shown(card.place)]
    return tuple(card.place for card in sorted(shown, key=Card.alphabetical))


@query()
def originals_of(inputs: BuildInputs, unit: str) -> Places:
    """The pages that lists show: a translation stands on its original's page, not beside it."""
    cards = inputs.cards(pages_of(inputs, unit))
    return tuple(
        card.place for card in cards if not (card.original and inputs.shown(place_of_page(card.original)))
    )


@query()
def news_of(inputs: BuildInputs, unit: str) -> Places:
    """A unit's news on the site, newest first."""
    shown = [card for card in inputs.cards(_of_kind(inputs, unit, "nyhet")) if inputs.shown(card.place)]
    return tuple(card.place for card in sorted(shown, key=_newest_first))


class _Dated(msgspec.Struct, frozen=True, array_like=True):
    """What decides where a news item stands among others: much less than its card."""

    place: str
    dated: date
    unit: str
    slug: str


@query()
def dated_news_of(inputs: BuildInputs, unit: str) -> tuple[_Dated, ...]:
    """A unit's news on the site with their days, newest first."""
    cards = inputs.cards(news_of(inputs, unit))
    return tuple(_Dated(card.place, card.dated, card.unit, card.slug) for card in cards if card.dated)


@query()
def news_by_month(inputs: BuildInputs) -> dict[str, Places]:
    """All news on the site by month («2026-11»), newest first."""
    units = (dated_news_of(inputs, unit) for unit in shown_units(inputs))
    months: dict[str, list[str]] = {}
    for item in merge(*units, key=_newest_first):
        months.setdefault(item.dated.isoformat()[:7], []).append(item.place)
    return {month: tuple(places) for month, places in months.items()}


@query()
def months(inputs: BuildInputs) -> tuple[str, ...]:
    """The months that have news, newest first."""
    return tuple(news_by_month(inputs))


@query()
def news_in(inputs: BuildInputs, month: str) -> Places:
    """The news of one month, newest first."""
    return news_by_month(inputs).get(month, ())


@query()
def newest(inputs: BuildInputs, count: str) -> Places:
    """The newest news on the site."""
    everything = (place for places in news_by_month(inputs).values() for place in places)
    return tuple(islice(everything, int(count)))


@query()
def in_target_group(inputs: BuildInputs, unit: str, group: str) -> Places:
    """A unit's pages for a target group, in alphabetical order."""
    return by_target_group(inputs, unit, "side").get(group, ())


@query()
def news_for(inputs: BuildInputs, unit: str, group: str) -> Places:
    """A unit's news for a target group, newest first."""
    return by_target_group(inputs, unit, "nyhet").get(group, ())


@query()
def by_target_group(inputs: BuildInputs, unit: str, kind: str) -> dict[str, Places]:
    """What lists show of a unit's pages or news, by each target group, in the lists' order."""
    places = originals_of(inputs, unit) if kind == "side" else news_of(inputs, unit)
    found: dict[str, list[str]] = {}
    for card in inputs.cards(places):
        for group in card.target_groups:
            found.setdefault(group, []).append(card.place)
    return {group: tuple(dict.fromkeys(listed)) for group, listed in found.items()}


@query()
def in_language(inputs: BuildInputs, unit: str, language: str) -> Places:
    """A unit's pages in a language, in alphabetical order."""
    cards = inputs.cards(pages_of(inputs, unit))
    return tuple(card.place for card in cards if card.language == language)


def alphabetical(inputs: BuildInputs, lists: list[Places]) -> list[Card]:
    """The cards of several alphabetical lists as one."""
    return list(merge(*(inputs.cards(places) for places in lists), key=Card.alphabetical))


def newest_first(inputs: BuildInputs, lists: list[Places]) -> list[Card]:
    """The cards of several lists of news as one, newest first."""
    return list(merge(*(inputs.cards(places) for places in lists), key=_newest_first))


@query()
def translators(inputs: BuildInputs) -> dict[str, Places]:
    """The pages that translate another, by the page they are about."""
    found: dict[str, list[str]] = {}
    for unit in shown_units(inputs):
        for card in inputs.cards(translating(inputs, unit)):
            found.setdefault(card.original, []).append(card.place)
    return {name: tuple(places) for name, places in found.items()}


@query()
def translating(inputs: BuildInputs, unit: str) -> Places:
    """A unit's pages that translate another."""
    return tuple(card.place for card in inputs.cards(pages_of(inputs, unit)) if card.original)


@query()
def translations_of(inputs: BuildInputs, unit: str) -> dict[str, Places]:
    """The translations of a unit's pages, by the names of these; apart, since most have none."""
    found = translators(inputs)
    return {name: places for name, places in found.items() if name.partition("/")[0] == unit}


def family(inputs: BuildInputs, name: str) -> Places:
    """The page of this name and its translations, those that are on the site, in alphabetical order."""
    places = translations_of(inputs, name.partition("/")[0]).get(name, ())
    original = place_of_page(name)
    members = inputs.cards((*([original] if inputs.shown(original) else []), *places))
    return tuple(card.place for card in sorted(members, key=Card.alphabetical))


def place_of_page(name: str) -> str:
    """The file of the page that is referred to as «barnehage/opptak»; of none when it is no such name."""
    unit, _, slug = name.partition("/")
    return f"{unit}/sider/{slug}.md"


def _of_kind(inputs: BuildInputs, unit: str, kind: str) -> Places:
    return tuple(place for place in inputs.written_in(unit) if kind_of(place) == kind)


def _newest_first(item: Card | _Dated) -> tuple[int, str, str]:
    assert item.dated is not None  # noqa: S101 - it is a news item's
    return -item.dated.toordinal(), item.unit, item.slug
