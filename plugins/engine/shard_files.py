"""The files of the archive's search documents as they lie: which are whole, and which are left over."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from plugins.model.document import Manifest
from plugins.model.state import State

FOLDER = "arkiv"
"""Where they lie, under the folder of documents."""

Stamps = dict[str, str]


def stamps(state: State) -> Stamps:
    """The files of the transcript, under the state's folder, with their stamps as they were noted."""
    if not state.transcript.exists():
        return {}
    try:
        with closing(sqlite3.connect(state.transcript)) as book:
            rows = book.execute("SELECT fil, stempel FROM fil").fetchall()
    except sqlite3.DatabaseError:
        return {}  # whoever writes there next begins it anew
    return {f"{state.documents.name}/{FOLDER}/{file}": stamp for file, stamp in rows}


def are_whole(state: State, noted: Stamps) -> bool:
    """Whether every file is as it was when it was noted."""
    return all(stamp_of(state.root / file) == stamp for file, stamp in noted.items())


def compared(before: Stamps, state: State) -> tuple[list[str], list[str]]:
    """The places of files that have been written since ``before`` was noted, and of those that have gone."""
    after = stamps(state)
    written = [f"tilstand:{file}" for file, stamp in after.items() if before.get(file) != stamp]
    return written, [f"tilstand:{file}" for file in before if file not in after]


def sweep(state: State) -> None:
    """Take away the files that the manifest does not name any more."""
    folder = state.documents / FOLDER
    if not folder.is_dir():
        return
    manifest = state.documents / "manifest.json"
    if not manifest.exists():
        return
    named = {shard.file for shard in msgspec.json.decode(manifest.read_bytes(), type=Manifest).shards}
    for kind in os.scandir(folder):
        for file in os.scandir(kind):
            if f"{FOLDER}/{kind.name}/{file.name}" not in named:
                Path(file).unlink()


def stamp_of(path: Path) -> str:
    """What is another when somebody has changed a file; empty when it is not there."""
    try:
        about = path.stat()
    except OSError:
        return ""
    return f"{about.st_mtime_ns} {about.st_size} {about.st_ino}"
