"""The documents that the build wrote: the manifest, and each shard's lines. The only door to the build."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from plugins.model.document import FORMAT_VERSION, Document, Manifest, Shard
from plugins.model.withdrawn import Stamp, stamp_of

MANIFEST = "manifest.json"
DOCUMENTS = ".jsonl"
"""How the names of the files end that it names."""


class DocumentsError(Exception):
    """The documents cannot be used; the message says what is wrong and what to do, in Norwegian."""


class Line(NamedTuple):
    """One line of a shard: the document's hash and its JSON, not yet validated."""

    hash: str
    id: str
    document: msgspec.Raw


class _Row(msgspec.Struct):
    hash: str
    document: msgspec.Raw


class _Whole(msgspec.Struct):
    hash: str
    document: Document


class _Identified(msgspec.Struct):
    id: str


_BEGINS = b'{"hash":"'
_HASH = 16
MOST_BYTES = 16 * 1024 * 1024
"""A larger file is not read before it is known to be needed."""
_MOST_FILES = 2
_row = msgspec.json.Decoder(_Row)
_whole = msgspec.json.Decoder(_Whole)
_identified = msgspec.json.Decoder(_Identified)
_document = msgspec.json.Decoder(Document)
_manifest_of = msgspec.json.Decoder(Manifest)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder of documents.

    Raises DocumentsError when it is missing, broken or of another version.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
        with suppress(msgspec.ValidationError):  # what is wrong is found below
            if (manifest := _manifest_of.decode(content)).version == FORMAT_VERSION:
                return manifest
        data = msgspec.json.decode(content)
    except FileNotFoundError:
        raise DocumentsError(
            f"Fant ingen søkedokumenter i {folder}. Bygg nettstedet først (make html)."
        ) from None
    except (OSError, ValueError) as error:
        raise DocumentsError(
            f"{path} kan ikke leses ({error}). Bygg nettstedet på nytt (make html)."
        ) from None
    return _manifest(path, data)


def _manifest(path: Path, data: Any) -> Manifest:
    version = data.get("version") if isinstance(data, dict) else None
    if version != FORMAT_VERSION:
        raise DocumentsError(
            f"{path} har formatversjon {version!r}, men søket leser versjon {FORMAT_VERSION}. "
            "Bygg nettstedet på nytt med samme versjon av programmet."
        )
    try:
        return msgspec.convert(data, Manifest)
    except msgspec.ValidationError as error:
        raise DocumentsError(f"{path}: {_first_fault(error)}. Bygg nettstedet på nytt (make html).") from None


def _first_fault(error: msgspec.ValidationError) -> str:
    reason = str(error)
    field = re.search(r"`(?:\$\.)?([^`]*)`$", reason)
    return f"feltet «{field[1] if field else '?'}» er feil ({reason.partition(' - at ')[0]})"


def read_shard(folder: Path, shard: Shard) -> Iterator[tuple[str, Document]]:
    """The documents of one shard with their hashes, checked against the manifest.

    Raises DocumentsError when the shard is another than the manifest says, or a line is no document.
    """
    unread = unread_lines(folder, shard)
    unread.prove(shard)
    try:
        rows = _whole.decode_lines(unread.data)
    except ValueError:
        rows = []
    if len(rows) == len(unread.bounds):
        yield from ((row.hash, row.document) for row in rows)
    else:  # one of them is no document: which, and why
        for line in map(unread.line, range(len(unread.bounds))):
            yield line.hash, validate(line)


@dataclass(frozen=True)
class Unread:
    """The lines of a shard, of which nothing is known yet but, for most, the beginning of the hash."""

    path: Path
    data: bytes

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Where each begins and ends. Most are only looked at, so that none is copied."""
        return list(_lines(self.data))

    @cached_property
    def sha256(self) -> str:
        """The hash of the whole. Takes a thousandth of a second for some megabytes, and others may go on
        meanwhile.
        """
        return hashlib.sha256(self.data).hexdigest()

    def prove(self, shard: Shard) -> None:
        """Raises DocumentsError when this is another file than the manifest says."""
        if self.sha256 != shard.sha256:
            raise DocumentsError(
                f"{self.path} er ikke den filen manifestet beskriver. Bygg nettstedet på nytt (make html)."
            )

    @cached_property
    def hashes(self) -> list[bytes]:
        """The first eight bytes of each document's hash in hex, where the line begins with it as the build's
        do; else nothing.
        """
        data, first, end = self.data, len(_BEGINS), len(_BEGINS) + _HASH
        return [
            data[begin + first : begin + end] if data.startswith(_BEGINS, begin) else b""
            for begin, _ in self.bounds
        ]

    def text(self, number: int) -> bytes:
        """One of the lines."""
        begin, end = self.bounds[number]
        return self.data[begin:end]

    def line(self, number: int) -> Line:
        """One of the lines. Raises DocumentsError when it is no document."""
        return _line(self.path, number + 1, self.text(number))


class ReadEarly:
    """The last files that were put in place, read while the build makes the manifest that names them."""

    def __init__(self) -> None:
        self._read: dict[Path, tuple[Stamp, Unread]] = {}

    def read(self, folder: Path, path: Path) -> None:
        """Read a file in a folder of documents, unless it is too large, and work out what is asked first."""
        self._read.pop(path, None)
        stamp = stamp_of(path)
        if stamp is None or stamp[1] > MOST_BYTES or not _lies_in(folder, path):
            return
        with suppress(OSError):  # it may be gone already; whoever needs it will say so
            unread = Unread(path, path.read_bytes())
            _ = unread.hashes, unread.sha256
            self._read[path] = stamp, unread
            while len(self._read) > _MOST_FILES:
                del self._read[next(iter(self._read))]

    def take(self, path: Path, shard: Shard) -> Unread | None:
        """What was read of a file, when it is the one that the manifest describes and still lies there."""
        stamp, unread = self._read.pop(path, (None, None))
        if unread is None or unread.sha256 != shard.sha256 or stamp_of(path) != stamp:
            return None
        return unread


def unread_lines(folder: Path, shard: Shard) -> Unread:
    """The lines of one shard, not proven yet. Raises DocumentsError when it is missing."""
    path = folder / shard.file
    if not _lies_in(folder, path):
        raise DocumentsError(f"Manifestet peker ut av dokumentmappen: {shard.file}.")
    try:
        return Unread(path, path.read_bytes())
    except OSError:
        raise DocumentsError(f"{path} mangler. Bygg nettstedet på nytt (make html).") from None


def _lies_in(folder: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _lines(data: bytes) -> Iterator[tuple[int, int]]:
    begin = 0
    while begin < len(data):
        end = data.find(b"\n", begin)
        end = len(data) if end < 0 else end
        yield begin, end
        begin = end + 1


def _line(path: Path, number: int, text: bytes) -> Line:
    try:
        row = _row.decode(text)
        return Line(row.hash, _identified.decode(row.document).id, row.document)
    except ValueError:
        raise DocumentsError(
            f"{path}:{number}: linjen er ikke et søkedokument. Bygg nettstedet på nytt."
        ) from None


def validate(line: Line) -> Document:
    """The document of a line. Raises DocumentsError naming the document and the field."""
    try:
        return _document.decode(line.document)
    except msgspec.ValidationError as error:
        raise DocumentsError(
            f"Søkedokumentet «{line.id}»: {_first_fault(error)}. Bygg nettstedet på nytt (make html)."
        ) from None
