"""The archive's search documents as one build has them made: when they are asked for, or beside it.

After a new delivery it is known at once that they must be made, and they rest on little that the pages do; so
they are begun in a process of their own while the build finds out which pages are new.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Self

from plugins.memo.aside import Aside
from plugins.model.state import State

if TYPE_CHECKING:
    from plugins.engine.transcribing import Transcribed
    from plugins.model.document import Shard
    from plugins.views.inputs import BuildInputs


class Transcriber:
    """Answers for the transcript of one build. A context manager: leaving it ends what it has begun.

    The process it begins holds the lock of the state as long as it lives, as every fork of a build does, so
    one that outlives a killed build is waited for by the next.
    """

    def __init__(self, state: State, moment: datetime) -> None:
        self._state, self._moment = state, moment
        self._begun: Callable[[], Transcribed] | None = None
        self._ends = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._ends.close()

    def begin(self, inputs: BuildInputs) -> None:
        """Begin now what will be asked for later."""
        from plugins.engine.transcribing import rests_on, transcribed  # noqa: PLC0415 - most edits need no archive

        making = Aside(partial(transcribed, self._state, rests_on(inputs), self._moment))
        self._begun = self._ends.enter_context(making).answer

    def __call__(self, inputs: BuildInputs) -> tuple[Shard, ...]:
        """Bring the files up to date, and name them. Raises what making them raised."""
        from plugins.engine.transcribing import transcribe  # noqa: PLC0415

        return transcribe(self._state, inputs, self._moment, self._begun)
