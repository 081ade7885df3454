"""Puts what is laid ready in place, file by file, by rename: a visitor never reads half a file.

What is to be done is written to the ledger in the same transaction as the answers it rests on. From then on
it is done whatever happens: a process killed between two renames leaves whole files, old and new, and the
next build finishes the rest before it begins.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from plugins.engine import shard_files
from plugins.engine.compress import SUFFIXES
from plugins.engine.press import Press, Written
from plugins.memo.ledger import Ledger
from plugins.views.document_files import FOLDER as DOCUMENTS
from plugins.views.output import Root

_TRANSCRIPT = f"{DOCUMENTS}/{shard_files.FOLDER}/"
"""The archive's documents, which are swept by themselves."""

_REMOVE, _WHOLE, _SWEEP = "", "*", "?"
"""Instead of a staged name: the file is to be taken away; the whole root is to be put in place; all that the
journal does not put in the folder is to be taken away."""


class HalfPublishedError(Exception):
    """The disk refused a file that was to be put in place; its cause says why. The next build goes on."""


@dataclass
class Changes:
    """What a build does to the site: files by place with the maker of each, and the places that go."""

    made: dict[str, tuple[str, Written]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)


def plan_changes(ledger: Ledger, press: Press, made: Mapping[str, Written], gone: Iterable[str]) -> Changes:
    """What publishing must do for the files just made (by maker) and the makers that are gone.

    A file whose bytes are those already in place is left alone.
    """
    changes = Changes()
    dropped: list[str] = []
    for maker, written in made.items():
        before = {} if ledger.begun_anew else ledger.outputs.of(maker)
        dropped += [place for place in before if place != written.place]
        if before.get(written.place) == written.digest:
            press.discard(written)
        else:
            changes.made[written.place] = (maker, written)
    for maker in gone:
        dropped += ledger.outputs.of(maker)
    kept = {written.place for written in made.values()}
    changes.removed = sorted(set(dropped) - kept)
    changes.made = dict(sorted(changes.made.items(), key=lambda item: _turn(item[0])))
    return changes


def _turn(place: str) -> tuple[int, str]:
    """Styles before the pages that use them, documents after the pages they lead to, their manifest last."""
    if place.startswith("nettsted:"):
        return (0 if place.startswith("nettsted:static/") else 1), place
    return (3 if place.endswith("manifest.json") else 2), place


def record(ledger: Ledger, press: Press, changes: Changes, *, fresh: bool) -> None:
    """Note in the ledger's transaction what is to be done; ``commit`` makes it true.

    A ``fresh`` build does not know what lies there from before, so all that is not its own goes.
    """
    ledger.outputs.drop(changes.removed)
    ledger.outputs.note(
        (place, maker, written.digest, file_stamp(press.staged_name(written.root, written.file)))
        for place, (maker, written) in changes.made.items()
    )
    ledger.outputs.journal(_journal(press, changes))
    if fresh:
        everything = _WHOLE if press.whole else _SWEEP
        ledger.outputs.journal([("nettsted:", everything), (f"tilstand:{DOCUMENTS}", _SWEEP)])


def _journal(press: Press, changes: Changes) -> Iterator[tuple[str, str]]:
    """What is to be done, in order; a site that is put in place whole is not named file by file."""
    for place in changes.removed:
        yield from ((place + suffix, _REMOVE) for suffix in ("", *SUFFIXES))
    for place, (_, written) in changes.made.items():
        of_site = written.root == "nettsted"
        if press.whole and of_site:
            continue
        staged = press.staged_name(written.root, written.file)
        name = os.path.basename(staged)  # noqa: PTH119 - thousands of files, as text
        yield place, name
        for suffix in SUFFIXES if press.compress and of_site else ():
            packed = os.path.exists(staged + suffix)  # noqa: PTH110
            yield place + suffix, name + suffix if packed else _REMOVE


def finish(ledger: Ledger, roots: Mapping[Root, Path], staging: Mapping[Root, Path]) -> int:
    """Do what the journal says and is not done yet; returns how many files it named.

    Files are put in place in the order they were noted, which has the manifest of the documents last; what
    goes, goes at the end, so that no page leads to what is already gone. Raises HalfPublishedError when the
    disk refuses a file.
    """
    entries = ledger.outputs.journalled()
    try:
        _do(entries, roots, staging)
    except OSError as error:
        raise HalfPublishedError from error
    if entries:
        ledger.outputs.clear_journal()
        ledger.commit()
    return len(entries)


def _do(entries: list[tuple[str, str]], roots: Mapping[Root, Path], staging: Mapping[Root, Path]) -> None:
    for place, staged in entries:
        root, file = _parts(place)
        if staged == _WHOLE:
            _put_whole(staging[root], roots[root])
        elif staged not in (_REMOVE, _SWEEP):
            _put(f"{staging[root]}/{staged}", f"{roots[root]}/{file}")
    for place, staged in entries:
        root, file = _parts(place)
        if staged == _REMOVE:
            _take_away(roots[root] / file, roots[root])
        elif staged == _SWEEP:
            put = {_parts(place)[1] for place, staged in entries if staged and _parts(place)[0] == root}
            _sweep(roots[root], roots[root] / file, put)


def _parts(place: str) -> tuple[Root, str]:
    root, _, file = place.partition(":")
    return ("nettsted" if root == "nettsted" else "tilstand"), file


def _put_whole(staged: Path, root: Path) -> None:
    """Put a whole site in place in one step; file by file when somebody has written there meanwhile."""
    if not staged.is_dir():
        return  # it is in place already
    root.parent.mkdir(parents=True, exist_ok=True)
    try:
        staged.rename(root)
    except OSError:
        for path in sorted(path for path in staged.rglob("*") if path.is_file()):
            _put(str(path), f"{root}/{path.relative_to(staged)}")


def _put(staged: str, target: str) -> None:
    try:
        os.replace(staged, target)  # noqa: PTH105 - thousands of files, as text
    except FileNotFoundError:
        if not Path(staged).exists():
            return  # it is in place already: the build was killed after this one
        _put_anew(Path(staged), Path(target))
    except (IsADirectoryError, NotADirectoryError):
        _make_way(Path(target))
        _put_anew(Path(staged), Path(target))


def _put_anew(staged: Path, target: Path) -> None:
    """Put a file in a folder that may be missing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.replace(target)


def _make_way(target: Path) -> None:
    """Take away what lies where a file is to be: a folder, or a file where a folder is to be."""
    import shutil  # noqa: PLC0415 - never needed unless somebody else wrote there

    for place in (target, *target.parents):
        if place.is_dir() and place == target:
            shutil.rmtree(place)
        elif place.is_file() and place != target:
            place.unlink()
            return


def _take_away(path: Path, root: Path) -> None:
    """Remove a file, and the folders that become empty by it; what took its place or its folder's stays."""
    with suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
        path.unlink()
    for folder in path.parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except OSError:
            return


def tampered(outputs: Iterable[tuple[str, str, str]], roots: Mapping[Root, Path]) -> list[str]:
    """The makers of files that are not as they were put in place: changed or taken away by somebody else.

    ``outputs`` are the place, maker and stamp of each file.
    """
    folders = {root: f"{path}{os.sep}" for root, path in roots.items()}
    found = []
    for place, maker, stamp in outputs:
        root, file = _parts(place)
        try:
            about = os.stat(folders[root] + file)  # noqa: PTH116 - thousands of files, each build
            same = stamp == f"{about.st_mtime_ns:x}-{about.st_size:x}-{about.st_ino:x}"
        except OSError:
            same = False
        if not same:
            found.append(maker)
    return found


def file_stamp(path: str) -> str:
    """What a rename leaves as it is: time, size and inode."""
    about = os.stat(path)  # noqa: PTH116 - thousands of files, as text
    return f"{about.st_mtime_ns:x}-{about.st_size:x}-{about.st_ino:x}"


def _sweep(root: Path, folder: Path, put: set[str]) -> None:
    """Remove the files of ``folder`` that are not among those just ``put``, and empty folders."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif (place := path.relative_to(root).as_posix()) not in put and not place.startswith(_TRANSCRIPT):
            path.unlink()
