"""Spreads queries over processes: a worker is a fork that knows all its parent knew, and sends its finds."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from fcntl import F_SETPIPE_SZ, fcntl
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, NoReturn

from plugins.memo.found import packed, unpacked
from plugins.memo.query import Key, World
from plugins.memo.trace import TracingMemo

ENOUGH = 300
"""Fewer queries than this are not worth a second process, whatever they take."""
START_SECONDS = 0.8
"""What must be left to do, in one process, before more are started: what they find is sent and stored."""
_FOUND, _COUNT = b"funnet", 4
"""What a message with finds begins with, and the bytes of how many queries were asked; others are pickles."""
_PORTIONS = 40
"""In so many portions the work is divided for each process, so that they end at nearly the same time."""
_PIPE_BYTES = 1 << 20
"""Room for what a worker has found, so that it need not wait for the parent to take it."""
_TRIAL = 32  # how many queries are answered before it is judged what the rest will take

Batch = Sequence[Key]
"""Queries that rest on the same answers, and are asked in one process, in order."""


class WorkerError(RuntimeError):
    """A worker ended without telling what it found; the message says how."""


def bring_up_all(
    memo: TracingMemo,
    world: World,
    batches: Sequence[Batch],
    *,
    processes: int = 0,
    done: Callable[[int], None] = lambda queries: None,
) -> None:
    """Bring every answer of ``batches`` up to date; ``done`` is told how many more are, now and then.

    With ``processes`` 0 the machine's processors are used when that pays. Raises what a query
    raised, in whichever process it was, and WorkerError when a worker was killed.
    """
    wanted = processes or len(os.sched_getaffinity(0))
    rest = _begin(memo, world, batches, done) if wanted > 1 else batches
    if wanted == 1 or not rest:
        for batch in rest:
            _bring_up(memo, world, batch, done)
        memo.flush()
        return
    memo.flush()
    memo.ledger.show()
    gc.freeze()  # what the parent holds is shared as long as nobody counts references anew
    try:
        queue = _Queue(rest, wanted)
        workers = _start(memo, world, queue, wanted)
        queue.close()
        _gather(memo, workers, done)
    finally:
        gc.unfreeze()


def _bring_up(memo: TracingMemo, world: World, batch: Batch, done: Callable[[int], None]) -> None:
    for key in batch:
        memo.bring_up(world, key)
    memo.end_batch()
    done(len(batch))


def _begin(
    memo: TracingMemo, world: World, batches: Sequence[Batch], done: Callable[[int], None]
) -> Sequence[Batch]:
    """Answer until more processes would pay; what is left then.

    Most suspects turn out to hold, and are done with before a process could be started. Where nothing is
    remembered none of them do, so only the first query is answered here: it also loads what all of them use.
    """
    left, asked, begun = sum(map(len, batches)), 0, 0.0
    if memo.ledger.begun_anew and left >= ENOUGH:
        _bring_up(memo, world, batches[0][:1], done)
        return [batches[0][1:], *batches[1:]]
    for at, batch in enumerate(batches):
        tried = asked >= _TRIAL and left >= ENOUGH
        if tried and (time.perf_counter() - begun) * left >= START_SECONDS * asked:
            return batches[at:]
        _bring_up(memo, world, batch, done)
        left -= len(batch)
        if not begun:  # the first one also loads what all of them use
            begun = time.perf_counter()
        else:
            asked += len(batch)
    return ()


class _Queue:
    """Portions of work, the largest first: each process takes the next one when it is done with its last."""

    def __init__(self, batches: Sequence[Batch], processes: int) -> None:
        self._portions = list(_portions(batches, sum(map(len, batches)) / (processes * _PORTIONS)))
        self._numbers, numbered = os.pipe()  # it has room for more of them than there are
        os.write(numbered, b"".join(n.to_bytes(_COUNT, "big") for n in range(len(self._portions))))
        os.close(numbered)

    def batches(self) -> Iterator[Batch]:
        """What falls to this process."""
        while number := os.read(self._numbers, _COUNT):
            yield from self._portions[int.from_bytes(number, "big")]

    def close(self) -> None:
        """No more is taken here."""
        os.close(self._numbers)


def _portions(batches: Sequence[Batch], least: float) -> Iterator[list[Batch]]:
    """The batches, small ones together, so that each portion has at least so many queries but the last."""
    portion, size = list[Batch](), 0
    for batch in sorted(batches, key=len, reverse=True):
        portion.append(batch)
        size += len(batch)
        if size >= least:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _start(memo: TracingMemo, world: World, queue: _Queue, processes: int) -> dict[Connection, int]:
    """The process of each worker by the connection that it sends through."""
    workers: dict[Connection, int] = {}
    for _ in range(processes):
        ours, theirs = Pipe(duplex=False)
        with suppress(OSError):  # it only saves time
            fcntl(theirs.fileno(), F_SETPIPE_SZ, _PIPE_BYTES)
        process = os.fork()
        if process == 0:
            for other in (
                ours,
                *workers,
            ):  # else a worker would keep another's pipe open when the parent is gone
                other.close()
            _work(memo, world, queue, theirs)
        theirs.close()
        workers[ours] = process
    return workers


def _work(memo: TracingMemo, world: World, queue: _Queue, parent: Connection) -> NoReturn:
    """Answer and send. A parent that is gone ends the worker; nothing of the parent is closed or flushed."""
    status = 1
    gc.disable()  # it ends before there is much to collect
    try:
        memo.ledger = memo.ledger.reopened()
        world.forked()
        asked = _Counter()
        memo.take = lambda found: parent.send_bytes(
            _FOUND + asked.since().to_bytes(_COUNT, "big") + packed(found)
        )
        begun = set(memo.resolved)
        for batch in queue.batches():
            for key in batch:
                memo.bring_up(world, key)
                asked.count += 1
            memo.end_batch()
        memo.flush()
        parent.send_bytes(pickle.dumps(("done", memo.resolved - begun, memo.reasons), 5))
        status = 0
    except BrokenPipeError:
        pass
    except BaseException as error:
        parent.send_bytes(told(error))
    finally:
        os._exit(status)


class _Counter:
    """How many queries have been asked since it was last told."""

    def __init__(self) -> None:
        self.count = self._told = 0

    def since(self) -> int:
        more, self._told = self.count - self._told, self.count
        return more


def told(error: BaseException) -> bytes:
    """A message with the error itself where it can be sent, else with what it said."""
    try:
        told = pickle.dumps(("failed", error, ""), 5)
        pickle.loads(told)  # noqa: S301 - just made
        return told
    except Exception:
        return pickle.dumps(("failed", RuntimeError("".join(traceback.format_exception(error))), ""), 5)


def _gather(memo: TracingMemo, workers: dict[Connection, int], done: Callable[[int], None]) -> None:
    """Take what the workers send until all have ended; at the first failure the others are stopped."""
    try:
        for kind, one, two in _messages(workers):
            if kind == "found":
                memo.take(two)
                memo.learn(two)
                done(one)
            elif kind == "done":
                memo.resolved |= one
                memo.reasons = {**two, **memo.reasons}
            else:
                raise one
    except BaseException:
        for process in workers.values():
            os.kill(process, signal.SIGKILL)  # not reaped yet, so it is still ours
        raise
    finally:
        for connection, process in workers.items():
            connection.close()
            os.waitpid(process, 0)


def _read(message: bytes) -> tuple[str, Any, Any]:
    if not message.startswith(_FOUND):
        return pickle.loads(message)  # type: ignore[no-any-return] # noqa: S301 - from our own fork
    start = len(_FOUND) + _COUNT
    return "found", int.from_bytes(message[len(_FOUND) : start], "big"), unpacked(memoryview(message)[start:])


def _messages(workers: dict[Connection, int]) -> Iterator[tuple[str, Any, Any]]:
    waiting = set(workers)
    finished: set[Connection] = set()
    while waiting:
        for ready in wait(list(waiting)):
            assert isinstance(ready, Connection)  # noqa: S101 - they are what was waited for
            try:
                message = _read(ready.recv_bytes())
            except (EOFError, OSError):  # nothing more, or half a message
                waiting.discard(ready)
                if ready not in finished:
                    raise WorkerError("en av byggets prosesser ble stoppet") from None
                continue
            if message[0] == "done":
                finished.add(ready)
            yield message
