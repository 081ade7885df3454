"""The files of a delivery: one that is named, those of a folder, and those that are packed as zip or gzip.

What a file holds tells whether it is read, whatever it is called; one that is called as deliveries are, is
refused rather than passed over.

A member of an archive is read as a file of its own, through a temporary file that is removed after it. Its
name is shown and never used as a path, so it can lead nowhere.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from plugins.importers import files, gate
from plugins.importers.delivery import RefusedError

_SUFFIXES = frozenset({".xml", ".json", ".jsonld", ".zip"})
_DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)
"""What zipfile and gzip raise for an archive, or a member of one, that is damaged or encrypted."""
_OTHERWISE_PACKED = frozenset({".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".zst"})
_PACK_OUT = "pakket på en måte som ikke leses: pakk den ut, eller lever den som zip"
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
    """A file to read: its place on disk and the name to show; ``refused`` says why it is not read.

    One that is not ``wanted`` is passed over; ``why`` says more of it when there is something to do.
    """

    path: Path
    label: str
    wanted: bool = True
    refused: str = ""
    why: str = ""


def sources(source: Path) -> Iterator[Source]:
    """The files of ``source`` in the order of their names. A file that is named is always read.

    A member of an archive exists on disk until the next source is asked for.
    """
    if source.is_file():
        yield from _of_file(source, gate.shown(source.name))
    elif source.is_dir():
        for path in sorted(p for p in source.rglob("*") if p.is_file() and not p.name.startswith(".")):
            label = gate.shown(path.relative_to(source).as_posix())
            head = _beginning(path)
            if (
                path.suffix.lower() in _SUFFIXES
                or head.startswith(files.GZIP_MARK)
                or files.looks_delivered(head)
            ):
                yield from _of_file(path, label)
            else:
                yield _passed_over(path, label)


def _passed_over(path: PurePath, label: str, packed: frozenset[str] = _OTHERWISE_PACKED) -> Source:
    """A file that is not read. One that is called as if packed («x.tar.gz» is a tar) says what to do."""
    is_packed = not packed.isdisjoint(suffix.lower() for suffix in path.suffixes[-2:])
    return Source(Path(path), label, wanted=False, why=_PACK_OUT if is_packed else "")


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive, by its first bytes."""
    with path.open("rb") as handle:
        return handle.read(4) in files.ZIP_MARKS


def _beginning(path: Path) -> bytes:
    """The first bytes of a file; empty when it cannot be read."""
    try:
        with path.open("rb") as handle:
            return handle.read(files.HEAD)
    except OSError:
        return b""


def _of_file(path: Path, label: str) -> Iterator[Source]:
    try:
        if is_archive(path):
            yield from _members(path, label)
            return
        if _beginning(path).startswith(files.GZIP_MARK):
            yield from _of_gzip(path, label)
            return
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield Source(path, label, refused="filen er pakket (gzip), og skadet. Be arkivet lage den på nytt.")
        return
    except _DAMAGED:
        yield Source(path, label, refused="zip-filen er skadet. Be arkivet lage den på nytt.")
        return
    except RefusedError as error:
        yield Source(path, label, refused=str(error))
        return
    except OSError as error:
        yield Source(path, label, refused=f"kan ikke lese filen ({error.strerror or error})")
        return
    yield Source(path, label)


def _of_gzip(path: Path, label: str) -> Iterator[Source]:
    """What a gzip file holds, when it begins as a delivery or is called as one. Raises RefusedError."""
    with gzip.open(path) as packed:
        is_delivery = files.looks_delivered(packed.read(files.HEAD))
    if not (is_delivery or PurePath(path.stem).suffix.lower() in _SUFFIXES):
        yield _passed_over(path, label)
        return
    with tempfile.TemporaryDirectory(prefix="leveranse-") as folder:
        unpacked = Path(folder) / "utpakket"
        _unpack(path, unpacked)
        yield _inside(unpacked, label)


def _unpack(path: Path, to: Path) -> None:
    """Unpack a gzip file, which does not say how large it is, no further than may be. Raises RefusedError."""
    left = min(LARGEST_MEMBER, max(_SMALL, _MOST_PACKED * path.stat().st_size))
    with gzip.open(path) as packed, to.open("wb") as handle:
        while chunk := packed.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise RefusedError("er altfor stor utpakket", "Lever den uten å pakke den.")
            handle.write(chunk)


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
    if not _may_be_read(archive, member):
        yield _passed_over(PurePath(name), shown, _OTHERWISE_PACKED | {".gz"})
        return
    if refusal := _refusal(member):
        yield Source(Path(name), shown, refused=refusal)
        return
    try:
        with _unpacked(archive, member) as path:
            yield _inside(path, shown)
    except _DAMAGED:
        yield Source(Path(name), shown, refused="kan ikke pakkes ut (skadet). Lever den på nytt.")


def _may_be_read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a member is called as a delivery is, or begins as one; what is encrypted tells nothing."""
    name = PurePosixPath(_name(member))
    if name.name.startswith("."):
        return False
    if name.suffix.lower() in _SUFFIXES:
        return True
    try:
        with archive.open(member) as packed:
            return files.looks_delivered(packed.read(files.HEAD))
    except _DAMAGED:
        return False


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
