"""What outside search engines are told: the sitemap and robots.txt.

Post lists and cases are kept from them altogether, from their first day (our policy after
offentlegforskrifta § 6); so are searches and insight.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from lxml import etree

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.source.folder import UNIT_FILE
from plugins.views.inputs import BuildInputs
from plugins.views.listing import months, news_in, pages_of, shown_units
from plugins.views.output import TextFile, under_output
from plugins.views.registers import target_groups

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

DISALLOWED = (
    "/sok", "/postliste/", "/sak/", "/politikk/sak/", "/journalpost/", "/innsikt", "/tilbakemelding", "/api/",
)  # fmt: skip
"""First parts of addresses that no outside search engine may fetch."""


def sitemap_keys(inputs: BuildInputs) -> tuple[Key, ...]:
    """What search engines read first."""
    return key_of(sitemap), key_of(robots)


Entry = tuple[str, date | None]
"""An address, and the day that it was last changed where that is known."""


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """Neighbours in the sitemap: the first of their addresses, and their lines."""

    first: str
    lines: str


@query()
def of_unit(inputs: BuildInputs, unit: str) -> Stretch:
    """A unit's own page and its pages."""
    cards = inputs.cards((f"{unit}/{UNIT_FILE}", *pages_of(inputs, unit)))
    return _stretch(inputs, ((card.address, card.modified) for card in cards))


@query()
def of_month(inputs: BuildInputs, month: str) -> Stretch:
    """The news of a month, and the month itself."""
    cards = list(inputs.cards(news_in(inputs, month)))
    items = ((card.address, card.modified or card.dated) for card in cards)
    address = addresses.news_month(int(month[:4]), int(month[5:]))
    return _stretch(inputs, [(address, cards[0].dated), *items])


@query()
def of_politics(inputs: BuildInputs) -> Stretch:
    """The politics page, each body with its years, and each meeting."""
    from plugins.views.body_pages import body_keys  # noqa: PLC0415 - most edits need no archive

    bodies = (address for address, _ in body_keys(inputs))
    meetings = (addresses.meeting(m.arkiv, m.system_id) for m in inputs.store.meeting_list())
    return _stretch(inputs, ((address, None) for address in {*bodies, *meetings}))


@query()
def at_the_top(inputs: BuildInputs) -> tuple[Stretch, ...]:
    """The pages that lead to all others."""
    newest = next((inputs.card(place) for month in months(inputs) for place in news_in(inputs, month)), None)
    groups = (addresses.target_group(group.slug) for group in target_groups(inputs))
    fixed = (addresses.HOME, addresses.ENGLISH, addresses.HEARINGS, addresses.UNITS, *groups)
    entries: list[Entry] = [(addresses.NEWS, newest.dated if newest else None)]
    entries += [(address, None) for address in fixed]
    return tuple(_stretch(inputs, [entry]) for entry in entries)


@query("forgotten", held="no")
def sitemap(inputs: BuildInputs) -> TextFile:
    """``/sitemap.xml`` (sitemaps.org 0.9): every address for search engines, sorted.

    A unit's addresses, and a month's, begin alike, so that no other comes between them.
    """
    stretches = [*at_the_top(inputs), of_politics(inputs)]
    stretches += [of_unit(inputs, unit) for unit in shown_units(inputs)]
    stretches += [of_month(inputs, month) for month in months(inputs)]
    opening, closing = _FRAME
    lines = "".join(stretch.lines for stretch in sorted(stretches, key=lambda one: one.first))
    return TextFile(under_output(addresses.SITEMAP), f"{opening}{lines}{closing}")


def _stretch(inputs: BuildInputs, entries: Iterable[Entry]) -> Stretch:
    """The lines of some addresses, as they stand in the file."""
    in_order, site_url = sorted(entries, key=lambda entry: entry[0]), inputs.settings.site_url
    xml = _xml(in_order, site_url)
    return Stretch(in_order[0][0], xml.removeprefix(_FRAME[0]).removesuffix(_FRAME[1]))


def _xml(entries: Iterable[Entry], site_url: str) -> str:
    names: dict[str | None, str] = {None: _NAMESPACE}
    root = etree.Element(f"{{{_NAMESPACE}}}urlset", nsmap=names)  # type: ignore[arg-type]
    for address, modified in entries:
        url = etree.SubElement(root, f"{{{_NAMESPACE}}}url")
        etree.SubElement(url, f"{{{_NAMESPACE}}}loc").text = site_url + address
        if modified is not None:
            etree.SubElement(url, f"{{{_NAMESPACE}}}lastmod").text = modified.isoformat()
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml.decode()


def _frame() -> tuple[str, str]:
    """What stands before the addresses and after them."""
    around = _xml([("", None)], "")
    return around[: around.index("  <url>")], around[around.index("</urlset>") :]


_FRAME = _frame()


@query("forgotten", held="no")
def robots(inputs: BuildInputs) -> TextFile:
    """``/robots.txt``: what robots may not fetch, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED), ""]
    sitemap_url = f"Sitemap: {inputs.settings.site_url}{addresses.SITEMAP}"
    return TextFile(under_output(addresses.ROBOTS), "\n".join([*lines, sitemap_url, ""]))
