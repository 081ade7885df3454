"""Nodes of a graph that are written alike, as those of one archive are, read without looking at each again.

What stands around the values of a node is its *shape*. The first of a shape is staged the long way once more,
with a mark in place of every value, and where the marks come out tells where values go. After that, a node
that is written just like it is matched as a whole. What cannot be done just as the long way would, is left
to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plugins.importers.graph_nodes import MASKED, MASKED_TWIN
from plugins.importers.jsonld_terms import Context
from plugins.importers.node import Node
from plugins.importers.shapes import LONGEST_WRITTEN, part_of
from plugins.importers.unread import Texts, getter, mark, mark_of, new

_STRINGS = re.compile(r'"((?:[^"\\]|\\.)*)"')
_LEAF = '"([^"]*+)"'
"""A value, if there is no backslash in it, which is looked for in all of a node together."""
_MOST = 256
"""Shapes that are remembered; archives have dozens."""
_MOST_LEAVES = 400
_MOST_FOLLOWING = 24
"""Shapes that are tried after another, those that came last first."""
_MOST_TRIED = 4096
"""Nodes without a known shape that are looked at; a file where all are different is not worth it."""


@dataclass(slots=True)
class Recorded:
    """Takes the place of the staging, to see what is laid there."""

    count: int = 0
    nodes: list[tuple[Node, str, str, int]] = field(default_factory=list)
    owners: list[tuple[str, str]] = field(default_factory=list)

    def add(self, node: Node, node_id: str, system_id: str, graph: int) -> None:
        """See ``Staging.add``."""
        self.count += 1
        self.nodes.append((node, node_id, system_id, graph))

    def add_read(self, read: Read, graph: int) -> None:
        """Never asked: a node that is laid by itself is read the long way."""
        raise AssertionError("a node by itself was read by its shape")

    def own(self, node_id: str, owner: str) -> None:
        """See ``Staging.own``."""
        self.owners.append((node_id, owner))


Record = Callable[[Context, dict[str, Any]], Recorded]
"""Stages a node, and what lies in it, by itself."""


class Shape:
    """Where the values of a node belong: among those that are kept, its ids made absolute, and their ends.

    What is kept is what the long way keeps; nothing else of a twin than whether it masks a party.
    """

    def __init__(self, number: int, leaves: int, recorded: Recorded) -> None:
        """Raises ValueError when the node cannot be read by its shape."""
        ((node, node_id, system_id, graph),) = recorded.nodes
        if graph or any(part.refs or part.names for part in node.walk()[1:]):
            raise ValueError("flere noder")
        fixed: list[str] = []
        refs, node.refs = node.refs, []
        parent, node.parent_id = node.parent_id, ""
        part = part_of(node, 3 * leaves, fixed)
        if part is None:
            raise ValueError("merkede navn")
        owners = [text for pair in recorded.owners for text in pair]
        said = [node_id, system_id, *([parent] if parent else []), *(target for _, target in refs), *owners]
        places = {*part.all_places(), *map(_place, said)}
        ids = sorted({place % leaves for place in places if leaves <= place < 3 * leaves})
        kept = sorted(place for place in places if place < leaves)
        of_ids = [leaf + kind * leaves for kind in (1, 2) for leaf in ids]
        of_fixed = range(3 * leaves, 3 * leaves + len(fixed))
        self._now = {place: at for at, place in enumerate((*kept, *of_ids, *of_fixed))}
        self._ids, self._kept, self._fixed = getter(ids), getter(kept), tuple(fixed)
        self.number, self.kind = number, node.kind
        self.node_id, self.system_id = self._at(node_id), self._at(system_id)
        self.local_id = self._end_of(node_id, leaves)
        self.parent = self._at(parent) if parent else -1
        self.refs = [(name, self._at(target), self._end_of(target, leaves)) for name, target in refs]
        """What each reference is called, and where its id and the end of that are."""
        self.owners = [(self._at(one), self._at(owner)) for one, owner in recorded.owners]
        self.count = len(self._now)
        """How many texts are kept."""
        self._part = part.placed(self._now)

    def _at(self, text: str) -> int:
        return self._now[_place(text)]

    def _end_of(self, text: str, leaves: int) -> int:
        """Where the last part of an id is. Raises ValueError for what is no id made absolute."""
        place = _place(text)
        if not leaves <= place < 2 * leaves:
            raise ValueError(text)
        return self._now[place + leaves]

    def texts(self, leaves: Texts, context: Context) -> Texts | None:
        """All that the places are among, and no more; None for a node that must go the long way."""
        joined = "".join(leaves)
        if "\\" in joined or not joined.isprintable():
            return None
        both = context.both(self._ids(leaves))
        if both is None:
            return None
        absolute, local = both
        texts = (*self._kept(leaves), *absolute, *local, *self._fixed)
        return texts if texts[self.system_id] else None

    def node(self, texts: Texts, place: int) -> Node:
        """The node put together, its references not looked up."""
        node = self._part.node(texts)
        node.place = place
        node.refs = [(name, texts[target]) for name, target, _ in self.refs]
        return node


def _place(text: str) -> int:
    """Raises ValueError for what is no single mark."""
    place = mark_of(text) if len(text) == 1 else -1
    if place < 0:
        raise ValueError(text)
    return place


class Read(NamedTuple):
    """A node that was matched as a whole."""

    shape: Shape
    texts: Texts


@dataclass(slots=True)
class _Written:
    """How nodes are written: what matches them. ``shapes`` are told apart by whether a party is masked."""

    pattern: re.Pattern[str]
    twin: int
    shapes: dict[bool, Shape | None]
    following: list[_Written] = field(default_factory=list)


class Shapes:
    """The shapes of one graph's nodes."""

    def __init__(self, context: Context, record: Record) -> None:
        self._context, self._record = context, record
        self._known: dict[str, _Written | None] = {}
        self._numbered: list[Shape] = []
        self._last = _Written(re.compile(""), -1, {})
        self._tried = 0

    def __getitem__(self, number: int) -> Shape:
        return self._numbered[number]

    def match(self, text: str, at: int) -> tuple[Read, int] | None:
        """The node that begins at a place in a text, and where it ends; None when its shape is not known."""
        following = self._last.following
        for place, written in enumerate(following):
            if found := written.pattern.match(text, at):
                if place:
                    following[0], following[place] = following[place], following[0]
                self._last = written
                return self._read(written, found)
        return None

    def _read(self, written: _Written, found: re.Match[str]) -> tuple[Read, int] | None:
        leaves, twin = found.groups(), written.twin
        shape = written.shapes.get(twin >= 0 and is_masked(leaves[twin]))
        if shape is None or (texts := shape.texts(leaves, self._context)) is None:
            return None
        return new(Read, (shape, texts)), found.end()

    def learn(self, text: str, raw: Any) -> Any:
        """See how a node is written that was not matched, and read it so if it can be; else it is ``raw``."""
        if self._tried >= _MOST_TRIED or not isinstance(raw, dict) or len(text) > LONGEST_WRITTEN:
            return raw
        if "\\" in text:  # a string with a backslash in it is another one when it is read
            return raw
        read = self._learned(text)
        self._tried += read is None
        return raw if read is None else read

    def _learned(self, text: str) -> Read | None:
        pieces = _STRINGS.split(text)
        leaves = self._leaves(pieces)
        values = frozenset(leaves)
        around = "\0".join("" if at in values else piece for at, piece in enumerate(pieces))
        written = self._known[around] if around in self._known else self._new(around, pieces, leaves)
        found = written and written.pattern.fullmatch(text)
        if written is None or not found:
            return None
        masked = written.twin >= 0 and is_masked(pieces[leaves[written.twin]])
        if masked not in written.shapes:
            written.shapes[masked] = self._shape(pieces, leaves, written.twin, masked=masked)
        if all(one is not written for one in self._last.following):
            self._last.following.insert(0, written)
            del self._last.following[_MOST_FOLLOWING:]
        self._last = written
        read = self._read(written, found)
        return None if read is None else read[0]

    def _leaves(self, pieces: list[str]) -> list[int]:
        """Which of the pieces are values: strings that are neither names nor types."""
        leaves, name = [], ""
        for at in range(1, len(pieces), 2):
            if pieces[at + 1].lstrip().startswith(":"):
                name = self._context.term(pieces[at])
            elif name != "@type":
                leaves.append(at)
        return leaves

    def _new(self, around: str, pieces: list[str], leaves: list[int]) -> _Written | None:
        if len(self._known) >= _MOST:
            return None
        self._known[around] = None
        if not 0 < len(leaves) <= _MOST_LEAVES or "@value" in json.loads("".join(_quoted(pieces))):
            return None
        raw = json.loads("".join(_quoted(_marked(pieces, leaves))))
        if not raw.keys().isdisjoint(self._context.enclosing):
            return None
        names = [pieces[at] for at in range(1, len(pieces), 2) if at not in leaves]
        twins = [name for name in names if self._context.term(name) == MASKED_TWIN]
        said = self._context.text(self._context.find(raw, MASKED_TWIN)) if twins else ""
        twin = mark_of(said) if len(said) == 1 else -1
        if len(twins) > 1 or (twins and twin < 0):
            return None
        written = [
            re.escape(piece) if at % 2 == 0 else re.escape(f'"{piece}"') for at, piece in enumerate(pieces)
        ]
        for at in leaves:
            written[at] = _LEAF
        self._known[around] = found = _Written(re.compile("".join(written)), twin, {})
        return found

    def _shape(self, pieces: list[str], leaves: list[int], twin: int, *, masked: bool) -> Shape | None:
        marked = _marked(pieces, leaves)
        if twin >= 0:
            marked[leaves[twin]] = "*" if masked else "x"
        context = _Marking.of(self._context, len(leaves))
        try:
            recorded = self._record(context, json.loads("".join(_quoted(marked))))
            shape = Shape(len(self._numbered), len(leaves), recorded)
        except ValueError:
            return None
        self._numbered.append(shape)
        return shape


def is_masked(text: str) -> bool:
    """Whether the text of a party's twin says that the party is masked."""
    return not text[:1].isalnum() and MASKED.fullmatch(text or "x") is not None


def _marked(pieces: list[str], leaves: list[int]) -> list[str]:
    marked = list(pieces)
    for number, at in enumerate(leaves):
        marked[at] = mark(number)
    return marked


def _quoted(pieces: list[str]) -> list[str]:
    return [f'"{piece}"' if at % 2 else piece for at, piece in enumerate(pieces)]


class _Marking(Context):
    """A context in which a mark made absolute is another mark, and the end of that a third."""

    _count: int

    @classmethod
    def of(cls, context: Context, count: int) -> _Marking:
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
