"""Searches that many have made, as insight leaves them: suggested to those who begin to type one."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

LOOK_AGAIN = 5.0
"""Seconds between two looks at the file."""
_decode = msgspec.json.Decoder(list[str])


class Frequent:
    """The newest list in a file of JSON strings, the commonest first; what it said last when it is damaged.

    Whoever writes it answers for that so many people have made each search that it tells of none of them.
    """

    def __init__(self, path: Path, look_again: float = LOOK_AGAIN) -> None:
        self._path = path
        self._look_again = look_again
        self._looked = float("-inf")
        self._stamp: tuple[int, int] | None = None
        self._searches: tuple[str, ...] = ()

    def current(self) -> tuple[str, ...]:
        """The searches; none without a file."""
        now = time.monotonic()
        if now - self._looked < self._look_again:
            return self._searches
        self._looked = now
        try:
            about = self._path.stat()
            if (about.st_mtime_ns, about.st_size) != self._stamp:
                self._stamp = (about.st_mtime_ns, about.st_size)
                self._searches = tuple(_decode.decode(self._path.read_bytes()))
        except FileNotFoundError:
            self._stamp, self._searches = None, ()
        except (OSError, ValueError):
            pass  # half a file: what it said before is as good
        return self._searches
