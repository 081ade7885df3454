"""The frame around every page, and what every page tells about itself.

The build publishes one ``Frame`` as JSON; the service loads it and renders its own pages with the same
templates, so that search never drifts from the site.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec


class View(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all view models: frozen, closed, and convertible to JSON for fingerprints.

    Only what is read from a file is checked against the types (``msgspec.convert``, ``msgspec.json.decode``).
    Each subclass says ``frozen=True`` again, for the type checker's sake.
    """


class Link(View, frozen=True):
    """A link with its text; ``language`` is set only where it differs from the page's."""

    text: str
    url: str
    language: str = ""


class AlertView(View, frozen=True):
    """A deviation notice as shown."""

    title: str
    text: str
    level: Literal["info", "avvik", "krise"]
    updated: datetime
    next_update: str = ""
    link: Link | None = None
    visible_from: datetime | None = None
    visible_until: datetime | None = None


class LinkGroup(View, frozen=True):
    """A headed list of links."""

    title: str
    links: tuple[Link, ...]


class Frame(View, frozen=True):
    """Everything around a page that is the same on all pages."""

    site_name: str
    site_url: str
    vision: str
    demo_notice: str = ""
    alerts: tuple[AlertView, ...] = ()
    navigation: tuple[Link, ...] = ()
    footer: tuple[LinkGroup, ...] = ()
    assets: dict[str, str] = {}
    """Logical name («style.css») to the address with a content hash in it."""

    @property
    def stops(self) -> tuple[str, ...]:
        """The addresses that the navigation leads to."""
        return tuple([link.url for link in self.navigation])


class Meta(View, frozen=True):
    """What a page tells about itself, to browsers, search engines and readers."""

    title: str
    description: str
    path: str
    """The page's own address, absolute path; canonical."""
    language: Literal["nb", "nn", "en"] = "nb"
    breadcrumbs: tuple[Link, ...] = ()
    """From the front page down to the parent; the page itself is added by the template."""
    modified: date | None = None
    noindex: bool = False
    feeds: tuple[Link, ...] = ()
    translations: tuple[Link, ...] = ()
    section: str = ""
    """Address of the navigation link that this page lies under, to mark it."""


class ContactCard(View, frozen=True):
    """The responsible unit beside a page."""

    unit: Link
    phone: str = ""
    phone_href: str = ""
    email: str = ""
    visit: str = ""
    hours: tuple[HoursRow, ...] = ()
    hours_note: str = ""
    owner: str = ""


class HoursRow(View, frozen=True):
    """Opening hours of a run of equal weekdays: «mandag–fredag», «08.00–15.30»."""

    days: str
    hours: str


class Teaser(View, frozen=True):
    """A thing in a list: title, one line, date."""

    title: str
    url: str
    summary: str = ""
    dated: date | None = None
    label: str = ""
    language: str = ""


class TeaserGroup(View, frozen=True):
    """A headed list of teasers; ``anchor`` is the id of its heading."""

    title: str
    anchor: str
    items: tuple[Teaser, ...]
