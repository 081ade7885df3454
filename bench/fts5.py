"""The peer of the search: SQLite FTS5 over the same documents, with a snippet of the top ten."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bench.queries import Query


def documents(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Address, kind, title and text of every search document below ``folder``."""
    for shard in sorted(folder.rglob("*.jsonl")):
        with shard.open(encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)["document"]
                text = f"{document['summary']} {document['body']}"
                yield document["url"], document["kind"], document["title"], text


def build(folder: Path, target: Path) -> sqlite3.Connection:
    """An FTS5 table of all documents, with SQLite's own tokenizer."""
    connection = sqlite3.connect(target)
    connection.execute("create virtual table d using fts5(url unindexed, kind unindexed, title, text)")
    connection.executemany("insert into d values (?, ?, ?, ?)", documents(folder))
    connection.commit()
    return connection


def expression(text: str) -> str:
    """A typed query in FTS5's own language.

    >>> expression('"søknad om" vei -gang')
    '"søknad" "om" "vei" NOT "gang"'
    """
    wanted: list[str] = []
    refused: list[str] = []
    for piece in text.split():
        words = [f'"{word}"' for word in re.findall(r"\w+", piece)]
        (refused if piece.startswith("-") else wanted).extend(words)
    return " NOT ".join([" ".join(wanted), *refused])


def search(connection: sqlite3.Connection, query: Query) -> int:
    """All words and none of those after a minus: ten hits with snippets, and counts by kind. No filters.

    Returns the number of hits shown.
    """
    match = expression(query["q"][0])
    hits = connection.execute(
        "select url, title, snippet(d, 3, '<mark>', '</mark>', '…', 24) from d where d match ? "
        "order by bm25(d, 0, 0, 4, 1) limit 10",
        (match,),
    ).fetchall()
    connection.execute("select kind, count(*) from d where d match ? group by kind", (match,)).fetchall()
    return len(hits)
