"""Records that look alike tag by tag, as those of one archive do, put together without asking the parser.

The tags of a record are its *shape*. The parser sees each shape once, with a mark in place of every text, and
where the marks come out tells where texts go. After that, a record of the shape is split where its tags are,
and its texts are put in their places; one that is written just like another is matched as a whole. What
cannot be done just as the parser would, is left to the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from plugins.importers.delivery import RefusedError
from plugins.importers.elements import Assembler
from plugins.importers.node import Node
from plugins.importers.unread import Get, Part, Texts, getter, mark, mark_of

TARGET = "post-her"
SIGN = f"<?{TARGET}?>"
"""What stands in an element in the place of a record that is read already."""

_MOST = 512
"""Shapes that are remembered. Archives have dozens; a file without end of them is not worth it."""
_MOST_LEAVES = 2000
LONGEST_WRITTEN = 1 << 14
"""Characters of what is made a pattern of; longer ones cost more than they save."""
_TAGS = re.compile(r"(<[^>]*>)")
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(frozen=True, slots=True)
class _Shape:
    """The record of a shape. ``leaves`` and ``gaps`` give the texts in elements and those between."""

    part: Part
    leaves: Get
    gaps: Get
    fixed: Texts
    places: frozenset[int]
    """Where the leaves are among the pieces of a record."""

    def pattern(self, pieces: list[str]) -> re.Pattern[str]:
        """What matches records with these very pieces, but for the leaves, and gives their texts at once, in
        which there must be no «>».
        """
        written = ["([^<]*+)" if at in self.places else re.escape(text) for at, text in enumerate(pieces)]
        return re.compile("".join(written))


@dataclass(slots=True)
class Shapes:
    """The shapes of one file; ``watched`` and ``kept`` are terms of elements, as the assembler has them."""

    watched: frozenset[str]
    kept: frozenset[str]
    _known: dict[str, _Shape | None] = field(default_factory=dict)
    _patterns: dict[int, list[tuple[re.Pattern[str], _Shape]]] = field(default_factory=dict)
    """Shapes as they are written, by the number of tags; of each number, the latest used is the first."""
    _written: int = 0

    def read(self, record: str) -> tuple[Part, Texts] | None:
        """A record from its first tag to its last, as its part and texts; None when the parser must read it.

        What is around the record must be known to be well formed and without comments and the like.
        """
        patterns = self._patterns.get(record.count("<"), [])
        for place, (pattern, shape) in enumerate(patterns):
            if (found := pattern.fullmatch(record)) and ">" not in "".join(texts := found.groups()):
                if place:
                    patterns[0], patterns[place] = patterns[place], patterns[0]
                return self._read(shape, record, texts)
        return self._split(record)

    def _split(self, record: str) -> tuple[Part, Texts] | None:
        """The same for a record of a shape that is new, or is written in another way than before."""
        pieces = _TAGS.split(record)
        tags = "".join(pieces[1::2])
        is_known = tags in self._known
        shape = self._known[tags] if is_known else self._learn(tags, pieces)
        if shape is None or record.count("<") != len(pieces) // 2 or record.count(">") != len(pieces) // 2:
            return None
        between = "".join(shape.gaps(pieces))
        if between and not between.isspace():
            return None
        if is_known and self._written < _MOST and len(record) <= LONGEST_WRITTEN:
            self._written += 1
            self._patterns.setdefault(len(pieces) // 2, []).append((shape.pattern(pieces), shape))
        return self._read(shape, record, shape.leaves(pieces))

    @staticmethod
    def _read(shape: _Shape, record: str, texts: Texts) -> tuple[Part, Texts] | None:
        read = _without_entities(texts) if "&" in record else texts
        return None if read is None else (shape.part, read + shape.fixed)

    def _learn(self, tags: str, pieces: list[str]) -> _Shape | None:
        if len(self._known) >= _MOST:
            return None
        shape = self._known[tags] = _learned(pieces, self.watched, self.kept)
        return shape


def _without_entities(texts: Texts) -> Texts | None:
    """Texts with XML's own entities read; None when there are others."""
    for text in texts:
        if text.count("&") != len(_ENTITY.findall(text)):
            return None
    return tuple([_ENTITY.sub(lambda match: _ENTITIES[match[1]], text) for text in texts])


def _learned(pieces: list[str], watched: frozenset[str], kept: frozenset[str]) -> _Shape | None:
    """The shape of a record in pieces; None when texts do not come out of the parser as they go in."""
    leaves = [at for at in range(2, len(pieces) - 2, 2) if _is_leaf(pieces[at - 1], pieces[at + 1])]
    if len(leaves) > _MOST_LEAVES:
        return None
    marked = list(pieces)
    marked[0::2] = [""] * len(pieces[0::2])
    for number, at in enumerate(leaves):
        marked[at] = mark(number)
    node = _parsed("".join(marked), watched, kept)
    if node is None:
        return None
    fixed: list[str] = []
    part = part_of(node, len(leaves), fixed)
    if part is None or sorted(part.all_places()) != list(range(len(leaves) + len(fixed))):
        return None
    gaps = [at for at in range(0, len(pieces), 2) if at not in leaves]
    return _Shape(part, getter(leaves), getter(gaps), tuple(fixed), frozenset(leaves))


def _is_leaf(before: str, after: str) -> bool:
    """Whether what stands between two tags is the text of an element without others in it."""
    return not before.startswith(("</", "<?")) and not before.endswith("/>") and after.startswith("</")


def _parsed(record: str, watched: frozenset[str], kept: frozenset[str]) -> Node | None:
    """A record as the parser reads it; None when it is not one whole record and no more."""
    found: list[Node] = []
    assembler = Assembler(watched, kept, lambda name, node: found.append(node), lambda name, node: None)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = assembler.start, assembler.end
    parser.CharacterDataHandler = assembler.texts.append
    parser.ProcessingInstructionHandler = lambda target, data: assembler.whole(lambda: None)
    try:
        parser.Parse(record.encode(), True)
    except (expat.ExpatError, RefusedError, UnicodeEncodeError):
        return None
    return found[0] if len(found) == 1 else None


def part_of(node: Node, leaves: int, fixed: list[str]) -> Part | None:
    """How a record with marks is put together. Values of attributes are the shape's own, after the texts."""
    if node.names:
        return None
    places = []
    for text in node.values.values():
        place = mark_of(text) if len(text) == 1 else -1
        if place < 0:
            if any(mark_of(character) >= 0 for character in text):
                return None
            place = leaves + len(fixed)
            fixed.append(text)
        places.append(place)
    parts = []
    for name, children in node.children.items():
        made = tuple(part_of(child, leaves, fixed) for child in children)
        if None in made:
            return None
        parts.append((name, made))
    return Part(node.kind, tuple(node.values), tuple(places), tuple(parts))  # type: ignore[arg-type]
