"""Where the values of nodes that are written alike belong, seen from nodes with marks in place of values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plugins.importers.jsonld_terms import Context
from plugins.importers.node import Node
from plugins.importers.shapes import part_of
from plugins.importers.unread import Part, Texts, getter, mark, mark_of


class Laid(NamedTuple):
    """A node as it is laid in the staging."""

    node: Node
    node_id: str
    system_id: str
    graph: int

    def ids(self) -> list[str]:
        """The ids that are said of it and by it."""
        parent = [self.node.parent_id] if self.node.parent_id else []
        return [self.node_id, self.system_id, *parent, *(target for _, target in self.node.refs)]


@dataclass(slots=True)
class Recorded:
    """Takes the place of the staging, to see what is laid there."""

    count: int = 0
    nodes: list[Laid] = field(default_factory=list)
    owners: list[tuple[str, str]] = field(default_factory=list)

    def add(self, node: Node, node_id: str, system_id: str, graph: int) -> None:
        """See ``Staging.add``."""
        self.count += 1
        self.nodes.append(Laid(node, node_id, system_id, graph))

    def add_read(self, read: Any, graph: int) -> None:
        """Never asked: a node that is laid by itself is read the long way."""
        raise AssertionError("a node by itself was read by its shape")

    def own(self, node_id: str, owner: str) -> None:
        """See ``Staging.own``."""
        self.owners.append((node_id, owner))


Record = Callable[[Context, list[dict[str, Any]]], Recorded]
"""Stages nodes, and what lies in them, by themselves."""


class Kept:
    """Which values of some nodes are kept: as they are, as ids made absolute, and as the ends of those.

    What is kept is what the long way keeps; nothing else of a twin than whether it masks a party.
    """

    def __init__(self, values: int, places: Iterable[int], fixed: list[str]) -> None:
        """``places`` are among the values, which are so many, then those made absolute, their ends, and what
        is ``fixed``.
        """
        said = set(places)
        ids = sorted({place % values for place in said if values <= place < 3 * values})
        kept = sorted(place for place in said if place < values)
        of_ids = [value + kind * values for kind in (1, 2) for value in ids]
        of_fixed = range(3 * values, 3 * values + len(fixed))
        self.now = {place: at for at, place in enumerate((*kept, *of_ids, *of_fixed))}
        """Where the text of each place is among those that are kept."""
        self._values = values
        self._ids, self._kept, self._fixed = getter(ids), getter(kept), tuple(fixed)

    def at(self, text: str) -> int:
        """Where the text of a mark is. Raises ValueError for what is none."""
        return self.now[_place(text)]

    def end_of(self, text: str) -> int:
        """Where the last part of an id is. Raises ValueError for what is no id made absolute."""
        place = _place(text)
        if not self._values <= place < 2 * self._values:
            raise ValueError(text)
        return self.now[place + self._values]

    def texts(self, values: Texts, context: Context) -> Texts | None:
        """All that the places are among, and no more; None for nodes that must go the long way."""
        joined = "".join(values)
        if "\\" in joined or not joined.isprintable():
            return None
        both = context.both(self._ids(values))
        if both is None:
            return None
        absolute, local = both
        return (*self._kept(values), *absolute, *local, *self._fixed)


class Shape:
    """Where the values of one node belong: places among the texts that are kept."""

    def __init__(self, number: int, laid: Laid, part: Part, kept: Kept) -> None:
        self.number, self.kind = number, laid.node.kind
        self.node_id, self.system_id = kept.at(laid.node_id), kept.at(laid.system_id)
        self.local_id = kept.end_of(laid.node_id)
        self.parent = kept.at(laid.node.parent_id) if laid.node.parent_id else -1
        self.refs = [(name, kept.at(target), kept.end_of(target)) for name, target in laid.node.refs]
        """What each reference is called, and where its id and the end of that are."""
        self.owners: list[tuple[int, int]] = []
        """Where the ids are of nodes that lie in others by what this one says, and of those others."""
        self.count = len(kept.now)
        """How many texts are kept."""
        self._part = part.placed(kept.now)

    def node(self, texts: Texts, place: int) -> Node:
        """The node put together, its references not looked up."""
        node = self._part.node(texts)
        node.place = place
        node.refs = [(name, texts[target]) for name, target, _ in self.refs]
        return node


def shapes_of(recorded: Recorded, values: int, number: int) -> tuple[Kept, tuple[Shape, ...]]:
    """What is kept of so many values, and the shapes of their nodes, numbered from ``number``.

    Raises ValueError when the nodes cannot be read by their shapes.
    """
    fixed: list[str] = []
    parts = [_part(laid, values, fixed) for laid in recorded.nodes]
    said = [text for laid in recorded.nodes for text in laid.ids()]
    said += [text for pair in recorded.owners for text in pair]
    places = {place for part in parts for place in part.all_places()}
    kept = Kept(values, places.union(map(_place, said)), fixed)
    shapes = [
        Shape(number + nth, laid, part, kept)
        for nth, (laid, part) in enumerate(zip(recorded.nodes, parts, strict=True))
    ]
    if recorded.owners:
        (shape,) = shapes
        shape.owners = [(kept.at(one), kept.at(owner)) for one, owner in recorded.owners]
    return kept, tuple(shapes)


def _part(laid: Laid, values: int, fixed: list[str]) -> Part:
    """How a node is put together of the values and what is fixed."""
    if laid.graph or any(inner.refs or inner.names for inner in laid.node.walk()[1:]):
        raise ValueError("flere noder")
    part = part_of(laid.node, 3 * values, fixed)
    if part is None:
        raise ValueError("merkede navn")
    return part


def _place(text: str) -> int:
    """Raises ValueError for what is no single mark."""
    place = mark_of(text) if len(text) == 1 else -1
    if place < 0:
        raise ValueError(text)
    return place


class Marking(Context):
    """A context in which a mark made absolute is another mark, and the end of that a third."""

    _count: int

    @classmethod
    def of(cls, context: Context, count: int) -> Marking:
        """What another context says, for so many marks."""
        marking = cls.__new__(cls)
        marking.__dict__ |= context.__dict__ | {"_count": count}
        return marking

    def absolute(self, reference: str) -> str:
        """See ``Context.absolute``."""
        return self._other(reference, 0) or super().absolute(reference)

    def local(self, reference: str) -> str:
        """See ``Context.local``."""
        return self._other(reference, 1) or super().local(reference)

    def _other(self, text: str, kind: int) -> str:
        place = mark_of(text) if len(text) == 1 else -1
        return mark(place + self._count) if place >= 0 and place // self._count == kind else ""
