"""View models of what units write: home, target group, unit, page, news."""

from __future__ import annotations

from datetime import date, datetime

from plugins.views.frame import ContactCard, Link, Teaser, TeaserGroup, View


class Departure(View, frozen=True):
    """A row of the departure board «Skjer nå»."""

    when: datetime
    all_day: bool
    what: str
    kind: str
    where: str = ""
    url: str = ""
    cancelled: bool = False
    today: bool = False
    video: str = ""
    """Web TV of a meeting; ``live`` while it goes on."""
    live: bool = False


class HomeView(View, frozen=True):
    """``hjem.html``."""

    tasks: tuple[Link, ...]
    example_searches: tuple[Link, ...]
    departures: tuple[Departure, ...]
    news: tuple[Teaser, ...]
    target_groups: tuple[Teaser, ...]
    contact: ContactCard | None = None


class TargetGroupView(View, frozen=True):
    """``malgruppe.html``: everything for one target group, by subject."""

    title: str
    summary: str
    groups: tuple[TeaserGroup, ...]
    news: tuple[Teaser, ...]
    others: tuple[Link, ...]


class UnitView(View, frozen=True):
    """``virksomhet.html``: one unit's own page."""

    title: str
    summary: str
    body: str
    """Sanitised HTML."""
    contact: ContactCard
    groups: tuple[TeaserGroup, ...]
    news: tuple[Teaser, ...]
    parent: Link | None = None
    children: tuple[Link, ...] = ()
    modified: date | None = None


class UnitListView(View, frozen=True):
    """``virksomheter.html``: all units, alphabetically."""

    units: tuple[Teaser, ...]


class Fact(View, frozen=True):
    """A line of the first screen's facts: «Pris», «Frist»…"""

    term: str
    text: str


class Heading(View, frozen=True):
    """A heading of a page, for «På denne siden»."""

    text: str
    anchor: str


class PageView(View, frozen=True):
    """``side.html``: a service page. ``steps`` makes its level-two headings stops along a line."""

    title: str
    summary: str
    body: str
    """Sanitised HTML, headings from level two."""
    facts: tuple[Fact, ...]
    action: Link | None
    headings: tuple[Heading, ...]
    contact: ContactCard
    modified: date
    target_groups: tuple[Link, ...]
    related: tuple[Teaser, ...]
    steps: bool = False


class NewsItemView(View, frozen=True):
    """``nyhet.html``."""

    title: str
    summary: str
    body: str
    published: date
    modified: date | None
    contact: ContactCard
    newer: Link | None = None
    older: Link | None = None


class NewsMonth(View, frozen=True):
    """One month of the archive, for the list of months."""

    title: str
    url: str
    count: int
    current: bool = False


class NewsArchiveView(View, frozen=True):
    """``nyheter.html``: one month (or the latest news, on /nyheter/)."""

    title: str
    items: tuple[Teaser, ...]
    months: tuple[NewsMonth, ...]
    feed: str


class EnglishView(View, frozen=True):
    """``english.html``: the pages in English."""

    items: tuple[Teaser, ...]


class NotFoundView(View, frozen=True):
    """``404.html``: the siding, with the nearest open lines."""

    links: tuple[Link, ...]
