"""How nodes of a graph are written: which of their strings are values, and what stands around those."""

from __future__ import annotations

import json
import re
from collections.abc import Container
from typing import Any

from plugins.importers.graph_nodes import MASKED, MASKED_TWIN
from plugins.importers.graph_places import Marking
from plugins.importers.jsonld_terms import Context
from plugins.importers.unread import mark, mark_of

_STRINGS = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ANY, _SOME = '[^"]*+', '[^"]++'
"""A value, if there is no backslash in it, which is looked for in all of them together; and one that is not
empty."""
_HIDDEN = r'(?:[^\w"]|_)++'
_OPEN = rf'(?!{_HIDDEN}"){_ANY}'
"""What a party's twin says when the party is masked in it too, and when it is not."""
_NAMING = frozenset({"@id", "systemid"})
_MOST_VALUES = 400


class Writing:
    """How the nodes of a text are written, from the first of them to the last."""

    def __init__(self, text: str, context: Context) -> None:
        """Raises ValueError when there is what no pattern is made for."""
        self._pieces = _STRINGS.split(text)
        raws = self._raws(self._pieces)
        self._numbers = self._numbered(raws, context)
        self.count = len(set(self._numbers.values()))
        """How many values there are; those that name the same one of the nodes are one."""
        if not 0 < self.count <= _MOST_VALUES or any("@value" in raw for raw in raws):
            raise ValueError(text)
        if not all(raw.keys().isdisjoint(context.enclosing) for raw in raws):
            raise ValueError(text)
        self.context = Marking.of(context, self.count)
        """What the context says of marks."""
        self._hidden = {at: MASKED.fullmatch(self._pieces[at] or "x") is not None for at in self._twins()}
        around = [("" if at in self._numbers else piece) for at, piece in enumerate(self._pieces)]
        self.key = "\0".join(around), *self._numbers.values(), *self._hidden.values()
        """What tells it from other ways to write nodes."""

    @staticmethod
    def _raws(pieces: list[str]) -> list[dict[str, Any]]:
        quoted = [f'"{piece}"' if at % 2 else piece for at, piece in enumerate(pieces)]
        found: list[dict[str, Any]] = json.loads(f"[{''.join(quoted)}]")
        return found

    def _numbered(self, raws: list[dict[str, Any]], context: Context) -> dict[int, int]:
        """Which pieces are values, strings that are neither names nor types, and the number of each."""
        own = [context.find(raw, "@id") for raw in raws]
        numbers, named, name, count = dict[int, int](), dict[str, int](), "", 0
        for at in range(1, len(self._pieces), 2):
            piece = self._pieces[at]
            if self._pieces[at + 1].lstrip().startswith(":"):
                name = context.term(piece)
            elif name != "@type":
                is_own = name in _NAMING and piece in own
                numbers[at] = named.setdefault(piece, count) if is_own else count
                count = max(count, numbers[at] + 1)
        return numbers

    def _marked(self, but: dict[int, str]) -> list[dict[str, Any]]:
        """The nodes with marks for values, ``but`` for some."""
        marked = list(self._pieces)
        for at, number in self._numbers.items():
            marked[at] = but.get(at, mark(number))
        return self._raws(marked)

    def _twins(self) -> list[int]:
        """Where the twins of parties are among the pieces."""
        names = [at for at in range(1, len(self._pieces), 2) if at not in self._numbers]
        twins = [at for at in names if self.context.term(self._pieces[at]) == MASKED_TWIN]
        if not twins:
            return []
        said = [self.context.find(raw, MASKED_TWIN) for raw in self._marked({})]
        numbers = {mark_of(text) for text in map(self.context.text, said) if len(text) == 1}
        found = [at for at, number in self._numbers.items() if number in numbers]
        if len(found) != len(twins):
            raise ValueError("tvillinger inne i hverandre")
        return found

    def marked(self) -> list[dict[str, Any]]:
        """The nodes with marks for values, and for twins what tells whether they mask a party."""
        return self._marked({at: "*" if hidden else "x" for at, hidden in self._hidden.items()})

    def pattern(self, needed: Container[int]) -> re.Pattern[str]:
        """What matches nodes that are written so, and gives their values; some are ``needed``."""
        seen: set[int] = set()
        written = [re.escape(f'"{text}"' if at % 2 else text) for at, text in enumerate(self._pieces)]
        for at, number in self._numbers.items():
            what = _SOME if number in needed else _ANY
            if at in self._hidden:
                what = _HIDDEN if self._hidden[at] else _OPEN
            written[at] = f'"(?P=v{number})"' if number in seen else f'"(?P<v{number}>{what})"'
            seen.add(number)
        return re.compile("".join(written))
