"""Many visitors at once: a few connections that each ask anew as soon as they are answered.

One thread with a selector and requests written beforehand, so that it takes little of the processors that it
shares with what it measures; how much it took is told.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.measure import Latencies

_PIECE = 1 << 18
_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass(frozen=True)
class Load:
    """What the visitors saw. ``processor`` is the part (0–1) of one processor that asking took."""

    latencies: Latencies
    seconds: float
    processor: float
    answers: dict[int, int]
    """How many answers had each status."""
    marked: int = 0
    """How many of them held what was looked for."""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies.samples) / self.seconds


def ask_all(port: int, paths: Sequence[str], connections: int, mark: bytes = b"") -> Load:
    """Get every path once from the server on loopback, ``connections`` at a time, and look for ``mark`` in
    each answer. Raises OSError when it hangs up.
    """
    requests = iter([_request(path) for path in paths])
    selector = selectors.DefaultSelector()
    heard = _Heard(mark)
    began, used = time.perf_counter(), time.process_time()
    for _ in range(min(connections, len(paths))):
        _Visitor(port, selector).ask(next(requests))
    while selector.get_map():
        for key, _ in selector.select():
            _hear(key.data, requests, heard)
    seconds, used = time.perf_counter() - began, time.process_time() - used
    latencies = Latencies(tuple(heard.samples))
    return Load(latencies, seconds, used / seconds, dict(heard.statuses), heard.marked)


@dataclass
class _Heard:
    """What has been answered until now."""

    mark: bytes
    samples: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    marked: int = 0


def _hear(visitor: _Visitor, requests: Iterator[bytes], heard: _Heard) -> None:
    status = visitor.heard()
    if not status:
        return
    heard.samples.append((time.perf_counter() - visitor.asked) * 1000)
    heard.statuses[status] += 1
    heard.marked += heard.mark in visitor.got
    following = next(requests, None)
    if following is None:
        visitor.leave()
    else:
        visitor.ask(following)


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\n\r\n".encode()


class _Visitor:
    """One connection, and as much of an answer as has come."""

    def __init__(self, port: int, selector: selectors.BaseSelector) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector = selector
        self.got = b""
        """The answer, as far as it has come."""
        self.asked = 0.0
        selector.register(self._socket, selectors.EVENT_READ, self)

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self.got, self.asked = b"", time.perf_counter()
        self._socket.sendall(request)

    def heard(self) -> int:
        """The status of the answer when all of it is here; 0 until then."""
        piece = self._socket.recv(_PIECE)
        if not piece:
            raise ConnectionError("the server hung up")
        self.got += piece
        head, found, body = self.got.partition(_HEAD_ENDS)
        if not found:
            return 0
        length = head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0]
        return int(head[9:12]) if len(body) >= int(length) else 0

    def leave(self) -> None:
        """Hang up."""
        self._selector.unregister(self._socket)
        self._socket.close()
