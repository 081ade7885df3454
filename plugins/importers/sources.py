"""The files of a delivery: one that is named, those of a folder by name, and those that lie in a zip archive.

A member of an archive is read as a file of its own, through a temporary file that is removed after it. Its
name is shown and never used as a path, so it can lead nowhere.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.importers import gate
from plugins.importers.delivery import RefusedError

SUFFIXES = frozenset({".xml", ".json", ".jsonld", ".zip"})
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_CHUNK = 1 << 20
MOST_MEMBERS = 10_000
LARGEST_MEMBER = 4 * 1024**3
"""Bytes of one member as it is unpacked; a delivery of ten years is a quarter of it."""
LARGEST_ARCHIVE = 16 * 1024**3
_MOST_PACKED = 200
"""How many times smaller XML and JSON of real entries can be packed; a bomb is packed a thousand times."""
_SMALL = 10 * 1024 * 1024
"""Bytes that may be packed any number of times."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its place on disk and the name to show; ``refused`` says why it is not read."""

    path: Path
    label: str
    wanted: bool = True
    refused: str = ""


def sources(source: Path) -> Iterator[Source]:
    """The files of ``source`` in the order of their names. A file that is named is always read.

    A member of an archive exists on disk until the next source is asked for.
    """
    if source.is_file():
        yield from _of_file(source, gate.shown(source.name))
    elif source.is_dir():
        for path in sorted(p for p in source.rglob("*") if p.is_file() and not p.name.startswith(".")):
            label = gate.shown(path.relative_to(source).as_posix())
            if path.suffix.lower() in SUFFIXES:
                yield from _of_file(path, label)
            else:
                yield Source(path, label, wanted=False)


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive, by its first bytes."""
    with path.open("rb") as handle:
        return handle.read(4) in {_ZIP, _EMPTY_ZIP}


def _of_file(path: Path, label: str) -> Iterator[Source]:
    try:
        if is_archive(path):
            yield from _members(path, label)
            return
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        yield Source(path, label, refused="zip-filen er skadet. Be arkivet lage den på nytt.")
        return
    except RefusedError as error:
        yield Source(path, label, refused=str(error))
        return
    except OSError as error:
        yield Source(path, label, refused=f"kan ikke lese filen ({error.strerror or error})")
        return
    yield Source(path, label)


def _members(path: Path, label: str) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        members = sorted((m for m in archive.infolist() if not m.is_dir()), key=_name)
        _refuse_bomb(members)
        if not members:
            raise RefusedError("zip-filen er tom", "Be arkivet lage den på nytt.")
        for member in members:
            yield from _member(archive, member, label)


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > LARGEST_ARCHIVE:
        raise RefusedError(
            f"zip-filen har mer enn {MOST_MEMBERS} filer eller over 16 GB utpakket", "Del leveransen i flere."
        )


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> Iterator[Source]:
    name = _name(member)
    shown = gate.shown(f"{label}: {name}")
    if PurePosixPath(name).suffix.lower() not in SUFFIXES or PurePosixPath(name).name.startswith("."):
        yield Source(Path(name), shown, wanted=False)
        return
    if refusal := _refusal(member):
        yield Source(Path(name), shown, refused=refusal)
        return
    try:
        with _unpacked(archive, member) as path:
            yield _inside(path, shown)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        yield Source(Path(name), shown, refused="kan ikke pakkes ut (skadet). Lever den på nytt.")


def _inside(path: Path, shown: str) -> Source:
    if is_archive(path):
        return Source(path, shown, refused="er en zip-fil inni en annen. Lever den for seg.")
    return Source(path, shown)


def _refusal(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 1:
        return "er kryptert. Lever den uten passord."
    too_packed = member.file_size > _SMALL and member.file_size > _MOST_PACKED * max(member.compress_size, 1)
    if member.file_size > LARGEST_MEMBER or too_packed:
        return "er altfor stor utpakket. Lever den uten å pakke den."
    return ""


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name. Without the mark for UTF-8 it may be UTF-8 all the same, else it is DOS's."""
    if member.flag_bits & 0x800:
        return member.filename
    raw = member.filename.encode("cp437", "replace")  # zipfile has read it as the oldest set
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850", "replace")


@contextmanager
def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Path]:
    """A member as a file, and no more of it than it said it holds: zipfile reads to that and no further."""
    with tempfile.TemporaryDirectory(prefix="leveranse-") as folder:
        path = Path(folder) / "medlem"
        with archive.open(member) as packed, path.open("wb") as handle:
            shutil.copyfileobj(packed, handle, _CHUNK)
        yield path
