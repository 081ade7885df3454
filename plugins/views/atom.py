"""Atom (RFC 4287): how each feed of the site is written. Ids are tag URIs and outlive a change of address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape
from urllib.parse import urlsplit

from lxml import etree

from plugins.model.clock import OSLO

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Entry:
    """One thing in a feed; ``address`` is where it is read, ``name`` what it is called for ever."""

    title: str
    address: str
    name: str
    dated: date
    updated: date
    summary: str
    author: str = ""
    since: date | None = None
    """The day that the id is dated by, where ``dated`` may change."""


@dataclass(frozen=True)
class Feed:
    """A feed at the address ``path``, of what the page at the address ``page`` lists."""

    title: str
    path: str
    page: str
    updated: date
    author: str


def atom(feed: Feed, entries: Iterable[Entry], site_url: str) -> str:
    """``feed`` as a document; its own ``updated`` is that of its entries, so that two builds are equal."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    root.set(_LANGUAGE, "nb")
    _text(root, "title", feed.title)
    _text(root, "id", tag(site_url, "2015", feed.path))
    _text(root, "updated", _moment(feed.updated))
    _link(root, site_url + feed.page)
    _link(root, site_url + feed.path, rel="self")
    _author(root, feed.author)
    for entry in entries:
        _add(root, entry, site_url)
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml.decode()


def _add(root: etree._Element, entry: Entry, site_url: str) -> None:
    element = etree.SubElement(root, f"{{{_ATOM}}}entry")
    _text(element, "title", entry.title)
    _text(element, "id", tag(site_url, (entry.since or entry.dated).isoformat(), entry.name))
    _text(element, "published", _moment(entry.dated))
    _text(element, "updated", _moment(entry.updated))
    _link(element, site_url + entry.address)
    if entry.author:
        _author(element, entry.author)
    _text(element, "summary", escape(entry.summary)).set("type", "html")


def tag(site_url: str, dated: str, path: str) -> str:
    """A tag URI (RFC 4151) of ``path``.

    >>> tag("https://ski.kommune.no", "2026-11-20", "/kultur/nyheter/konsert")
    'tag:ski.kommune.no,2026-11-20:/kultur/nyheter/konsert'
    """
    return f"tag:{urlsplit(site_url).hostname},{dated}:{path}"


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = _NOT_XML.sub("", text)
    return element


def _link(parent: etree._Element, href: str, rel: str = "alternate") -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=href)


def _author(parent: etree._Element, name: str) -> None:
    _text(etree.SubElement(parent, f"{{{_ATOM}}}author"), "name", name)


def _moment(day: date) -> str:
    """A day as the moment a feed needs: eight in the morning, in Norwegian time."""
    return datetime.combine(day, time(8), OSLO).isoformat()
