"""Nodes of a graph that are written alike, as those of one archive are, read without looking at each again.

What stands around the values of a node is its *shape*. The first of a shape is staged the long way once more,
with a mark in place of every value, and where the marks come out tells where values go. After that, a node
that is written just like it is matched as a whole. What cannot be done just as the long way would, is left
to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plugins.importers.graph_places import Kept, Record, Shape, shapes_of
from plugins.importers.graph_writing import Writing
from plugins.importers.jsonld_terms import Context
from plugins.importers.shapes import LONGEST_WRITTEN
from plugins.importers.unread import Texts, mark_of, new

_MOST = 256
"""Shapes that are remembered; archives have dozens."""
_MOST_FOLLOWING = 24
"""Shapes that are tried after another, those that came last first."""
_MOST_TRIED = 4096
"""Nodes without a known shape that are looked at; a file where all are different is not worth it."""


@dataclass(slots=True, eq=False)
class Written:
    """How a node is written, or some that come after one another: what matches, and what it is then."""

    pattern: re.Pattern[str]
    kept: Kept
    shapes: tuple[Shape, ...]
    following: list[Written] = field(default_factory=list)


class Read(NamedTuple):
    """What was matched as a whole, and the texts that are kept of it."""

    written: Written
    texts: Texts


class Shapes:
    """The shapes of one graph's nodes."""

    def __init__(self, context: Context, record: Record) -> None:
        self._context, self._record = context, record
        self._known: dict[object, Written | None] = {}
        self._numbered: list[Shape] = []
        self._last = Written(re.compile(""), Kept(1, (), []), ())
        self._tried = 0

    def __getitem__(self, number: int) -> Shape:
        return self._numbered[number]

    def match(self, text: str, at: int) -> tuple[Read, int] | None:
        """The node that begins at a place in a text, and where it ends; None when its shape is not known."""
        return self._match(self._last.following, text, at)

    def _match(self, among: list[Written], text: str, at: int) -> tuple[Read, int] | None:
        for place, written in enumerate(among):
            if found := written.pattern.match(text, at):
                if place:
                    among.insert(place // 2, among.pop(place))
                self._last = written
                return self._read(written, found)
        return None

    def _read(self, written: Written, found: re.Match[str]) -> tuple[Read, int] | None:
        texts = written.kept.texts(found.groups(), self._context)
        return None if texts is None else (new(Read, (written, texts)), found.end())

    def learn(self, text: str, raw: Any) -> Any:
        """See how a node is written that was not matched, and read it so if it can be; else it is ``raw``."""
        if self._tried >= _MOST_TRIED or not isinstance(raw, dict) or not _is_plain(text):
            return raw
        read = self._learned(text)
        self._tried += read is None
        return raw if read is None else read

    def _learned(self, text: str) -> Read | None:
        known = (one for one in self._known.values() if one and one.pattern.fullmatch(text))
        written = next(known, None) or self.written(text)
        found = written and written.pattern.fullmatch(text)
        if written is None or not found:
            return None
        if all(one is not written for one in self._last.following):
            self._last.following.insert(0, written)
            del self._last.following[_MOST_FOLLOWING:]
        self._last = written
        read = self._read(written, found)
        return None if read is None else read[0]

    def written(self, text: str) -> Written | None:
        """How the nodes in a text are written, or None when they must go the long way."""
        try:
            writing = Writing(text, self._context)
        except (ValueError, RecursionError):
            return None
        if writing.key not in self._known and len(self._known) < _MOST:
            self._known[writing.key] = self._new(writing)
        return self._known.get(writing.key)

    def _new(self, writing: Writing) -> Written | None:
        raws = writing.marked()
        try:
            recorded = self._record(writing.context, raws)
            kept, shapes = shapes_of(recorded, writing.count, len(self._numbered))
        except ValueError:
            return None
        if len(shapes) != len(raws):
            return None
        self._numbered += shapes
        needed = {mark_of(laid.system_id) for laid in recorded.nodes}
        return Written(writing.pattern(needed), kept, shapes)


def _is_plain(text: str) -> bool:
    """Whether it can be seen how a text is written: a string with a backslash is another when it is read."""
    return len(text) <= LONGEST_WRITTEN and "\\" not in text
