"""Arrays in a file: several with a note about them, so that a segment is few files, each opened at once.

The file begins with a magic word and the length of its header; the header is JSON that says where each array
lies; the arrays follow, each at a multiple of 64 bytes. What is cut short is told of when it is opened.
"""

from __future__ import annotations

import math
import mmap
import os
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Arrays = Mapping[str, NDArray[Any]]

_MAGIC = b"NPARRAYS"
_BEGINS = len(_MAGIC) + 8
_ALIGNED = 64


class _Place(msgspec.Struct, frozen=True, array_like=True):
    """Where an array lies, and what it is."""

    dtype: str
    shape: tuple[int, ...]
    begins: int


class _Header(msgspec.Struct, frozen=True):
    arrays: dict[str, _Place]
    size: int
    note: msgspec.Raw


@dataclass(frozen=True)
class Files:
    """The files of one segment in ``folder``, by its name, so that Whoosh takes them away with the segment.

    With ``content`` (by file name) nothing is read from disk.
    """

    folder: Path
    segment: str
    content: Mapping[str, bytes] | None = None

    def name(self, name: str) -> str:
        """What a file is called."""
        return f"{self.segment}.{name}"

    def exist(self, name: str) -> bool:
        """Whether a file is there."""
        return (self.folder / self.name(name)).exists()

    def write(self, name: str, arrays: Arrays, note: msgspec.Struct) -> None:
        """Write arrays and what is to be known of them as one file."""
        places: dict[str, _Place] = {}
        end = 0
        for key, array in arrays.items():
            begins = -(-end // _ALIGNED) * _ALIGNED
            places[key] = _Place(array.dtype.str, array.shape, begins)
            end = begins + array.nbytes
        header = msgspec.json.encode(_Header(places, end, msgspec.Raw(msgspec.json.encode(note))))
        first = -(-(_BEGINS + len(header)) // _ALIGNED) * _ALIGNED
        with (self.folder / self.name(name)).open("wb") as file:
            at = file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
            for key, array in arrays.items():
                at += file.write(bytes(first + places[key].begins - at))
                at += file.write(np.ascontiguousarray(array).data)
            file.write(bytes(first + end - at))

    def read(self, name: str, kind: type[T]) -> tuple[dict[str, NDArray[Any]], T]:
        """The arrays and the note: memory-mapped, so that nothing of them is read before it is used.

        Raises OSError, KeyError or ValueError when the file is missing, cut short or no such file.
        """
        arrays, note, _ = self.read_with_pieces(name, kind)
        return arrays, note

    def read_with_pieces(
        self, name: str, kind: type[T], *keys: str
    ) -> tuple[dict[str, NDArray[Any]], T, list[Pieces]]:
        """The same, and some arrays of bytes that are to be read a little here and a little there."""
        written, header, first = self._opened(name)
        arrays = {key: _array(written, place, first) for key, place in header.arrays.items()}
        begins = [first + header.arrays[key].begins for key in keys]
        pieces = [self._pieces(name, written, begin) for begin in begins]
        return arrays, msgspec.json.decode(header.note, type=kind), pieces

    def _pieces(self, name: str, written: bytes | mmap.mmap, begins: int) -> Pieces:
        if isinstance(written, bytes):
            return _Held(written, begins)
        return _OnDisk(self.folder / self.name(name), begins)

    def _opened(self, name: str) -> tuple[bytes | mmap.mmap, _Header, int]:
        """A file, its header, and where its first array begins."""
        written = self._buffer(self.name(name))
        if len(written) < _BEGINS or written[: len(_MAGIC)] != _MAGIC:
            raise ValueError(f"{self.name(name)}: no arrays")
        length = int.from_bytes(written[len(_MAGIC) : _BEGINS], "little")
        header = msgspec.json.decode(written[_BEGINS : _BEGINS + length], type=_Header)
        first = -(-(_BEGINS + length) // _ALIGNED) * _ALIGNED
        if len(written) != first + header.size:
            raise ValueError(f"{self.name(name)}: {len(written)} bytes, not {first + header.size}")
        return written, header, first

    def _buffer(self, file: str) -> bytes | mmap.mmap:
        if self.content is not None:
            return self.content[file]
        with (self.folder / file).open("rb") as opened:
            return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


class Pieces(Protocol):
    """Bytes of a file that are read where they are asked for."""

    def read(self, begin: int, end: int) -> bytes | memoryview:
        """Those from ``begin`` to ``end``, which is not among them."""
        ...


class _OnDisk:
    """Never mapped: the system lays whatever is mapped around a page that is touched beside it, so that ten
    thousand answers would make a worker as large as all the texts.
    """

    def __init__(self, path: Path, begins: int) -> None:
        self._handle, self._begins = os.open(path, os.O_RDONLY), begins
        weakref.finalize(self, os.close, self._handle)

    def read(self, begin: int, end: int) -> bytes:
        return os.pread(self._handle, end - begin, self._begins + begin)


class _Held:
    def __init__(self, content: bytes, begins: int) -> None:
        self._content = memoryview(content)[begins:]

    def read(self, begin: int, end: int) -> memoryview:
        return self._content[begin:end]


def segment_of(file: str) -> str:
    """The segment that a file is of.

    >>> segment_of("MAIN_a1.columns")
    'MAIN_a1'
    """
    return file.partition(".")[0]


def forget(array: NDArray[Any]) -> None:
    """Give back the memory that an array of a mapped file takes in this process; it is read again when it is
    asked for. Nothing is done with an array that lies in memory.
    """
    whole: Any = array
    while isinstance(whole, np.ndarray | memoryview):
        whole = whole.base if isinstance(whole, np.ndarray) else whole.obj
    if isinstance(whole, mmap.mmap) and array.nbytes:
        begin = array.ctypes.data - np.frombuffer(whole, np.uint8).ctypes.data
        page = begin // mmap.PAGESIZE * mmap.PAGESIZE
        whole.madvise(mmap.MADV_DONTNEED, page, begin + array.nbytes - page)


def _array(written: bytes | mmap.mmap, place: _Place, first: int) -> NDArray[Any]:
    kind = np.dtype(place.dtype)
    if kind.hasobject:
        raise ValueError("arrays hold numbers only")
    count = math.prod(place.shape)
    return np.frombuffer(written, kind, count, first + place.begins).reshape(place.shape)
