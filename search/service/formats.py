"""A search as a feed, as a table, and as something that a browser's address bar can ask."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lxml import etree

from plugins.model import addresses
from plugins.model.document import KIND_LABELS
from plugins.views.atom import Entry, Feed, atom
from plugins.views.entry_csv import UTF8_MARK, safe_cell
from plugins.views.frame import Frame
from search.query.types import Hit, SearchParams
from search.service.search_addresses import STANDARD_SIZE, SearchAddresses

COLUMNS = ("plass", "tittel", "type", "virksomhet", "nummer", "dato", "adresse", "sammendrag")
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_UNKNOWN = date(2015, 1, 1)
"""A page that doesn't say when it changed; a feed must say something, and always the same."""


def search_atom(params: SearchParams, hits: Iterable[Hit], frame: Frame) -> str:
    """The hits as Atom, without names of persons: readers of feeds keep what they have fetched."""
    found = list(hits)
    to = SearchAddresses(replace(params, size=STANDARD_SIZE))
    feed = Feed(
        title=f"{frame.site_name}: søk «{params.text}»" if params.text else f"{frame.site_name}: søk",
        path=to.page(path=addresses.SEARCH_FEED),
        page=to.page(),
        updated=max((_updated(hit) for hit in found), default=_UNKNOWN),
        author=frame.site_name,
    )
    return atom(feed, map(_entry, found), frame.site_url)


def _entry(hit: Hit) -> Entry:
    title, summary = hit.lasting
    return Entry(
        title=f"{KIND_LABELS[hit.kind]}: {title}",
        address=hit.url,
        name=f"/sok/{hit.id}",
        dated=hit.dated or _updated(hit),
        updated=_updated(hit),
        summary=summary,
        author=hit.unit_title,
        since=_UNKNOWN,
    )


def _updated(hit: Hit) -> date:
    return hit.updated or hit.dated or _UNKNOWN


def search_csv(params: SearchParams, hits: Iterable[Hit], frame: Frame) -> str:
    """The hits as a table that Norwegian spreadsheets open, without names of persons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for place, hit in enumerate(hits, (params.page - 1) * params.size + 1):
        title, summary = hit.lasting
        dated = hit.dated.isoformat() if hit.dated else ""
        kind, address = KIND_LABELS[hit.kind], frame.site_url.rstrip("/") + hit.url
        row = (str(place), title, kind, hit.unit_title, hit.number, dated, address, summary)
        writer.writerow(safe_cell(cell) for cell in row)
    return UTF8_MARK + out.getvalue()


def opensearch_description(frame: Frame) -> str:
    """The description of the search for browsers (OpenSearch 1.1): how to ask it, and for suggestions."""
    site = frame.site_url.rstrip("/")
    root = etree.Element(f"{{{_OPENSEARCH}}}OpenSearchDescription", nsmap={None: _OPENSEARCH})  # type: ignore[dict-item]
    said = {
        "ShortName": frame.site_name[:16],
        "LongName": f"Søk i {frame.site_name}"[:48],
        "Description": f"Tjenester, nyheter, saker, møter og postlister fra {frame.site_name}",
        "Language": "nb",
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    for name, text in said.items():
        etree.SubElement(root, f"{{{_OPENSEARCH}}}{name}").text = text
    forms = {
        "text/html": f"{addresses.SEARCH}?q={{searchTerms}}",
        "application/atom+xml": f"{addresses.SEARCH_FEED}?q={{searchTerms}}",
        "application/x-suggestions+json": f"{addresses.API_SUGGEST}?q={{searchTerms}}&form=nettleser",
    }
    for media_type, template in forms.items():
        etree.SubElement(root, f"{{{_OPENSEARCH}}}Url", type=media_type, template=site + template)
    icon = etree.SubElement(root, f"{{{_OPENSEARCH}}}Image", type="image/svg+xml")
    icon.text = f"{site}{addresses.STATIC}favicon.svg"
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml.decode()
