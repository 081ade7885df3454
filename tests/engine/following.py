"""A builder that follows a town, told of what is touched by the system itself."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from watchfiles import Change

from plugins.engine import follow
from plugins.engine.follow import Follower
from plugins.model.state import State
from tests.engine.edits import Scene


class Following(Follower):
    """Follows a scene. Events come in the order of what they tell of, so a last one of our own says when
    all before it have come. Each time it is of another file: of the same one, an event left over from the
    time before would be taken for it.
    """

    def __init__(self, scene: Scene, beside: Path) -> None:
        super().__init__(scene.content, scene.output, State(scene.state))
        self._beside, self._number, self._come = beside, 0, False
        beside.mkdir()
        self._places = [scene.content, scene.theme, beside]
        self._changes = self.changes()
        self._next()

    def hear(self) -> None:
        """Wait until all that has been touched until now is told of."""
        self._number, self._come = self._number + 1, False
        while not self._come:
            self._last.touch()
            self._next()

    def _next(self) -> None:
        with patch.object(follow, "_watched", lambda content: self._places):
            next(self._changes)

    def look_through(self) -> None:
        """Only when the test says so."""

    @property
    def _last(self) -> Path:
        return self._beside / str(self._number)

    def _is_ours(self, change: Change, path: str) -> bool:
        if Path(path).parent != self._beside:
            return super()._is_ours(change, path)
        self._come = self._come or Path(path) == self._last
        return True
