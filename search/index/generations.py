"""Generations of the index: folders beside one another, and the link that names the one in use.

A generation is never changed after it is taken into use. ``gjeldende`` is a symbolic link that is replaced
by an atomic rename, so a reader sees the old generation or the new one and nothing between.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import msgspec
import whoosh

from plugins.model.document import FORMAT_VERSION
from search.analysis.chain import analysis_version
from search.schema import SCHEMA_VERSION

CURRENT = "gjeldende"
DESCRIPTION = "generasjon.json"
PREFIX = "g"
LOCK_NAME = "MAIN_WRITELOCK"
PROVEN_BYTES = 1024 * 1024
"""A file of this size is read and proven in a thousandth of a second."""
COPIED_BYTES = PROVEN_BYTES
"""What is larger is linked: a copy would have to be on disk before it is taken into use."""

Files = dict[str, tuple[int, str]]
"""Name → size and SHA-256."""
Identities = dict[str, tuple[int, int, int]]
"""Name → inode, size and time of change, from which a process knows a file that it has proven before."""


class IndexUnavailable(Exception):  # noqa: N818  (it is a state of the index, said to a person)
    """No usable index; the message says why and what to do, in Norwegian."""


class Description(msgspec.Struct, frozen=True):
    """What ``generasjon.json`` says of its folder. It is written last: a folder without it is unfinished.

    ``shards`` maps each file of documents to its hash; ``files`` each file of the index to size and hash.
    """

    version: str
    documents: int
    made: str
    target_groups: dict[str, str]
    units: dict[str, str]
    shards: dict[str, str] = {}
    files: Files = {}


def index_version() -> str:
    """Another version means that no term or stored document can be trusted: all is indexed again."""
    library = ".".join(map(str, whoosh.__version__))
    return f"{FORMAT_VERSION}.{SCHEMA_VERSION}-{analysis_version()}-whoosh{library}"


def file_hash(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file; a small one is read at once."""
    with path.open("rb", buffering=0) as handle:
        size = os.fstat(handle.fileno()).st_size
        if size <= PROVEN_BYTES:
            return _hash_of(handle.read())
        return size, hashlib.file_digest(handle, "sha256").hexdigest()


def _hash_of(content: bytes) -> tuple[int, str]:
    return len(content), hashlib.sha256(content).hexdigest()


def identities(folder: Path) -> Identities:
    """What is in a folder just now, but for Whoosh's lock; compared with what it was when it was proven."""
    found = {entry.name: entry.stat() for entry in os.scandir(folder) if entry.name != LOCK_NAME}
    return {name: (about.st_ino, about.st_size, about.st_mtime_ns) for name, about in found.items()}


def files_of(folder: Path, known: Mapping[str, tuple[int, str]]) -> Files:
    """Size and hash of each file of a new generation; those that are ``known`` are not read."""
    names = [entry.name for entry in os.scandir(folder) if entry.name != LOCK_NAME]
    return {name: known.get(name) or file_hash(folder / name) for name in names}


def describe(folder: Path, description: Description, there: Collection[str] = ()) -> None:
    """Write the description, and make sure that the large files it describes are on disk; ``there`` are.

    Small ones are proven whole whenever a generation is opened, so that one the disk lost is found then, and
    nobody waits for the disk (10 ms a file) when a page is changed.
    """
    (folder / DESCRIPTION).write_bytes(msgspec.json.encode(description))
    large_on_disk(folder / name for name in description.files if name not in there)


def large_on_disk(paths: Iterable[Path]) -> None:
    """Wait until those of some files that are not proven whole at every opening are on disk."""
    for path in paths:
        if path.stat().st_size > PROVEN_BYTES:
            _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_description(folder: Path) -> Description:
    """The description of a generation. Raises IndexUnavailable when it is missing or broken."""
    try:
        return msgspec.json.decode((folder / DESCRIPTION).read_bytes(), type=Description)
    except FileNotFoundError:
        raise IndexUnavailable(
            f"Søkeindeksen {folder} er ikke ferdig. Lag den på nytt (make index)."
        ) from None
    except (OSError, ValueError) as error:
        raise IndexUnavailable(
            f"Søkeindeksen {folder} er skadet ({error}). Lag den på nytt (make index)."
        ) from None


def prove_files(folder: Path, description: Description) -> None:
    """Prove that every file is the one that was written. Raises IndexUnavailable, naming the file.

    Whoosh's files hold pickles, so nothing in them is opened before this. Whoosh opens whatever table of
    contents (``*.toc``) has the highest number, so one that is not described is refused as well.
    """
    _refuse_strangers(folder, description)

    def prove(name: str, expected: tuple[int, str]) -> None:
        try:
            found = file_hash(folder / name)
        except OSError:
            raise _missing(folder / name) from None
        if found != expected:
            raise _damaged(folder / name)

    with ThreadPoolExecutor() as threads:  # reading and hashing let others go on
        for _ in threads.map(prove, description.files.keys(), description.files.values()):
            pass


def check_files(folder: Path, description: Description, opened: Collection[str] = ()) -> None:
    """Prove what can be proven at once: every file by its size, small ones by what they hold.

    The rest was proven where the generation was made, and files that are ``opened`` already, when they were.
    Raises IndexUnavailable, naming the file.
    """
    sizes = _refuse_strangers(folder, description)
    for name, expected in description.files.items():
        if name not in sizes:
            raise _missing(folder / name)
        if sizes[name] != expected[0]:
            raise _damaged(folder / name)
        if sizes[name] <= PROVEN_BYTES and name not in opened:
            _proven_file(folder / name, expected)


def proven_content(folder: Path, description: Description, known: Mapping[str, bytes]) -> dict[str, bytes]:
    """What every file holds, by its hash; proven as by ``prove_files``. What is ``known`` is not read."""
    _refuse_strangers(folder, description)
    return {
        expected[1]: known.get(expected[1]) or _proven_file(folder / name, expected)
        for name, expected in description.files.items()
    }


def _proven_file(path: Path, expected: tuple[int, str]) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        raise _missing(path) from None
    if _hash_of(content) != expected:
        raise _damaged(path)
    return content


def _refuse_strangers(folder: Path, description: Description) -> dict[str, int]:
    """The size of each file that is there, when there is no other table of contents than is described."""
    sizes: dict[str, int] = {}
    with suppress(OSError):  # what is not found, is missing
        sizes |= {entry.name: entry.stat().st_size for entry in os.scandir(folder)}
    for name in sizes.keys() - description.files.keys():
        if name.endswith(".toc"):
            raise IndexUnavailable(
                f"Filen {folder / name} hører ikke til søkeindeksen. Lag den på nytt (make index)."
            )
    return sizes


def _missing(path: Path) -> IndexUnavailable:
    return IndexUnavailable(f"Søkeindeksen mangler filen {path}. Lag den på nytt (make index).")


def _damaged(path: Path) -> IndexUnavailable:
    return IndexUnavailable(f"Filen {path} i søkeindeksen er skadet. Lag den på nytt (make index).")


def link_of(root: Path) -> str:
    """The link that names the generation in use, as a path that is quickly looked at."""
    return str(root / CURRENT)


def named_by(link: str) -> str:
    """The name of the generation that a link of ``link_of`` leads to; empty when there is none. Costs two
    millionths of a second.
    """
    try:
        return os.path.basename(os.readlink(link))  # noqa: PTH115, PTH119 - asked before every search
    except OSError:
        return ""


def current(root: Path) -> Path | None:
    """The generation in use, or None when there is none."""
    folder = root / named_by(link_of(root))
    return folder if folder != root and folder.is_dir() else None


def numbered(root: Path) -> list[Path]:
    """All generation folders, oldest first, finished or not."""
    if not root.is_dir():
        return []
    folders = [p for p in root.iterdir() if p.name[:1] == PREFIX and p.name[1:].isdigit() and p.is_dir()]
    return sorted(folders, key=lambda p: int(p.name[1:]))


def new_folder(root: Path) -> Path:
    """An empty folder for the next generation, with a number never used by one that stands."""
    existing = numbered(root)
    number = int(existing[-1].name[1:]) if existing else 0
    while True:
        number += 1
        folder = root / f"{PREFIX}{number:06d}"
        with suppress(FileExistsError):  # one who merges, and holds no lock meanwhile, may come first
            folder.mkdir(parents=True)
            return folder


def copy_of(source: Path, folder: Path, described: Mapping[str, tuple[int, str]]) -> Files:
    """The files of a generation in a new folder: small ones copied, so that damage to one generation is not
    damage to both, large ones linked. Returns what those of them hold that need not be read again.

    Linking is safe since Whoosh never changes a file it has written: new segments and tables of contents are
    new files.
    """
    known: Files = {}
    for path in source.iterdir():
        if path.name in (DESCRIPTION, LOCK_NAME):
            continue
        if path.stat().st_size <= COPIED_BYTES:
            content = path.read_bytes()
            (folder / path.name).write_bytes(content)
            known[path.name] = _hash_of(content)
        elif _link(path, folder / path.name):
            known[path.name] = described[path.name]
        else:
            shutil.copyfile(path, folder / path.name)
    return known


def _link(source: Path, target: Path) -> bool:
    """Whether a file could be linked; some file systems cannot."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def take_into_use(folder: Path) -> None:
    """Point ``gjeldende`` at a generation, atomically."""
    temporary = folder.parent / f".{CURRENT}.ny"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(folder.name)
    temporary.replace(folder.parent / CURRENT)


def sweep(root: Path, keep: set[Path]) -> None:
    """Remove generations that are neither in use nor kept, unfinished ones included."""
    for folder in numbered(root):
        if folder not in keep:
            shutil.rmtree(folder, ignore_errors=True)
