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
from plugins.source.folder import FILE_FOLDERS

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TOUCHED = _HEADINGS | {"a", "img", "table"}
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
        found = [element for element in root.iter() if element.tag in _TOUCHED]
        _demote_headings(found)
        for element in found:
            if element.tag == "a":
                _lead(element, folder, known)
            elif element.tag == "img":
                element.set("src", resolve_link(element.get("src", ""), folder, known))
                element.set("loading", "lazy")
        if any(element.tag == "table" for element in found):
            _let_tables_scroll(root, found)


class SiteExtension(Extension):
    """Runs after links and attributes are in place, before anchors are given to headings."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: D102, N802
        md.treeprocessors.register(_SiteTreeprocessor(md), "site", 6)


def _demote_headings(found: list[Element]) -> None:
    """The page's title is the only level one, so a body that uses level one moves down a level."""
    headings = [element for element in found if element.tag in _HEADINGS]
    if any(heading.tag == "h1" for heading in headings):
        for heading in headings:
            heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


def _let_tables_scroll(root: Element, found: list[Element]) -> None:
    parents = {child: parent for parent in root.iter() for child in parent}
    for table, label in _table_labels(found).items():
        parent = parents[table]
        parent[list(parent).index(table)] = _scrolling(table, label)


def _table_labels(found: list[Element]) -> dict[Element, str]:
    """A name for each table, said when it is read aloud: the heading it stands under, else its columns.

    They are words of the page, so they are in its language. Two regions of a page may not share a name.
    """
    labels: dict[Element, str] = {}
    heading = ""
    for element in found:
        if element.tag in _HEADINGS:
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
