"""Where links lead: between files, to addresses of the site, and out of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from plugins.model import addresses
from plugins.source.folder import FILE_FOLDERS
from plugins.source.markdown_tags import start_tag

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


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


def leads_out(target: str) -> bool:
    """Whether an address is that of another site."""
    return target.startswith(("https://", "http://", "//"))


def link_tag(target: str, title: str | None = None) -> str:
    """The tag that begins a link.

    >>> link_tag("https://lovdata.no")
    '<a href="https://lovdata.no" rel="external noopener">'
    """
    relation = "external noopener" if leads_out(target) else None
    return start_tag("a", {"href": target, "rel": relation, "title": title})
