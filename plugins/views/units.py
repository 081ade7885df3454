"""Units: each unit's own page, and the list of all."""

from __future__ import annotations

import msgspec

from plugins.memo.query import query
from plugins.model import addresses
from plugins.source.folder import UNIT_FILE
from plugins.views.card import Card
from plugins.views.content import UnitListView, UnitView
from plugins.views.frame import Link, Meta
from plugins.views.inputs import BuildInputs
from plugins.views.listing import news_of, originals_of, shown_units
from plugins.views.output import Output
from plugins.views.registers import subjects
from plugins.views.teasers import HOME_LINK, by_subject, card_link, home_link, teaser

_NEWS = 3


@query("inlined")
def unit_output(inputs: BuildInputs, unit: str) -> Output:
    """A unit's own page, with its text."""
    view = msgspec.structs.replace(_unit_view(inputs, unit), body=inputs.rendered(f"{unit}/{UNIT_FILE}").html)
    return Output("virksomhet", unit_meta(inputs.unit_card(unit)), view)


@query()
def _unit_view(inputs: BuildInputs, unit: str) -> UnitView:
    """The unit's pages by subject, its news and its parts; all of its page but the text."""
    card = inputs.unit_card(unit)
    parent = f"{card.parent}/{UNIT_FILE}"
    return UnitView(
        title=card.title,
        summary=card.summary,
        body="",
        contact=inputs.contact(unit, "", card.language),
        groups=by_subject(
            inputs.cards(originals_of(inputs, unit)),
            subjects(inputs),
            rest="Mer hos oss",
            alone="Tjenester og informasjon",
        ),
        news=tuple(teaser(item, card.language) for item in inputs.cards(news_of(inputs, unit)[:_NEWS])),
        parent=(
            card_link(inputs.unit_card(card.parent), card.language)
            if card.parent and inputs.shown(parent)
            else None
        ),
        children=tuple(card_link(child, card.language) for child in _children(inputs, unit)),
        modified=card.modified,
    )


def _children(inputs: BuildInputs, unit: str) -> list[Card]:
    cards = (inputs.unit_card(slug) for slug in shown_units(inputs))
    return [card for card in cards if card.parent == unit]


def unit_meta(card: Card) -> Meta:
    """What a unit's page tells about itself."""
    feed = Link(text=f"Nyheter fra {card.title}", url=addresses.unit_feed(card.unit))
    return Meta(
        title=card.title,
        description=card.summary,
        path=card.address,
        language=card.language,
        breadcrumbs=(home_link(card.language), Link(text="Virksomheter", url=addresses.UNITS)),
        modified=card.modified,
        feeds=(feed,),
        section=addresses.UNITS,
    )


@query("forgotten")
def unit_list_output(inputs: BuildInputs) -> Output:
    """All units, alphabetically."""
    view = UnitListView(units=tuple(teaser(inputs.unit_card(unit)) for unit in shown_units(inputs)))
    meta = Meta(
        title="Tjenester og virksomheter",
        description="Alle virksomhetene i kommunen, fra A til Å, med tjenester, åpningstider og kontakt.",
        path=addresses.UNITS,
        breadcrumbs=(HOME_LINK,),
    )
    return Output("virksomheter", meta, view)
