"""Atom feeds (RFC 4287) of news: all, and each unit's. Ids are tag URIs and outlive a change of address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from html import escape
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.clock import OSLO
from plugins.views.card import Card
from plugins.views.inputs import BuildInputs
from plugins.views.listing import newest, news_of, shown_units
from plugins.views.output import TextFile, under_output

ENTRIES = 20
"""What a feed holds: some weeks of news, so that a reader that was off for its holiday misses nothing."""


def feed_keys(inputs: BuildInputs) -> Iterator[Key]:
    """The feed of all news, then one for each unit."""
    yield key_of(news_feed)
    yield from (key_of(unit_feed, unit) for unit in shown_units(inputs))


@query("forgotten", held=False)
def news_feed(inputs: BuildInputs) -> TextFile:
    """The feed of all news."""
    recent = list(inputs.cards(newest(inputs, str(ENTRIES))))
    title = f"Nyheter fra {inputs.settings.site_name}"
    return _feed(inputs, title, addresses.NEWS_FEED, addresses.NEWS, recent)


@query("forgotten", held=False)
def unit_feed(inputs: BuildInputs, unit: str) -> TextFile:
    """The feed of one unit, also when it has no news yet."""
    card = inputs.unit_card(unit)
    title = f"Nyheter fra {card.title} – {inputs.settings.site_name}"
    recent = list(inputs.cards(news_of(inputs, unit)[:ENTRIES]))
    return _feed(inputs, title, addresses.unit_feed(unit), card.address, recent)


def _feed(inputs: BuildInputs, title: str, path: str, page: str, items: list[Card]) -> TextFile:
    """An Atom document; ``path`` is its address, ``page`` the page it is the feed of."""
    settings = inputs.settings
    atom = _Atom(
        title=title,
        link=settings.site_url + page,
        description="",
        language="nb",
        feed_url=settings.site_url + path,
        feed_guid=tag(settings.site_url, "2015", path),
        author_name=settings.site_name,
    )
    atom.feed["updated"] = _updated(inputs, items)
    for card in items:
        _add(atom, card, inputs)
    return TextFile(under_output(path), str(atom.writeString("utf-8")))


def _updated(inputs: BuildInputs, items: list[Card]) -> datetime:
    """When the newest item was changed; without items, when a unit was."""
    days = [_changed(card) for card in items]
    days = days or [c.modified for u in shown_units(inputs) if (c := inputs.unit_card(u)).modified]
    return _moment(max(days, default=date(2015, 1, 1)))


def _add(atom: Atom1Feed, card: Card, inputs: BuildInputs) -> None:
    site_url, published = inputs.settings.site_url, card.dated or date.min
    atom.add_item(
        title=card.title,
        link=site_url + card.address,
        description=escape(card.summary),  # Atom1Feed calls every summary HTML
        pubdate=_moment(published),
        updateddate=_moment(_changed(card)),
        unique_id=tag(site_url, published.isoformat(), f"/{card.place.removesuffix('.md')}"),
        author_name=inputs.unit_card(inputs.responsible(card)).title,
    )


def tag(site_url: str, dated: str, path: str) -> str:
    """A tag URI (RFC 4151) of ``path``.

    >>> tag("https://ski.kommune.no", "2026-11-20", "/kultur/nyheter/konsert")
    'tag:ski.kommune.no,2026-11-20:/kultur/nyheter/konsert'
    """
    return f"tag:{urlsplit(site_url).hostname},{dated}:{path}"


class _Atom(Atom1Feed):  # type: ignore[misc]
    """Atom whose own ``updated`` is that of its news, not of the build, so that two builds are equal."""

    def latest_post_date(self) -> datetime:
        moment: datetime = self.feed["updated"]
        return moment


def _changed(card: Card) -> date:
    published = card.dated or date.min
    return max(published, card.modified or published)


def _moment(day: date) -> datetime:
    """A day as the moment a feed needs: eight in the morning, in Norwegian time."""
    return datetime.combine(day, time(8), OSLO)
