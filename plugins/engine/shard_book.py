"""What is known of the files of the archive's documents, in a small SQLite file beside the build's memory."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple, cast

from plugins.engine.shard_files import FOLDER
from plugins.model.document import Shard
from plugins.store.lists import DocumentKind
from plugins.views.archive_shards import ShardKey

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sett (nr INTEGER NOT NULL, merke BLOB NOT NULL, grunnlag BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS fil (
    slag TEXT NOT NULL, del TEXT NOT NULL, fil TEXT NOT NULL, sha256 TEXT NOT NULL, antall INTEGER NOT NULL,
    stempel TEXT NOT NULL, fra REAL, til REAL, PRIMARY KEY (slag, del)
) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """A file: its name, what it holds, its stamp, and the seconds between which it holds by the clock."""

    file: str
    sha256: str
    documents: int
    stamp: str
    since: float | None
    until: float | None

    def shard(self, key: ShardKey) -> Shard:
        """The file as the manifest names it."""
        return Shard(
            file=f"{FOLDER}/{self.file}",
            kind=key.kind,
            part=key.part,
            count=self.documents,
            sha256=self.sha256,
        )


class Book:
    """All files, changed in one transaction; a damaged book is begun anew."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open(path)
        except sqlite3.DatabaseError:
            path.unlink()
            self._open(path)

    def _open(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(_SCHEMA)
        self._connection.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Let go of the file; what was not finished is as if never written."""
        self._connection.close()

    def seen(self) -> tuple[int, bytes, bytes] | None:
        """The number and mark of the store's change that the files cover, and their grounds."""
        found: tuple[int, bytes, bytes] | None = self._connection.execute("SELECT * FROM sett").fetchone()
        return found

    def rows(self) -> dict[ShardKey, Row]:
        """All files."""
        return {
            ShardKey(cast("DocumentKind", kind), part): Row(*row)
            for kind, part, *row in self._connection.execute("SELECT * FROM fil")
        }

    def clear(self) -> None:
        """Forget all files; they lie where they are until they are swept away."""
        self._connection.execute("DELETE FROM fil")

    def put(self, key: ShardKey, row: Row | None) -> None:
        """Note a file; None when there is none any more."""
        self._connection.execute("DELETE FROM fil WHERE slag = ? AND del = ?", key)
        if row is not None:
            self._connection.execute("INSERT INTO fil VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*key, *row))

    def finish(self, number: int, mark: bytes, grounds: bytes) -> None:
        """Note how far the files have come, and make all of it true."""
        self._connection.execute("DELETE FROM sett")
        self._connection.execute("INSERT INTO sett VALUES (?, ?, ?)", (number, mark, grounds))
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")
