"""Elements of a delivery in XML put together as records while the parser goes by them: no tree is made.

The parser tells of an element when it begins and when it ends. One without elements in it is a value of the
one around it; one with elements is a record or a part of one. Every text of it is kept for the gate.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from plugins.importers.delivery import RefusedError
from plugins.importers.node import Node, fold

_TYPE, _ANY_TYPE = "type", ":type"
_NAME_MARKUP = "personnavn"
_MOST_TAGS = 4096
_DEEPEST = 256
_LONGEST = 10_000_000
TOO_LARGE = "filen har en enkelt tekst på over 10 MB, eller elementer i mer enn 256 nivåer"
REMEDY = "Be arkivet lage filen på nytt; ingenting av den er tatt inn."

Attributes = dict[str, str]
See = Callable[[str, Node], None]


def local(tag: str) -> str:
    """An element's name without its prefix."""
    return tag.rpartition(":")[2]


@lru_cache(maxsize=4096)
def key(tag: str) -> str:
    """An element's name as a term, whatever its spelling."""
    return fold(local(tag))


class _Keys(dict[str, str]):
    """The terms of tags, looked up thirty times for each entry; a file of made-up tags is not remembered."""

    def __missing__(self, tag: str) -> str:
        found = key(tag)
        if len(self) < _MOST_TAGS:
            self[tag] = found
        return found


_KEYS = _Keys()


class _Open:
    """An element that has begun, has elements in it, and has not ended."""

    __slots__ = ("is_kept", "is_watched", "mark", "name", "names", "node", "says")

    def __init__(self, name: str, node: Node, mark: int, *, is_watched: bool, is_kept: bool) -> None:
        self.name, self.node, self.mark = name, node, mark
        self.is_watched, self.is_kept = is_watched, is_kept
        self.says = False
        """Whether there is text between the elements in it, as in a title with mark-up."""
        self.names: list[str] = []

    @property
    def is_marked(self) -> bool:
        """Whether all the elements in it mark names: then it is a text, and no part of the record."""
        node = self.node
        return (
            _NAME_MARKUP in node.values
            and not node.children
            and all(name.startswith((_NAME_MARKUP, "@")) for name in node.values)
        )


class Assembler:
    """Takes the parser's calls. ``watched`` are the terms of elements that ``begin`` and ``end`` are told of.

    A watched element is no part of the one around it. What lies in none of those ``kept`` is forgotten, but
    for the values of the elements that are still open: memory does not grow with the file.
    """

    def __init__(self, watched: frozenset[str], kept: frozenset[str], begin: See, end: See) -> None:
        self._watched, self._kept, self._begin, self._end = watched, kept, begin, end
        self.texts: list[str] = []
        """Where the parser puts texts, in pieces, since the last record."""
        self._open: list[_Open] = []
        self._around = _Open("", Node("", 0), 0, is_watched=False, is_kept=False)
        self._values: dict[str, str] = self._around.node.values
        self._leaf: str | None = None
        self._leaf_has: Attributes = {}
        self._is_kept = False
        self._seen = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins. Raises RefusedError when it lies too deep."""
        self._look_back()
        name = _KEYS[tag]
        if name in self._watched:
            self._push(name, attributes)
            self._begin(name, self._around.node)
        else:
            self._leaf, self._leaf_has = name, attributes

    def whole(self, see: Callable[[], None]) -> None:
        """A watched element stands here that is read already; ``see`` is told when it ends."""
        self._look_back()
        see()
        self._forget_texts()

    def _look_back(self) -> None:
        """What came before an element: one that turns out to have others in it, or text beside them."""
        texts = self.texts
        if self._leaf is not None:
            self._push(self._leaf, self._leaf_has)
        if (last := len(texts)) > self._seen:
            if not texts[-1].isspace() or (last > self._seen + 1 and self._has_words()):
                self._around.says = True
            self._seen = last

    def end(self, tag: str) -> None:
        """The element that began last ends."""
        name = self._leaf
        if name is None:
            self._pop()
            return
        self._leaf = None
        texts, seen, values = self.texts, self._seen, self._values
        last = len(texts)
        text = texts[seen] if last == seen + 1 else "".join(texts[seen:])
        if name not in values:
            values[name] = text
        elif self._is_kept:
            _put(values, name, text)
        if self._leaf_has:
            _put_attributes(values, f"{name}@", self._leaf_has)
        if not self._is_kept:
            self._forget_texts()
            return
        self._seen = last
        if name == _NAME_MARKUP:
            self._around.names.append(" ".join(text.split()))

    def _push(self, name: str, attributes: Attributes) -> None:
        """An element turns out to be more than a value."""
        if len(self._open) >= _DEEPEST:
            raise RefusedError(TOO_LARGE, REMEDY)
        is_watched = name in self._watched
        is_kept = name in self._kept if is_watched else self._is_kept
        node = Node(_type(attributes) if attributes else "", 0)
        if attributes:
            _put_attributes(node.values, "@", attributes)
        self._open.append(self._around)
        self._around = _Open(name, node, self._seen, is_watched=is_watched, is_kept=is_kept)
        self._values, self._is_kept, self._leaf = node.values, is_kept, None

    def _pop(self) -> None:
        done, texts = self._around, self.texts
        done.says = done.says or self._has_words()
        self._around = self._open.pop()
        self._values, self._is_kept = self._around.node.values, self._around.is_kept
        if done.is_watched:
            self._end(done.name, done.node)
            self._forget_texts()
        elif done.is_kept:
            self._put_part(done)
            self._seen = len(texts)
        else:
            self._forget_texts()

    def _put_part(self, done: _Open) -> None:
        """A text with marked names in it, or a part of the record."""
        around, is_name = self._around, done.name == _NAME_MARKUP
        is_text = is_name or done.is_marked
        if done.says or is_text:
            text = "".join(self.texts[done.mark :])
            _put(self._values, done.name, text)
            around.node.names += done.names
            if is_name:
                around.names.append(" ".join(text.split()))
        if not is_text:
            around.node.children.setdefault(done.name, []).append(done.node)

    def _has_words(self) -> bool:
        """Whether there is more than whitespace between two elements."""
        return any(not text.isspace() for text in self.texts[self._seen :])

    def _forget_texts(self) -> None:
        self.texts.clear()
        self._seen = 0
        self._around.mark = 0

    def check_size(self) -> None:
        """Raises RefusedError when a single text has grown too long; asked between pieces of the file."""
        if sum(map(len, self.texts[self._seen :])) > _LONGEST:
            raise RefusedError(TOO_LARGE, REMEDY)


def _type(attributes: Attributes) -> str:
    """``xsi:type`` without its prefix, which may be any, none, or not declared."""
    text = next((text for name, text in attributes.items() if name == _TYPE or name.endswith(_ANY_TYPE)), "")
    return key(text.strip()) if text else ""


def _put_attributes(values: dict[str, str], prefix: str, attributes: Attributes) -> None:
    for name, text in attributes.items():
        if not name.endswith(_ANY_TYPE) and not name.startswith("xmlns"):
            values[prefix + key(name)] = text


def repeated(name: str) -> str:
    """Where the values of a term that comes again are kept."""
    return f"{name} (gjentatt)"


def _put(values: dict[str, str], name: str, text: str) -> None:
    """The first of repeated values counts; the others are kept for the gate to see."""
    if name in values:
        name = repeated(name)
        text = f"{values.get(name, '')} | {text}"
    values[name] = text
