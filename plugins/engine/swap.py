"""A build's folder and how it takes the place of the last one: whole or not at all, also under kill -9."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.model.errors import ContentError, Problem

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


@contextmanager
def fresh_folder(output: Path) -> Iterator[Path]:
    """An empty folder beside ``output`` that takes its place when the block ends without an error.

    After an error, or a kill, ``output`` is as it was; what a killed build left is cleared here next time.
    Raises ContentError when ``output`` holds something that no build has made, and OSError when the folder
    beside it cannot be written.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(output)
    _refuse_foreign(output)
    fresh = _beside(output, "ny")
    fresh.mkdir()
    try:
        yield fresh
        _swap(fresh, output)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def refuse_overlap(output: Path, content: Path, state: Path) -> None:
    """Raise ContentError when replacing ``output`` would take the content or the state with it."""
    site = output.resolve()
    for name, folder in (("innholdet", content.resolve()), ("tilstanden", state.resolve())):
        inside = folder.is_relative_to(site) or (name == "innholdet" and site.is_relative_to(folder))
        if inside:
            raise _refused(output, f"ligger sammen med {name} ({folder})", "velg en egen mappe med OUTPUT=")


def _refuse_foreign(output: Path) -> None:
    """A folder with anything but a built site is never replaced, since replacing deletes it."""
    if not output.exists():
        return
    if not output.is_dir():
        raise _refused(output, "er en fil, ikke en mappe", "velg en annen mappe med OUTPUT=")
    ours = (output / "404.html").is_file() and (output / "sitemap.xml").is_file()
    if any(output.iterdir()) and not ours:
        message = "har filer som ikke er laget av bygget"
        raise _refused(output, message, "tøm mappen, eller velg en annen med OUTPUT=")


def _swap(fresh: Path, output: Path) -> None:
    """Put ``fresh`` where ``output`` is; afterwards ``fresh`` is what was there, or gone."""
    if not output.exists() or not any(output.iterdir()):
        fresh.rename(output)  # replaces an empty folder too
    elif not _exchange(fresh, output):
        old = _beside(output, "gammel")
        output.rename(old)
        fresh.rename(output)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, so that a visitor never meets neither; False where it is not possible."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _beside(output: Path, kind: str) -> Path:
    return output.parent / f".{output.name}.{kind}-{os.getpid()}"


def _clear_leftovers(output: Path) -> None:
    """Remove what killed builds left; put the last site back if one was killed between two renames."""
    pattern = re.compile(re.escape(f".{output.name}.") + r"(ny|gammel)-(\d+)")
    for path in sorted(output.parent.iterdir()):
        found = pattern.fullmatch(path.name)
        if not found or _runs(int(found[2])):
            continue
        if found[1] == "gammel" and not output.exists():
            path.rename(output)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether another process with this id is at work."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _refused(output: Path, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(str(output), 0, message, remedy)])
