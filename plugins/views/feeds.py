"""Feeds of news: all, and each unit's; and of hearings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.views.atom import Entry, Feed, atom
from plugins.views.card import Card
from plugins.views.hearings_feed import hearings_feed
from plugins.views.inputs import BuildInputs
from plugins.views.listing import newest, news_of, shown_units
from plugins.views.output import TextFile, under_output

ENTRIES = 20
"""What a feed holds: some weeks of news, so that a reader that was off for its holiday misses nothing."""


def feed_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The feed of all news, that of hearings, then one of news for each unit."""
    yield key_of(news_feed)
    yield key_of(hearings_feed)
    yield from (key_of(unit_feed, unit) for unit in shown_units(inputs))


@query("forgotten", held="no")
def news_feed(inputs: BuildInputs) -> TextFile:
    """The feed of all news."""
    recent = list(inputs.cards(newest(inputs, str(ENTRIES))))
    title = f"Nyheter fra {inputs.settings.site_name}"
    return _feed(inputs, title, addresses.NEWS_FEED, addresses.NEWS, recent)


@query("forgotten", held="no")
def unit_feed(inputs: BuildInputs, unit: str) -> TextFile:
    """The feed of one unit, also when it has no news yet."""
    card = inputs.unit_card(unit)
    title = f"Nyheter fra {card.title} – {inputs.settings.site_name}"
    recent = list(inputs.cards(news_of(inputs, unit)[:ENTRIES]))
    return _feed(inputs, title, addresses.unit_feed(unit), card.address, recent)


def _feed(inputs: BuildInputs, title: str, path: str, page: str, items: list[Card]) -> TextFile:
    settings = inputs.settings
    feed = Feed(title, path, page, _updated(inputs, items), settings.site_name)
    return TextFile(under_output(path), atom(feed, (_entry(c, inputs) for c in items), settings.site_url))


def _updated(inputs: BuildInputs, items: list[Card]) -> date:
    """When the newest item was changed; without items, when a unit was."""
    days = [_changed(card) for card in items]
    days = days or [c.modified for u in shown_units(inputs) if (c := inputs.unit_card(u)).modified]
    return max(days, default=date(2015, 1, 1))


def _entry(card: Card, inputs: BuildInputs) -> Entry:
    return Entry(
        title=card.title,
        address=card.address,
        name=f"/{card.place.removesuffix('.md')}",
        dated=card.dated or date.min,
        updated=_changed(card),
        summary=card.summary,
        author=inputs.unit_card(inputs.responsible(card)).title,
    )


def _changed(card: Card) -> date:
    published = card.dated or date.min
    return max(published, card.modified or published)
