"""The frame around every page, made once a build and published for the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from plugins.model import addresses
from plugins.model.content import Alert
from plugins.model.visibility import visible
from plugins.source.types import Site
from plugins.views.frame import AlertView, Frame, Link, LinkGroup
from plugins.views.settings import SiteSettings

NAVIGATION = (
    Link(text="Tjenester og virksomheter", url=addresses.UNITS),
    Link(text="Nyheter", url=addresses.NEWS),
    Link(text="Politikk", url=addresses.POLITICS),
    Link(text="Postliste", url=addresses.POST_LIST),
)
_WORST_FIRST = ("krise", "avvik", "info")


def build_frame(site: Site, settings: SiteSettings, assets: Mapping[str, str], now: datetime) -> Frame:
    """The frame with every alert that is, or will be, in effect; ``frame_at`` picks those of a moment."""
    return Frame(
        site_name=settings.site_name,
        site_url=settings.site_url,
        vision=settings.vision,
        demo_notice=settings.demo_notice,
        alerts=tuple(_alerts(site, now)),
        navigation=NAVIGATION,
        footer=tuple(group for group in _footer(site, settings, now) if group.links),
        assets=dict(assets),
    )


def frame_at(frame: Frame, now: datetime) -> Frame:
    """``frame`` as it is shown at ``now``: with the alerts whose window that is."""
    shown = tuple(alert for alert in frame.alerts if _in_effect(alert, now))
    return replace(frame, alerts=shown)


def _in_effect(alert: AlertView, now: datetime) -> bool:
    begun = alert.visible_from is None or alert.visible_from <= now
    return begun and (alert.visible_until is None or now < alert.visible_until)


def _alerts(site: Site, now: datetime) -> Iterator[AlertView]:
    """Published alerts that are not over, worst first, newest first among equals."""
    coming = [a for a in site.registers.alerts if a.status == "publisert" and not _over(a, now)]
    coming.sort(key=lambda a: a.updated, reverse=True)
    for alert in sorted(coming, key=lambda a: _WORST_FIRST.index(a.level)):
        yield AlertView(
            title=alert.title,
            text=alert.text,
            level=alert.level,
            updated=alert.updated,
            next_update=alert.next_update,
            link=_alert_link(alert, site, now),
            visible_from=alert.publish_from,
            visible_until=alert.expires,
        )


def _over(alert: Alert, now: datetime) -> bool:
    return alert.expires is not None and alert.expires <= now


def _alert_link(alert: Alert, site: Site, now: datetime) -> Link | None:
    """Where to read more: what the editor says, else the unit that answers for the alert."""
    if alert.url:
        return Link(text="Les mer", url=alert.url)
    unit = site.units.get(alert.unit)
    if unit is None or not visible(unit.item, now):
        return None
    return Link(text=unit.item.title, url=unit.address)


def _footer(site: Site, settings: SiteSettings, now: datetime) -> Iterator[LinkGroup]:
    published = {
        f"{page.unit}/{page.slug}": Link(text=page.item.title, url=page.address)
        for page in site.pages
        if visible(page.item, now) and page.unit in site.units and visible(site.units[page.unit].item, now)
    }
    about = [published[name] for name in settings.footer_pages if name in published]
    if settings.accessibility_statement:
        about.append(Link(text="Tilgjengelighetserklæring", url=settings.accessibility_statement))
    groups = (
        Link(text=group.title, url=addresses.target_group(group.slug))
        for group in site.registers.target_groups
    )
    find = [
        *NAVIGATION,
        Link(text="Søk", url=addresses.SEARCH),
        Link(text="English", url=addresses.ENGLISH, language="en"),
    ]
    yield LinkGroup(title="Finn fram", links=tuple(find))
    yield LinkGroup(title="For deg som er", links=tuple(groups))
    yield LinkGroup(title="Om nettstedet", links=tuple(about))
