"""What comes from outside a build, as hashes: every file of content and theme, settings and store.

A file is read again only when its stamp is another than last time, or so young that it may have been changed
once more within the same tick of the clock.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.memo.ledger import Ledger
from plugins.memo.stored_trace import MISSING
from plugins.source.files import MAX_BYTES, decode, read_raw
from plugins.source.folder import (
    DATA_FOLDER,
    DELIVERIES,
    REGISTER_NAMES,
    UNIT_FILE,
    Stamp,
    Tree,
    changed_at,
    is_written,
    stamp_of,
)
from plugins.source.origin import ChangedMeanwhileError
from plugins.source.parts import split_parts
from plugins.views import inputs as leaf

if TYPE_CHECKING:
    from plugins.engine.store_leaves import StoreLeaves

DIGEST_BYTES = 16
LEAF_STRUCTURE, LEAF_UNIT_FOLDERS, LEAF_STORE = "struktur", "virksomhetsmapper", "lager"
_TICK = 0.05
"""Seconds within which two changes of a file may have one stamp; file systems count in milliseconds."""
_CONTENT, _STATIC, _TEMPLATES = "innhold/", "statisk/", "maler/"


def digest(content: bytes) -> bytes:
    """What tells one content from another."""
    return sha256(content).digest()[:DIGEST_BYTES]  # which processors have instructions of their own for


@dataclass
class Leaves(Mapping[str, bytes]):
    """The hash of each leaf as it is now; ``changed`` are those that may be another than in the ledger."""

    _files: dict[str, bytes]
    named: dict[str, bytes]
    """Those that are no files and not of the archive."""
    store: StoreLeaves
    changed: dict[str, bytes] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    """The fields of each text that was read to find its hash."""

    def __getitem__(self, name: str) -> bytes:
        if name in self.named:
            return self.named[name]
        kind, _, place = name.partition(":")
        if kind.startswith(f"{LEAF_STORE}/"):
            return self.store[name]
        if kind == leaf.LEAF_FIELDS:
            return self._files[_CONTENT + place][:DIGEST_BYTES]
        if kind == leaf.LEAF_TEXT:
            return self._files[_CONTENT + place][DIGEST_BYTES:]
        if kind == leaf.LEAF_FILE:
            return self._files[_CONTENT + place]
        return self._files[{leaf.LEAF_STATIC: _STATIC, leaf.LEAF_TEMPLATE: _TEMPLATES}[kind] + place]

    def without(self, files: Iterable[str]) -> dict[str, bytes]:
        """The hashes of all files but these, for others to be put to."""
        dropped = frozenset(files)
        return {place: hashed for place, hashed in self._files.items() if place not in dropped}

    def __iter__(self) -> Iterator[str]:
        return iter(self.named)

    def __len__(self) -> int:
        return len(self.named)


def gather_leaves(  # noqa: PLR0913, PLR0917 - where leaves come from
    ledger: Ledger,
    content: Tree,
    theme: Path,
    units: tuple[str, ...],
    others: dict[str, bytes],
    store: StoreLeaves,
) -> Leaves:
    """Every leaf; ``others`` are those that are no files and not of the archive. The ledger learns of files
    that are new to it, and of how far the archive has come.

    Raises ChangedMeanwhileError when a file changes while it is read.
    """
    static, templates = _flat(theme / "static"), _flat(theme / "templates")
    found = {
        **{_CONTENT + place: stamp for place, stamp in content.stamps.items() if not is_delivery(place)},
        **{_STATIC + place: stamp for place, stamp in static.items()},
        **{_TEMPLATES + place: stamp for place, stamp in templates.items()},
    }
    roots = {_CONTENT: content.root, _STATIC: theme / "static", _TEMPLATES: theme / "templates"}
    outside = frozenset(_CONTENT + place for place in content.outside)
    fields: dict[str, str] = {}
    hashes, news, gone = _hashes(ledger, found, roots, outside, fields)
    named = {
        **others,
        **_registers(hashes),
        **_folders(content, units),
        leaf.LEAF_STATIC: _of_all(hashes, _STATIC, static),
        leaf.LEAF_TEMPLATE: _of_all(hashes, _TEMPLATES, templates),
    }
    return _with_changes(Leaves(hashes, named, store, fields=fields), ledger, [*news, *gone])


def leaves_again(  # noqa: PLR0913, PLR0917 - where leaves come from
    before: Leaves,
    places: list[str],
    ledger: Ledger,
    content: Tree,
    units: tuple[str, ...],
    others: dict[str, bytes],
    store: StoreLeaves,
) -> Leaves:
    """Every leaf, when nothing but the files of content at ``places`` has been touched since ``before``.

    Raises ChangedMeanwhileError when one of them changes while it is read.
    """
    hashes, rows, fields = before.without(_CONTENT + place for place in places), [], dict[str, str]()
    for place in places:
        stamp = content.stamps.get(place)
        if stamp is not None:
            hashed = _hash_of(f"{content.root}/{place}", _CONTENT + place, stamp, fields, outside=False)
            hashes[_CONTENT + place] = hashed
            rows.append((_CONTENT + place, f"ung {stamp}", hashed))
    ledger.connection.executemany("DELETE FROM file WHERE place = ?", ((_CONTENT + p,) for p in places))
    ledger.connection.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", rows)
    named = {**before.named, **others, **_registers(hashes), **_folders(content, units)}
    touched = [_CONTENT + place for place in places]
    return _with_changes(Leaves(hashes, named, store, fields=fields), ledger, touched)


def _with_changes(leaves: Leaves, ledger: Ledger, places: list[str]) -> Leaves:
    of_store = leaves.store.changed(ledger)
    if not ledger.begun_anew:  # else there is nothing that rests on them
        of_files = {name: leaves.get(name, MISSING) for name in _leaf_names(places)}
        leaves.changed = {**of_store, **leaves.named, **of_files}
    return leaves


def _registers(hashes: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        f"{leaf.LEAF_REGISTER}:{name}": hashes.get(f"{_CONTENT}{DATA_FOLDER}/{name}.yaml", MISSING)
        for name in REGISTER_NAMES
    }


def _folders(content: Tree, units: tuple[str, ...]) -> dict[str, bytes]:
    """The leaves that tell which files there are, whatever is in them."""
    held = {
        folder: _names([*places, *(place for place in places if place in content.outside)])
        for folder, places in content.by_folder.items()
    }
    whole = [b"".join(held.values()).hex(), *held, *sorted(content.folders), *content.nameless]
    return {
        LEAF_STRUCTURE: _names(whole),
        leaf.LEAF_UNITS: _names(units),
        LEAF_UNIT_FOLDERS: _names(content.unit_folders),
        **{f"{leaf.LEAF_FOLDER}:{unit}": held[unit] for unit in content.unit_folders},
    }


def _of_all(hashes: Mapping[str, bytes], prefix: str, files: Iterable[str]) -> bytes:
    return digest(b"".join(place.encode() + b"\0" + hashes[prefix + place] for place in sorted(files)))


def _hashes(
    ledger: Ledger,
    found: Mapping[str, Stamp],
    roots: Mapping[str, Path],
    outside: frozenset[str],
    fields: dict[str, str],
) -> tuple[dict[str, bytes], list[str], list[str]]:
    """The hash of every file, those that are new or changed, and those that are gone.

    The ``fields`` of texts that are read are added to those given.
    """
    known = {
        place: (stamp, hashed) for place, stamp, hashed in ledger.connection.execute("SELECT * FROM file")
    }
    hashes, news, rows, now = dict[str, bytes](), [], [], time.time()
    for place, stamp in found.items():
        before = known.pop(place, None)
        if before is not None and before[0] == stamp:
            hashes[place] = before[1]
            continue
        root = place[: place.index("/") + 1]
        path = f"{roots[root]}/{place[len(root) :]}"
        hashes[place] = _hash_of(path, place, stamp, fields, outside=place in outside)
        young = changed_at(stamp) > now - _TICK
        rows.append((place, f"ung {stamp}" if young else stamp, hashes[place]))
        if before is None or before[1] != hashes[place]:
            news.append(place)
    ledger.connection.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", rows)
    ledger.connection.executemany("DELETE FROM file WHERE place = ?", ((place,) for place in known))
    return hashes, news, list(known)


def _hash_of(path: str, place: str, stamp: Stamp, fields: dict[str, str], *, outside: bool) -> bytes:
    """The digest of a file; of what a unit wrote, those of its two parts, and its ``fields`` are kept.

    A link to outside the content is refused, so it is never equal to the file it leads to.
    """
    try:
        raw, about = read_raw(path)
        if stamp_of(about) != stamp:
            raise ChangedMeanwhileError(place)
    except OSError:
        raw = b""  # reading it as content tells what is wrong
    inside = place.removeprefix(_CONTENT)
    if inside == place or not _is_text_of_unit(inside):
        return digest(raw)
    if outside:
        return digest(b"utenfor" + raw) * 2
    try:
        parts = split_parts(decode(raw, place))
    except Exception:
        return digest(raw) + digest(raw)
    if 0 < len(raw) <= MAX_BYTES:
        fields[inside] = parts.fields
    return digest(parts.fields.encode()) + digest(parts.text.encode())


def _leaf_names(places: list[str]) -> Iterator[str]:
    for place in places:
        prefix, name = place.partition("/")[0] + "/", place.partition("/")[2]
        if prefix == _STATIC:
            yield f"{leaf.LEAF_STATIC}:{name}"
        elif prefix == _TEMPLATES:
            yield f"{leaf.LEAF_TEMPLATE}:{name}"
        else:
            yield from (f"{kind}:{name}" for kind in (leaf.LEAF_FIELDS, leaf.LEAF_TEXT, leaf.LEAF_FILE))


def _is_text_of_unit(place: str) -> bool:
    return is_written(place) or place.partition("/")[2] == UNIT_FILE


def is_delivery(place: str) -> bool:
    """Whether the archive has delivered the file at ``place``: the store tells of what is in it."""
    return place.startswith(f"{DATA_FOLDER}/{DELIVERIES}/")


def _names(names: Any) -> bytes:
    return digest("\0".join(names).encode("utf-8", "surrogateescape"))


def _flat(folder: Path) -> dict[str, Stamp]:
    """Every file under a folder of the theme, by its place."""
    found: dict[str, Stamp] = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)  # noqa: PTH118 - many files, each build
            with suppress(FileNotFoundError):  # some editors lock a file with a link that leads nowhere
                about = os.stat(path)  # noqa: PTH116
                found[os.path.relpath(path, folder).replace(os.sep, "/")] = stamp_of(about)
    return found


def stamp_of_files(paths: list[Path]) -> bytes:
    """What tells whether any of these files has been touched; one that is missing counts as empty."""
    stamps = []
    for path in paths:
        with suppress(FileNotFoundError):
            about = path.stat()
            if about.st_size:
                stamps.append(f"{path.name} {stamp_of(about)}")
    return digest("\0".join(stamps).encode())


def stamp_of_store(store: Path) -> bytes:
    """The same for the store. What is brought in while somebody reads it lies in its log until later."""
    return stamp_of_files([store, store.with_name(f"{store.name}-wal")])
