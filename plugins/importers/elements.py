"""Elements of a delivery in XML as records, and the small questions that the readers ask of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from plugins.importers.node import Node, fold, plain

_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_NAME_MARKUP = "personnavn"
_MOST_TAGS = 4096


@lru_cache(maxsize=4096)
def local(tag: object) -> str:
    """An element's name without namespace or prefix; empty for what is no element."""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1] if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def key(tag: object) -> str:
    """An element's name as a term, whatever its spelling."""
    return fold(local(tag))


class _Keys(dict[object, str]):
    """The terms of tags, looked up thirty times for each entry; a file of made-up tags is not remembered."""

    def __missing__(self, tag: object) -> str:
        found = key(tag)
        if len(self) < _MOST_TAGS:
            self[tag] = found
        return found


_KEYS = _Keys()


def type_of(element: Any) -> str:
    """``xsi:type`` without its prefix, which may be any, none, or not declared."""
    text = element.get(_XSI_TYPE) or element.get("xsi:type") or element.get("type") or ""
    return key(text.strip()) if text else ""


def child_text(element: Any, name: str) -> str:
    """The text of the first child with a name; empty when there is none."""
    return next((plain("".join(c.itertext())) for c in element if key(c.tag) == name), "")


def to_node(element: Any, kind: str, place: int, skip: Collection[str] = ()) -> Node:
    """An element as a record: leaves are values, the rest children. Every text of it is kept for the gate."""
    node = Node(kind, place)
    values = node.values
    if element.keys():
        _put_attributes(values, "@", element)
    for child in element:
        name = _KEYS[child.tag]
        if not name or (skip and local(child.tag) in skip):
            continue
        if len(child):
            _put_parts(node, name, child)
        elif name in values:
            _put(values, name, child.text or "")
        else:
            values[name] = child.text or ""
        if child.keys():
            _put_attributes(values, f"{name}@", child)
    return node


def _put_attributes(values: dict[str, str], prefix: str, element: Any) -> None:
    for name, text in element.items():
        if name != _XSI_TYPE:
            values[prefix + key(name)] = text


def _put_parts(node: Node, name: str, child: Any) -> None:
    """A child with elements in it: text with marked names, or a part of the record."""
    if all(_KEYS[c.tag] == _NAME_MARKUP for c in child):
        node.names += [" ".join("".join(c.itertext()).split()) for c in child]
        _put(node.values, name, "".join(child.itertext()))
        return
    if _has_own_text(child):
        _put(node.values, name, "".join(child.itertext()))
    node.children.setdefault(name, []).append(to_node(child, type_of(child), node.place))


def _has_own_text(element: Any) -> bool:
    """Whether there is text between the elements in it, as in a title with mark-up."""
    if element.text and not element.text.isspace():
        return True
    return any(c.tail and not c.tail.isspace() for c in element)


def _put(values: dict[str, str], name: str, text: str) -> None:
    """The first of repeated values counts; the others are kept for the gate to see."""
    if name in values:
        name = f"{name} (gjentatt)"
        text = f"{values.get(name, '')} | {text}"
    values[name] = text
