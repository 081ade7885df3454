"""The content folder as it lies on disk: which files there are, and how one can tell that one has changed."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import Literal

DATA_FOLDER = "data"
DELIVERIES = "leveranser"
"""Folder of ``content/data`` whose deliveries are imported before each build."""
REGISTER_NAMES = ("malgrupper", "emner", "utvalg", "skjer", "avvik", "horinger", "forside")
"""The shared registers by the names of their files; ``plugins/source/registers.py`` says what each holds."""
UNIT_FILE, PAGE_FOLDER, NEWS_FOLDER = "virksomhet.md", "sider", "nyheter"

FILE_FOLDERS = ("bilder", "filer")
"""Folders of a unit whose files are published as they are, under the unit's address."""

PUBLISHED_TYPES = frozenset(
    ".png .jpg .jpeg .webp .avif .gif .pdf .docx .xlsx .odt .ods .csv .txt .ics".split()
)
"""File types that a unit may publish. SVG and HTML are not among them: a browser runs scripts in both."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

Kind = Literal["virksomhet", "side", "nyhet"]

Stamp = str
"""Size, inode and both times of a file, as text; equal stamps mean an untouched file."""


def stamp_of(about: os.stat_result) -> Stamp:
    """The stamp of a file. The change time cannot be set back, so a copied old time hides no edit."""
    return f"{about.st_mtime_ns:x}-{about.st_ctime_ns:x}-{about.st_size:x}-{about.st_ino:x}"


def changed_at(stamp: Stamp) -> float:
    """When the file was last changed, in seconds after 1970; now and later is too close to be trusted."""
    return int(stamp.split("-")[1], 16) / 1e9 if stamp else 0.0


@dataclass(frozen=True)
class Tree:
    """Every file under the content by its place («barnehage/sider/opptak.md»), hidden ones left out.

    A link that leads nowhere has an empty stamp. Folders are not followed out of the content. ``nameless``
    are files and folders whose names are not text; they can be told of, and nothing else. ``outside`` are the
    files that are links to outside the content, or to nowhere. Where something is ``linked``, one file may be
    at two places.
    """

    root: Path
    stamps: Mapping[str, Stamp]
    folders: frozenset[str]
    nameless: tuple[str, ...] = ()
    outside: frozenset[str] = frozenset()
    linked: bool = False

    @cached_property
    def unit_folders(self) -> tuple[str, ...]:
        """Names of the folders of units: all but the registers' and those that begin with «_»."""
        top = (name for name in self.folders if "/" not in name)
        return tuple(sorted(name for name in top if name[0] != "_" and name != DATA_FOLDER))

    @cached_property
    def by_folder(self) -> Mapping[str, tuple[str, ...]]:
        """The files of each top folder, sorted."""
        found: dict[str, list[str]] = {name: [] for name in self.unit_folders}
        for place in sorted(self.stamps):
            found.setdefault(place.partition("/")[0], []).append(place)
        return {name: tuple(places) for name, places in found.items()}

    def written_in(self, unit: str) -> tuple[str, ...]:
        """The pages and news of a unit, sorted; the unit's own file is not among them."""
        return tuple(place for place in self.by_folder.get(unit, ()) if is_written(place))


def is_written(place: str) -> bool:
    """Whether ``place`` is where a page or a news item lies.

    >>> is_written("barnehage/sider/opptak.md"), is_written("barnehage/notater/a.md")
    (True, False)
    """
    parts = place.split("/")
    return len(parts) == 3 and parts[1] in (PAGE_FOLDER, NEWS_FOLDER) and parts[2].endswith(".md")


def is_published(place: str) -> bool:
    """Whether ``place`` is a picture or a file that its unit publishes as it is.

    >>> is_published("barnehage/bilder/kart.png"), is_published("barnehage/bilder/kart.svg")
    (True, False)
    """
    parts = place.split("/")
    return len(parts) > 2 and parts[1] in FILE_FOLDERS and PurePath(place).suffix.lower() in PUBLISHED_TYPES


def kind_of(place: str) -> Kind:
    """What a file of a unit is, by where it lies.

    >>> kind_of("barnehage/virksomhet.md"), kind_of("barnehage/nyheter/a.md")
    ('virksomhet', 'nyhet')
    """
    parts = place.split("/")
    if parts[1:] == [UNIT_FILE]:
        return "virksomhet"
    return "nyhet" if parts[1] == NEWS_FOLDER else "side"


def leads_out(path: Path, content: Path) -> bool:
    """Whether a file is a link to outside the content.

    Whoever may write in one unit's folder must not be able to publish the server's own files.
    """
    if not path.is_symlink():
        return False
    real = Path(os.path.realpath(path))  # which takes a link to itself for what it is, unlike Path.resolve
    return not real.is_relative_to(content.resolve())


def read_tree(root: Path) -> Tree:
    """All files under ``root``; an empty tree when there is no such folder."""
    if not root.is_dir():
        return Tree(root, {}, frozenset(), ())
    found = _Walk(os.path.realpath(root))
    found.into(str(root), "", (found.root,))
    folders, outside = frozenset(found.folders), frozenset(found.outside)
    return Tree(root, found.stamps, folders, tuple(found.nameless), outside, found.linked)


def looked_again(tree: Tree, places: Iterable[str]) -> Tree | None:
    """``tree`` with what is at ``places`` as it is now; None when only a look at all of it can tell."""
    if tree.linked:
        return None
    stamps = dict(tree.stamps)
    for place in places:
        folder, _, name = place.rpartition("/")
        if any(part.startswith(".") for part in place.split("/")):
            continue
        if place in tree.folders or (folder and folder not in tree.folders) or _shown(name) != name:
            return None
        try:
            about = os.lstat(tree.root / place)
        except FileNotFoundError:
            stamps.pop(place, None)
            continue
        except OSError:
            return None
        if not stat.S_ISREG(about.st_mode):
            return None
        stamps[place] = stamp_of(about)
    again = replace(tree, stamps=stamps)
    others = tree.stamps.keys() ^ stamps.keys()
    again.__dict__["by_folder"] = _folders_again(tree.by_folder, stamps, others)  # it would sort all anew
    return again


def _folders_again(
    before: Mapping[str, tuple[str, ...]], stamps: Mapping[str, Stamp], others: Iterable[str]
) -> Mapping[str, tuple[str, ...]]:
    """``Tree.by_folder`` when ``others`` have come or gone."""
    found = dict(before)
    for folder in {place.partition("/")[0] for place in others}:
        found[folder] = tuple(sorted(p for p in stamps if p.partition("/")[0] == folder))
    return found


class _Walk:
    """Gathers files with their stamps, and folders; a folder that leads out, or back up, is passed over."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.stamps: dict[str, Stamp] = {}
        self.folders: set[str] = set()
        self.nameless: list[str] = []
        self.outside: list[str] = []
        self.linked = False

    def into(self, folder: str, place: str, above: tuple[str, ...]) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith("."):
                    continue
                if _shown(name) != name:
                    self.nameless.append(place + _shown(name))
                elif _is_folder(entry):
                    self._folder(entry, place + name, above)
                else:
                    self._file(entry, place + name)

    def _file(self, entry: os.DirEntry[str], place: str) -> None:
        self.stamps[place] = stamp = _stamp(entry)
        linked = entry.is_symlink()
        self.linked |= linked
        if not stamp or (linked and not os.path.realpath(entry.path).startswith(self.root + os.sep)):
            self.outside.append(place)

    def _folder(self, entry: os.DirEntry[str], place: str, above: tuple[str, ...]) -> None:
        linked = entry.is_symlink()
        self.linked |= linked
        real = os.path.realpath(entry.path) if linked else f"{above[-1]}{os.sep}{entry.name}"
        if linked and (real in above or not real.startswith(self.root + os.sep)):
            return
        self.folders.add(place)
        self.into(entry.path, f"{place}/", (*above, real))


def _shown(name: str) -> str:
    """A name as it can be printed: bytes that are no text, from another system, become «?»."""
    return name if name.isprintable() else _CONTROL.sub("?", name.encode("utf-8", "replace").decode())


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        about = entry.stat()
    except OSError:
        return ""
    return stamp_of(about) if stat.S_ISREG(about.st_mode) else ""
