"""The small serializer: tags with their attributes, text, and the words of what was written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r"\w+")

_FIELD = r"""[#.][\w:-]+|[\w-]+=(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}=]+)"""
_FIELDS = re.compile(_FIELD)
_ATTRIBUTE_LIST = re.compile(rf"\{{:?[ ]*(?:{_FIELD})(?:[ ]+(?:{_FIELD}))*[ ]*\}}")

GLOBAL = ("class", "id", "lang", "title")
"""The attributes that any element may have."""


def start_tag(name: str, attributes: Mapping[str, str | None]) -> str:
    """The tag that begins an element; an attribute without a value is left out.

    >>> start_tag("a", {"href": "/?a&b", "rel": None})
    '<a href="/?a&amp;b">'
    """
    return f"<{name}{_written(attributes)}>"


def with_attributes(tag: str, attributes: Mapping[str, str | None]) -> str:
    """A tag that begins an element, with more attributes.

    >>> with_attributes("<em>", {"lang": "en"})
    '<em lang="en">'
    """
    return f"{tag[:-1]}{_written(attributes)}>"


def end_tag(tag: str) -> str:
    """The tag that ends the element that ``tag`` begins.

    >>> end_tag('<ol start="3">')
    '</ol>'
    """
    return f"</{_NAME.findall(tag)[0]}>"


def escaped(text: str) -> str:
    """Text as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def words(written: Iterable[str]) -> str:
    """The words of pieces of HTML that were written by this module.

    >>> words(["Barne", "<em>", "hage", "</em>", " &amp; SFO"])
    'Barnehage & SFO'
    """
    text = "".join(written)
    if "<" in text:
        text = _TAG.sub("", text)
    return " ".join((html.unescape(text) if "&" in text else text).split())


def attribute_list(text: str) -> tuple[dict[str, str], str]:
    """The attributes in braces that ``text`` begins with, and the text after them.

    >>> attribute_list('{lang=en .navn title="På engelsk"}, sier de')
    ({'lang': 'en', 'class': 'navn', 'title': 'På engelsk'}, ', sier de')
    >>> attribute_list("{se under}")
    ({}, '{se under}')
    """
    found = _ATTRIBUTE_LIST.match(text)
    if not found:
        return {}, text
    attributes: dict[str, str] = {}
    for field in _FIELDS.findall(found[0]):
        name, _, value = f"id={field[1:]}".partition("=") if field[0] == "#" else field.partition("=")
        if field[0] == ".":
            name, value = "class", f"{attributes.get('class', '')} {field[1:]}".strip()
        attributes[name] = value.strip("\"'")
    return {name: value for name, value in attributes.items() if name in GLOBAL}, text[found.end() :]


def _written(attributes: Mapping[str, str | None]) -> str:
    written = ""
    for name, value in attributes.items():
        if value is not None:
            quoted = escaped(value).replace('"', "&quot;")
            written += f' {name}="{quoted}"'
    return written
