"""Entries of a graph as texts and where they belong, when all that they refer to was read by its shape.

Which shapes an entry is made of, and what each reference leads to, is its *pattern*. How records of a pattern
are put together is found out once, and then they need not be before they are converted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, Protocol

from plugins.importers.graph_nodes import Nodes
from plugins.importers.graph_shapes import Shapes
from plugins.importers.graph_staging import Staged
from plugins.importers.node import Node
from plugins.importers.shapes import part_of
from plugins.importers.unread import Get, Plan, Unread, as_it_is, getter, mark

_MOST = 512
"""Patterns that are remembered."""
_MOST_TEXTS = 2000
_DEEPEST = 12
_CODE, _RECORD = "kode", "post"
"""What a reference leads to, beside a part of the record: nothing in the file, or another record."""

Pattern = tuple[Any, ...]
"""The number of a shape, and for each of its references what it leads to."""


class _Nodes(Protocol):
    def find(self, node_id: str) -> Staged | None: ...


class Entries:
    """Puts entries of one graph together."""

    def __init__(self, staging: _Nodes, shapes: Shapes, records: frozenset[str]) -> None:
        self._staging, self._shapes, self._records = staging, shapes, records
        self._plans: dict[Pattern, tuple[Plan, Get] | None] = {}
        self._nodes = 0

    def unread(self, staged: Staged) -> tuple[Unread | None, int]:
        """An entry that is not put together yet, and of how many nodes; None when it must be at once."""
        self._nodes = 0
        texts: list[str] = []
        pattern = self._gathered(staged, texts, 0)
        found = None if pattern is None else self._plan(pattern, len(texts))
        if found is None:
            return None, self._nodes
        plan, used = found
        return Unread(plan, used(texts), staged.place), self._nodes

    def _plan(self, pattern: Pattern, texts: int) -> tuple[Plan, Get] | None:
        """The plan of a pattern, and what gives its texts of those that are gathered: no record has its own
        parts' ids in it.
        """
        if pattern not in self._plans:
            if len(self._plans) >= _MOST or texts > _MOST_TEXTS:
                return None
            part = part_of(self._marked(pattern, map(mark, count())), texts, [])
            places = [] if part is None else sorted(set(part.all_places()))
            is_whole = bool(places) and places[-1] < texts
            self._plans[pattern] = None
            if part is not None and is_whole:
                now = {place: at for at, place in enumerate(places)}
                self._plans[pattern] = Plan(part.placed(now), as_it_is), getter(places)
        return self._plans[pattern]

    def _gathered(self, staged: Staged, texts: list[str], depth: int) -> Pattern | None:
        """The pattern of a node, when its texts and those of all it refers to are added to ``texts``."""
        if isinstance(staged.content, bytes) or depth > _DEEPEST or len(texts) > _MOST_TEXTS:
            return None
        self._nodes += 1
        own = staged.content
        texts += own
        leads: list[Any] = [staged.shape]
        for _, place, end in self._shapes[staged.shape].refs:
            target = self._staging.find(own[place])
            if target is None:
                texts.append(own[end])
                leads.append(_CODE)
            elif target.kind in self._records:
                texts.append(target.system_id)
                leads.append(_RECORD)
            elif (pattern := self._gathered(target, texts, depth + 1)) is not None:
                leads.append(pattern)
            else:
                return None
        return tuple(leads)

    def _marked(self, pattern: Pattern, marks: Iterator[str]) -> Node:
        """A record of a pattern, with marks for texts in the order they are gathered in."""
        number, *leads = pattern
        shape = self._shapes[number]
        node = shape.node(tuple([next(marks) for _ in range(shape.count)]), 0)
        node.refs = []
        for (name, *_), lead in zip(shape.refs, leads, strict=True):
            if lead == _CODE:
                Nodes.put_text(node, name, next(marks))
            elif lead == _RECORD:
                node.values.setdefault(name, next(marks))
            else:
                node.children.setdefault(name, []).append(self._marked(lead, marks))
        return node
