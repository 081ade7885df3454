"""Atom feeds (RFC 4287) of news: all, and each unit's. Ids are tag URIs and outlive a change of address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed

from plugins.model import addresses
from plugins.model.clock import OSLO
from plugins.model.content import NewsItem
from plugins.source.types import Source
from plugins.views.inputs import BuildInputs

ENTRIES = 20
"""What a feed holds: some weeks of news, so that a reader that was off for its holiday misses nothing."""


@dataclass(frozen=True)
class Feed:
    """A feed before it is written; ``path`` is its address, ``page`` the page it is the feed of."""

    title: str
    path: str
    page: str
    updated: datetime
    items: tuple[Source[NewsItem], ...]


def feeds(inputs: BuildInputs) -> Iterator[Feed]:
    """The feed of all news, then one for each visible unit, also when it has no news yet."""
    name = inputs.settings.site_name
    yield _feed(inputs, f"Nyheter fra {name}", addresses.NEWS_FEED, addresses.NEWS, inputs.news)
    for unit in inputs.units.values():
        own = tuple(item for item in inputs.news if item.unit == unit.unit)
        title = f"Nyheter fra {unit.item.title} – {name}"
        yield _feed(inputs, title, addresses.unit_feed(unit.unit), unit.address, own)


def _feed(inputs: BuildInputs, title: str, path: str, page: str, items: tuple[Source[NewsItem], ...]) -> Feed:
    recent = items[:ENTRIES]
    days = [_changed(item.item) for item in recent] or [unit.item.modified for unit in inputs.units.values()]
    return Feed(
        title=title, path=path, page=page, updated=_moment(max(days, default=date(2015, 1, 1))), items=recent
    )


def feed_xml(feed: Feed, inputs: BuildInputs) -> str:
    """``feed`` as an Atom document."""
    site_url = inputs.settings.site_url
    atom = _Atom(
        title=feed.title,
        link=site_url + feed.page,
        description="",
        language="nb",
        feed_url=site_url + feed.path,
        feed_guid=tag(site_url, "2015", feed.path),
        author_name=inputs.settings.site_name,
    )
    atom.feed["updated"] = feed.updated
    for source in feed.items:
        item = source.item
        atom.add_item(
            title=item.title,
            link=site_url + source.address,
            description=escape(item.summary),  # Atom1Feed calls every summary HTML
            pubdate=_moment(item.published),
            updateddate=_moment(_changed(item)),
            unique_id=tag(site_url, item.published.isoformat(), f"/{source.place.removesuffix('.md')}"),
            author_name=inputs.responsible(source).item.title,
        )
    return str(atom.writeString("utf-8"))


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


def _changed(item: NewsItem) -> date:
    return max(item.published, item.modified or item.published)


def _moment(day: date) -> datetime:
    """A day as the moment a feed needs: eight in the morning, in Norwegian time."""
    return datetime.combine(day, time(8), OSLO)
