"""Terms, ids and values of JSON-LD, the same whether a document is expanded or compacted."""

from __future__ import annotations

import re
from typing import Any

from plugins.importers.node import fold

_TWIN = re.compile(r"(.*)(_SENSITIV|_LIST)", re.I | re.S)
_NAME = "personnavn"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 8
_BLANK = "_:"
_KEYWORDS = frozenset({"@id", "@type", "@value", "@graph"})
_MOST_TERMS = 4096
"""Keys that are remembered; a standard has some hundreds."""


class Context:
    """What ``@context`` says that matters here: prefixes, ``@base``, and terms under other names."""

    def __init__(self, context: Any) -> None:
        self._terms: dict[str, str] = {}
        self._base = ""
        self._known: dict[str, str] = {}
        self._known_kinds: dict[str, str] = {}
        self._known_both: dict[str, tuple[str, str]] = {}
        self.read(context)

    def read(self, context: Any) -> None:
        """Take in what a ``@context`` says."""
        self._known.clear()
        self._known_kinds.clear()
        self._known_both.clear()
        self.enclosing = frozenset({"@graph", "@context"})
        """Keys of what lies around nodes, and is no node itself."""
        for part in context if isinstance(context, list) else [context]:
            if isinstance(part, dict):
                self._read(part)
        self._is_plain_base = not self._base or (self._base[-1] in "/#:" and _BLANK not in self._base)
        self._renames_keywords = any(meaning.startswith("@") for meaning in self._terms.values())
        self.enclosing |= {name for name, meaning in self._terms.items() if meaning == "@graph"}

    def _read(self, part: dict[str, Any]) -> None:
        for name, meaning in part.items():
            target = meaning.get("@id") if isinstance(meaning, dict) else meaning
            if name == "@base" and isinstance(target, str):
                self._base = target
            elif isinstance(target, str) and not name.startswith("@"):
                self._terms[name] = target

    def term(self, key: str) -> str:
        """A key as a folded term; keywords keep their «@», twins their suffix in lower case."""
        known = self._known.get(key)
        if known is None:
            known = self._term(key)
            if len(self._known) < _MOST_TERMS:
                self._known[key] = known
        return known

    def _term(self, key: str) -> str:
        meaning = self._terms.get(key, key)
        if meaning.startswith("@"):
            return meaning
        if twin := _TWIN.fullmatch(meaning):
            return fold(_last(twin[1])) + twin[2].lower()
        return fold(_last(meaning))

    def find(self, node: dict[str, Any], name: str) -> Any:
        """The value of a term in a node, whatever its key is spelt like; None when it is not there."""
        if name in node:
            return node[name]
        if name in _KEYWORDS and not self._renames_keywords:
            return None
        return next((value for key, value in node.items() if self.term(key) == name), None)

    def plain_reference(self, value: dict[str, Any]) -> str:
        """The absolute id of an object that says no more than that, and in the plainest way; else empty."""
        if len(value) != 1 or self._renames_keywords:
            return ""
        found = value.get("@id")
        return self.absolute(found) if isinstance(found, str) else ""

    def plain_text(self, value: dict[str, Any]) -> str | None:
        """The text of a typed one, «{"@type": …, "@value": …}», that is no name; else None."""
        if len(value) != 2 or self._renames_keywords:
            return None
        text, kind = value.get("@value"), value.get("@type")
        if not isinstance(text, str) or not isinstance(kind, str) or self._kind(kind) == _NAME:
            return None
        return _clean(text)

    def kinds(self, node: dict[str, Any]) -> tuple[str, ...]:
        """The node's types, folded, without namespace."""
        value = self.find(node, "@type")
        if value is None:
            return ()
        found = value if isinstance(value, list) else (value,)
        return tuple(self._kind(kind) for kind in found if isinstance(kind, str))

    def _kind(self, name: str) -> str:
        known = self._known_kinds.get(name)
        if known is None:
            known = fold(_last(self._terms.get(name, name)))
            if len(self._known_kinds) < _MOST_TERMS:
                self._known_kinds[name] = known
        return known

    def node_id(self, node: dict[str, Any]) -> str:
        """The node's ``@id`` as an absolute one; empty when it has none."""
        value = self.find(node, "@id")
        return self.absolute(value) if isinstance(value, str) else ""

    def absolute(self, reference: str) -> str:
        """A reference with its prefix expanded or ``@base`` before it."""
        reference = _clean(reference)
        prefix, colon, rest = reference.partition(":")
        if colon and prefix in self._terms and not rest.startswith("//"):
            return self._terms[prefix] + rest
        return reference if colon or not self._base else self._base + reference

    def both(self, references: tuple[str, ...]) -> tuple[list[str], list[str]] | None:
        """Many references made absolute, and the last parts of those; most are plain names or codes.

        None when one of them names nothing, or a node without a name of its own.
        """
        absolute, local, base, is_plain = [], [], self._base, self._is_plain_base
        for reference in references:
            if is_plain and reference and not (":" in reference or "/" in reference or "#" in reference):
                absolute.append(base + reference)
                local.append(reference)
                continue
            if (found := self._known_both.get(reference)) is None:
                whole = self.absolute(reference)
                found = whole, self.local(whole)
                if not (reference and all(found)) or _BLANK in whole:
                    return None
                if len(self._known_both) < _MOST_TERMS:
                    self._known_both[reference] = found
            absolute.append(found[0])
            local.append(found[1])
        return absolute, local

    def local_id(self, node: dict[str, Any]) -> str:
        """The last part of the node's id, which is its systemID as a rule. Blank nodes have none."""
        node_id = self.node_id(node)
        return "" if node_id.startswith("_:") else self.local(node_id)

    def local(self, reference: str) -> str:
        """The last part of a reference."""
        return _last(reference)

    def is_reference(self, item: dict[str, Any]) -> bool:
        """Whether an object says no more than which node it is."""
        return all(self.term(key).startswith("@") for key in item)

    def is_name(self, item: Any) -> bool:
        """Whether an item is marked as the name of a natural person."""
        if not isinstance(item, dict):
            return False
        return _NAME in self.kinds(item) or any(self.term(key) == _NAME for key in item)

    def names(self, value: Any, depth: int = 0) -> list[str]:
        """The names of natural persons that a value marks with ``personnavn``."""
        if depth > _DEEPEST:
            return []
        if isinstance(value, list):
            return [name for item in value for name in self.names(item, depth + 1)]
        if not isinstance(value, dict):
            return []
        if self.is_name(value):
            return [text] if (text := self.text(value)) else []
        return [name for inner in value.values() for name in self.names(inner, depth + 1)]

    def text(self, value: Any, depth: int = 0) -> str:
        """A value as text: plain, ``@value``, ``@list`` in one piece, or the last part of a code's id."""
        if depth > _DEEPEST or value is None or isinstance(value, bool):
            return ""
        if isinstance(value, list):
            return self.text(value[0], depth + 1) if value else ""
        if not isinstance(value, dict):
            whole = isinstance(value, float) and value.is_integer()  # JSON has one kind of number
            return _clean(str(int(value) if whole else value))
        for key in ("@value", _NAME):
            inner = self.find(value, key)
            if inner is not None:
                return self.text(inner, depth + 1)
        if isinstance(pieces := value.get("@list"), list):
            return "".join(self.text(piece, depth + 1) for piece in pieces)
        return self.local(self.node_id(value))


def _clean(text: str) -> str:
    """Text without control characters and halves of characters: JSON may hold them, XML and UTF-8 may not."""
    return text if text.isprintable() else _UNWRITABLE.sub("", text)


def _last(name: str) -> str:
    """What comes after the last «/», «#» or «:»."""
    name = name.rstrip("/#")
    return name[max(name.rfind("/"), name.rfind("#"), name.rfind(":")) + 1 :]
