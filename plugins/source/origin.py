"""Where content comes from: the folder on disk, read file by file as it is asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from plugins.model.errors import ContentError
from plugins.source.files import read_with_stamp
from plugins.source.folder import (
    DATA_FOLDER,
    UNIT_FILE,
    Tree,
    is_published,
    is_written,
    stamp_of,
)
from plugins.source.parts import split_parts

if TYPE_CHECKING:
    from plugins.model.errors import Problem
    from plugins.source.types import Reading


class ChangedMeanwhileError(Exception):
    """A file is no longer what it was when the folder was read; the build must begin anew."""


class Origin(Protocol):
    """The content as views ask for it."""

    @property
    def units(self) -> tuple[str, ...]:
        """The folders that are units, sorted."""
        ...

    def written_in(self, unit: str) -> tuple[str, ...]:
        """The places of a unit's pages and news, sorted."""
        ...

    def published_files(self, unit: str) -> tuple[str, ...]:
        """The places of the pictures and files that a unit publishes as they are."""
        ...

    def reading(self, place: str) -> Reading | None:
        """What one file came to, with an empty text; None when there is no such file."""
        ...

    def text(self, place: str) -> str:
        """The Markdown of a file."""
        ...

    def path(self, place: str) -> str:
        """Where a file lies on disk."""
        ...

    def register(self, name: str) -> tuple[Any, tuple[Problem, ...]]:
        """A shared register by its file's name, and what is wrong with it."""
        ...


@dataclass
class FolderOrigin:
    """The content folder as ``tree`` found it; what is read must still be as it was then.

    ``fields`` are those of files that have been read already since ``tree`` was found.
    """

    tree: Tree
    units: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    _last: tuple[str, str] = ("", "")
    _last_reading: tuple[str, Reading | None] = ("", None)

    def written_in(self, unit: str) -> tuple[str, ...]:
        """The unit's pages, then its news."""
        return self.tree.written_in(unit)

    def published_files(self, unit: str) -> tuple[str, ...]:
        """The files of known types in the unit's ``bilder`` and ``filer``."""
        places = (place for place in self.tree.by_folder[unit] if is_published(place))
        return tuple(place for place in places if place not in self.tree.outside)

    def reading(self, place: str) -> Reading | None:
        """Read the file's fields; the last ones are kept, since they are looked at more than once.

        Loads the content model, which most edits of a text never need.
        """
        if self._last_reading[0] != place:
            self._last_reading = place, self._reading(place)
        return self._last_reading[1]

    def _reading(self, place: str) -> Reading | None:
        unit, _, inside = place.partition("/")
        known = place in self.tree.stamps and unit in self.units
        if not known or not (inside == UNIT_FILE or is_written(place)):
            return None
        from plugins.source.site import read_file  # noqa: PLC0415

        return read_file(self.tree.root, place, self._read)

    def text(self, place: str) -> str:
        """The text after the fields."""
        return split_parts(self.content(place)).text

    def content(self, place: str) -> str:
        """The whole of a file; the last one is kept, since it is looked at more than once."""
        if self._last[0] != place:
            self._last = (place, self._as_known(place, place))
        return self._last[1]

    def _read(self, root: Path, place: str) -> str:
        """A file without the text after its fields."""
        if place in self.fields:
            return self.fields[place]
        if place not in self.tree.outside:
            return split_parts(self._as_known(place, self.path(place))).fields
        from plugins.source.site import read_inside  # noqa: PLC0415

        return split_parts(read_inside(root, place)).fields

    def _as_known(self, place: str, label: str) -> str:
        """The text of a file that is as the tree knows it."""
        try:
            text, stamp = read_with_stamp(self.path(place), label)
        except ContentError:
            self.refuse_changed(place)
            raise
        if stamp != self.tree.stamps.get(place):
            raise ChangedMeanwhileError(place)
        return text

    def structure_problems(self) -> tuple[Problem, ...]:
        """What is wrong with files and folders before any is opened."""
        from plugins.source.structure import structure_problems  # noqa: PLC0415

        return tuple(structure_problems(self.tree))

    def path(self, place: str) -> str:
        """Where a file lies on disk."""
        return f"{self.tree.root}/{place}"

    def register(self, name: str) -> tuple[Any, tuple[Problem, ...]]:
        """Read a register."""
        from plugins.source.registers import read_register  # noqa: PLC0415

        problems: list[Problem] = []
        register = read_register(self.tree.root / DATA_FOLDER, name, problems)
        self.refuse_changed(f"{DATA_FOLDER}/{name}.yaml")
        return register, tuple(problems)

    def refuse_changed(self, place: str) -> None:
        """Raise ChangedMeanwhileError when the file is no longer the one that the tree knows."""
        try:
            stamp = stamp_of(os.stat(self.path(place)))  # noqa: PTH116 - once for every file
        except OSError:
            stamp = ""
        if stamp != self.tree.stamps.get(place, ""):
            raise ChangedMeanwhileError(place)
