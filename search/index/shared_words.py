"""The forms of words, found once for processes that read at the same time: most words are in all of them.

Each looks words up in the order of their letters, one process from the front and one from the back, and
tells of what it finds in a file of its own. What another has told of is not looked up again, so that they
meet on the way. What a word is found by does not depend on who looks it up.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from search.analysis.chain import AT_ONCE, Found, found_by

LookUp = Callable[[Sequence[str], str], Found]
"""What words are found by, in a language."""
_LENGTH = 8
"""Bytes before what is told, that say how long it is: what is half written is read the next time."""


class _Told(msgspec.Struct, array_like=True):
    """Words, and what they are found by."""

    language: str
    words: list[str]
    found: Found


_encode = msgspec.msgpack.Encoder().encode
_told = msgspec.msgpack.Decoder(_Told).decode


_Row = tuple[str | None, tuple[str, ...]]


def _rows(words: Sequence[str], found: Found) -> Iterator[tuple[str, _Row]]:
    return zip(words, zip(*found, strict=True), strict=True)


class SharedWords:
    """One of ``count`` processes that tell one another in ``folder``; none ever waits for another."""

    def __init__(self, folder: Path, number: int, count: int) -> None:
        self._backwards = bool(number % 2)
        self._own = (folder / str(number)).open("ab", buffering=0)
        others = [folder / str(other) for other in range(count) if other != number]
        for path in others:
            path.touch()
        self._others = {path.open("rb", buffering=0): 0 for path in others}
        """How much of each file is read."""
        self._heard: defaultdict[str, dict[str, _Row]] = defaultdict(dict)

    def found_by(self, words: Sequence[str], language: str) -> Found:
        """What different words are found by, none of which was asked for before."""
        heard, own = self._heard[language], dict[str, _Row]()
        left = iter(sorted(words, reverse=self._backwards))
        while True:
            self._listen()
            some = list(islice((word for word in left if word not in heard), AT_ONCE))
            if not some:
                rows = [own.get(word) or heard.pop(word) for word in words]
                return Found([term for term, _ in rows], [parts for _, parts in rows])
            found = found_by(some, language)
            own |= _rows(some, found)
            said = _encode(_Told(language, some, found))
            self._own.write(len(said).to_bytes(_LENGTH, "little") + said)

    def _listen(self) -> None:
        """Take what the others have told of since the last time."""
        for file, begin in self._others.items():
            data = os.pread(file.fileno(), os.fstat(file.fileno()).st_size - begin, begin)
            at = 0
            while at + _LENGTH <= len(data):
                end = at + _LENGTH + int.from_bytes(data[at : at + _LENGTH], "little")
                if end > len(data):
                    break
                told = _told(data[at + _LENGTH : end])
                self._heard[told.language] |= _rows(told.words, told.found)
                at = end
            self._others[file] = begin + at
