"""One question answered in a process of its own, while this one goes on without the answer."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from typing import Generic, NoReturn, Self, TypeVar

from plugins.memo.workers import WorkerError, told

T = TypeVar("T")


class Aside(Generic[T]):
    """A context manager around a fork that computes ``question`` and ends; leaving it ends the fork too."""

    def __init__(self, question: Callable[[], T]) -> None:
        self._question = question

    def __enter__(self) -> Self:
        self._ours, theirs = Pipe(duplex=False)
        self.process = os.fork()
        if self.process == 0:
            self._ours.close()
            _answer(self._question, theirs)
        theirs.close()
        return self

    def answer(self) -> T:
        """Wait for the answer. Raises what the question raised; WorkerError when its process was killed."""
        try:
            kind, answer = pickle.loads(self._ours.recv_bytes())[:2]  # noqa: S301 - from our own fork
        except EOFError:
            raise WorkerError("en av byggets prosesser ble stoppet") from None
        if kind == "failed":
            raise answer
        return answer  # type: ignore[no-any-return]

    def __exit__(self, *exception: object) -> None:
        self._ours.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)  # it has answered, or nobody waits for it any more
        os.waitpid(self.process, 0)


def _answer(question: Callable[[], T], parent: Connection) -> NoReturn:
    """Answer and end; nothing of the parent's is closed or flushed."""
    status = 1
    try:
        parent.send_bytes(pickle.dumps(("answer", question()), 5))
        status = 0
    except BrokenPipeError:
        pass
    except BaseException as error:
        parent.send_bytes(told(error))
    finally:
        os._exit(status)
