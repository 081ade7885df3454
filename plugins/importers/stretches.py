"""A long list in a file of JSON cut into stretches of whole values, so that several can read it at once.

Where one value ends and the next begins, nobody can know who has not read all before it. So it is guessed, at
a comma between two objects that whole values come after for a while. Whoever reads a stretch sees whether its
last value ends just where the next stretch begins, and as all of them are read, every guess is proven.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from json.decoder import JSONDecodeError
from typing import Any, NamedTuple

from plugins.importers.json_stream import Matcher

LENGTH = 3 << 19
"""Bytes of a stretch, about."""
MARGIN = 1 << 15
"""Bytes before and after a stretch that are read with it: what a record refers to is near it, as a rule."""
_LOOKED_AT = 1 << 18
"""Bytes where the end of a value is looked for."""
_ENOUGH = 1 << 14
"""Characters of whole values that come after a guess."""
_BETWEEN = re.compile(rb"\}[ \t\r\n]*,[ \t\r\n]*(?=\{)")
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_END = re.compile(r"[ \t\r\n]*\]")

_decoder: Any = json.JSONDecoder()
_scan: Callable[[str, int], tuple[Any, int]] = _decoder.scan_once


class ReadAsWholeError(Exception):
    """What is read cannot be read in stretches."""


class Stretch(NamedTuple):
    """Places in a file, in bytes: a value ends and another begins at each, but for the last in the file.

    The stretch is from ``begin`` to ``end``, and what is near it from ``before`` to ``after``. The others are
    where what is near the stretches before and after this ends and begins.
    """

    before: int
    begin: int
    head: int
    tail: int
    end: int
    after: int


def stretches(file: int, begin: int, size: int) -> Iterator[Stretch]:
    """From ``begin`` to the end of a file, which is open for reading; the list may end before that.

    Raises ReadAsWholeError when values are too large, or nobody can see where they end.
    """
    before = begin
    head = _boundary(file, begin + MARGIN)
    while size - begin > LENGTH + LENGTH // 2:
        tail = _boundary(file, begin + LENGTH - MARGIN)
        end = _boundary(file, begin + LENGTH)
        after = _boundary(file, begin + LENGTH + MARGIN)
        if not head <= tail < end < after:
            raise ReadAsWholeError
        yield Stretch(before, begin, head, tail, end, after)
        before, begin, head = tail, end, after
    yield Stretch(before, begin, head, size, size, size)


def _boundary(file: int, place: int) -> int:
    near = os.pread(file, _LOOKED_AT, place)
    for found in _BETWEEN.finditer(near):
        if _goes_on(near[found.end() : found.end() + 3 * _ENOUGH].decode("utf-8", "replace")):
            return place + found.end()
    raise ReadAsWholeError


def _goes_on(text: str) -> bool:
    """Whether whole values come here, one after the other, for long enough."""
    at = 0
    while at < _ENOUGH:
        try:
            _, end = _scan(text, at)
        except (StopIteration, ValueError, RecursionError):
            return False
        if (comma := _COMMA.match(text, end)) is None:
            return False
        at = comma.end()
    return True


def read(file: int, begin: int, end: int) -> str:
    """The text between two places. Raises ReadAsWholeError when it is no UTF-8."""
    try:
        return os.pread(file, end - begin, begin).decode()
    except UnicodeDecodeError as error:
        raise ReadAsWholeError from error


def values(text: str, matcher: Matcher, see: Callable[[Any], None], take: Callable[[Any], None]) -> int:
    """Give each value to ``take``, and what the matcher makes of those it knows to ``see``.

    Returns where the list ends, or -1 when it goes on. Raises ReadAsWholeError when neither comes after whole
    values and no more.
    """
    at, match, comma, length = 0, matcher.match, _COMMA.match, len(text)
    while at < length:
        if found := match(text, at):
            value, end = found
            see(value)
        else:
            raw, end = _value(text, at)
            value = matcher.learn(text[at:end], raw)
            (take if value is raw else see)(value)
        if (between := comma(text, end)) is None:
            if _END.match(text, end) is None:
                raise ReadAsWholeError
            return end
        at = between.end()
    return -1


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _scan(text, at)
    except (StopIteration, JSONDecodeError, RecursionError, ValueError) as error:
        raise ReadAsWholeError from error
