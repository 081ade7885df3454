"""The frame around every page, made once a build and published for the service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.clock import Moment
from plugins.source.folder import UNIT_FILE
from plugins.views.assets import SCRIPT, script_address, style_address
from plugins.views.frame import AlertView, Frame, Link, LinkGroup
from plugins.views.inputs import BuildInputs
from plugins.views.listing import place_of_page
from plugins.views.output import TextFile
from plugins.views.registers import target_groups

if TYPE_CHECKING:
    from plugins.model.content import Alert

NAVIGATION = (
    Link(text="Tjenester og virksomheter", url=addresses.UNITS),
    Link(text="Nyheter", url=addresses.NEWS),
    Link(text="Politikk", url=addresses.POLITICS),
    Link(text="Postliste", url=addresses.POST_LIST),
)
_WORST_FIRST = ("krise", "avvik", "info")


@query()
def published_frame(inputs: BuildInputs) -> Frame:
    """The frame with every alert that is or will be in effect, for the service to pick from by its clock."""
    settings = inputs.settings
    return Frame(
        site_name=settings.site_name,
        site_url=settings.site_url,
        vision=settings.vision,
        demo_notice=settings.demo_notice,
        alerts=tuple(_alerts(inputs)),
        navigation=NAVIGATION,
        footer=tuple(group for group in _footer(inputs) if group.links),
        assets=_assets(inputs),
    )


def _assets(inputs: BuildInputs) -> dict[str, str]:
    """The style sheet, and the script of a theme that has one."""
    script = script_address(inputs)
    return {"style.css": style_address(inputs), **({SCRIPT: script} if script else {})}


@query()
def frame(inputs: BuildInputs) -> Frame:
    """The frame as pages show it now: with the alerts whose window this is."""
    published = published_frame(inputs)
    shown = tuple(alert for alert in published.alerts if _in_effect(alert, inputs.now))
    return msgspec.structs.replace(published, alerts=shown)


def frame_keys(inputs: BuildInputs) -> tuple[Key, ...]:
    """The frame, and what the archive's pages rest on; the latter's module is loaded when it must be made."""
    return key_of(frame_file), ("plugins.views.archive_frame_file:archive_frame_file",)


@query("forgotten")
def frame_file(inputs: BuildInputs) -> TextFile:
    """The frame for the service, which renders its own pages in it."""
    text = msgspec.json.format(msgspec.json.encode(published_frame(inputs)), indent=2).decode()
    return TextFile("ramme.json", text, "tilstand")


def _in_effect(alert: AlertView, now: Moment) -> bool:
    begun = alert.visible_from is None or now >= alert.visible_from
    return begun and (alert.visible_until is None or now < alert.visible_until)


def _alerts(inputs: BuildInputs) -> Iterator[AlertView]:
    """Published alerts that are not over, worst first, newest first among equals."""
    alerts = (alert for alert in inputs.register("avvik") if alert.status == "publisert")
    coming = [alert for alert in alerts if alert.expires is None or inputs.now < alert.expires]
    coming.sort(key=lambda alert: alert.updated, reverse=True)
    for alert in sorted(coming, key=lambda alert: _WORST_FIRST.index(alert.level)):
        yield AlertView(
            title=alert.title,
            text=alert.text,
            level=alert.level,
            updated=alert.updated,
            next_update=alert.next_update,
            link=_alert_link(alert, inputs),
            visible_from=alert.publish_from,
            visible_until=alert.expires,
        )


def _alert_link(alert: Alert, inputs: BuildInputs) -> Link | None:
    """Where to read more: what the editor says, else the unit that answers for the alert."""
    if alert.url:
        return Link(text="Les mer", url=alert.url)
    if not alert.unit or not inputs.shown(f"{alert.unit}/{UNIT_FILE}"):
        return None
    unit = inputs.unit_card(alert.unit)
    return Link(text=unit.title, url=unit.address)


def _footer(inputs: BuildInputs) -> Iterator[LinkGroup]:
    places = (place_of_page(name) for name in inputs.settings.footer_pages)
    shown = inputs.cards(tuple(place for place in places if inputs.shown(place)))
    about = [Link(text=card.title, url=card.address) for card in shown]
    if inputs.settings.accessibility_statement:
        about.append(Link(text="Tilgjengelighetserklæring", url=inputs.settings.accessibility_statement))
    groups = (Link(text=g.title, url=addresses.target_group(g.slug)) for g in target_groups(inputs))
    find = [
        *NAVIGATION,
        Link(text="Søk", url=addresses.SEARCH),
        Link(text="English", url=addresses.ENGLISH, language="en"),
    ]
    yield LinkGroup(title="Finn fram", links=tuple(find))
    yield LinkGroup(title="For deg som er", links=tuple(groups))
    yield LinkGroup(title="Om nettstedet", links=tuple(about))
