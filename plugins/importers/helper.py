"""A second process that converts records while the first reads the file and writes the store.

The two take batches of records as they come: the helper as many as it has time for, the reader the rest. What
comes of them is told to the store in the order of the file, so the result is the same as with one process.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection, Pipe
from queue import SimpleQueue
from typing import NoReturn

from plugins.importers.conversion import Telling
from plugins.importers.delivery import Delivered
from plugins.importers.parcels import Packer, Unpacker, pack_told, unpack_told

Convert = Callable[[Iterable[Delivered]], list[Telling]]

BATCH = 256
_AHEAD = 3
"""Batches that the helper has before it, so that it need not wait for the reader to look up."""
_WAITING = 24
"""Batches that may wait for one before them."""
_GONE = "en hjelpeprosess ble avbrutt. Prøv igjen; ingenting av filen er tatt inn."


class HelperError(RuntimeError):
    """The helper ended before its work was done; the message says how."""


def converted(
    records: Iterator[Delivered], convert: Convert, *, spread: bool
) -> Generator[list[Telling], None, None]:
    """What is to be told of the records, in order, a batch at a time.

    ``spread`` uses a second process. Raises what reading or converting raised, and HelperError.
    """
    if not spread or len(os.sched_getaffinity(0)) < 2:
        while batch := list(islice(records, BATCH)):
            yield convert(batch)
        return
    with _helper(convert) as helper:
        yield from _shared(records, convert, helper)


def _shared(
    records: Iterator[Delivered], convert: Convert, helper: Connection
) -> Generator[list[Telling], None, None]:
    queue: deque[list[Telling] | None] = deque()
    packer, given = Packer(), 0
    while batch := list(islice(records, BATCH)):
        if given < _AHEAD:
            _send(packer.pack(batch), helper)
            queue.append(None)
            given += 1
        else:
            queue.append(convert(batch))
        while queue and (queue[0] is not None or helper.poll() or len(queue) > _WAITING):
            given -= queue[0] is None
            yield _first(queue, helper)
    while queue:
        yield _first(queue, helper)


def _first(queue: deque[list[Telling] | None], helper: Connection) -> list[Telling]:
    own = queue.popleft()
    return _received(helper) if own is None else own


def _send(batch: bytes, helper: Connection) -> None:
    try:
        helper.send_bytes(batch)
    except OSError as error:
        raise HelperError(_GONE) from error


def _received(helper: Connection) -> list[Telling]:
    try:
        found, problem = unpack_told(helper.recv_bytes())
    except (EOFError, OSError) as error:
        raise HelperError(_GONE) from error
    if problem:
        raise HelperError(problem)
    return found


@contextmanager
def _helper(convert: Convert) -> Iterator[Connection]:
    """A fork that converts what it is sent until the connection is closed."""
    ours, theirs = Pipe()
    gc.collect()
    process = os.fork()
    if process == 0:
        ours.close()
        _work(convert, theirs)
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        os.waitpid(process, 0)


def _work(convert: Convert, parent: Connection) -> NoReturn:
    """Convert and send. A parent that is gone ends the helper; nothing of its is closed or flushed."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends the connection
    unpacker, waiting = Unpacker(), SimpleQueue[bytes]()
    # Always ready to receive: else each could wait for the other to read what it sends.
    threading.Thread(target=_receive, args=(parent, waiting), daemon=True).start()
    try:
        while batch := waiting.get():
            parent.send_bytes(_outcome(convert, unpacker.unpack(batch)))
        os._exit(0)
    except (EOFError, OSError):
        os._exit(0)
    except BaseException:  # nothing may go on into what the parent would have done
        traceback.print_exc()
        os._exit(1)


def _receive(parent: Connection, waiting: SimpleQueue[bytes]) -> None:
    try:
        while True:
            waiting.put(parent.recv_bytes())
    except (EOFError, OSError):
        waiting.put(b"")


def _outcome(convert: Convert, batch: list[Delivered]) -> bytes:
    try:
        return pack_told(convert(batch), "")
    except Exception:
        return pack_told([], traceback.format_exc())
