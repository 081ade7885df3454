"""A JSON document of any size. What fits in a window of it is a value; what does not is walked, part by part.

The standard library's scanner reads one value from where it stands in a text, at the speed of C. So a window
of the file is enough, and a list of a million objects is read an object at a time.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from json.decoder import JSONDecodeError
from pathlib import Path
from typing import Any, Protocol

from plugins.importers.delivery import Meter, RefusedError

REMEDY = "Be arkivet lage filen på nytt; ingenting av den er tatt inn."
_CHUNK = 1 << 20
LARGEST = 4 * _CHUNK
"""Characters of what is read whole. A meeting with all its papers is a hundredth of it."""
_NEXT_OBJECT = re.compile(r"[ \t\n\r]*,[ \t\n\r]*(?=\{)")
_LONGEST_TOKEN = 12
"""Characters that may be missing of a word or a number where a window ends."""
_BROKEN = "filen er ikke gyldig JSON (et tegn står der det ikke skal)"
_CUT = "filen slutter midt i; den er avkortet"


class Matcher(Protocol):
    """What knows objects by how they are written."""

    def match(self, text: str, at: int) -> tuple[Any, int] | None:
        """What an object is that begins at a place in a text, and where it ends; None for one not known."""
        ...

    def learn(self, text: str, raw: Any) -> Any:
        """See how a value is written that was not known, and give it, or what it is."""
        ...


class LargeObject:
    """An object that is too large to be read whole. Its members can be walked once, in the file's order."""

    def __init__(self, window: _Window) -> None:
        self._window = window

    def members(self, is_large: Callable[[str], bool] = lambda name: False) -> Iterator[tuple[str, Any]]:
        """Each name with its value, which is to be walked, if it is large, before the next is asked for.

        ``is_large`` says of a name that its value is, so that nobody need try to read it whole.
        """
        window = self._window
        for _ in window.separated("{", "}"):
            name = window.value()
            if not isinstance(name, str):
                raise window.refusal(_BROKEN)
            window.take(":")
            yield name, window.large() if is_large(name) else window.value()


class LargeList:
    """A list that is too large to be read whole. It can be walked once."""

    def __init__(self, window: _Window) -> None:
        self._window = window

    def __iter__(self) -> Iterator[Any]:
        """Each value, which is to be walked, if it is large, before the next is asked for."""
        return (self._window.value() for _ in self._window.separated("[", "]"))

    def matched(self, matcher: Matcher) -> Iterator[Any]:
        """The same, but for objects that the matcher knows, which are what it makes of them."""
        for _ in self._window.separated("[", "]"):
            yield self._window.matched(matcher)
            yield from self._window.following(matcher)

    def begin(self) -> int | None:
        """Step into the list, to have it read by others: where in the file its first value begins, in bytes.

        None when the file is not UTF-8, and nobody can tell.
        """
        self._window.take("[")
        self._window.peek()
        return self._window.place()

    def end(self, place: int) -> None:
        """Others have read the list, which ends at a place in the file."""
        self._window.go_to(place)
        self._window.take("]")


def read_json(path: Path, meter: Meter, *, is_large: bool = False) -> Iterator[Any]:
    """Gives the document once: a plain value, LargeObject or LargeList. What comes after it is refused.

    ``is_large`` says that it is no plain value, so that nobody need try.

    Raises RefusedError with line and column for what is no JSON; with a large document, as it is walked.
    """
    with path.open("rb") as handle:
        meter.follow(handle)
        window = _Window(handle)
        yield window.large() if is_large else window.value()
        if window.peek():
            raise window.refusal(_BROKEN)


class _Window:
    """The part of the file that is in memory, and where in it reading stands."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        decoder: Any = json.JSONDecoder()
        self._scan: Callable[[str, int], tuple[Any, int]] = decoder.scan_once
        start = handle.read(4)
        handle.seek(0)
        encoding = json.detect_encoding(start)
        self._is_utf8 = encoding in {"utf-8", "utf-8-sig"}
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._text, self._at, self._ended = "", 0, False
        self._began = 0  # where the value that was read last begins
        self._line, self._column = 1, 1  # of the first character in the window

    def value(self) -> Any:
        """The value that begins here, and step past it; large ones are given to be walked."""
        first = self.peek()
        while True:
            try:
                found, end = self._scan(self._text, self._at)
            except StopIteration as stop:
                self._refuse_or_read(int(stop.value), cut=False)
            except JSONDecodeError as error:
                self._refuse_or_read(error.pos, cut="Unterminated" in error.msg)
            except RecursionError as error:
                raise RefusedError("filen har lister i altfor mange nivåer", REMEDY) from error
            except ValueError as error:
                raise RefusedError("filen har et tall med altfor mange sifre", REMEDY) from error
            else:
                # «-5e» is -5 as long as nobody has seen the rest of «-5e-324».
                if end < len(self._text) - 2 or first in '{["' or not self._more():
                    self._began, self._at = self._at, end
                    return found
            if len(self._text) - self._at > LARGEST:
                return self._large(first)

    def matched(self, matcher: Matcher) -> Any:
        """What the matcher makes of the value that begins here, or else the value, which it may learn."""
        if self.peek() == "{" and (found := matcher.match(self._text, self._at)) is not None:
            value, self._at = found
            return value
        value = self.value()
        if isinstance(value, (LargeObject, LargeList)):
            return value
        return matcher.learn(self._text[self._began : self._at], value)

    def following(self, matcher: Matcher) -> Iterator[Any]:
        """What the matcher makes of the objects that follow in a list, as far as it knows them at once."""
        while (comma := _NEXT_OBJECT.match(self._text, self._at)) and (
            found := matcher.match(self._text, comma.end())
        ) is not None:
            value, self._at = found
            yield value

    def large(self) -> LargeObject | LargeList:
        """The value that begins here, to be walked."""
        return self._large(self.peek() or " ")

    def _large(self, first: str) -> LargeObject | LargeList:
        if first not in "{[":
            raise self.refusal("filen har en enkelt tekst på over 4 MB")
        return LargeObject(self) if first == "{" else LargeList(self)

    def _refuse_or_read(self, place: int, *, cut: bool) -> None:
        """Read on when the value may go on past the window; else it is no JSON."""
        near_the_end = place >= len(self._text) - _LONGEST_TOKEN
        if (cut or near_the_end) and self._more():
            return
        ends = cut or place >= len(self._text.rstrip())
        raise self.refusal(_CUT if ends else _BROKEN, place)

    def separated(self, start: str, end: str) -> Iterator[None]:
        """Step into a list or an object, and stop before each of its parts."""
        self.take(start)
        if self.peek() != end:
            yield
            while self.peek() == ",":
                self._at += 1
                yield
        self.take(end)

    def take(self, character: str) -> None:
        """Step past a character that must come next."""
        if self.peek() != character:
            raise self.refusal(_BROKEN if self.peek() else _CUT)
        self._at += 1

    def peek(self) -> str:
        """The next character that is no space, and stand before it; empty at the end of the file."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in " \t\n\r":
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Let go of what is read, and read on: as much again as is held, so that nothing is read often."""
        if self._ended:
            return False
        done = self._text[: self._at]
        self._line, self._column = self._position(len(done))
        self._text, self._at = self._text[self._at :], 0
        chunk = self._handle.read(max(_CHUNK, len(self._text)))
        self._ended = not chunk
        try:
            self._text += self._decoder.decode(chunk, self._ended)
        except UnicodeDecodeError as error:
            raise self._not_text(error) from error
        return True

    def place(self) -> int | None:
        """Where in the file reading stands, in bytes; None when the characters are not UTF-8."""
        if not self._is_utf8:
            return None
        pending, _ = self._decoder.getstate()
        ahead = len(self._text[self._at :].encode()) + len(pending)
        found: int = self._handle.tell() - ahead
        return found

    def go_to(self, place: int) -> None:
        """Let go of the window, and read on from a place in the file."""
        self._handle.seek(place)
        self._decoder.reset()
        self._text, self._at, self._ended = "", 0, False

    def _position(self, place: int) -> tuple[int, int]:
        lines = self._text.count("\n", 0, place)
        if not lines:
            return self._line, self._column + place
        return self._line + lines, place - self._text.rfind("\n", 0, place)

    def refusal(self, message: str, place: int | None = None) -> RefusedError:
        """The refusal of the file for what stands at a place in the window, or where reading stands."""
        line, column = self._position(self._at if place is None else place)
        return RefusedError(message, REMEDY, line=line, column=column)

    def _not_text(self, error: UnicodeDecodeError) -> RefusedError:
        line, column = self._position(len(self._text))
        before = bytes(error.object[: error.start])
        if lines := before.count(b"\n"):
            line, column = line + lines, 0
        return RefusedError(
            "tegnene er ikke UTF-8",
            REMEDY,
            line=line,
            column=column + len(before) - (before.rfind(b"\n") + 1) + (1 if lines else 0),
        )
