"""Text files as people save them: BOM, CRLF and wrong encodings, read or refused with a remedy."""

from __future__ import annotations

import codecs
import errno
import os
import re
from pathlib import Path

from plugins.model.errors import ContentError, Problem
from plugins.source.folder import Stamp, stamp_of

MAX_BYTES = 2_000_000
"""No page a person wrote is larger; a larger file is something else with the wrong name."""

FOLDER_AS_FILE = ("en mappe har navn som en fil", "gi mappen et annet navn")
_AT_ONCE = 64 * 1024
"""Bytes. A short read is the end: nothing but plain files is read."""
_NOT_READ = ("filen kan ikke leses", "sjekk rettighetene, og om disken virker")
_UNREADABLE = {
    errno.ENOENT: ("filen er en snarvei til noe som ikke finnes", "legg selve filen i mappen"),
    errno.ELOOP: ("filen er en snarvei til seg selv", "legg selve filen i mappen"),
    errno.EISDIR: FOLDER_AS_FILE,
}

_CONTROL_BYTES = bytes({*range(32), 127} - {*b"\t\n\r"})
_LAST_ONES = "\uffff".encode()[:2]
"""What the two last characters of the plane begin with, which are no characters."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def read_text(path: Path, label: str) -> str:
    """The text of ``path`` with «\\n» as line end and no BOM.

    Raises ContentError (one problem, with line where it can be told) for a file that cannot be read, is
    not UTF-8 or holds control characters, which neither YAML nor HTML may carry.
    """
    return read_with_stamp(path, label)[0]


def read_with_stamp(path: Path | str, label: str) -> tuple[str, Stamp]:
    """The same, with the stamp that the file had when it had been read."""
    try:
        raw, about = read_raw(path)
    except OSError as error:
        message, remedy = _UNREADABLE.get(error.errno or 0, _NOT_READ)
        raise _refused(label, 0, message, remedy) from None
    if len(raw) > MAX_BYTES:
        raise _refused(
            label, 0, "filen er større enn 2 MB", "del opp teksten, eller flytt bilder til bilder/"
        )
    return decode(raw, label), stamp_of(about)


def read_raw(path: Path | str) -> tuple[bytes, os.stat_result]:
    """The bytes of a file and what the system says of it afterwards, with as few calls as it takes."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        pieces = [os.read(handle, _AT_ONCE)]
        while len(pieces[-1]) == _AT_ONCE:
            pieces.append(os.read(handle, _AT_ONCE))
        return b"".join(pieces), os.fstat(handle)
    finally:
        os.close(handle)


def decode(raw: bytes, label: str) -> str:
    """``raw`` as text; raises ContentError as ``read_text`` does."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(
            label, line, "teksten er ikke lagret som UTF-8", "lagre filen på nytt som UTF-8"
        ) from None
    if b"\r" in raw:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _LAST_ONES not in raw and len(raw.translate(None, _CONTROL_BYTES)) == len(raw):
        return text  # nothing to look for
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"ugyldig kontrolltegn (U+{ord(found.group()):04X})"
        raise _refused(label, line, message, "slett tegnet, det er ofte limt inn fra et annet program")
    return text


def _refused(label: str, line: int, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(label, line, message, remedy)])
