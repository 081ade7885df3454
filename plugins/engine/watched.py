"""What a builder that stays knows without looking: the content at its last build, and what was touched since.

Whoever watches tells of every path that is touched. That is believed for a few files of content that are
files still, upon a build that nobody has built upon since. For all else, and now and then to be sure, the
builder forgets and looks at everything: a folder comes and goes with all that is in it, the system tells of
no more than it has room for, and nobody tells of what is done to the site itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.engine.leaves import Leaves, is_delivery
from plugins.source.folder import Tree, looked_again, read_tree

MOST = 200
"""So many paths at once are a folder that was moved or another branch, and some may never be told of."""


@dataclass
class Watched:
    """The content folder as somebody watches it; ``touch`` and ``remember`` are told in turn."""

    content: Path
    looked_at_all: bool = True
    """Whether the last look was at everything, also at what the last build put in place."""
    _touched: set[str] = field(default_factory=set)
    _tree: Tree | None = None
    _leaves: Leaves | None = None
    _mark: bytes = b""
    _done: bool = False

    @property
    def unsure(self) -> bool:
        """Whether the last look was only at what was touched."""
        return self._tree is not None and not self.looked_at_all

    def touch(self, path: str) -> None:
        """Something has happened to the file or folder at ``path``."""
        self._touched.add(path)

    def forget(self) -> None:
        """Believe nothing: look at everything the next time."""
        self._tree = self._leaves = None

    def look(self) -> Tree:
        """The content as it is now."""
        places = self._places()
        again = looked_again(self._tree, places) if self._tree is not None and places is not None else None
        self.looked_at_all = again is None
        return read_tree(self.content) if again is None else again

    def leaves(self, mark: bytes, anew: Callable[[Leaves, list[str]], Leaves]) -> Leaves | None:
        """The leaves, when they were told of upon the memory with this ``mark``; None when all must be found.

        ``anew`` gives them from those before and the places of what was touched.
        """
        places = self._places()
        if self.looked_at_all or self._leaves is None or places is None or self._mark != mark:
            self.looked_at_all = True
            return None
        return anew(self._leaves, places)

    def remember(self, tree: Tree, leaves: Leaves, mark: bytes) -> None:
        """A build is done, of this ``tree`` and upon these ``leaves``; its memory has this ``mark``."""
        self._tree, self._leaves, self._mark = tree, leaves, mark
        self._touched.clear()
        self._done = True

    def settle(self) -> None:
        """A build has ended; of one that was not done nothing is believed."""
        if not self._done:
            self.forget()
        self._done = False

    def _places(self) -> list[str] | None:
        """What was touched, by its place in the content; None when that says too little."""
        root = f"{self.content.absolute()}{os.sep}"
        inside = [path.removeprefix(root) for path in self._touched if path.startswith(root)]
        if len(inside) < len(self._touched) or len(inside) > MOST or any(map(is_delivery, inside)):
            return None
        return sorted(inside)
