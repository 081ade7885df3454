"""Units: each unit's own page, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.model import addresses
from plugins.model.content import Virksomhet
from plugins.source.types import Source
from plugins.views.contact import contact_card
from plugins.views.content import UnitListView, UnitView
from plugins.views.frame import Link, Meta
from plugins.views.inputs import BuildInputs
from plugins.views.output import Output
from plugins.views.teasers import HOME_LINK, by_subject, home_link, source_link, teaser

_NEWS = 3


def unit_outputs(inputs: BuildInputs) -> Iterator[Output]:
    """Every visible unit, and the list of them."""
    for unit in inputs.units.values():
        yield Output("virksomhet", unit_meta(unit), unit_view(unit, inputs))
    yield unit_list_output(inputs)


def unit_view(unit: Source[Virksomhet], inputs: BuildInputs) -> UnitView:
    """What ``virksomhet.html`` shows: the unit's pages by subject, its news, its parts."""
    item = unit.item
    pages = [page for page in inputs.originals if page.unit == unit.unit]
    news = [entry for entry in inputs.news if entry.unit == unit.unit]
    parent = inputs.units.get(item.parent)
    return UnitView(
        title=item.title,
        summary=item.summary,
        body=inputs.render(unit).html,
        contact=contact_card(unit.unit, item, language=item.language),
        groups=by_subject(pages, inputs.site.registers, rest="Mer hos oss", alone="Tjenester og informasjon"),
        news=tuple(teaser(entry, item.language) for entry in news[:_NEWS]),
        parent=source_link(parent, item.language) if parent else None,
        children=tuple(
            source_link(child, item.language)
            for child in inputs.units.values()
            if child.item.parent == unit.unit
        ),
        modified=item.modified,
    )


def unit_meta(unit: Source[Virksomhet]) -> Meta:
    """What a unit's page tells about itself."""
    item = unit.item
    feed = Link(text=f"Nyheter fra {item.title}", url=addresses.unit_feed(unit.unit))
    return Meta(
        title=item.title,
        description=item.summary,
        path=unit.address,
        language=item.language,
        breadcrumbs=(home_link(item.language), Link(text="Virksomheter", url=addresses.UNITS)),
        modified=item.modified,
        feeds=(feed,),
        section=addresses.UNITS,
    )


def unit_list_output(inputs: BuildInputs) -> Output:
    """All units, alphabetically."""
    view = UnitListView(units=tuple(teaser(unit) for unit in inputs.units.values()))
    meta = Meta(
        title="Tjenester og virksomheter",
        description="Alle virksomhetene i kommunen, fra A til Å, med tjenester, åpningstider og kontakt.",
        path=addresses.UNITS,
        breadcrumbs=(HOME_LINK,),
    )
    return Output("virksomheter", meta, view)
