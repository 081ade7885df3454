"""Any delivery as fields that something can be planted in, whatever its format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lxml import etree

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


class Form(Protocol):
    """A delivery whose fields are numbered from 0."""

    suffix: str

    def fields(self) -> tuple[str, ...]:
        """The values, in order."""

    def with_values(self, values: dict[int, str]) -> bytes:
        """The delivery with some of its values replaced."""


class Xml:
    """Any XML: texts of elements without children, and attributes."""

    suffix = ".xml"

    def __init__(self, content: bytes) -> None:
        parser = etree.XMLParser(
            encoding=_encoding(content), remove_comments=True, resolve_entities=False, load_dtd=False
        )
        self._root = etree.fromstring(content, parser)

    def fields(self) -> tuple[str, ...]:
        return tuple(value for _, _, value in _xml_fields(self._root))

    def with_values(self, values: dict[int, str]) -> bytes:
        root = deepcopy(self._root)
        for number, (element, attribute, _) in enumerate(list(_xml_fields(root))):
            if number in values and attribute:
                element.set(attribute, values[number])
            elif number in values:
                element.text = values[number]
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _xml_fields(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for element in root.iter(etree.Element):
        yield from ((element, str(name), str(v)) for name, v in element.attrib.items() if name != XSI_TYPE)
        if not len(element):
            yield element, "", element.text or ""


def _encoding(content: bytes) -> str:
    """Files often declare another encoding than they have."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "iso-8859-1"
    return "utf-8"


class Json:
    """Any JSON-LD: all strings but those of its context and types."""

    suffix = ".jsonld"

    def __init__(self, content: bytes) -> None:
        self._data = json.loads(content)

    def fields(self) -> tuple[str, ...]:
        return tuple(holder[key] for holder, key in _json_fields(self._data))

    def names(self) -> tuple[str, ...]:
        """The terms that the fields stand under; those of an expanded one are whole addresses."""
        return tuple(_json_names(self._data, ""))

    def with_values(self, values: dict[int, str]) -> bytes:
        data = deepcopy(self._data)
        for number, (holder, key) in enumerate(list(_json_fields(data))):
            if number in values:
                holder[key] = values[number]
        return json.dumps(data, ensure_ascii=False).encode()


def _json_fields(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        if key in {"@context", "@type", "type"}:
            continue
        if isinstance(inner, str):
            yield value, key
        elif isinstance(inner, dict | list):
            yield from _json_fields(inner)


def _json_names(value: Any, under: str) -> Iterator[str]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        name = str(key) if isinstance(key, str) and not key.startswith("@") else under
        if key in {"@context", "@type", "type"}:
            continue
        if isinstance(inner, str):
            yield name
        elif isinstance(inner, dict | list):
            yield from _json_names(inner, name)


@dataclass(frozen=True)
class Delivery:
    """A delivery by name."""

    name: str
    form: Form

    def __str__(self) -> str:
        return self.name


def delivery(path: Path, name: str = "") -> Delivery:
    """A file as a delivery to plant in, told by how it begins."""
    content = path.read_bytes()
    form = Xml(content) if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else Json(content)
    return Delivery(name or path.stem, form)


def expanded(compacted: Path) -> Delivery:
    """A compacted JSON-LD delivery as an expanded one: whole addresses for terms, lists for values."""
    data = json.loads(compacted.read_bytes())
    context = data["@context"] if isinstance(data["@context"], list) else [data["@context"]]
    prefixes = {name: str(to) for part in context for name, to in part.items() if isinstance(to, str)}
    nodes = [_expanded_node(node, prefixes) for node in data["@graph"]]
    return Delivery("utvidet", Json(json.dumps(nodes).encode()))


def _expanded_node(node: dict[str, Any], prefixes: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.items():
        name = _whole(key, prefixes)
        if name.startswith("@"):
            kinds = value if isinstance(value, list) else [value]
            found[name] = [_whole(k, prefixes) for k in kinds] if name == "@type" else value
        else:
            values = value if isinstance(value, list) else [value]
            found[name] = [_expanded_value(one, prefixes) for one in values]
    return found


def _expanded_value(value: Any, prefixes: dict[str, str]) -> Any:
    if not isinstance(value, dict):
        return {"@value": value}
    return value if "@value" in value or "@list" in value else _expanded_node(value, prefixes)


def _whole(term: str, prefixes: dict[str, str]) -> str:
    if term in prefixes:
        return _whole(prefixes[term], prefixes)
    prefix, colon, rest = term.partition(":")
    return prefixes[prefix] + rest if colon and prefix in prefixes else term
