"""Records that are not put together yet: the texts of one, and where each of them belongs.

They are small and plain, so that another process can put them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeVar

from plugins.importers.node import Node, TidyNode, are_tidy

Texts = tuple[str, ...]
Columns = Sequence[Sequence[str]]
"""What stands in one place in all of some records, for some places."""
Get = Callable[[Sequence[str]], Texts]
GetColumns = Callable[[Columns], tuple[Sequence[str], ...]]
GetAny = Callable[[Sequence[Any]], tuple[Any, ...]]
"""What gives some texts of a record, some columns of many, or either."""
T = TypeVar("T")
Finish = Callable[[Node], Node]
"""What a format makes of a record before it is converted, from nothing but the record. It may change it."""

new: Any = tuple.__new__
"""Makes a named tuple at a third of the time; there are many for each entry."""

_FIRST_MARK, _MOST_MARKS = 0xE000, 0x1800


def mark(number: int) -> str:
    """A character that stands for a text, to see where it comes out; one without meaning (private use)."""
    return chr(_FIRST_MARK + number)


def mark_of(character: str) -> int:
    """Which text a character stands for; negative for none.

    >>> mark_of(mark(3)), mark_of("a") < 0
    (3, True)
    """
    number = ord(character) - _FIRST_MARK
    return number if number < _MOST_MARKS else -1


def getter(places: Sequence[int]) -> Callable[[Sequence[T]], tuple[T, ...]]:
    """What gives the texts, or the columns of texts, at these places, always as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    if places:
        (only,) = places
        return lambda texts: (texts[only],)
    return lambda texts: ()


class Part:
    """How a record, or a part of one, is put together of the texts of its shape."""

    __slots__ = ("_get", "kind", "names", "parts", "places")

    def __init__(
        self,
        kind: str,
        names: tuple[str, ...],
        places: tuple[int, ...],
        parts: tuple[tuple[str, tuple[Part, ...]], ...],
    ) -> None:
        self.kind, self.names, self.places, self.parts = kind, names, places, parts
        self._get = getter(places)

    def __reduce__(self) -> tuple[type[Part], tuple[object, ...]]:
        return Part, (self.kind, self.names, self.places, self.parts)

    def node(self, texts: Texts, kind_of_node: type[Node] = Node) -> Node:
        """The record, or the part."""
        node = kind_of_node(self.kind, 0, self.values(texts))
        children = node.children
        for name, parts in self.parts:
            children[name] = [part.node(texts, kind_of_node) for part in parts]
        return node

    def values(self, texts: Texts) -> dict[str, str]:
        """The values of the record itself."""
        return dict(zip(self.names, self._get(texts)))  # noqa: B905 - of one length

    def texts(self, texts: Texts) -> Texts:
        """The texts of the record itself."""
        return self._get(texts)

    def placed(self, now: Mapping[int, int]) -> Part:
        """The same, when texts have moved from their places to others."""
        parts = tuple((name, tuple(part.placed(now) for part in inner)) for name, inner in self.parts)
        return Part(self.kind, self.names, tuple(now[place] for place in self.places), parts)

    def all_places(self) -> Iterator[int]:
        """Where the texts of the record and its parts stand."""
        yield from self.places
        for _, parts in self.parts:
            for part in parts:
                yield from part.all_places()


def as_it_is(node: Node) -> Node:
    """What a format makes of its records that has them as they should be."""
    return node


class Plan:
    """How records of one shape are put together, and what its format makes of them."""

    __slots__ = ("finish", "part")

    def __init__(self, part: Part, finish: Finish) -> None:
        self.part, self.finish = part, finish

    def __reduce__(self) -> tuple[type[Plan], tuple[object, ...]]:
        return Plan, (self.part, self.finish)

    def node(self, texts: Texts, place: int = 0) -> Node:
        """The record of these texts, the one at ``place`` in its file."""
        node = read(self.part, texts)
        node.place = place
        return self.finish(node)


class Plans(dict[Part, Plan]):
    """The plan of each part, with what a format makes of its records."""

    def __init__(self, finish: Finish) -> None:
        super().__init__()
        self._finish = finish

    def __missing__(self, part: Part) -> Plan:
        found = self[part] = Plan(part, self._finish)
        return found


def read(part: Part, texts: Texts) -> Node:
    """An element put together at once, as what people see if it is that already."""
    return part.node(texts, TidyNode if are_tidy(texts) else Node)


@dataclass(slots=True)
class Unread:
    """A record by its plan and its texts."""

    plan: Plan
    texts: Texts
    place: int

    def node(self) -> Node:
        """The record put together."""
        return self.plan.node(self.texts, self.place)

    def tidy(self) -> Node:
        """The record put together, when its texts are tidy."""
        node = self.plan.part.node(self.texts, TidyNode)
        node.place = self.place
        return self.plan.finish(node)
