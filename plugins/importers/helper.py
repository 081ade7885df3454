"""A second process that converts records while the first reads the file and writes the store.

The two take batches of records as they come: the helper as many as it has time for, the reader the rest. What
comes of them is told to the store in the order of the file, so the result is the same as with one process.
"""

from __future__ import annotations

import fcntl
import gc
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, Pipe
from queue import SimpleQueue
from typing import Any, NoReturn, TypeVar

from plugins.importers.conversion import Telling
from plugins.importers.delivery import Delivered
from plugins.importers.parcels import Packer, Unpacker, pack_told, unpack_told

W = TypeVar("W")
R = TypeVar("R")

Convert = Callable[[Iterable[Delivered]], list[Telling]]

BATCH = 128
_AHEAD = 12
"""Batches that the helper has before it, so that it need not wait for the reader to look up."""
_WAITING = 48
"""Batches that may wait for one before them."""
_PIPE = 1 << 20
"""Bytes that may be on their way, if the system allows, so that neither must wait for the other to read."""
_GONE = "en hjelpeprosess ble avbrutt. Prøv igjen; ingenting av filen er tatt inn."


class HelperError(RuntimeError):
    """The helper ended before its work was done; the message says how."""


def converted(
    records: Iterator[Delivered], convert: Convert, *, spread: bool
) -> Generator[list[Telling], None, None]:
    """What is to be told of the records, in order, a batch at a time.

    ``spread`` uses a second process. Raises what reading or converting raised, and HelperError.
    """
    batches = iter(lambda: list(islice(records, BATCH)), [])
    packer, unpacker = Packer(), Unpacker()
    return shared(batches, convert, packer.pack, unpacker.unpack, spread=spread, ahead=_AHEAD)


def shared(  # noqa: PLR0913 - how work goes to the other, once
    work: Iterator[W],
    do: Callable[[W], R],
    pack: Callable[[W], bytes],
    unpack: Callable[[bytes], W],
    *,
    spread: bool,
    ahead: int,
) -> Generator[R, None, None]:
    """What comes of each piece of work, in order; what comes of one must be such as ``pack_told`` can pack.

    ``spread`` uses a second process, to which work is packed, ``ahead`` pieces before it has answered. Raises
    what doing it raised, and HelperError.
    """
    if not spread or len(os.sched_getaffinity(0)) < 2:
        yield from map(do, work)
        return
    with _helper(lambda packed: do(unpack(packed))) as helper:
        yield from _shared(work, do, pack, helper, ahead)


def _shared(
    work: Iterator[W], do: Callable[[W], R], pack: Callable[[W], bytes], helper: _Helper, ahead: int
) -> Generator[R, None, None]:
    queue: deque[tuple[R] | None] = deque()
    given = 0
    for piece in work:
        if given < ahead:
            helper.send(pack(piece))
            queue.append(None)
            given += 1
        else:
            queue.append((do(piece),))
        while queue and (queue[0] is not None or helper.has_answered() or len(queue) > _WAITING):
            own = queue.popleft()
            given -= own is None
            yield helper.receive() if own is None else own[0]
    for own in queue:
        yield helper.receive() if own is None else own[0]


class _Helper:
    """The other process: what is sent to it is answered in order."""

    def __init__(self, out: Connection, back: Connection) -> None:
        self._out, self._back = out, back

    def send(self, packed: bytes) -> None:
        """Give it work."""
        try:
            self._out.send_bytes(packed)
        except OSError as error:
            raise HelperError(_GONE) from error

    def has_answered(self) -> bool:
        """Whether there is anything to receive."""
        return self._back.poll()

    def receive(self) -> Any:
        """What came of the first of what it was sent, of that which is not received."""
        try:
            found, problem = unpack_told(self._back.recv_bytes())
        except (EOFError, OSError) as error:
            raise HelperError(_GONE) from error
        if problem:
            raise HelperError(problem)
        return found


@contextmanager
def _helper(do: Callable[[bytes], Any]) -> Iterator[_Helper]:
    """A fork that does what it is sent until the connection is closed."""
    (theirs_in, out), (back, theirs_out) = _pipe(), _pipe()
    gc.collect()
    process = os.fork()
    if process == 0:
        out.close()
        back.close()
        _work(do, theirs_in, theirs_out)
    theirs_in.close()
    theirs_out.close()
    try:
        yield _Helper(out, back)
    finally:
        out.close()
        back.close()
        os.waitpid(process, 0)


def _pipe() -> tuple[Connection, Connection]:
    """A pipe's two ends, to read and to write."""
    ends = Pipe(duplex=False)
    with suppress(OSError):
        fcntl.fcntl(ends[1].fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
    return ends


def _work(do: Callable[[bytes], Any], work: Connection, answers: Connection) -> NoReturn:
    """Do and answer. A parent that is gone ends the helper; nothing of its is closed or flushed."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends the connection
    waiting = SimpleQueue[bytes]()
    # Always ready to receive: else each could wait for the other to read what it sends.
    threading.Thread(target=_receive, args=(work, waiting), daemon=True).start()
    try:
        while packed := waiting.get():
            answers.send_bytes(_answer(do, packed))
        os._exit(0)
    except (EOFError, OSError):
        os._exit(0)
    except BaseException:  # nothing may go on into what the parent would have done
        traceback.print_exc()
        os._exit(1)


def _receive(work: Connection, waiting: SimpleQueue[bytes]) -> None:
    try:
        while True:
            waiting.put(work.recv_bytes())
    except (EOFError, OSError):
        waiting.put(b"")


def _answer(do: Callable[[bytes], Any], packed: bytes) -> bytes:
    try:
        return pack_told(do(packed), "")
    except Exception:
        return pack_told([], traceback.format_exc())
