"""The feed of hearings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from plugins.memo.query import query
from plugins.model import addresses
from plugins.views.atom import Entry, Feed, atom
from plugins.views.hearings import announced, unit_link
from plugins.views.inputs import BuildInputs
from plugins.views.output import TextFile, under_output
from plugins.views.rendering import dato, stor_forbokstav

if TYPE_CHECKING:
    from plugins.model.hearings import Hearing


@query("forgotten", held="no")
def hearings_feed(inputs: BuildInputs) -> TextFile:
    """The feed of hearings, the newest first: an entry when one is announced, changed when it is closed."""
    hearings = sorted(announced(inputs), key=lambda h: (-h.published.toordinal(), h.slug))
    entries = [_entry(hearing, inputs) for hearing in hearings]
    updated = max((entry.updated for entry in entries), default=date(2015, 1, 1))
    settings = inputs.settings
    title = f"Høringer i {settings.site_name}"
    feed = Feed(title, addresses.HEARINGS_FEED, addresses.HEARINGS, updated, settings.site_name)
    return TextFile(under_output(addresses.HEARINGS_FEED), atom(feed, entries, settings.site_url))


def _entry(hearing: Hearing, inputs: BuildInputs) -> Entry:
    unit, is_open = unit_link(hearing.unit, inputs), hearing.is_open(inputs.today)
    state = "Frist" if is_open else "Avsluttet"
    return Entry(
        title=hearing.title,
        address=addresses.hearing(hearing.slug),
        name=f"{addresses.HEARINGS}{hearing.slug}",
        dated=hearing.published,
        updated=hearing.published if is_open else hearing.deadline + timedelta(days=1),
        summary=f"{stor_forbokstav(hearing.kind)}. {state} {dato(hearing.deadline)}. {hearing.summary}",
        author=unit.text if unit else "",
    )
