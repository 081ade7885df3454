"""What outside search engines are told: the sitemap and robots.txt.

Post lists and cases are kept from them altogether, from their first day (our policy after
offentlegforskrifta § 6); so are searches and insight.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml import etree

from plugins.model import addresses
from plugins.views.inputs import BuildInputs
from plugins.views.news import months_of

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

DISALLOWED = ("/sok", "/postliste/", "/sak/", "/journalpost/", "/innsikt", "/api/")
"""First parts of addresses that no outside search engine may fetch."""


def sitemap_entries(inputs: BuildInputs) -> Iterator[tuple[str, date | None]]:
    """Every address for search engines, with the day it was last changed where that is known."""
    newest = inputs.news[0].item.published if inputs.news else None
    yield addresses.HOME, None
    yield addresses.ENGLISH, None
    yield addresses.UNITS, None
    for unit in inputs.units.values():
        yield unit.address, unit.item.modified
    for page in inputs.pages:
        yield page.address, page.item.modified
    yield addresses.NEWS, newest
    for month, items in months_of(inputs).items():
        yield addresses.news_month(*month), items[0].item.published
    for item in inputs.news:
        yield item.address, item.item.modified or item.item.published
    for group in inputs.site.registers.target_groups:
        yield addresses.target_group(group.slug), None
    yield from _politics(inputs)


def _politics(inputs: BuildInputs) -> Iterator[tuple[str, date | None]]:
    yield addresses.POLITICS, None
    for body in inputs.archive.bodies.all():
        yield addresses.body(body.slug), None
    for meeting in inputs.store.meetings():
        yield addresses.meeting(meeting.arkiv, meeting.system_id), None


def sitemap_xml(inputs: BuildInputs) -> bytes:
    """The sitemap (sitemaps.org 0.9), sorted by address."""
    names: dict[str | None, str] = {None: _NAMESPACE}
    root = etree.Element(f"{{{_NAMESPACE}}}urlset", nsmap=names)  # type: ignore[arg-type]
    for address, modified in sorted(sitemap_entries(inputs), key=lambda entry: entry[0]):
        url = etree.SubElement(root, f"{{{_NAMESPACE}}}url")
        etree.SubElement(url, f"{{{_NAMESPACE}}}loc").text = inputs.settings.site_url + address
        if modified is not None:
            etree.SubElement(url, f"{{{_NAMESPACE}}}lastmod").text = modified.isoformat()
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml


def robots_txt(site_url: str) -> str:
    """What robots may not fetch, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED), ""]
    return "\n".join([*lines, f"Sitemap: {site_url}{addresses.SITEMAP}", ""])
