"""Writes search documents as files that a reader can trust: sorted, hashed, swapped in, the manifest last.

One file holds one kind and one part of it, so that a new journal day or an edited page touches few files.
A file whose content is the same is left alone, to the byte and the time stamp.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import get_args

import msgspec

from plugins.model.document import FORMAT_VERSION, Document, Kind, Manifest, Shard

UNDATED = "uten-dato"
MANIFEST = "manifest.json"
_WORK = ".ny"
_OPEN_FILES = 64
_MONTHLY: frozenset[Kind] = frozenset({"nyhet", "mote", "sak", "journalpost"})

ShardKey = tuple[Kind, str]


def part_of(document: Document) -> str:
    """The part of its kind that the document lies in: a page's unit, a month («2026-11»), or «uten-dato».

    Pages, units and bodies have no month, since their dates move when they are edited.
    """
    if document.kind == "tjeneste":
        return document.unit or UNDATED
    if document.kind not in _MONTHLY or document.dated is None:
        return UNDATED
    return f"{document.dated:%Y-%m}"


def line_of(document: Document) -> str:
    """The document as one line, with the hash of its canonical JSON."""
    content = _canonical(document)
    return f'{{"document":{content.decode()},"hash":"{_sha256(content)}"}}'


def write_documents(
    folder: Path,
    documents: Iterable[Document],
    *,
    target_groups: Mapping[str, str],
    units: Mapping[str, str],
) -> Manifest:
    """Replace the documents in ``folder`` by ``documents``; the caller holds the lock of the state.

    Streams: only one file's documents are in memory at a time. Everything is written beside first, so that
    an interrupted build leaves the old set; then files are swapped in one by one, the manifest after them,
    and files of the old set are deleted at the end.
    """
    work = folder / _WORK
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with _Spool(work) as spool:
        for document in documents:
            spool.add(document)
    shards = tuple(_sort_and_hash(work, key) for key in sorted(spool.keys, key=_order))
    manifest = Manifest(
        version=FORMAT_VERSION, shards=shards, target_groups=dict(target_groups), units=dict(units)
    )
    for shard in shards:
        _swap_in(work / shard.file, folder / shard.file)
    _write_manifest(work / MANIFEST, folder / MANIFEST, manifest)
    shutil.rmtree(work)
    _delete_others(folder, {shard.file for shard in shards})
    return manifest


class _Spool:
    """Appends documents to one unsorted file a shard, with a bounded number of files open."""

    def __init__(self, folder: Path) -> None:
        self.keys: set[ShardKey] = set()
        self._folder = folder
        self._open: dict[ShardKey, TextIOWrapper] = {}

    def __enter__(self) -> _Spool:
        return self

    def __exit__(self, *exception: object) -> None:
        for handle in self._open.values():
            handle.close()
        self._open.clear()

    def add(self, document: Document) -> None:
        key = (document.kind, part_of(document))
        self._handle(key).write(line_of(document) + "\n")

    def _handle(self, key: ShardKey) -> TextIOWrapper:
        if key not in self._open:
            if len(self._open) >= _OPEN_FILES:
                self._open.pop(next(iter(self._open))).close()
            path = self._folder / _file_name(key)
            path.parent.mkdir(exist_ok=True)
            self.keys.add(key)
            self._open[key] = path.open("a", encoding="utf-8", newline="\n")
        return self._open[key]


def _sort_and_hash(work: Path, key: ShardKey) -> Shard:
    path = work / _file_name(key)
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    lines.sort(key=lambda line: (str(json.loads(line)["document"]["id"]), line))
    content = "".join(line + "\n" for line in lines).encode()
    path.write_bytes(content)
    return Shard(file=_file_name(key), kind=key[0], part=key[1], count=len(lines), sha256=_sha256(content))


def _swap_in(new: Path, current: Path) -> None:
    if current.is_file() and current.read_bytes() == new.read_bytes():
        return
    current.parent.mkdir(exist_ok=True)
    new.replace(current)


def _write_manifest(new: Path, current: Path, manifest: Manifest) -> None:
    new.write_bytes(_canonical(manifest) + b"\n")
    _swap_in(new, current)


def _delete_others(folder: Path, wanted: set[str]) -> None:
    """Delete what an earlier build wrote and this one did not, and folders that became empty."""
    for path in sorted(folder.glob("*/*.jsonl")):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    for path in sorted(p for p in folder.iterdir() if p.is_dir() and not any(p.iterdir())):
        path.rmdir()


def _file_name(key: ShardKey) -> str:
    return f"{key[0]}/{key[1]}.jsonl"


def _order(key: ShardKey) -> tuple[int, str]:
    return get_args(Kind).index(key[0]), key[1]


def _canonical(content: object) -> bytes:
    return msgspec.json.encode(content, order="sorted")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
