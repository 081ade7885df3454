"""The tree that Markdown made, as HTML: what the library's own serializer writes, for trees like ours.

One difference: scripts and style sheets are escaped as other text is, since the sanitiser drops them anyway.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.serializers import BOOLEAN_ATTRIBUTES, RE_AMP  # type: ignore[attr-defined]

_EMPTY = frozenset({"br", "hr", "img"})
"""The elements without content that Markdown makes; other raw HTML never becomes part of the tree."""


def to_html(root: Element) -> str:
    """``root`` and all in it as HTML. Every tag must be a text, as they are in a tree made from Markdown.

    Iterates rather than calls itself, since emphasis may be nested deeper than calls can be.
    """
    written: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            written.append(element)
            continue
        tag = element.tag
        attributes = _attributes(element) if element.attrib else ""
        text = _escaped(element.text) if element.text else ""
        end = "" if tag in _EMPTY else f"</{tag}>"
        tail = _escaped(element.tail) if element.tail else ""
        if len(element):
            written.append(f"<{tag}{attributes}>{text}")
            waiting.append(end + tail)
            waiting.extend(reversed(element))
        else:
            written.append(f"<{tag}{attributes}>{text}{end}{tail}")
    return "".join(written)


def _escaped(text: str) -> str:
    """Text of an element; what already is an entity stands."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text


def _attributes(element: Element) -> str:
    written = []
    for name, value in sorted(element.items()):
        if name == value and name in BOOLEAN_ATTRIBUTES["html"]:
            written.append(f" {name}")
        else:
            quoted = _escaped(value).replace('"', "&quot;")
            written.append(f' {name}="{quoted}"')
    return "".join(written)
