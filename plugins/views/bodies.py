"""Elected bodies: those in the register, and those known only because a meeting of theirs was delivered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.model import addresses
from plugins.views.archive import CountedLink
from plugins.views.frame import ContactCard, Link, Teaser
from plugins.views.hearing_views import HearingRow
from plugins.views.politics import BodyView, MeetingRow, MemberRow, PoliticsView, Subscription

if TYPE_CHECKING:
    from plugins.model.content import Utvalg, UtvalgMember

HELD_ON_POLITICS_PAGE = 10
HELD_SHOWN = 20
"""Meetings held that a body's own page shows; it has pages for its years when it has had more meetings."""
UPCOMING_SHOWN = 60
"""Meetings to come on one page: more than half a year of all bodies."""


@dataclass(frozen=True, slots=True)
class Body:
    """An elected body. One that is known only from deliveries has a slug made of its name."""

    slug: str
    title: str
    summary: str = ""
    code: str = ""
    members: tuple[UtvalgMember, ...] = ()

    @property
    def link(self) -> Link:
        """Its own page."""
        return Link(text=self.title, url=addresses.body(self.slug))


class Bodies:
    """All bodies by what deliveries call them."""

    def __init__(self, registered: Iterable[Utvalg], delivered: Iterable[str]) -> None:
        """The register's bodies first; then each delivered name that none of them is called."""
        self._registered = tuple(registered)
        self._by_slug = {b.slug: _from_register(b) for b in self._registered}
        for name in sorted(set(delivered)):
            slug = addresses.slug(name)
            if slug and self._registered_as(name) is None:
                self._by_slug.setdefault(slug, Body(slug, name.strip()))

    def called(self, name: str) -> Body | None:
        """The body that a delivery calls ``name``; None for a name that gives no address."""
        registered = self._registered_as(name)
        return self._by_slug.get(registered.slug if registered else addresses.slug(name))

    def _registered_as(self, name: str) -> Utvalg | None:
        return next((b for b in self._registered if b.is_called(name)), None)

    def all(self) -> tuple[Body, ...]:
        """The register's bodies in its own order, then the others by title."""
        order = {b.slug: at for at, b in enumerate(self._registered)}
        return tuple(
            sorted(self._by_slug.values(), key=lambda b: (order.get(b.slug, len(order)), b.title.casefold()))
        )


def _from_register(body: Utvalg) -> Body:
    return Body(body.slug, body.title, body.summary, body.code, body.members)


def subscription(calendar: str, site_url: str) -> Subscription:
    """How to follow a calendar: by the scheme that calendar programs open, or by the file.

    >>> subscription("/politikk/kalender.ics", "https://ski.kommune.no").webcal
    'webcal://ski.kommune.no/politikk/kalender.ics'
    """
    return Subscription(webcal=f"webcal://{site_url.partition('://')[2]}{calendar}", file=calendar)


def body_view(
    body: Body,
    rows: Iterable[MeetingRow],
    contact: ContactCard | None,
    calendar: Subscription | None = None,
    years: tuple[CountedLink, ...] = (),
) -> BodyView:
    """A body's page; ``rows`` are its meetings by time, ``years`` the pages of all of them."""
    upcoming, held = split_by_time(rows)
    return BodyView(
        title=body.title,
        summary=body.summary,
        upcoming=upcoming[:UPCOMING_SHOWN],
        more_upcoming=max(len(upcoming) - UPCOMING_SHOWN, 0),
        held=held[:HELD_SHOWN],
        years=years,
        members=tuple(MemberRow(name=m.name, role=m.role, party=m.party) for m in body.members),
        contact=contact,
        calendar=calendar,
    )


def politics_view(
    bodies: Iterable[Body],
    rows: Iterable[MeetingRow],
    contact: ContactCard | None,
    calendar: Subscription | None = None,
    hearings: tuple[HearingRow, ...] = (),
) -> PoliticsView:
    """The politics page: the bodies, all meetings to come, and the last ones held."""
    upcoming, held = split_by_time(rows)
    return PoliticsView(
        bodies=tuple(Teaser(title=b.title, url=addresses.body(b.slug), summary=b.summary) for b in bodies),
        upcoming=upcoming[:UPCOMING_SHOWN],
        more_upcoming=max(len(upcoming) - UPCOMING_SHOWN, 0),
        held=held[:HELD_ON_POLITICS_PAGE],
        contact=contact,
        calendar=calendar,
        hearings=hearings,
    )


def split_by_time(rows: Iterable[MeetingRow]) -> tuple[tuple[MeetingRow, ...], tuple[MeetingRow, ...]]:
    """Meetings to come (soonest first, without a date last) and past ones (newest first).

    A cancelled meeting stays where its date puts it, which the row says in ``past``.
    """
    listed = list(rows)
    upcoming = tuple(row for row in listed if not row.past)
    return upcoming, tuple(row for row in reversed(listed) if row.past)
