"""The archive's search documents as one build has them made: when they are asked for, or beside it.

After a new delivery it is known at once that they must be made, and they rest on little that the pages do; so
they are begun in a process of their own while the build finds out which pages are new.
"""

from __future__ import annotations

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
        self._beside: Aside[Transcribed] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._beside is not None:
            self._beside.__exit__(*exception)

    def begin(self, inputs: BuildInputs) -> None:
        """Begin now what will be asked for later."""
        from plugins.engine.transcribing import rests_on, transcribed  # noqa: PLC0415 - most edits need no archive

        self._beside = Aside(partial(transcribed, self._state, rests_on(inputs), self._moment))
        self._beside.__enter__()

    def __call__(self, inputs: BuildInputs) -> tuple[Shard, ...]:
        """Bring the files up to date, and name them. Raises what making them raised."""
        from plugins.engine.transcribing import transcribe  # noqa: PLC0415

        begun = self._beside.answer if self._beside else None
        return transcribe(self._state, inputs, self._moment, begun)
