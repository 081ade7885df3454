"""Search documents that the archive has withdrawn, hidden from the moment of the import.

The import names them in a file, and the search hides whatever is named there, whichever index it has open. A
build makes the documents right and says so; the index step takes in what it wrote and lets go of the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

Stamp = tuple[int, int, int]
_decode = msgspec.json.Decoder(dict[str, bool])


def read_withdrawn(path: Path) -> dict[str, bool]:
    """Document id → whether the documents on disk are without it. Empty when there is no such file.

    Raises ValueError when the file is damaged.
    """
    try:
        return _decode.decode(path.read_bytes())
    except FileNotFoundError:
        return {}
    except msgspec.DecodeError as error:
        raise ValueError(
            f"{path} kan ikke leses. Slett den, bygg nettstedet og oppdater indeksen (make html index)."
        ) from error


def stamp_of(path: Path) -> Stamp | None:
    """What changes when a file is replaced; None when there is none. Costs a millionth of a second."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns


def withdraw(path: Path, ids: Iterable[str]) -> None:
    """Hide documents from now on, until they are built and indexed anew."""
    if new := dict.fromkeys(ids, False):
        _write(path, {**read_withdrawn(path), **new})


def built(path: Path) -> None:
    """The documents on disk are made from the store as it is now."""
    named = read_withdrawn(path)
    if not all(named.values()):
        _write(path, dict.fromkeys(named, True))


def indexed(path: Path) -> None:
    """The index in use is made from the documents on disk: what is gone from them, need not be hidden."""
    named = read_withdrawn(path)
    if any(named.values()):
        _write(path, {name: False for name, is_built in named.items() if not is_built})


def _write(path: Path, named: Mapping[str, bool]) -> None:
    """Replace the file in one step; an empty one is taken away."""
    if not named:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".ny")
    fresh.write_bytes(msgspec.json.encode(named))
    fresh.replace(path)
