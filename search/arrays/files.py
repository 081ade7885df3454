"""Arrays as files: each by its name after the segment's, so that Whoosh takes them away with the segment."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


@dataclass(frozen=True)
class Files:
    """The files of one segment in ``folder``. With ``content`` (by file name) nothing is read from disk."""

    folder: Path
    segment: str
    content: Mapping[str, bytes] | None = None

    def name(self, name: str) -> str:
        """What the file of an array is called."""
        return f"{self.segment}.{name}.npy"

    def write(self, name: str, array: NDArray[Any]) -> None:
        """Write an array."""
        np.save(self.folder / self.name(name), array, allow_pickle=False)

    def read(self, name: str) -> NDArray[Any]:
        """An array: memory-mapped, so that nothing of it is read before it is used, or in memory.

        Raises OSError, KeyError or ValueError when it is missing or cut short.
        """
        if self.content is not None:
            return np.asarray(np.load(io.BytesIO(self.content[self.name(name)]), allow_pickle=False))
        # np.memmap costs a microsecond at every slice; the plain array over the same memory does not.
        return np.asarray(np.load(self.folder / self.name(name), mmap_mode="r", allow_pickle=False))

    def write_note(self, name: str, note: msgspec.Struct) -> None:
        """Write what is no array."""
        (self.folder / f"{self.segment}.{name}.json").write_bytes(msgspec.json.encode(note))

    def read_note(self, name: str, kind: type[T]) -> T:
        """What ``write_note`` wrote."""
        file = f"{self.segment}.{name}.json"
        written = self.content[file] if self.content is not None else (self.folder / file).read_bytes()
        return msgspec.json.decode(written, type=kind)
