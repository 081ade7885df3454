"""The site's own Markdown extension: headings from level two, tables that scroll, links that lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plugins.model import addresses

FILE_FOLDERS = ("bilder", "filer")
"""Folders of a unit whose files are published as they are, under the unit's address."""

_HEADING = re.compile(r"h[1-6]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_ALIGNED = re.compile(r"text-align: (left|right|center);")


def resolve_link(target: str, folder: str, known: Mapping[str, str]) -> str:
    """The site address that ``target`` means in a file of ``folder``; unchanged when it means none.

    >>> resolve_link("../sider/opptak.md#frist", "barnehage/nyheter",
    ...              {"barnehage/sider/opptak.md": "/barnehage/opptak/"})
    '/barnehage/opptak/#frist'
    >>> resolve_link("../bilder/kart.png", "barnehage/sider", {})
    '/barnehage/bilder/kart.png'
    """
    if not target or target[0] in "#/?" or _SCHEME.match(target):
        return target
    name, mark, fragment = target.partition("#")
    place = posixpath.normpath(posixpath.join(folder, unquote(name)))
    if place in known:
        return known[place] + mark + fragment
    unit, _, rest = place.partition("/")
    if rest.split("/")[0] in FILE_FOLDERS and unit not in ("", ".."):
        return addresses.unit(unit) + posixpath.relpath(posixpath.join(folder, name), unit) + mark + fragment
    return target


class _SiteTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        folder, known = getattr(self.md, "site_links", ("", {}))
        _demote_headings(root)
        labels = _table_labels(root)
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[position] = _scrolling(child, labels[child])
                elif child.tag == "a":
                    _lead(child, folder, known)
                elif child.tag == "img":
                    child.set("src", resolve_link(child.get("src", ""), folder, known))
                    child.set("loading", "lazy")


class SiteExtension(Extension):
    """Runs after links and attributes are in place, before anchors are given to headings."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102, N802
        md.treeprocessors.register(_SiteTreeprocessor(md), "site", 6)


def _demote_headings(root: Element) -> None:
    """The page's title is the only level one, so a body that uses level one moves down a level."""
    headings = [el for el in root.iter() if isinstance(el.tag, str) and _HEADING.fullmatch(el.tag)]
    if any(el.tag == "h1" for el in headings):
        for el in headings:
            el.tag = f"h{min(int(el.tag[1]) + 1, 6)}"


def _table_labels(root: Element) -> dict[Element, str]:
    """A name for each table, said when it is read aloud: the heading it stands under, else its columns.

    They are words of the page, so they are in its language. Two regions of a page may not share a name.
    """
    labels: dict[Element, str] = {}
    heading = ""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if _HEADING.fullmatch(element.tag):
            heading = _words(element)
        elif element.tag == "table":
            columns = ", ".join(filter(None, (_words(cell) for cell in element.iter("th"))))
            numbered = f"{heading or columns} {len(labels) + 1}".strip()
            candidates = (heading, columns, f"{heading}: {columns}" if columns else "")
            free = (c for c in candidates if c and c not in labels.values())
            labels[element] = next(free, numbered)
    return labels


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _scrolling(table: Element, label: str) -> Element:
    """``table`` in a region that scrolls sideways on a phone and can be reached by keyboard."""
    region = Element("div", {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": label})
    region.tail, table.tail = table.tail, None
    region.append(table)
    for cell in table.iter():
        if cell.tag == "th":
            cell.set("scope", "col")
        if cell.tag in ("th", "td") and (aligned := _ALIGNED.fullmatch(cell.attrib.pop("style", ""))):
            cell.set("class", f"align-{aligned.group(1)}")
    return region


def _lead(link: Element, folder: str, known: Mapping[str, str]) -> None:
    target = resolve_link(link.get("href", ""), folder, known)
    link.set("href", target)
    if target.startswith(("https://", "http://", "//")):
        link.set("rel", "external noopener")
