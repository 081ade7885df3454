"""Elements cut out of a file before the parser sees it, and a sign left for each in its place.

A record is all from its first tag to its last; a frame is what lies around records, with nothing but their
signs in it. In the place of either, the parser finds a processing instruction.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from plugins.importers.shapes import SIGN, Shapes
from plugins.importers.unread import Part, Texts

_SIGN = SIGN.encode()
_ENCODINGS = {"utf-8": "utf-8", "iso-8859-1": "latin-1", "us-ascii": "ascii"}
"""Sets of characters in which the bytes of a tag are no part of anything else, and Python's name for them."""
_AFTER_NAME = (b"", b" ", b">", b"\t", b"\r", b"\n")
_LARGEST_RECORD, _LARGEST_FRAME = 1 << 20, 1 << 16
"""Bytes of an element that is waited for; a larger one is the parser's."""
_FORBIDDEN = b"\0"
_AS_FORBIDDEN = bytes(byte if byte > 0x1F or byte in b"\t\n\r" else 0 for byte in range(256))
_NOT_IN_XML = b"\xef\xbf"
"""How U+FFFE and U+FFFF begin in UTF-8, which XML has no place for."""
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*", re.DOTALL)

_Stretch = tuple[bytes, tuple[Part, Texts] | None]
"""A stretch of a file: an element that is cut out, and how it is read, or what is left of it."""


class Cut(NamedTuple):
    """An element that is cut out. ``inside`` are the records in a frame; a record has none at all."""

    part: Part
    texts: Texts
    inside: tuple[Cut, ...] | None = None


class Cutter:
    """Cuts elements out of a file piece by piece.

    ``waiting`` are those that are cut, in the order that the parser will come to their signs. After the first
    comment, CDATA section or instruction in the content, nothing is cut: what they hold may look like tags.
    """

    def __init__(self) -> None:
        self._records = self._frames = _Knife("", "ascii", Shapes(frozenset(), frozenset()), 0)
        self._at_start, self._is_plain = True, True
        self._signed: deque[Cut] = deque()
        self.waiting: deque[Cut] = deque()
        self.has_cut = False

    def look_for(self, record: str, frame: str, encoding: str, shapes: Shapes) -> None:
        """Cut the records with one tag from now on, and the frames with another unless it is empty.

        Nothing is cut when the encoding is not one that allows it.
        """
        name = _ENCODINGS.get(encoding.lower())
        if name is not None:
            self._records = _Knife(record, name, shapes, _LARGEST_RECORD)
            self._frames = _Knife(frame, name, shapes, _LARGEST_FRAME)

    def cut(self, piece: bytes) -> bytes:
        """What the parser is to see of the file up to the end of this piece.

        A tag or an element that is not whole is held back until the next; nothing is after an empty one.
        """
        if piece and self._may_cut(piece):
            return b"".join(self._without_frames(b"".join(self._without_records(piece))))
        held = self._frames.let_go()
        self._pass(held)
        return held + self._records.let_go() + piece

    def _may_cut(self, piece: bytes) -> bool:
        """Whether there is nothing but elements and texts so far, and no byte that makes XML of none."""
        held = self._records.rest + piece
        if self._is_plain:
            prolog = _PROLOG.match(held) if self._at_start else None
            content = held[prolog.end() :] if prolog else held
            self._at_start = False
            # One character is looked for much faster than two of which the first is everywhere.
            self._is_plain = not (
                (b"!" in content and b"<!" in content) or (b"?" in content and b"<?" in content)
            )
        return self._is_plain and _NOT_IN_XML not in held and _FORBIDDEN not in held.translate(_AS_FORBIDDEN)

    def _without_records(self, piece: bytes) -> Iterator[bytes]:
        for stretch, found in self._records.stretches(piece):
            if found is None:
                yield stretch
            else:
                self._signed.append(Cut(*found))
                self.has_cut = True
                yield _SIGN

    def _without_frames(self, piece: bytes) -> Iterator[bytes]:
        for stretch, found in self._frames.stretches(piece):
            if found is None:
                self._pass(stretch)
                yield stretch
            else:
                inside = tuple([self._signed.popleft() for _ in range(stretch.count(_SIGN))])
                self.waiting.append(Cut(*found, inside))
                self.has_cut = True
                yield _SIGN

    def _pass(self, stretch: bytes) -> None:
        """The records of a stretch are not in a frame that is cut out."""
        self.waiting.extend([self._signed.popleft() for _ in range(stretch.count(_SIGN))])


class _Knife:
    """Finds the elements of one tag. ``rest`` is what may be the beginning of one."""

    def __init__(self, tag: str, encoding: str, shapes: Shapes, largest: int) -> None:
        self._begin, self._end = (f"<{tag}".encode(), f"</{tag}>".encode()) if tag else (b"", b"")
        self._encoding, self._shapes, self._largest = encoding, shapes, largest
        self.rest = b""

    def let_go(self) -> bytes:
        """What was held back."""
        held, self.rest = self.rest, b""
        return held

    def stretches(self, piece: bytes) -> Iterator[_Stretch]:
        """What is held and this piece, but for the end of it that may be the beginning of an element."""
        held = self.let_go() + piece
        done = 0
        start, end = self._next(held, 0)
        while end > 0:
            element = held[start:end]
            if (found := self._read(element)) is not None:
                yield held[done:start], None
                yield element, found
                done = end
            start, end = self._next(held, end)
        if start < len(held) - self._largest:
            start = len(held)
        self.rest = held[start:]
        yield held[done:start], None

    def _next(self, held: bytes, after: int) -> tuple[int, int]:
        """Where the next innermost element begins and ends; the end is 0 for one that may go on."""
        begun = after
        end = held.find(self._end, begun) if self._end else -1
        while end >= 0:
            start, end = self._last_begin(held, begun, end), end + len(self._end)
            if start >= 0:
                return start, end
            begun, end = end, held.find(self._end, end)
        if (start := self._first_begin(held, begun)) >= 0:
            return start, 0
        last = held.rfind(b"<", after)
        return (last if last >= 0 and held.find(b">", last) < 0 else len(held)), 0

    def _last_begin(self, held: bytes, after: int, before: int) -> int:
        begin = self._begin
        start = held.rfind(begin, after, before)
        while start >= 0 and held[start + len(begin) : start + len(begin) + 1] not in _AFTER_NAME:
            start = held.rfind(begin, after, start)
        return start

    def _first_begin(self, held: bytes, after: int) -> int:
        begin = self._begin
        start = held.find(begin, after) if begin else -1
        while start >= 0 and held[start + len(begin) : start + len(begin) + 1] not in _AFTER_NAME:
            start = held.find(begin, start + len(begin))
        return start

    def _read(self, element: bytes) -> tuple[Part, Texts] | None:
        """Read an element by its shape; None when the parser must read it."""
        try:
            text = element.decode(self._encoding)
        except UnicodeDecodeError:
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return self._shapes.read(text)
